/* sql/satisfaction--1.2--1.3.sql */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION satisfaction UPDATE TO '1.3'" to load this file. \quit

--
-- Aggregating pages instead of tuples
--

-- Called while the planner prices one of the aggregates, so that the library
-- is loaded and can offer its scan already in the first statement.
CREATE FUNCTION _page_scan_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'page_scan_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _page_scan_support(internal) IS 'planner support function of the transition functions: loads the library, which offers the page scan';

ALTER FUNCTION _tally_transition(tally, smallint) SUPPORT _page_scan_support;
ALTER FUNCTION _tally_transition(tally, integer) SUPPORT _page_scan_support;
ALTER FUNCTION _tally_transition(tally, bigint) SUPPORT _page_scan_support;
ALTER FUNCTION _tally_transition(tally, numeric) SUPPORT _page_scan_support;
ALTER FUNCTION _tally_transition(tally, double precision) SUPPORT _page_scan_support;
ALTER FUNCTION _tally_transition(tally, boolean) SUPPORT _page_scan_support;
