/* complain if script is sourced in psql, rather than via CREATE EXTENSION */
\echo Use "CREATE EXTENSION satisfaction" to load this file. \quit

-- This script is put together from the numbered parts in sql/ by make.
--
-- Functions whose names begin with an underscore serve the aggregates and the
-- rollups and are not for use in queries.

--
-- Type tally: the histogram of whole-number ratings
--

CREATE TYPE tally;

CREATE FUNCTION tally_in(cstring) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_in(cstring) IS 'text input of tally, {score:answers,...}';

CREATE FUNCTION tally_out(tally) RETURNS cstring
	AS 'MODULE_PATHNAME', 'tally_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_out(tally) IS 'text output of tally, ascending, without scores that have no answers';

CREATE FUNCTION tally_recv(internal) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_recv(internal) IS 'binary input of tally, of what tally_send() writes';

CREATE FUNCTION tally_send(tally) RETURNS bytea
	AS 'MODULE_PATHNAME', 'tally_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_send(tally) IS 'binary output of tally, in network byte order';

CREATE TYPE tally (
	INPUT = tally_in,
	OUTPUT = tally_out,
	RECEIVE = tally_recv,
	SEND = tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = main
);
COMMENT ON TYPE tally IS 'number of answers at each score from 0 to 100, as {score:answers,...}';

CREATE FUNCTION tally_to_jsonb(tally) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'tally_to_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION tally_to_jsonb(tally) IS 'answers by score, {"0": 3, "9": 12}';

CREATE FUNCTION tally_from_jsonb(jsonb) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_from_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION tally_from_jsonb(jsonb) IS 'tally of answers by score, {"0": 3, "9": 12}';

CREATE CAST (tally AS jsonb) WITH FUNCTION tally_to_jsonb(tally);
COMMENT ON CAST (tally AS jsonb) IS 'answers by score, {"0": 3, "9": 12}';

CREATE CAST (jsonb AS tally) WITH FUNCTION tally_from_jsonb(jsonb);
COMMENT ON CAST (jsonb AS tally) IS 'tally of answers by score, {"0": 3, "9": 12}';

--
-- Comparison: equal tallies hold the same answers
--

CREATE FUNCTION tally_eq(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_eq(tally, tally) IS 'implementation of = operator';

CREATE FUNCTION tally_ne(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_ne(tally, tally) IS 'implementation of <> operator';

CREATE FUNCTION tally_lt(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_lt(tally, tally) IS 'implementation of < operator';

CREATE FUNCTION tally_le(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_le(tally, tally) IS 'implementation of <= operator';

CREATE FUNCTION tally_gt(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_gt(tally, tally) IS 'implementation of > operator';

CREATE FUNCTION tally_ge(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_ge(tally, tally) IS 'implementation of >= operator';

CREATE FUNCTION tally_cmp(tally, tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_cmp(tally, tally) IS 'less-equal-greater, for btree';

CREATE FUNCTION tally_hash(tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_hash(tally) IS 'hash';

CREATE FUNCTION tally_hash_extended(tally, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_hash_extended(tally, bigint) IS 'hash with a seed';

CREATE OPERATOR = (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_eq,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (tally, tally) IS 'equal: the same answers, and the same weights if weighted';

CREATE OPERATOR <> (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (tally, tally) IS 'not equal';

CREATE OPERATOR < (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (tally, tally) IS 'less than: fewer answers at the first score where the two differ';

CREATE OPERATOR <= (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (tally, tally) IS 'less than or equal';

CREATE OPERATOR > (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (tally, tally) IS 'greater than: more answers at the first score where the two differ';

CREATE OPERATOR >= (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (tally, tally) IS 'greater than or equal';

CREATE OPERATOR CLASS tally_ops DEFAULT FOR TYPE tally USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 tally_cmp(tally, tally);
COMMENT ON OPERATOR CLASS tally_ops USING btree IS 'order by the answers at the first score where two tallies differ';
COMMENT ON OPERATOR FAMILY tally_ops USING btree IS 'order by the answers at the first score where two tallies differ';

CREATE OPERATOR CLASS tally_ops DEFAULT FOR TYPE tally USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 tally_hash(tally),
	FUNCTION 2 tally_hash_extended(tally, bigint);
COMMENT ON OPERATOR CLASS tally_ops USING hash IS 'equality of the answers';
COMMENT ON OPERATOR FAMILY tally_ops USING hash IS 'equality of the answers';

--
-- Adding and taking away
--

-- Called while the planner prices one of the aggregates, so that the library
-- is loaded and can offer its scan already in the first statement.
CREATE FUNCTION _page_scan_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'page_scan_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _page_scan_support(internal) IS 'planner support function that loads the library, which offers the page scan';

CREATE FUNCTION tally_add(tally, tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION tally_add(tally, tally) IS 'implementation of + operator, combine function of aggregates over answers';

CREATE FUNCTION tally_subtract(tally, tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_uncombine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_subtract(tally, tally) IS 'implementation of - operator, inverse transition function of sum(tally)';

CREATE OPERATOR + (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_add, COMMUTATOR = +
);
COMMENT ON OPERATOR + (tally, tally) IS 'all answers of both, weighted if either is';

CREATE OPERATOR - (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_subtract
);
COMMENT ON OPERATOR - (tally, tally) IS 'answers of the left tally minus those of the right one';
