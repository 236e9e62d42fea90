/* sql/satisfaction--1.0.sql */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION satisfaction" to load this file. \quit

-- Functions whose names begin with z_ serve the type and the aggregates and are
-- not for use in queries; lists of functions show them last.

--
-- Type tally: the histogram of whole-number ratings
--

CREATE TYPE tally;

CREATE FUNCTION z_tally_in(cstring) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_out(tally) RETURNS cstring
	AS 'MODULE_PATHNAME', 'tally_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_recv(internal) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_send(tally) RETURNS bytea
	AS 'MODULE_PATHNAME', 'tally_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE tally (
	INPUT = z_tally_in,
	OUTPUT = z_tally_out,
	RECEIVE = z_tally_recv,
	SEND = z_tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = main
);

COMMENT ON TYPE tally IS 'how many answers gave each score from 0 to 100, as {score:answers,...}; metrics are read from it, sum() and + merge it';
COMMENT ON FUNCTION z_tally_in(cstring) IS 'text input of tally; 22P02 for anything but {score:answers,...} with scores 0 to 100 and counts from 0, and for weights that no answers can have';
COMMENT ON FUNCTION z_tally_out(tally) IS 'text output of tally: ascending, without scores that have no answers';
COMMENT ON FUNCTION z_tally_recv(internal) IS 'binary input of tally; 22P03 for anything that z_tally_send() does not write';
COMMENT ON FUNCTION z_tally_send(tally) IS 'binary output of tally: version, flags, number of entries, then score and answers in network byte order';

CREATE FUNCTION z_tally_to_jsonb(tally) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'tally_to_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_from_jsonb(jsonb) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_from_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE CAST (tally AS jsonb) WITH FUNCTION z_tally_to_jsonb(tally);
CREATE CAST (jsonb AS tally) WITH FUNCTION z_tally_from_jsonb(jsonb);

COMMENT ON FUNCTION z_tally_to_jsonb(tally) IS 'cast of tally to jsonb: {"score": answers, ...}';
COMMENT ON FUNCTION z_tally_from_jsonb(jsonb) IS 'cast of jsonb to tally; 22023 for anything but {"score": answers, ...}';
COMMENT ON CAST (tally AS jsonb) IS 'the answers by score, {"0": 3, "9": 12}';
COMMENT ON CAST (jsonb AS tally) IS 'the answers by score, {"0": 3, "9": 12}; 22023 for anything else';

--
-- Comparison: equal tallies hold the same answers
--

CREATE FUNCTION z_tally_eq(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_ne(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_lt(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_le(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_gt(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_ge(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_cmp(tally, tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_hash(tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_hash_extended(tally, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR = (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = z_tally_eq,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
CREATE OPERATOR <> (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = z_tally_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR < (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = z_tally_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR <= (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = z_tally_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR > (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = z_tally_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR >= (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = z_tally_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);

CREATE OPERATOR CLASS tally_ops DEFAULT FOR TYPE tally USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 z_tally_cmp(tally, tally);
CREATE OPERATOR CLASS tally_ops DEFAULT FOR TYPE tally USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 z_tally_hash(tally),
	FUNCTION 2 z_tally_hash_extended(tally, bigint);

COMMENT ON FUNCTION z_tally_eq(tally, tally) IS 'implementation of = operator';
COMMENT ON FUNCTION z_tally_ne(tally, tally) IS 'implementation of <> operator';
COMMENT ON FUNCTION z_tally_lt(tally, tally) IS 'implementation of < operator';
COMMENT ON FUNCTION z_tally_le(tally, tally) IS 'implementation of <= operator';
COMMENT ON FUNCTION z_tally_gt(tally, tally) IS 'implementation of > operator';
COMMENT ON FUNCTION z_tally_ge(tally, tally) IS 'implementation of >= operator';
COMMENT ON FUNCTION z_tally_cmp(tally, tally) IS 'less-equal-greater, for btree';
COMMENT ON FUNCTION z_tally_hash(tally) IS 'hash of the answers';
COMMENT ON FUNCTION z_tally_hash_extended(tally, bigint) IS 'hash of the answers, with a seed';
COMMENT ON OPERATOR = (tally, tally) IS 'the same answers, with the same weights if weighted; NULL if either is NULL';
COMMENT ON OPERATOR <> (tally, tally) IS 'not the same answers; NULL if either is NULL';
COMMENT ON OPERATOR < (tally, tally) IS 'fewer answers at the first score where the two differ, unweighted before weighted if none does; NULL if either is NULL';
COMMENT ON OPERATOR <= (tally, tally) IS 'equal, or fewer answers at the first score where the two differ; NULL if either is NULL';
COMMENT ON OPERATOR > (tally, tally) IS 'more answers at the first score where the two differ; NULL if either is NULL';
COMMENT ON OPERATOR >= (tally, tally) IS 'equal, or more answers at the first score where the two differ; NULL if either is NULL';
COMMENT ON OPERATOR CLASS tally_ops USING btree IS 'order by the answers at the first score where two tallies differ';
COMMENT ON OPERATOR FAMILY tally_ops USING btree IS 'order by the answers at the first score where two tallies differ';
COMMENT ON OPERATOR CLASS tally_ops USING hash IS 'equality of the answers';
COMMENT ON OPERATOR FAMILY tally_ops USING hash IS 'equality of the answers';

--
-- Adding and taking away
--

-- Called while the planner prices one of the aggregates, so that the library
-- is loaded and can offer its scan already in the first statement.
CREATE FUNCTION z_page_scan_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'page_scan_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION z_page_scan_support(internal) IS 'planner support function of the transition functions: loads the library, which offers the page scan';

CREATE FUNCTION z_tally_combine(tally, tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_uncombine(tally, tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_uncombine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE OPERATOR + (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = z_tally_combine, COMMUTATOR = +
);
CREATE OPERATOR - (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = z_tally_uncombine
);

COMMENT ON FUNCTION z_tally_combine(tally, tally) IS 'implementation of + operator, combine function of the aggregates and transition function of sum(tally)';
COMMENT ON FUNCTION z_tally_uncombine(tally, tally) IS 'implementation of - operator and inverse transition function of sum(tally)';
COMMENT ON OPERATOR + (tally, tally) IS 'all answers of both, weighted if either is; NULL if either is NULL; 22003 if a count overflows';
COMMENT ON OPERATOR - (tally, tally) IS 'the answers of the left without those of the right; NULL if either is NULL; 22003 if there are fewer than are taken away, or if the weights left are lost to rounding';

--
-- The machinery of the aggregates: one state, a tally, for all of them
--

CREATE FUNCTION z_tally_transition(tally, smallint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_transition(tally, integer) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_transition(tally, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_transition(tally, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_transition(tally, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_transition(tally, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_inverse(tally, anyelement) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_tally_counted_transition(tally, numeric, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_counted_transition(tally, double precision, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_counted_transition(tally, boolean, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_counted_inverse(tally, anyelement, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_tally_final(tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_csat_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_csat_boolean_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_boolean_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_ces_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION z_tally_transition(tally, smallint) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION z_tally_transition(tally, integer) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION z_tally_transition(tally, bigint) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION z_tally_transition(tally, numeric) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION z_tally_transition(tally, double precision) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION z_tally_transition(tally, boolean) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION z_tally_inverse(tally, anyelement) IS 'aggregate inverse transition function for every type of score: take one answer back';
COMMENT ON FUNCTION z_tally_counted_transition(tally, numeric, numeric) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION z_tally_counted_transition(tally, double precision, numeric) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION z_tally_counted_transition(tally, boolean, numeric) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION z_tally_counted_inverse(tally, anyelement, numeric) IS 'aggregate inverse transition function for every type of score: take a number of answers back';
COMMENT ON FUNCTION z_tally_final(tally) IS 'aggregate final function: the tally itself';
COMMENT ON FUNCTION z_nps_final(tally) IS 'aggregate final function of nps()';
COMMENT ON FUNCTION z_csat_final(tally) IS 'aggregate final function of csat()';
COMMENT ON FUNCTION z_csat_boolean_final(tally) IS 'aggregate final function of csat(boolean)';
COMMENT ON FUNCTION z_ces_final(tally) IS 'aggregate final function of ces()';

--
-- Aggregates
--
-- Those over one type of score differ in the final function alone, so that
-- the server computes several of them from one state.
--

CREATE AGGREGATE nps(smallint) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps(integer) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps(bigint) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps(numeric) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps(double precision) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(smallint) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(integer) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(bigint) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(numeric) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(double precision) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(boolean) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_csat_boolean_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_csat_boolean_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(smallint) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(integer) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(bigint) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(numeric) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(double precision) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(smallint) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(integer) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(bigint) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(numeric) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(double precision) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(boolean) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(numeric, numeric) (
	SFUNC = z_tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_counted_transition, MINVFUNC = z_tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(double precision, numeric) (
	SFUNC = z_tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_counted_transition, MINVFUNC = z_tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(boolean, numeric) (
	SFUNC = z_tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_counted_transition, MINVFUNC = z_tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE sum(tally) (
	SFUNC = z_tally_combine, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_combine, MINVFUNC = z_tally_uncombine,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE nps(smallint) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';
COMMENT ON AGGREGATE nps(integer) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';
COMMENT ON AGGREGATE nps(bigint) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';
COMMENT ON AGGREGATE nps(numeric) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';
COMMENT ON AGGREGATE nps(double precision) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';
COMMENT ON AGGREGATE csat(smallint) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';
COMMENT ON AGGREGATE csat(integer) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';
COMMENT ON AGGREGATE csat(bigint) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';
COMMENT ON AGGREGATE csat(numeric) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';
COMMENT ON AGGREGATE csat(double precision) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';
COMMENT ON AGGREGATE csat(boolean) IS 'per cent of answers that are true (thumbs up); NULL answers are skipped, NULL if none is left';
COMMENT ON AGGREGATE ces(smallint) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';
COMMENT ON AGGREGATE ces(integer) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';
COMMENT ON AGGREGATE ces(bigint) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';
COMMENT ON AGGREGATE ces(numeric) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';
COMMENT ON AGGREGATE ces(double precision) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';
COMMENT ON AGGREGATE tally(smallint) IS 'the answers by score; NULL scores are skipped, {} if none is left; 22003 for anything but whole numbers from 0 to 100';
COMMENT ON AGGREGATE tally(integer) IS 'the answers by score; NULL scores are skipped, {} if none is left; 22003 for anything but whole numbers from 0 to 100';
COMMENT ON AGGREGATE tally(bigint) IS 'the answers by score; NULL scores are skipped, {} if none is left; 22003 for anything but whole numbers from 0 to 100';
COMMENT ON AGGREGATE tally(numeric) IS 'the answers by score; NULL scores are skipped, {} if none is left; 22003 for anything but whole numbers from 0 to 100';
COMMENT ON AGGREGATE tally(double precision) IS 'the answers by score; NULL scores are skipped, {} if none is left; 22003 for anything but whole numbers from 0 to 100';
COMMENT ON AGGREGATE tally(boolean) IS 'the answers, false as score 0 and true as score 1; NULL answers are skipped, {} if none is left';
COMMENT ON AGGREGATE tally_counted(numeric, numeric) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a number that is negative or not whole, or a score off 0-100';
COMMENT ON AGGREGATE tally_counted(double precision, numeric) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a number that is negative or not whole, or a score off 0-100';
COMMENT ON AGGREGATE tally_counted(boolean, numeric) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a number that is negative or not whole, or a score off 0-100';
COMMENT ON AGGREGATE sum(tally) IS 'all answers of several tallies, weighted if one is; NULL tallies are skipped, {} if none is left; 22003 if a count overflows';

--
-- Rows: what functions that give several numbers return, so that
-- (nps_interval(r)).low and SELECT * FROM nps_interval(r) both work
--

CREATE TYPE tally_row AS (score integer, answers bigint, share double precision);
CREATE TYPE tally_interval AS (low double precision, high double precision);
CREATE TYPE tally_test AS (difference double precision, low double precision, high double precision, statistic double precision, p_value double precision);
CREATE TYPE tally_shift AS (mix_effect double precision, rate_effect double precision);
CREATE TYPE nps_summary_row AS (
	answers bigint, promoters bigint, passives bigint, detractors bigint,
	promoters_share double precision, passives_share double precision, detractors_share double precision,
	score double precision, low double precision, high double precision
);
CREATE TYPE csat_summary_row AS (
	answers bigint, satisfied bigint, neutral bigint, dissatisfied bigint,
	satisfied_share double precision, neutral_share double precision, dissatisfied_share double precision,
	score double precision, low double precision, high double precision
);
CREATE TYPE ces_summary_row AS (
	answers bigint, easy bigint, neither bigint, hard bigint,
	easy_share double precision, neither_share double precision, hard_share double precision,
	score double precision, low double precision, high double precision
);

COMMENT ON TYPE tally_row IS 'one score of a tally: the score, how many answers gave it, per cent of all answers (of weighted ones, of all weight)';
COMMENT ON TYPE tally_interval IS 'two-sided confidence limits, in the unit of the score, within its range and never without the score itself';
COMMENT ON TYPE tally_test IS 'a test: the difference as observed and its confidence limits, in the unit of the score; the test statistic; the p value, two-sided unless the test is told otherwise';
COMMENT ON TYPE tally_shift IS 'what a segment adds to the change of a score, in points: by its changed share of the answers (mix), by its changed score (rate)';
COMMENT ON TYPE nps_summary_row IS 'numbers of answers, of promoters, passives and detractors; per cent of each; the score and its confidence limits, -100 to 100';
COMMENT ON TYPE csat_summary_row IS 'numbers of answers, of satisfied, neutral and dissatisfied; per cent of each; the score and its confidence limits, 0 to 100';
COMMENT ON TYPE ces_summary_row IS 'numbers of answers, of easy, neither and hard; per cent of each; the mean ease and its confidence limits, within the scale';

--
-- Reading a tally
--

CREATE FUNCTION tally_count(r tally) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_count(r tally, low integer, high integer) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_count_between' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_share(r tally, low integer, high integer) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_mean(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_variance(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_variance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_stddev(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_stddev' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_median(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_median' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_percentile(r tally, fraction double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_percentile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_mode(r tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_mode' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_min(r tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_min' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_max(r tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_max' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_index(r tally, scale_min integer, scale_max integer) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_index' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION unnest(r tally) RETURNS SETOF tally_row
	AS 'MODULE_PATHNAME', 'tally_unnest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11;
CREATE FUNCTION tally_chart(r tally, metric text DEFAULT NULL, width integer DEFAULT 40) RETURNS text
	AS 'MODULE_PATHNAME', 'tally_chart' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION tally_count(tally) IS 'number of answers; 0 for {}, NULL for NULL';
COMMENT ON FUNCTION tally_count(tally, integer, integer) IS 'number of answers from score low to score high; NULL if an argument is NULL';
COMMENT ON FUNCTION tally_share(tally, integer, integer) IS 'per cent of the answers from score low to score high; NULL for {} or if an argument is NULL';
COMMENT ON FUNCTION tally_mean(tally) IS 'mean score; NULL for {} or NULL';
COMMENT ON FUNCTION tally_variance(tally) IS 'sample variance of the scores, divided by n - 1; NULL for fewer than two answers';
COMMENT ON FUNCTION tally_stddev(tally) IS 'sample standard deviation of the scores; NULL for fewer than two answers';
COMMENT ON FUNCTION tally_median(tally) IS 'median score, the middle between the two middle ones of an even number; NULL for {} or NULL';
COMMENT ON FUNCTION tally_percentile(tally, double precision) IS 'the score below which the fraction of the answers lies, interpolated as percentile_cont() does, of weighted answers where the weight from below exceeds the fraction, the middle of two scores where it is equal within 1e-9 of all weight (Hyndman and Fan 1996, definition 2); NULL for {} or NULL; 22023 for a fraction outside 0 to 1';
COMMENT ON FUNCTION tally_mode(tally) IS 'most frequent score, the lowest of several; NULL for {} or NULL';
COMMENT ON FUNCTION tally_min(tally) IS 'lowest score that has answers; NULL for {} or NULL';
COMMENT ON FUNCTION tally_max(tally) IS 'highest score that has answers; NULL for {} or NULL';
COMMENT ON FUNCTION tally_index(tally, integer, integer) IS 'the mean as a place on the scale, 0 to 100: 100 (mean - scale_min) / (scale_max - scale_min); NULL for {} or if an argument is NULL; 22003 for answers off the scale, 22023 for an impossible scale';
COMMENT ON FUNCTION unnest(tally) IS 'a row for each score that has answers, ascending: score, number of answers, per cent of all answers; no rows for {} or NULL';
COMMENT ON FUNCTION tally_chart(tally, text, integer) IS 'the distribution as text bars, a line a score, the highest first; metric nps, csat or ces marks its groups on its own scale; width of the longest bar in characters, 1 to 500; NULL for NULL; 22003 for answers off the scale, 22023 for an unknown metric';

--
-- Net Promoter Score
--
-- Here and below the functions with cut points are not STRICT: a cut point
-- left NULL is the one that the metric has by definition on its own scale,
-- and an error on any other.
--

CREATE FUNCTION nps(r tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_promoters(r tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_promoters' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_passives(r tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_passives' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_detractors(r tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_detractors' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_category(score double precision, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_category' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_contribution(part tally, whole tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_contribution' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_from_counts(promoters numeric, passives numeric, detractors numeric) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_from_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION nps_tally(promoters numeric, passives numeric, detractors numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_tally' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION nps(tally, integer, integer, integer, integer) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL for {} or NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points; Reichheld 2003';
COMMENT ON FUNCTION nps_promoters(tally, integer, integer, integer, integer) IS 'number of promoters (9-10); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';
COMMENT ON FUNCTION nps_passives(tally, integer, integer, integer, integer) IS 'number of passives (7-8); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';
COMMENT ON FUNCTION nps_detractors(tally, integer, integer, integer, integer) IS 'number of detractors (0-6); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';
COMMENT ON FUNCTION nps_category(double precision, integer, integer, integer, integer) IS 'promoter (9-10), passive (7-8) or detractor (0-6); NULL for NULL; 22003 for a score off the scale, 22023 for impossible or missing cut points';
COMMENT ON FUNCTION nps_contribution(tally, tally, integer, integer, integer, integer) IS 'what a segment adds to the score of the whole: 100 (promoters - detractors of the part) / answers of the whole; contributions of all parts add up to the score; NULL if the whole is {} or an argument is NULL; 22003 for answers off the scale, 22023 if the part is not in the whole, score by score';
COMMENT ON FUNCTION nps_from_counts(numeric, numeric, numeric) IS 'Net Promoter Score, -100 to 100, of counts that are already there, integers or sums of them; NULL if all are 0 or one is NULL; 22023 for a count that is negative or not whole, 22003 if they add up to more than a bigint';
COMMENT ON FUNCTION nps_tally(numeric, numeric, numeric) IS 'the tally of counts that are already there, integers or sums of them: promoters at 10, passives at 8, detractors at 6; what looks at these groups only may be read from it (nps_* with the cut points of 0 to 10), not means, percentiles or other cut points; NULL if one is NULL; 22023 for a count that is negative or not whole, 22003 if they add up to more than a bigint';

--
-- Customer Satisfaction Score
--

CREATE FUNCTION csat(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_mean(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_net(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_net' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_tally(satisfied numeric, answers numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'csat_tally' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION csat_category(score double precision, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_category' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION csat(tally, integer, integer, integer) IS 'Customer Satisfaction Score: per cent of answers from satisfied_min up, 4-5 on 1-5; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';
COMMENT ON FUNCTION csat_mean(tally, integer, integer) IS 'mean answer on the scale; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible scale';
COMMENT ON FUNCTION csat_net(tally, integer, integer, integer) IS 'per cent satisfied (4-5 on 1-5) less per cent dissatisfied, their mirror image (1-2); NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';
COMMENT ON FUNCTION csat_tally(numeric, numeric) IS 'the tally of counts that are already there, integers or sums of them: satisfied at 5, the rest of the answers at 3; the per cent satisfied, its limits, tests and shifts (csat, csat_interval, csat_low, csat_high, csat_test, csat_shift on 1-5) may be read from it, nothing that tells the others apart; NULL if one is NULL; 22023 for a count that is negative or not whole, or more satisfied than answers';
COMMENT ON FUNCTION csat_category(double precision, integer, integer, integer) IS 'satisfied (4-5 on 1-5), neutral (3) or dissatisfied (1-2, the mirror image of satisfied); NULL for NULL; 22003 for a score off the scale, 22023 for an impossible or missing first box';

--
-- Customer Effort Score
--

CREATE FUNCTION ces(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_easy(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_easy' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_net(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_net' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION ces(tally, integer, integer, boolean) IS 'Customer Effort Score: mean ease, high is easy; low_is_easy mirrors the answers of the older question; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible scale; CEB 2013';
COMMENT ON FUNCTION ces_easy(tally, integer, integer, integer, boolean) IS 'per cent who found it easy: answers from easy_from up (down if low_is_easy), 5-7 on 1-7; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';
COMMENT ON FUNCTION ces_net(tally, integer, integer, integer, boolean) IS 'per cent who found it easy (5-7 on 1-7) less per cent who found it hard, their mirror image (1-3); NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';

--
-- Weighted answers
--
-- There is no moving half: sums of weights are rounded, so that taking an
-- answer back would not be the exact inverse.
--

CREATE FUNCTION z_tally_weighted_transition(tally, smallint, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int2_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, integer, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int4_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, bigint, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int8_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, numeric, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_numeric_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_float8_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, smallint, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int2_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, integer, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int4_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, bigint, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int8_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, numeric, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_numeric_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_tally_weighted_transition(tally, double precision, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_float8_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE AGGREGATE weighted_tally(smallint, double precision) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(integer, double precision) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(bigint, double precision) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(numeric, double precision) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(double precision, double precision) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(smallint, numeric) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(integer, numeric) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(bigint, numeric) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(numeric, numeric) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(double precision, numeric) (
	SFUNC = z_tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	PARALLEL = SAFE
);

COMMENT ON FUNCTION z_tally_weighted_transition(tally, smallint, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, integer, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, bigint, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, numeric, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, double precision, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, smallint, numeric) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, integer, numeric) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, bigint, numeric) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, numeric, numeric) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION z_tally_weighted_transition(tally, double precision, numeric) IS 'aggregate transition function: count one weighted answer';
COMMENT ON AGGREGATE weighted_tally(smallint, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(integer, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(bigint, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(numeric, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(double precision, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(smallint, numeric) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(integer, numeric) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(bigint, numeric) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(numeric, numeric) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(double precision, numeric) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a weight that is negative, infinite, NaN, or above 0 and below 1e-140, or a score off 0-100';

CREATE FUNCTION tally_effective_count(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_effective_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_design_effect(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_design_effect' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION tally_effective_count(tally) IS 'how many answers of equal weight would be as precise, sum(w)^2 / sum(w^2), not rounded; NULL where there is no weight; Kish 1965';
COMMENT ON FUNCTION tally_design_effect(tally) IS 'what the weights cost in precision, n sum(w^2) / sum(w)^2; NULL where there is no weight; Kish 1965';

--
-- How sure is it?  Limits are two-sided, low then high, within the range of
-- the metric.  An optional argument that is NULL takes its default.
--

CREATE FUNCTION nps_stderr(r tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_stderr' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_margin(r tally, confidence double precision DEFAULT 0.95, population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_margin' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_interval(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_interval
	AS 'MODULE_PATHNAME', 'nps_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_low(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_high(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_interval(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_interval
	AS 'MODULE_PATHNAME', 'csat_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_low(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_high(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_interval(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS tally_interval
	AS 'MODULE_PATHNAME', 'ces_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_low(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_high(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION tally_share_interval(r tally, from_score integer, to_score integer, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL) RETURNS tally_interval
	AS 'MODULE_PATHNAME', 'tally_share_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION tally_mean_interval(r tally, confidence double precision DEFAULT 0.95, population bigint DEFAULT NULL,
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL, method text DEFAULT NULL) RETURNS tally_interval
	AS 'MODULE_PATHNAME', 'tally_mean_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_stderr(tally, integer, integer, integer, integer) IS 'standard error of the score, in points: sqrt(V / n); of weighted answers as svymean of R, NULL for fewer than two; NULL for {} or NULL; 22003 for answers off the scale; Rocks 2016, Lumley 2004';
COMMENT ON FUNCTION nps_margin(tally, double precision, bigint, integer, integer, integer, integer) IS 'margin of error, in points: the standard error times the normal critical value, of weighted answers Student''s t with n - 1 degrees of freedom; for a finite population times sqrt((N - n) / (N - 1)); NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, a population smaller than its answers or impossible cut points';
COMMENT ON FUNCTION nps_interval(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'confidence limits of the score, -100 to 100, never without the score; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added), wald or score; a population shrinks them by f = sqrt((N - n) / (N - 1)), and what is added by f^2, to the score itself when all have answered; weighted answers count by their effective size V / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998, O''Neill 2021';
COMMENT ON FUNCTION nps_low(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'lower confidence limit of the score, -100 to 100, never without the score; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added), wald or score; a population shrinks them by f = sqrt((N - n) / (N - 1)), and what is added by f^2, to the score itself when all have answered; weighted answers count by their effective size V / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998, O''Neill 2021';
COMMENT ON FUNCTION nps_high(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'upper confidence limit of the score, -100 to 100, never without the score; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added), wald or score; a population shrinks them by f = sqrt((N - n) / (N - 1)), and what is added by f^2, to the score itself when all have answered; weighted answers count by their effective size V / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998, O''Neill 2021';
COMMENT ON FUNCTION csat_interval(tally, double precision, text, bigint, integer, integer, integer) IS 'confidence limits of the per cent satisfied, 0 to 100, never without the score; method wilson, agresti_coull, clopper_pearson, jeffreys or wald; a population shrinks them, to the score itself when all have answered; weighted answers count by their effective size p (1 - p) / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998, O''Neill 2021';
COMMENT ON FUNCTION csat_low(tally, double precision, text, bigint, integer, integer, integer) IS 'lower confidence limit of the per cent satisfied, 0 to 100, never without the score; method wilson, agresti_coull, clopper_pearson, jeffreys or wald; a population shrinks them, to the score itself when all have answered; weighted answers count by their effective size p (1 - p) / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998, O''Neill 2021';
COMMENT ON FUNCTION csat_high(tally, double precision, text, bigint, integer, integer, integer) IS 'upper confidence limit of the per cent satisfied, 0 to 100, never without the score; method wilson, agresti_coull, clopper_pearson, jeffreys or wald; a population shrinks them, to the score itself when all have answered; weighted answers count by their effective size p (1 - p) / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998, O''Neill 2021';
COMMENT ON FUNCTION ces_interval(tally, double precision, text, bigint, integer, integer, boolean) IS 'confidence limits of the mean ease, within the scale, never without the mean; method adjusted (one artificial answer, spread evenly over the scale, added; t with n degrees of freedom) or t (NULL for fewer than two answers); a population shrinks them, and the artificial answer by f^2; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or an impossible scale; Student 1908, Agresti and Caffo 2000';
COMMENT ON FUNCTION ces_low(tally, double precision, text, bigint, integer, integer, boolean) IS 'lower confidence limit of the mean ease, within the scale, never without the mean; method adjusted (one artificial answer, spread evenly over the scale, added; t with n degrees of freedom) or t (NULL for fewer than two answers); a population shrinks them, and the artificial answer by f^2; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or an impossible scale; Student 1908, Agresti and Caffo 2000';
COMMENT ON FUNCTION ces_high(tally, double precision, text, bigint, integer, integer, boolean) IS 'upper confidence limit of the mean ease, within the scale, never without the mean; method adjusted (one artificial answer, spread evenly over the scale, added; t with n degrees of freedom) or t (NULL for fewer than two answers); a population shrinks them, and the artificial answer by f^2; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or an impossible scale; Student 1908, Agresti and Caffo 2000';
COMMENT ON FUNCTION tally_share_interval(tally, integer, integer, double precision, text, bigint) IS 'confidence limits of the per cent of answers from one score to another, 0 to 100, never without it; method wilson, agresti_coull, clopper_pearson, jeffreys or wald; population and weights as in csat_interval; NULL for {} or NULL; 22023 for a confidence outside 0 to 1, an unrecognized method or a population smaller than its answers; Wilson 1927, Newcombe 1998, O''Neill 2021';
COMMENT ON FUNCTION tally_mean_interval(tally, double precision, bigint, integer, integer, text) IS 'confidence limits of the mean score: without a scale by Student''s t (NULL for fewer than two answers), on the scale scale_min to scale_max by method adjusted, as ces_interval, or t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, adjusted without a scale or a population smaller than its answers; Student 1908';

--
-- Is the difference real?  a minus b, with its limits, the test statistic and
-- the two-sided p value.
--

CREATE FUNCTION nps_test(a tally, b tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald',
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'nps_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_test(a tally, b tally, confidence double precision DEFAULT 0.95,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'csat_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION tally_mean_test(a tally, b tally, confidence double precision DEFAULT 0.95) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'tally_mean_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_test(tally, tally, double precision, text, integer, integer, integer, integer) IS 'the difference of two scores of different respondents as observed, a - b, in points (nps_paired_test() gives after - before), its limits and a z test; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added to each; limits widened where they would leave the difference out) or wald; weighted answers count by their effective size; NULL if one is {} or NULL, statistic and p NULL where neither varies; 22003 for answers off the scale; Rocks 2016';
COMMENT ON FUNCTION csat_test(tally, tally, double precision, integer, integer, integer) IS 'two shares of satisfied answers of different respondents, a - b, in points (csat_paired_test() gives after - before): hybrid Wilson limits, N-1 two-proportion z test; NULL if one is {} or NULL, statistic and p NULL where all or none are satisfied; 22003 for answers off the scale; Newcombe 1998, Campbell 2007';
COMMENT ON FUNCTION tally_mean_test(tally, tally, double precision) IS 'two means of different respondents, a - b, in scores (tally_mean_paired_test() gives after - before): t test with unequal variances; NULL if one is {} or NULL, columns NULL where there are fewer than two answers or no variance; Welch 1947';

--
-- One dashboard row
--

CREATE FUNCTION nps_summary(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS nps_summary_row
	AS 'MODULE_PATHNAME', 'nps_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_summary(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS csat_summary_row
	AS 'MODULE_PATHNAME', 'csat_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_summary(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS ces_summary_row
	AS 'MODULE_PATHNAME', 'ces_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_summary(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'counts and per cent of promoters, passives and detractors, Net Promoter Score and its confidence limits; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';
COMMENT ON FUNCTION csat_summary(tally, double precision, text, bigint, integer, integer, integer) IS 'counts and per cent of satisfied, neutral and dissatisfied, per cent satisfied and its confidence limits; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';
COMMENT ON FUNCTION ces_summary(tally, double precision, text, bigint, integer, integer, integer, boolean) IS 'counts and per cent of easy, neither and hard, mean ease and its confidence limits by method adjusted or t; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';

--
-- Pictures
--

CREATE FUNCTION nps_svg(r tally, title text DEFAULT NULL, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_svg(r tally, title text DEFAULT NULL, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_trend_svg(labels text[], tallies tally[], title text DEFAULT NULL, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL, few_answers bigint DEFAULT 30,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_trend_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_trend_svg(labels text[], tallies tally[], title text DEFAULT NULL, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL, few_answers bigint DEFAULT 30,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_trend_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_svg(tally, text, double precision, bigint, integer, integer, integer, integer) IS 'a picture as SVG: the Net Promoter Score with its confidence limits (adjusted Wald), a column for each score, the shares of detractors, passives and promoters; valid XML in ASCII, with the title escaped; says "no answers" for {}, and with fewer than min_answers nothing else; NULL for NULL; 22003 for answers off the scale, 22023 for impossible arguments';
COMMENT ON FUNCTION csat_svg(tally, text, double precision, bigint, integer, integer, integer) IS 'a picture as SVG: per cent satisfied with its confidence limits (Wilson), a column for each score, the shares of dissatisfied, neutral and satisfied; valid XML in ASCII, with the title escaped; says "no answers" for {}, and with fewer than min_answers nothing else; NULL for NULL; 22003 for answers off the scale, 22023 for impossible arguments';
COMMENT ON FUNCTION nps_trend_svg(text[], tally[], text, double precision, bigint, bigint, integer, integer, integer, integer) IS 'a picture as SVG: the Net Promoter Score of each tally, with a line and a band of confidence limits (adjusted Wald), points of fewer than few_answers hollow; a gap where a tally is {}, NULL or has fewer than min_answers; valid XML in ASCII, with title and labels escaped; NULL if labels or tallies is NULL; 22003 for answers off the scale, 22023 for impossible arguments or arrays that differ in length';
COMMENT ON FUNCTION csat_trend_svg(text[], tally[], text, double precision, bigint, bigint, integer, integer, integer) IS 'a picture as SVG: per cent satisfied of each tally, with a line and a band of confidence limits (Wilson), points of fewer than few_answers hollow; a gap where a tally is {}, NULL or has fewer than min_answers; valid XML in ASCII, with title and labels escaped; NULL if labels or tallies is NULL; 22003 for answers off the scale, 22023 for impossible arguments or arrays that differ in length';

--
-- Why did it move?
--

CREATE FUNCTION nps_shift(segment_before tally, segment_after tally, total_before tally, total_after tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_shift
	AS 'MODULE_PATHNAME', 'nps_shift' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_shift(segment_before tally, segment_after tally, total_before tally, total_after tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_shift
	AS 'MODULE_PATHNAME', 'csat_shift' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_shift(tally, tally, tally, tally, integer, integer, integer, integer) IS 'how many points of the change of the Net Promoter Score between two periods come from a segment: by its changed share of the answers (mix), by its changed score (rate); over all segments they add up to the change; a segment of one period only is wholly mix; NULL if a total is {} or an argument is NULL; 22003 for answers off the scale, 22023 for a segment that is not part of its total, score by score; Kitagawa 1955, Das Gupta 1993';
COMMENT ON FUNCTION csat_shift(tally, tally, tally, tally, integer, integer, integer) IS 'how many points of the change of the per cent satisfied between two periods come from a segment: by its changed share of the answers (mix), by its changed score (rate); over all segments they add up to the change; a segment of one period only is wholly mix; NULL if a total is {} or an argument is NULL; 22003 for answers off the scale, 22023 for a segment that is not part of its total, score by score; Kitagawa 1955, Das Gupta 1993';

--
-- How many answers are needed?
--

CREATE FUNCTION nps_sample_size(margin double precision, confidence double precision DEFAULT 0.95, variance double precision DEFAULT 0.67, population bigint DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_test_sample_size(difference double precision, confidence double precision DEFAULT 0.95, power double precision DEFAULT 0.8, variance double precision DEFAULT 1.34) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_test_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_sample_size(margin double precision, confidence double precision DEFAULT 0.95, expected double precision DEFAULT 50, population bigint DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_test_sample_size(share_a double precision, share_b double precision, confidence double precision DEFAULT 0.95, power double precision DEFAULT 0.8) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_test_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_sample_size(double precision, double precision, double precision, bigint) IS 'answers needed for a margin of error in points, z^2 variance / margin^2 - 3 rounded up; variance of one answer as 1, 0 or -1, 0.67 being typical; a notice for a margin below one point; NULL if margin is NULL; 22023 for impossible arguments; MeasuringU 2021';
COMMENT ON FUNCTION nps_test_sample_size(double precision, double precision, double precision, double precision) IS 'answers needed in each of two groups to detect a difference in points with a power; variance of the difference of two answers as 1, 0 or -1, 1.34 = 0.67 + 0.67 being typical; a notice for a difference below one point; NULL if difference is NULL; 22023 for impossible arguments; MeasuringU 2021';
COMMENT ON FUNCTION csat_sample_size(double precision, double precision, double precision, bigint) IS 'answers needed for a margin of error of a share, in points; expected per cent, 50 is the worst case; a notice for a margin below one point; NULL if margin is NULL; 22023 for impossible arguments; Cochran 1977';
COMMENT ON FUNCTION csat_test_sample_size(double precision, double precision, double precision, double precision) IS 'answers needed in each of two groups to tell one per cent from the other with a power; NULL if one is NULL; 22023 for impossible arguments';

--
-- Rates
--
-- The state of each is a tally with the scores 0, missed, and 1, reached.
--

CREATE FUNCTION z_churn_transition(tally, date, date, date, date) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_transition_date' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_churn_inverse(tally, date, date, date, date) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_inverse_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_churn_transition(tally, timestamptz, timestamptz, timestamptz, timestamptz) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_transition_timestamptz' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_churn_inverse(tally, timestamptz, timestamptz, timestamptz, timestamptz) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_inverse_timestamptz' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_service_level_transition(tally, interval, interval) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_service_level_inverse(tally, interval, interval) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_service_level_transition(tally, interval, interval, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_service_level_inverse(tally, interval, interval, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_service_level_transition(tally, interval, interval, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT z_page_scan_support;
CREATE FUNCTION z_service_level_inverse(tally, interval, interval, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION rate(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_rate_complement(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate_complement' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE rate(boolean) (
	SFUNC = z_tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_tally_transition, MINVFUNC = z_tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE churn_rate(date, date, date, date) (
	SFUNC = z_churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_churn_transition, MINVFUNC = z_churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE retention_rate(date, date, date, date) (
	SFUNC = z_churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_rate_complement, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_churn_transition, MINVFUNC = z_churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_rate_complement, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE churn_rate(timestamptz, timestamptz, timestamptz, timestamptz) (
	SFUNC = z_churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_churn_transition, MINVFUNC = z_churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE retention_rate(timestamptz, timestamptz, timestamptz, timestamptz) (
	SFUNC = z_churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_rate_complement, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_churn_transition, MINVFUNC = z_churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_rate_complement, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE service_level(interval, interval) (
	SFUNC = z_service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_service_level_transition, MINVFUNC = z_service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE service_level(interval, interval, boolean) (
	SFUNC = z_service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_service_level_transition, MINVFUNC = z_service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE service_level(interval, interval, boolean, text) (
	SFUNC = z_service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_service_level_transition, MINVFUNC = z_service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
-- Their states, for a planner hook; see src/page_scan/wrapper.c.
CREATE AGGREGATE z_tally(date, date, date, date) (
	SFUNC = z_churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_churn_transition, MINVFUNC = z_churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE z_tally(timestamptz, timestamptz, timestamptz, timestamptz) (
	SFUNC = z_churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_churn_transition, MINVFUNC = z_churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE z_tally(interval, interval) (
	SFUNC = z_service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_service_level_transition, MINVFUNC = z_service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE z_tally(interval, interval, boolean) (
	SFUNC = z_service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_service_level_transition, MINVFUNC = z_service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE z_tally(interval, interval, boolean, text) (
	SFUNC = z_service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_service_level_transition, MINVFUNC = z_service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);

COMMENT ON FUNCTION z_churn_transition(tally, date, date, date, date) IS 'aggregate transition function: count one customer';
COMMENT ON FUNCTION z_churn_inverse(tally, date, date, date, date) IS 'aggregate inverse transition function: take one customer back';
COMMENT ON FUNCTION z_churn_transition(tally, timestamptz, timestamptz, timestamptz, timestamptz) IS 'aggregate transition function: count one customer';
COMMENT ON FUNCTION z_churn_inverse(tally, timestamptz, timestamptz, timestamptz, timestamptz) IS 'aggregate inverse transition function: take one customer back';
COMMENT ON FUNCTION z_service_level_transition(tally, interval, interval) IS 'aggregate transition function: count one contact';
COMMENT ON FUNCTION z_service_level_inverse(tally, interval, interval) IS 'aggregate inverse transition function: take one contact back';
COMMENT ON FUNCTION z_service_level_transition(tally, interval, interval, boolean) IS 'aggregate transition function: count one contact';
COMMENT ON FUNCTION z_service_level_inverse(tally, interval, interval, boolean) IS 'aggregate inverse transition function: take one contact back';
COMMENT ON FUNCTION z_service_level_transition(tally, interval, interval, boolean, text) IS 'aggregate transition function: count one contact';
COMMENT ON FUNCTION z_service_level_inverse(tally, interval, interval, boolean, text) IS 'aggregate inverse transition function: take one contact back';
COMMENT ON FUNCTION rate(tally) IS 'per cent true of a tally of booleans; NULL for {} or NULL; 22003 for scores other than 0 and 1';
COMMENT ON FUNCTION z_rate_complement(tally) IS 'aggregate final function of retention_rate()';
COMMENT ON AGGREGATE rate(boolean) IS 'per cent true of the answers that are not NULL, 0 to 100; NULL if there are none; tally_share_interval(tally(answer), 1, 1) gives its limits';
COMMENT ON AGGREGATE churn_rate(date, date, date, date) IS 'joined, left, period_start, period_end: per cent of the customers at the start of the period who left before its end; left NULL is still here, who joined within the period is not counted; a row without joined or a period is skipped, NULL if none is left; 22023 for an end that is not after the start, 22003 for left before joined';
COMMENT ON AGGREGATE retention_rate(date, date, date, date) IS 'joined, left, period_start, period_end: 100 - churn_rate; NULL if there was no customer at the start of the period';
COMMENT ON AGGREGATE churn_rate(timestamptz, timestamptz, timestamptz, timestamptz) IS 'joined, left, period_start, period_end: per cent of the customers at the start of the period who left before its end; left NULL is still here, who joined within the period is not counted; a row without joined or a period is skipped, NULL if none is left; 22023 for an end that is not after the start, 22003 for left before joined';
COMMENT ON AGGREGATE retention_rate(timestamptz, timestamptz, timestamptz, timestamptz) IS 'joined, left, period_start, period_end: 100 - churn_rate; NULL if there was no customer at the start of the period';
COMMENT ON AGGREGATE service_level(interval, interval) IS 'wait, target: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval; ICMI 2002';
COMMENT ON AGGREGATE service_level(interval, interval, boolean) IS 'wait, target, abandoned; those abandoned within the target are not counted, those abandoned after it are missed: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval; ICMI 2002';
COMMENT ON AGGREGATE service_level(interval, interval, boolean, text) IS 'wait, target, abandoned, method; late_abandoned as without it, answered counts no abandoned contact, offered counts all as missed, in_time counts those abandoned within the target as reached: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval, 22023 for an unrecognized method; ICMI 2002';
COMMENT ON AGGREGATE z_tally(date, date, date, date) IS 'state of churn_rate() and retention_rate(): a tally of 0 and 1';
COMMENT ON AGGREGATE z_tally(timestamptz, timestamptz, timestamptz, timestamptz) IS 'state of churn_rate() and retention_rate(): a tally of 0 and 1';
COMMENT ON AGGREGATE z_tally(interval, interval) IS 'state of service_level(): a tally of 0 and 1';
COMMENT ON AGGREGATE z_tally(interval, interval, boolean) IS 'state of service_level(): a tally of 0 and 1';
COMMENT ON AGGREGATE z_tally(interval, interval, boolean, text) IS 'state of service_level(): a tally of 0 and 1';

--
-- One customer
--
-- What depends on the order of the answers has no combine function.
--

CREATE FUNCTION z_trailing_run_transition(bigint, boolean) RETURNS bigint
	AS 'MODULE_PATHNAME', 'trailing_run_transition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE trailing_run(boolean) (
	SFUNC = z_trailing_run_transition, STYPE = bigint, INITCOND = '0',
	PARALLEL = SAFE
);

CREATE TYPE customer_standing_level AS ENUM ('at_risk', 'watch', 'neutral', 'advocate');

CREATE FUNCTION z_customer_standing_transition(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'customer_standing_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_customer_standing_transition(internal, double precision, double precision, integer, integer, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'customer_standing_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_customer_standing_final(internal) RETURNS customer_standing_level
	AS 'MODULE_PATHNAME', 'customer_standing_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE AGGREGATE customer_standing(double precision, double precision) (
	SFUNC = z_customer_standing_transition, STYPE = internal, SSPACE = 64,
	FINALFUNC = z_customer_standing_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE customer_standing(double precision, double precision, integer, integer, integer, integer, integer) (
	SFUNC = z_customer_standing_transition, STYPE = internal, SSPACE = 64,
	FINALFUNC = z_customer_standing_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);

CREATE FUNCTION survey_due(signed_up date, last_surveyed date, surveys_sent bigint,
	first_after interval DEFAULT '7 days', second_after interval DEFAULT '30 days', then_every interval DEFAULT '90 days') RETURNS date
	AS 'MODULE_PATHNAME', 'survey_due_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION survey_due(signed_up timestamptz, last_surveyed timestamptz, surveys_sent bigint,
	first_after interval DEFAULT '7 days', second_after interval DEFAULT '30 days', then_every interval DEFAULT '90 days') RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'survey_due_timestamptz' LANGUAGE C STABLE PARALLEL SAFE;

COMMENT ON FUNCTION z_trailing_run_transition(bigint, boolean) IS 'aggregate transition function: lengthen or break the run';
COMMENT ON AGGREGATE trailing_run(boolean) IS 'how many true values stand at the end, in the order of the input: trailing_run(x ORDER BY t); NULL neither lengthens nor breaks the run, 0 without any';
COMMENT ON TYPE customer_standing_level IS 'where a customer stands, the most urgent first: at_risk, watch, neutral, advocate';
COMMENT ON FUNCTION z_customer_standing_transition(internal, double precision, double precision) IS 'aggregate transition function: take in one survey';
COMMENT ON FUNCTION z_customer_standing_transition(internal, double precision, double precision, integer, integer, integer, integer, integer) IS 'aggregate transition function: take in one survey, with cut points';
COMMENT ON FUNCTION z_customer_standing_final(internal) IS 'aggregate final function of customer_standing()';
COMMENT ON AGGREGATE customer_standing(double precision, double precision) IS 'csat (1-5) and nps (0-10) in the order of the input, customer_standing(csat, nps ORDER BY t): at_risk if the latest three csat are 1-2 and the latest nps is 0-6, advocate if the latest are 4-5 and 9-10, watch if the latest csat is 1-2 or the latest nps 0-6, else neutral; NULLs are skipped, NULL if nothing was answered; 22003 for a score off its scale';
COMMENT ON AGGREGATE customer_standing(double precision, double precision, integer, integer, integer, integer, integer) IS 'csat, nps, dissatisfied_max, satisfied_min, detractor_max, promoter_min, run_length: the same with cut points of your own, 2, 4, 6, 9 and 3 otherwise; those of the first row count; 22003 for scores off 0-100, 22023 for impossible cut points, 22004 for one that is NULL';
COMMENT ON FUNCTION survey_due(date, date, bigint, interval, interval, interval) IS 'when the next survey is due: some time after signing up, then after the first survey, then again and again after the latest; NULL if what it counts from is NULL; 22023 for a negative number of surveys, for surveys without last_surveyed and for an interval that is not positive';
COMMENT ON FUNCTION survey_due(timestamptz, timestamptz, bigint, interval, interval, interval) IS 'when the next survey is due: some time after signing up, then after the first survey, then again and again after the latest, in days and months of the session time zone; NULL if what it counts from is NULL; 22023 for a negative number of surveys, for surveys without last_surveyed and for an interval that is not positive';

--
-- Indices: one respondent, one number
--

CREATE FUNCTION acsi(satisfaction double precision, expectation double precision, ideal double precision,
	satisfaction_weight double precision DEFAULT NULL, expectation_weight double precision DEFAULT NULL, ideal_weight double precision DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'acsi' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sus(items smallint[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'sus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sus(items integer[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'sus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION umux_lite(capable double precision, easy double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'umux_lite' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION servqual_gap(expectation double precision, perception double precision,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7) RETURNS double precision
	AS 'MODULE_PATHNAME', 'servqual_gap' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION acsi(double precision, double precision, double precision, double precision, double precision, double precision) IS 'American Customer Satisfaction Index, 0 to 100, of overall satisfaction, expectations met and closeness to the ideal on 1-10, weighted by thirds or by weights that add up to 1; NULL if an item is NULL; 22003 for an item off 1-10, 22023 for impossible weights; Fornell et al. 1996';
COMMENT ON FUNCTION sus(smallint[]) IS 'System Usability Scale, 0 to 100, of ten items on 1-5, every second one worded negatively; an item that is NULL counts as 3; NULL for NULL or if all items are; 22003 for an item off 1-5, 22023 for another number of items; Brooke 1996';
COMMENT ON FUNCTION sus(integer[]) IS 'System Usability Scale, 0 to 100, of ten items on 1-5, every second one worded negatively; an item that is NULL counts as 3; NULL for NULL or if all items are; 22003 for an item off 1-5, 22023 for another number of items; Brooke 1996';
COMMENT ON FUNCTION umux_lite(double precision, double precision) IS 'UMUX-Lite, 22.9 to 87.9, of two items on 1-7, meets my requirements and easy to use, on the scale of SUS; NULL if an item is NULL; 22003 for an item off 1-7; Lewis, Utesch and Maher 2013';
COMMENT ON FUNCTION servqual_gap(double precision, double precision, integer, integer) IS 'perception less expectation, both on 1-7 or the scale given; NULL if one is NULL; 22003 for an item off the scale, 22023 for an impossible scale; Parasuraman, Zeithaml and Berry 1988';

--
-- Labels
--

CREATE FUNCTION rating_of(label text, labels text[]) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rating_of(label anyenum, labels text[]) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_enum' LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION rating_of(text, text[]) IS 'the position of a label in the list, from 1, without regard to case, blanks and the encoding of accents; NULL for NULL; 22023 for a label that is not in the list';
COMMENT ON FUNCTION rating_of(anyenum, text[]) IS 'the position of a label in the list, from 1, without regard to case, blanks and the encoding of accents; NULL for NULL; 22023 for a label that is not in the list';

--
-- The analyst's questions
--
-- One sample against a target, a reference or the past; several at once.
--

CREATE TYPE tally_control AS (value double precision, center double precision, low double precision, high double precision, outside boolean);
CREATE TYPE tally_trend AS (slope double precision, stderr double precision, statistic double precision, p_value double precision);
CREATE TYPE tally_heterogeneity AS (q double precision, degrees double precision, p_value double precision, tau double precision);
CREATE TYPE mann_kendall_row AS (s double precision, stderr double precision, statistic double precision, p_value double precision);
CREATE TYPE nps_driver_row AS (impact double precision, dissatisfied_share double precision, correlation double precision, answers bigint);

COMMENT ON TYPE tally_control IS 'a point of a control chart: score, center line, control limits, and whether the score lies outside these';
COMMENT ON TYPE tally_trend IS 'a line through scores: slope for a step of 1 in the period and its standard error, test statistic, two-sided p value';
COMMENT ON TYPE tally_heterogeneity IS 'how far scores are apart: Cochran''s Q, its degrees of freedom and p value, and tau, the standard deviation of the true scores';
COMMENT ON TYPE mann_kendall_row IS 'the Mann-Kendall test: S, its standard error, z, two-sided p value';
COMMENT ON TYPE nps_driver_row IS 'a driver of NPS: impact in points, per cent dissatisfied, Pearson correlation, number of rows with both answers';

CREATE FUNCTION p_adjust(p_value double precision, method text DEFAULT 'holm') RETURNS double precision
	AS 'MODULE_PATHNAME', 'p_adjust' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_control(r tally, center_tally tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_control
	AS 'MODULE_PATHNAME', 'nps_control' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_control(r tally, center_tally tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_control
	AS 'MODULE_PATHNAME', 'csat_control' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION tally_mean_control(r tally, center_tally tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1) RETURNS tally_control
	AS 'MODULE_PATHNAME', 'tally_mean_control' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_target_test(r tally, target double precision, confidence double precision DEFAULT 0.95, alternative text DEFAULT 'two-sided', scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'nps_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_target_test(r tally, target double precision, confidence double precision DEFAULT 0.95, alternative text DEFAULT 'two-sided', scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'csat_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION tally_mean_target_test(r tally, target double precision, confidence double precision DEFAULT 0.95, alternative text DEFAULT 'two-sided') RETURNS tally_test
	AS 'MODULE_PATHNAME', 'tally_mean_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION rate_interval(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL) RETURNS tally_interval
	AS 'MODULE_PATHNAME', 'rate_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION rate_test(a tally, b tally, confidence double precision DEFAULT 0.95) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'rate_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_shrunk(r tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_shrunk' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_shrunk(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_shrunk' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION p_adjust(double precision, text) IS 'window function: the p value corrected for the number of p values in the partition, whatever the frame; method holm (the family-wise error rate), bh (the false discovery rate) or bonferroni, that of the first row; NULL stays NULL and is not counted; 22003 for a p value outside 0 to 1, 22023 for an unrecognized method; Holm 1979, Benjamini and Hochberg 1995';
COMMENT ON FUNCTION nps_control(tally, tally, double precision, double precision, integer, integer, integer, integer) IS 'Net Promoter Score of one period against the tally of all periods: center is that of center_tally, low and high are sigmas * sigma_z standard errors sqrt(V / n) from it, V = p + d - (p - d)^2 of center_tally and n the answers of r, within -100 to 100; outside is value < low or value > high; sigma_z is Laney''s correction for more spread between periods than within, 1 for none; NULL if a tally is {} or NULL; 22003 for answers off the scale, 22023 for impossible arguments; Shewhart 1931, Laney 2002';
COMMENT ON FUNCTION csat_control(tally, tally, double precision, double precision, integer, integer, integer) IS 'per cent satisfied of one period against the tally of all periods: center is that of center_tally, low and high are sigmas * sigma_z standard errors sqrt(V / n) from it, V = p (1 - p) of center_tally and n the answers of r, within 0 to 100; outside is value < low or value > high; sigma_z is Laney''s correction for more spread between periods than within, 1 for none; NULL if a tally is {} or NULL; 22003 for answers off the scale, 22023 for impossible arguments; Shewhart 1931, Laney 2002';
COMMENT ON FUNCTION tally_mean_control(tally, tally, double precision, double precision) IS 'mean of one period against the tally of all periods: center is that of center_tally, low and high are sigmas * sigma_z standard errors sqrt(V / n) from it, V the sample variance of center_tally and n the answers of r, within 0 to 100; outside is value < low or value > high; NULL if a tally is {} or NULL, limits are NULL if center_tally has one answer; 22023 for impossible arguments; Shewhart 1931, Laney 2002';
COMMENT ON FUNCTION nps_target_test(tally, double precision, double precision, text, integer, integer, integer, integer) IS 'Net Promoter Score less a target, -100 to 100: difference in points, statistic z and limits of the adjusted Wald method less the target; alternative two-sided, greater (the score is above the target) or less is that of p_value, the limits are two-sided; NULL for {} or NULL; 22003 for answers off the scale, 22023 for impossible arguments; Rocks 2016';
COMMENT ON FUNCTION csat_target_test(tally, double precision, double precision, text, integer, integer, integer) IS 'per cent satisfied less a target, 0 to 100: difference in points, statistic z = (p - b) / sqrt(b (1 - b) / n) of the score test, b the target, and Wilson limits less the target; alternative two-sided, greater (the score is above the target) or less is that of p_value, the limits are two-sided; NULL for {} or NULL; 22003 for answers off the scale, 22023 for impossible arguments; Wilson 1927';
COMMENT ON FUNCTION tally_mean_target_test(tally, double precision, double precision, text) IS 'mean less a target, 0 to 100: difference, limits less the target and statistic of the t test with n - 1 degrees of freedom; alternative two-sided, greater (the mean is above the target) or less is that of p_value, the limits are two-sided; only a difference for one answer, no statistic and p value if all are equal; NULL for {} or NULL; 22023 for impossible arguments; Student 1908';
COMMENT ON FUNCTION rate_interval(tally, double precision, text, bigint) IS 'limits of rate(r), per cent true of a tally of booleans, 0 to 100; methods wilson, agresti_coull, clopper_pearson, jeffreys and wald; NULL for {} or NULL; 22003 for scores other than 0 and 1, 22023 for impossible arguments; Wilson 1927';
COMMENT ON FUNCTION rate_test(tally, tally, double precision) IS 'rate(a) less rate(b), two tallies of booleans, in points: Newcombe''s hybrid limits, z with N - 1 and two-sided p; no statistic and p value if all answers are alike; NULL if a tally is {} or NULL; 22003 for scores other than 0 and 1, 22023 for an impossible confidence; Newcombe 1998, Campbell 2007';
COMMENT ON FUNCTION nps_shrunk(tally, integer, integer, integer, integer) IS 'window function: Net Promoter Score moved towards the mean of all tallies of the partition, whatever the frame, the further the fewer its answers and the less the scores differ beyond chance: mu + tau^2 / (tau^2 + se^2) (score - mu); the scale is that of the first row; NULL for {} or NULL, which are not counted; 22003 for answers off the scale, 22023 for impossible arguments; DerSimonian and Laird 1986';
COMMENT ON FUNCTION csat_shrunk(tally, integer, integer, integer) IS 'window function: per cent satisfied moved towards the mean of all tallies of the partition, whatever the frame, the further the fewer its answers and the less the scores differ beyond chance: mu + tau^2 / (tau^2 + se^2) (score - mu); the scale is that of the first row; NULL for {} or NULL, which are not counted; 22003 for answers off the scale, 22023 for impossible arguments; DerSimonian and Laird 1986';

CREATE FUNCTION z_nps_trend_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_trend_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_trend_transition(internal, tally, double precision, integer, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_trend_final(internal) RETURNS tally_trend
	AS 'MODULE_PATHNAME', 'nps_trend_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_heterogeneity_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_heterogeneity_transition(internal, tally, integer, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_csat_trend_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_csat_trend_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_csat_trend_transition(internal, tally, double precision, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_csat_trend_final(internal) RETURNS tally_trend
	AS 'MODULE_PATHNAME', 'csat_trend_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_csat_heterogeneity_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_csat_heterogeneity_transition(internal, tally, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_heterogeneity_final(internal) RETURNS tally_heterogeneity
	AS 'MODULE_PATHNAME', 'heterogeneity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_mann_kendall_transition(internal, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'mann_kendall_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_mann_kendall_final(internal) RETURNS mann_kendall_row
	AS 'MODULE_PATHNAME', 'mann_kendall_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE AGGREGATE nps_trend(tally) (
	SFUNC = z_nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_nps_trend_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps_trend(tally, double precision) (
	SFUNC = z_nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_nps_trend_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps_trend(tally, double precision, integer, integer, integer, integer) (
	SFUNC = z_nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_nps_trend_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps_heterogeneity(tally) (
	SFUNC = z_nps_heterogeneity_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_heterogeneity_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps_heterogeneity(tally, integer, integer, integer, integer) (
	SFUNC = z_nps_heterogeneity_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_heterogeneity_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat_trend(tally) (
	SFUNC = z_csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_csat_trend_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat_trend(tally, double precision) (
	SFUNC = z_csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_csat_trend_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat_trend(tally, double precision, integer, integer, integer) (
	SFUNC = z_csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_csat_trend_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat_heterogeneity(tally) (
	SFUNC = z_csat_heterogeneity_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_heterogeneity_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat_heterogeneity(tally, integer, integer, integer) (
	SFUNC = z_csat_heterogeneity_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_heterogeneity_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE mann_kendall(double precision) (
	SFUNC = z_mann_kendall_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = z_mann_kendall_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);

COMMENT ON FUNCTION z_nps_trend_transition(internal, tally) IS 'aggregate transition function: take in one period';
COMMENT ON FUNCTION z_nps_trend_transition(internal, tally, double precision) IS 'aggregate transition function: take in one period';
COMMENT ON FUNCTION z_nps_trend_transition(internal, tally, double precision, integer, integer, integer, integer) IS 'aggregate transition function: take in one period';
COMMENT ON FUNCTION z_nps_trend_final(internal) IS 'aggregate final function of nps_trend()';
COMMENT ON FUNCTION z_nps_heterogeneity_transition(internal, tally) IS 'aggregate transition function: take in one tally';
COMMENT ON FUNCTION z_nps_heterogeneity_transition(internal, tally, integer, integer, integer, integer) IS 'aggregate transition function: take in one tally';
COMMENT ON FUNCTION z_csat_trend_transition(internal, tally) IS 'aggregate transition function: take in one period';
COMMENT ON FUNCTION z_csat_trend_transition(internal, tally, double precision) IS 'aggregate transition function: take in one period';
COMMENT ON FUNCTION z_csat_trend_transition(internal, tally, double precision, integer, integer, integer) IS 'aggregate transition function: take in one period';
COMMENT ON FUNCTION z_csat_trend_final(internal) IS 'aggregate final function of csat_trend()';
COMMENT ON FUNCTION z_csat_heterogeneity_transition(internal, tally) IS 'aggregate transition function: take in one tally';
COMMENT ON FUNCTION z_csat_heterogeneity_transition(internal, tally, integer, integer, integer) IS 'aggregate transition function: take in one tally';
COMMENT ON FUNCTION z_heterogeneity_final(internal) IS 'aggregate final function of nps_heterogeneity() and csat_heterogeneity()';
COMMENT ON FUNCTION z_mann_kendall_transition(internal, double precision) IS 'aggregate transition function: take in one number';
COMMENT ON FUNCTION z_mann_kendall_final(internal) IS 'aggregate final function of mann_kendall()';
COMMENT ON AGGREGATE nps_trend(tally) IS 'line through the scores of periods 1, 2, ... in the order of the input, nps_trend(r ORDER BY period): slope in points a step; weighted least squares with 1 over the variance of each score, statistic z; a tally that is {} or NULL is passed over, but counts as a step; NULL where no two periods have answers; 22003 for answers off the scale; Aitken 1935';
COMMENT ON AGGREGATE nps_trend(tally, double precision) IS 'r, period: line through the scores of periods that are given as numbers, in any order: slope in points for a step of 1; weighted least squares with 1 over the variance of each score, statistic z; a tally that is {} or NULL is passed over, and so is a period that is NULL; NULL where no two periods have answers; 22003 for answers off the scale; Aitken 1935';
COMMENT ON AGGREGATE nps_trend(tally, double precision, integer, integer, integer, integer) IS 'r, period, scale_min, scale_max, detractor_max, promoter_min: the same on another scale; 22023 for an impossible scale or cut point';
COMMENT ON AGGREGATE nps_heterogeneity(tally) IS 'do the scores of several tallies differ by more than chance: Cochran''s Q with k - 1 degrees of freedom and its p value, and tau, the standard deviation of the true scores in points, which nps_shrunk() goes by; {} and NULL are not counted, NULL if none is left; 22003 for answers off the scale; Cochran 1954, DerSimonian and Laird 1986';
COMMENT ON AGGREGATE nps_heterogeneity(tally, integer, integer, integer, integer) IS 'r, scale_min, scale_max, detractor_max, promoter_min: the same on another scale; 22023 for an impossible scale or cut point';
COMMENT ON AGGREGATE csat_trend(tally) IS 'line through the scores of periods 1, 2, ... in the order of the input, csat_trend(r ORDER BY period): slope in points a step; Cochran-Armitage test, statistic chi-squared with one degree of freedom, weights the numbers of answers; a tally that is {} or NULL is passed over, but counts as a step; NULL where no two periods have answers; 22003 for answers off the scale; Cochran 1954, Armitage 1955';
COMMENT ON AGGREGATE csat_trend(tally, double precision) IS 'r, period: line through the scores of periods that are given as numbers, in any order: slope in points for a step of 1; Cochran-Armitage test, statistic chi-squared with one degree of freedom, weights the numbers of answers; a tally that is {} or NULL is passed over, and so is a period that is NULL; NULL where no two periods have answers; 22003 for answers off the scale; Cochran 1954, Armitage 1955';
COMMENT ON AGGREGATE csat_trend(tally, double precision, integer, integer, integer) IS 'r, period, scale_min, scale_max, satisfied_min: the same on another scale; 22023 for an impossible scale or cut point';
COMMENT ON AGGREGATE csat_heterogeneity(tally) IS 'do the scores of several tallies differ by more than chance: Cochran''s Q with k - 1 degrees of freedom and its p value, and tau, the standard deviation of the true scores in points, which csat_shrunk() goes by; {} and NULL are not counted, NULL if none is left; 22003 for answers off the scale; Cochran 1954, DerSimonian and Laird 1986';
COMMENT ON AGGREGATE csat_heterogeneity(tally, integer, integer, integer) IS 'r, scale_min, scale_max, satisfied_min: the same on another scale; 22023 for an impossible scale or cut point';
COMMENT ON AGGREGATE mann_kendall(double precision) IS 'does a series rise or fall in the order of the input, mann_kendall(value ORDER BY period): S, the pairs that rise less the pairs that fall, its standard error with the correction for ties, z with that for continuity, two-sided p; NULL values are skipped, NULL if none is left, no z and p if all are equal; 22003 for NaN; Mann 1945, Kendall 1948';

--
-- Two answers of one customer in a row
--

CREATE FUNCTION z_nps_paired_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_paired_inverse(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_paired_final(tally) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'nps_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_csat_paired_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'csat_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_csat_paired_inverse(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'csat_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_csat_paired_final(tally) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'csat_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_nps_driver_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_driver_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_driver_inverse(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_driver_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION z_nps_driver_final(tally) RETURNS nps_driver_row
	AS 'MODULE_PATHNAME', 'nps_driver_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_mean_paired_transition(bigint[], double precision, double precision) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_transition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_mean_paired_inverse(bigint[], double precision, double precision) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_inverse' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_mean_paired_combine(bigint[], bigint[]) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION z_tally_mean_paired_final(bigint[]) RETURNS tally_test
	AS 'MODULE_PATHNAME', 'tally_mean_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE nps_paired_test(double precision, double precision) (
	SFUNC = z_nps_paired_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_nps_paired_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_nps_paired_transition, MINVFUNC = z_nps_paired_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_nps_paired_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat_paired_test(double precision, double precision) (
	SFUNC = z_csat_paired_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = z_csat_paired_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_csat_paired_transition, MINVFUNC = z_csat_paired_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = z_csat_paired_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_mean_paired_test(double precision, double precision) (
	SFUNC = z_tally_mean_paired_transition, STYPE = bigint[], SSPACE = 48,
	FINALFUNC = z_tally_mean_paired_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_mean_paired_combine,
	INITCOND = '{0,0,0}',
	MSFUNC = z_tally_mean_paired_transition, MINVFUNC = z_tally_mean_paired_inverse,
	MSTYPE = bigint[], MSSPACE = 48,
	MFINALFUNC = z_tally_mean_paired_final, MFINALFUNC_MODIFY = READ_ONLY,
	MINITCOND = '{0,0,0}',
	PARALLEL = SAFE
);
CREATE AGGREGATE nps_driver(double precision, double precision) (
	SFUNC = z_nps_driver_transition, STYPE = tally, SSPACE = 1024,
	FINALFUNC = z_nps_driver_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = z_tally_combine,
	MSFUNC = z_nps_driver_transition, MINVFUNC = z_nps_driver_inverse,
	MSTYPE = tally, MSSPACE = 1024,
	MFINALFUNC = z_nps_driver_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);

COMMENT ON FUNCTION z_nps_paired_transition(tally, double precision, double precision) IS 'aggregate transition function: count one pair';
COMMENT ON FUNCTION z_nps_paired_inverse(tally, double precision, double precision) IS 'aggregate inverse transition function: take one pair back';
COMMENT ON FUNCTION z_nps_paired_final(tally) IS 'aggregate final function of nps_paired_test()';
COMMENT ON FUNCTION z_csat_paired_transition(tally, double precision, double precision) IS 'aggregate transition function: count one pair';
COMMENT ON FUNCTION z_csat_paired_inverse(tally, double precision, double precision) IS 'aggregate inverse transition function: take one pair back';
COMMENT ON FUNCTION z_csat_paired_final(tally) IS 'aggregate final function of csat_paired_test()';
COMMENT ON FUNCTION z_nps_driver_transition(tally, double precision, double precision) IS 'aggregate transition function: count one row';
COMMENT ON FUNCTION z_nps_driver_inverse(tally, double precision, double precision) IS 'aggregate inverse transition function: take one row back';
COMMENT ON FUNCTION z_nps_driver_final(tally) IS 'aggregate final function of nps_driver()';
COMMENT ON FUNCTION z_tally_mean_paired_transition(bigint[], double precision, double precision) IS 'aggregate transition function: count one pair';
COMMENT ON FUNCTION z_tally_mean_paired_inverse(bigint[], double precision, double precision) IS 'aggregate inverse transition function: take one pair back';
COMMENT ON FUNCTION z_tally_mean_paired_combine(bigint[], bigint[]) IS 'aggregate combine function: all pairs of both';
COMMENT ON FUNCTION z_tally_mean_paired_final(bigint[]) IS 'aggregate final function of tally_mean_paired_test()';
COMMENT ON AGGREGATE nps_paired_test(double precision, double precision) IS 'before, after, one row a customer, both on 0-10: difference is after - before (nps_test, csat_test and tally_mean_test give a - b), in points; z and 95 % limits from the mean and variance of the change of group, -2 to 2; no statistic and p value if all change alike; rows with a NULL are skipped, NULL if none is left; 22003 for a score off 0-10';
COMMENT ON AGGREGATE csat_paired_test(double precision, double precision) IS 'before, after, one row a customer, both on 1-5: difference is after - before (nps_test, csat_test and tally_mean_test give a - b), in points; McNemar''s z without correction, p exact below 25 changes, 95 % limits of Tango; no statistic and p value without changes; rows with a NULL are skipped, NULL if none is left; 22003 for a score off 1-5; McNemar 1947, Tango 1998';
COMMENT ON AGGREGATE tally_mean_paired_test(double precision, double precision) IS 'before, after, one row a customer, whole numbers from 0 to 100: difference is after - before (nps_test, csat_test and tally_mean_test give a - b); paired t test with n - 1 degrees of freedom and 95 % limits; only a difference for one row, no statistic and p value if all change alike; rows with a NULL are skipped, NULL if none is left; 22003 for a score off 0-100; Student 1908';
COMMENT ON AGGREGATE nps_driver(double precision, double precision) IS 'score on 0-10, rating on 1-5: impact, the NPS of those satisfied with what was rated (4-5) less that of the others, in points, NULL without either; per cent dissatisfied (1-2); Pearson correlation of score and rating, NULL if one does not vary; answers, the rows with both; rows with a NULL are skipped, NULL if none is left; 22003 for a score off 0-10 or a rating off 1-5';

--
-- Rollups: tallies by period and dimensions that keep themselves true
--
-- A rollup x consists of ordinary objects, which belong to its creator:
--
--   x_rows      view: the answers as the rollup counts them, one row each; the
--               only place where the expressions are kept
--   x_log       table: what each statement added and removed; only appended to
--   x           view: the tallies, what was added less what was removed
--   x_numbers   view: the metrics of x as plain numbers
--   x_keep()    function of the triggers x_insert, x_update, x_delete and
--               x_truncate of the source
--
-- There is no registry: the pieces find each other by their dependencies, which
-- survive renaming and a dump.  x reads x_log; the other views and x_truncate
-- mention the row type of x_log in a condition that is always true.  The planner
-- removes it, which it would not if it were spelled IS NULL.
--
-- The extension can be moved, so these functions look its schema up, and reach
-- all but pg_catalog by qualified names.
--

-- The trigger of x_log, which takes rows only from x_keep(), and from functions
-- below that set satisfaction_rollup.write.
CREATE FUNCTION z_rollup_discard() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rollup_discard' LANGUAGE C;
CREATE FUNCTION z_tally_of_answer(smallint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_of_answer' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

-- The definition of a view that reads one relation, as r, with another FROM item
-- in place of the relation.  The names in it are qualified.
CREATE FUNCTION z_rollup_definition(view regclass, relation regclass, item text) RETURNS text
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	definition text := rtrim(pg_get_viewdef(view), ';');
	from_clause text := ' FROM ' || relation::text || ' r';
BEGIN
	-- A literal might hold the same words.
	IF length(replace(definition, from_clause, '')) <> length(definition) - length(from_clause) THEN
		RAISE EXCEPTION 'could not find the table in the definition of view %', view
			USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = definition;
	END IF;
	RETURN replace(definition, from_clause, ' FROM ' || item || ' r');
END
$$;

-- The pieces of a rollup, by their dependencies.  If the source is gone, so are
-- source and rows_view.
CREATE FUNCTION z_rollup_parts(rollup regclass,
	OUT extension text, OUT log regclass, OUT rows_view regclass, OUT numbers regclass, OUT source regclass,
	OUT keep regprocedure, OUT keys text, OUT dimensions integer, OUT scores integer)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	row_type oid;
BEGIN
	extension := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction');

	SELECT c.oid, c.reltype INTO log, row_type
	FROM pg_rewrite AS w
	JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
	JOIN pg_class AS c ON c.oid = d.refobjid AND c.relkind = 'r'
	JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'off_scale1'
	WHERE w.ev_class = rollup;
	IF log IS NULL THEN
		RAISE EXCEPTION '% is not a rollup', rollup
			USING ERRCODE = 'wrong_object_type', HINT = 'Name the view that rollup_create() returned.';
	END IF;

	SELECT max(w.ev_class::bigint) FILTER (WHERE r.relation = rollup),
		   max(w.ev_class::bigint) FILTER (WHERE r.relation <> rollup),
		   max(r.relation::bigint) FILTER (WHERE r.relation <> rollup)
	INTO numbers, rows_view, source
	FROM pg_depend AS d
	JOIN pg_rewrite AS w ON w.oid = d.objid
	CROSS JOIN LATERAL (SELECT DISTINCT s.refobjid AS relation FROM pg_depend AS s
						WHERE s.classid = 'pg_rewrite'::regclass AND s.objid = w.oid AND s.refclassid = 'pg_class'::regclass AND
							  s.refobjsubid > 0 AND s.refobjid <> w.ev_class AND
							  -- not a row type, whose columns a view might name
							  (SELECT relkind FROM pg_class WHERE oid = s.refobjid) <> 'c') AS r
	WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_type'::regclass AND d.refobjid = row_type AND
		  -- not a view that rollup_view() made, which mentions the array type as well
		  NOT EXISTS (SELECT FROM pg_depend AS v JOIN pg_type AS t ON t.typarray = v.refobjid
					  WHERE v.classid = d.classid AND v.objid = d.objid AND v.refclassid = d.refclassid AND t.oid = row_type);

	-- Without the source there are no triggers any more.
	SELECT coalesce(max(t.tgfoid::bigint)::regprocedure,
					to_regprocedure(format('%s.%I()', c.relnamespace::regnamespace, regexp_replace(c.relname, '_log$', '_keep'))))
	INTO keep
	FROM pg_class AS c
	LEFT JOIN pg_depend AS d ON d.refclassid = 'pg_type'::regclass AND d.refobjid = c.reltype AND d.classid = 'pg_trigger'::regclass
	LEFT JOIN pg_trigger AS t ON t.oid = d.objid
	WHERE c.oid = log
	GROUP BY c.relnamespace, c.relname;

	SELECT string_agg(a.attname::text, ', ' ORDER BY a.attnum) FILTER (WHERE a.attname ~ '^(period|dimension)'),
		   count(*) FILTER (WHERE a.attname ~ '^dimension'), count(*) FILTER (WHERE a.attname ~ '^added')
	INTO keys, dimensions, scores
	FROM pg_attribute AS a WHERE a.attrelid = log AND a.attnum > 0 AND NOT a.attisdropped;
END
$$;

-- The SQL that is made of the pieces: the body of x_keep(), and a query for the
-- groups from $1 until $2 where x_log and x_rows differ.
CREATE FUNCTION z_rollup_statements(rollup regclass, OUT body text, OUT differences text)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	new_answers text;
	old_answers text;
	partition_answers text;
	list record;
BEGIN
	EXECUTE format('SELECT * FROM %s.z_rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	IF part.source IS NULL THEN
		RAISE EXCEPTION 'the table of rollup % does not exist any more', rollup
			USING ERRCODE = 'undefined_table', HINT = 'Only rollup_drop() is left to be done.';
	END IF;

	-- What is said once a score
	SELECT string_agg(format('%2$s.tally(score%1$s) AS counted%1$s, count(answer%1$s) AS answers%1$s', i, extension), ', ') AS counted,
		   string_agg(format('%2$s.z_tally_of_answer(score%1$s) AS added%1$s, answer%1$s', i, extension), ', ') AS single,
		   string_agg(format('kept.added%1$s, NULL, (kept.added%1$s IS NULL AND kept.answer%1$s IS NOT NULL)::integer', i), ', ') AS single_row,
		   string_agg(format('counted%1$s, NULL, answers%1$s - coalesce(%2$s.tally_count(counted%1$s), 0)', i, extension), ', ') AS added,
		   string_agg(format('NULL, counted%1$s, coalesce(%2$s.tally_count(counted%1$s), 0) - answers%1$s', i, extension), ', ') AS removed,
		   string_agg(format('%2$s.tally(score%1$s) FILTER (WHERE is_new) AS added%1$s, %2$s.tally(score%1$s) FILTER (WHERE NOT is_new) AS removed%1$s, '
							 'count(answer%1$s) FILTER (WHERE score%1$s IS NULL AND is_new) - count(answer%1$s) FILTER (WHERE score%1$s IS NULL AND NOT is_new) AS off_scale%1$s',
							 i, extension), ', ') AS changed,
		   string_agg(format('added%1$s, removed%1$s, off_scale%1$s', i), ', ') AS columns,
		   string_agg(format('coalesce(added%1$s, ''{}'') OPERATOR(%2$s.<>) coalesce(removed%1$s, ''{}'') OR off_scale%1$s <> 0', i, extension), ' OR ') AS is_changed,
		   string_agg(format('%2$s.tally(score%1$s) AS expected%1$s, NULL::%2$s.tally AS added%1$s, NULL::%2$s.tally AS removed%1$s, '
							 'count(answer%1$s) FILTER (WHERE score%1$s IS NULL) AS off_scale%1$s, 0::bigint AS stored_off_scale%1$s', i, extension), ', ') AS expected,
		   string_agg(format('NULL, %2$s.sum(added%1$s), %2$s.sum(removed%1$s), 0, sum(off_scale%1$s)::bigint', i, extension), ', ') AS stored,
		   string_agg(format('coalesce(%2$s.sum(expected%1$s), ''{}'') AS expected%1$s, coalesce(%2$s.sum(added%1$s), ''{}'') AS added%1$s, '
							 'coalesce(%2$s.sum(removed%1$s), ''{}'') AS removed%1$s, '
							 'sum(off_scale%1$s)::bigint AS off_scale%1$s, sum(stored_off_scale%1$s)::bigint AS stored_off_scale%1$s', i, extension), ', ') AS merged,
		   string_agg(format('added%1$s OPERATOR(%2$s.<>) (expected%1$s OPERATOR(%2$s.+) removed%1$s) OR off_scale%1$s <> stored_off_scale%1$s', i, extension), ' OR ') AS is_different
	INTO list
	FROM generate_series(1, part.scores) AS i, CAST(part.extension AS text) AS extension;

	-- No answer is subtracted from another here: a log that has gone wrong may
	-- have removed what it never added.
	differences := format($sql$
SELECT * FROM (
	SELECT %1$s, %2$s
	FROM (SELECT %1$s, %3$s FROM %4$s WHERE ($1 IS NULL OR period >= $1) AND ($2 IS NULL OR period < $2) GROUP BY %1$s
		  UNION ALL
		  SELECT %1$s, %5$s FROM %6$s WHERE ($1 IS NULL OR period >= $1) AND ($2 IS NULL OR period < $2) GROUP BY %1$s) AS u
	GROUP BY %1$s) AS m
WHERE %7$s$sql$, part.keys, list.merged, list.expected, part.rows_view, list.stored, part.log, list.is_different);

	EXECUTE replace('SELECT @.z_rollup_definition($1, $2, $3), @.z_rollup_definition($1, $2, $4), @.z_rollup_definition($1, $2, $5)', '@', part.extension)
		INTO new_answers, old_answers, partition_answers
		USING part.rows_view, part.source, 'new_rows'::text, 'old_rows'::text, part.source::text;

	body := format($plpgsql$
-- made by rollup_create() and rollup_refresh() of the extension satisfaction
#variable_conflict use_column
DECLARE
	kept record;
	is_single boolean;
BEGIN
	-- A partition has triggers of its own, for what is written to it directly.
	-- They rest when it was detached.
	IF TG_NARGS > 0 THEN
		IF NOT EXISTS (SELECT FROM pg_partition_ancestors(TG_RELID) AS a
					   JOIN pg_trigger AS root ON root.tgrelid = a.relid AND root.tgnargs = 0
					   JOIN pg_trigger AS own ON own.tgfoid = root.tgfoid
					   WHERE own.tgrelid = TG_RELID AND own.tgname = TG_NAME) THEN
			RETURN NULL;
		END IF;
	END IF;
	-- An error while the answers are read is no error of the statement that
	-- brought them.  The inner blocks write nothing, so they take no transaction ID.
	-- They name the log, to meet here what would be an error of the INSERT below.
	IF TG_OP = 'INSERT' THEN
		-- Most statements bring one answer, which needs no grouping.
		BEGIN
			SELECT %2$s, %13$s, %15$L::regclass AS log INTO STRICT kept FROM (%5$s) AS x;
			is_single := true;
		EXCEPTION
			WHEN no_data_found THEN
				RETURN NULL;
			WHEN OTHERS THEN
				-- Several answers, or an error that the block below meets again
				is_single := false;
		END;
		IF is_single THEN
			INSERT INTO %1$s VALUES (%14$s);
			RETURN NULL;
		END IF;
	END IF;
	BEGIN
		IF TG_OP = 'INSERT' THEN
			SELECT array_agg(ROW(%2$s, %3$s)::%1$s) AS entries, %15$L::regclass AS log INTO kept
			FROM (SELECT %2$s, %4$s FROM (%5$s) AS x GROUP BY %2$s) AS g;
		ELSIF TG_OP = 'UPDATE' THEN
			SELECT array_agg(ROW(%2$s, %6$s)::%1$s) AS entries, %15$L::regclass AS log INTO kept
			FROM (SELECT %2$s, %7$s FROM (SELECT true AS is_new, x.* FROM (%5$s) AS x
										  UNION ALL SELECT false, x.* FROM (%8$s) AS x) AS x
				  GROUP BY %2$s) AS g
			WHERE %9$s;
		ELSIF TG_OP = 'DELETE' THEN
			SELECT array_agg(ROW(%2$s, %10$s)::%1$s) AS entries, %15$L::regclass AS log INTO kept
			FROM (SELECT %2$s, %4$s FROM (%8$s) AS x GROUP BY %2$s) AS g;
		ELSIF TG_NARGS > 0 THEN
			EXECUTE replace(%11$L, ' FROM %12$s r', ' FROM ONLY ' || TG_RELID::regclass || ' r') INTO kept;
		ELSE
			TRUNCATE %1$s;
			RETURN NULL;
		END IF;
	EXCEPTION WHEN OTHERS THEN
		RAISE WARNING 'a rollup did not count what %% changed in %%: %%', TG_OP, TG_RELID::regclass, SQLERRM
			USING HINT = 'Run rollup_refresh().';
		RETURN NULL;
	END;
	IF kept.entries IS NOT NULL THEN
		INSERT INTO %1$s SELECT e.* FROM unnest(kept.entries) AS e;
	END IF;
	RETURN NULL;
END
$plpgsql$, part.log, part.keys, list.added, list.counted, new_answers, list.columns, list.changed, old_answers,
		list.is_changed, list.removed,
		format('SELECT array_agg(ROW(%2$s, %3$s)::%1$s) AS entries FROM (SELECT %2$s, %4$s FROM (%5$s) AS x GROUP BY %2$s) AS g',
			   part.log, part.keys, list.removed, list.counted, partition_answers), replace(part.source::text, '''', ''''''), list.single,
		'kept.' || replace(part.keys, ', ', ', kept.') || ', ' || list.single_row, part.log::text);
END
$$;

-- Make x_keep() and its triggers, or what is missing or out of date of them.
CREATE FUNCTION z_rollup_install(rollup regclass) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	statement record;
	rel record;
	prefix text;
	keep text;
	action record;
BEGIN
	EXECUTE format('SELECT * FROM %s.z_rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	SELECT c.relname, format('%I.%I', n.nspname, c.relname || '_keep') INTO prefix, keep
	FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = rollup;
	EXECUTE format('SELECT * FROM %s.z_rollup_statements($1)', part.extension) INTO statement USING rollup;
	keep := coalesce(split_part(part.keep::text, '(', 1), keep);

	IF (SELECT p.prosrc FROM pg_proc AS p WHERE p.oid = part.keep) IS DISTINCT FROM statement.body THEN
		EXECUTE format('CREATE %s FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L',
					   CASE WHEN part.keep IS NULL THEN '' ELSE 'OR REPLACE' END, keep, statement.body);
		-- Somebody else's trigger could feed it answers that nobody gave.
		EXECUTE format('REVOKE ALL ON FUNCTION %s() FROM PUBLIC', keep);
		EXECUTE format('ALTER FUNCTION %s() DEPENDS ON EXTENSION satisfaction', keep);
	END IF;
	FOR rel IN
		SELECT c.oid, c.oid::regclass::text AS name, c.relkind, c.oid <> part.source AS is_partition
		FROM pg_class AS c
		WHERE c.oid = part.source OR c.oid IN (SELECT relid FROM pg_partition_tree(part.source))
		ORDER BY c.oid <> part.source, c.oid
	LOOP
		IF rel.relkind = 'f' THEN
			RAISE EXCEPTION 'partition % is a foreign table', rel.name
				USING ERRCODE = 'wrong_object_type', DETAIL = 'A foreign table does not report which rows a statement changed.';
		END IF;
		FOR action IN
			SELECT a.name, a.referencing, CASE WHEN a.bit = 32 AND rel.is_partition THEN 'BEFORE' ELSE 'AFTER' END AS time,
				   CASE WHEN a.bit = 32 THEN format('WHEN (NULL::%s IS NOT DISTINCT FROM NULL)', part.log) ELSE '' END AS tie
			FROM (VALUES (4, 'insert', 'REFERENCING NEW TABLE AS new_rows'),
						 (16, 'update', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
						 (8, 'delete', 'REFERENCING OLD TABLE AS old_rows'),
						 (32, 'truncate', '')) AS a (bit, name, referencing)
			WHERE NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = rel.oid AND t.tgfoid = part.keep AND t.tgtype & a.bit <> 0)
		LOOP
			EXECUTE format('CREATE TRIGGER %I %s %s ON %s %s FOR EACH STATEMENT %s EXECUTE FUNCTION %s(%s)',
						   prefix || '_' || action.name, action.time, action.name, rel.name, action.referencing, action.tie, keep, CASE WHEN rel.is_partition THEN '''partition''' ELSE '' END);
		END LOOP;
	END LOOP;
END
$$;

-- A metric and its scale, as in 'csat(1,7,6)', for one score of a rollup: the
-- scale, and its columns of x_numbers for a tally r.x.
CREATE FUNCTION z_rollup_metric(extension text, name text, metric text, arguments text,
	OUT scale_min text, OUT scale_max text, OUT columns text)
	LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	given text[] := CASE WHEN btrim(arguments) = '' THEN '{}' ELSE regexp_split_to_array(btrim(arguments), '\s*,\s*') END;
	known text[] := CASE metric WHEN 'nps' THEN '{scale_min,scale_max,detractor_max,promoter_min}'
								WHEN 'csat' THEN '{scale_min,scale_max,satisfied_min}'
								WHEN 'ces' THEN '{scale_min,scale_max,low_is_easy}'
								WHEN 'mean' THEN '{scale_min,scale_max}' ELSE '{}' END;
	defaults text[] := CASE metric WHEN 'nps' THEN '{0,10}' WHEN 'csat' THEN '{1,5,4}' WHEN 'ces' THEN '{1,7}'
								   WHEN 'rate' THEN '{0,1}' ELSE '{0,100}' END;
	named text;
	tally text := format('r.%I', name);
BEGIN
	scale_min := coalesce(given[1], defaults[1]);
	scale_max := coalesce(given[2], defaults[2]);
	IF cardinality(given) > cardinality(known) OR cardinality(given) = 1 OR
	   EXISTS (SELECT FROM unnest(given) WITH ORDINALITY AS g (value, n)
			   WHERE g.value !~ CASE known[n] WHEN 'low_is_easy' THEN '^(true|false)$' ELSE '^[0-9]{1,3}$' END) OR
	   NOT scale_max::integer BETWEEN scale_min::integer AND 100 THEN
		RAISE EXCEPTION 'invalid scale "%(%)" of score "%"', metric, arguments, name
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = format('Its arguments are whole numbers up to 100, in this order: %s.', coalesce(nullif(array_to_string(known, ', '), ''), 'none'));
	END IF;
	named := coalesce((SELECT string_agg(format(', %s => %s', known[n], given[n]), '' ORDER BY n) FROM generate_subscripts(given, 1) AS n), '');
	-- The extension's schema, the tally, the scale, and two boxes of it
	SELECT string_agg(format('%s AS %I', format(c.expression, extension || '.', tally, named, coalesce(given[3], defaults[3]), scale_max), name || '_' || c.label), ', ' ORDER BY c.n)
	INTO columns
	FROM (VALUES ('', 1, 'answers', '%1$stally_count(%2$s)'),
				 ('nps', 2, 'promoters', '%1$snps_promoters(%2$s%3$s)'), ('nps', 3, 'passives', '%1$snps_passives(%2$s%3$s)'),
				 ('nps', 4, 'detractors', '%1$snps_detractors(%2$s%3$s)'), ('nps', 5, 'nps', '%1$snps(%2$s%3$s)'),
				 ('nps', 6, 'low', '%1$snps_low(%2$s%3$s)'), ('nps', 7, 'high', '%1$snps_high(%2$s%3$s)'),
				 ('csat', 2, 'satisfied', '%1$stally_count(%2$s, %4$s, %5$s)'), ('csat', 5, 'csat', '%1$scsat(%2$s%3$s)'),
				 ('csat', 6, 'low', '%1$scsat_low(%2$s%3$s)'), ('csat', 7, 'high', '%1$scsat_high(%2$s%3$s)'),
				 ('ces', 5, 'ces', '%1$sces(%2$s%3$s)'), ('ces', 6, 'low', '%1$sces_low(%2$s%3$s)'), ('ces', 7, 'high', '%1$sces_high(%2$s%3$s)'),
				 ('rate', 5, 'rate', '%1$srate(%2$s)'), ('rate', 6, 'low', '(%1$stally_share_interval(%2$s, 1, 1)).low'),
				 ('rate', 7, 'high', '(%1$stally_share_interval(%2$s, 1, 1)).high'),
				 ('mean', 5, 'mean', '%1$stally_mean(%2$s)'), ('mean', 6, 'low', '(%1$stally_mean_interval(%2$s)).low'),
				 ('mean', 7, 'high', '(%1$stally_mean_interval(%2$s)).high')) AS c (shown_for, n, label, expression)
	WHERE c.shown_for IN ('', metric);
	-- Let the metric itself complain about its scale.
	EXECUTE format('SELECT %s FROM (SELECT %L::%s.tally AS %I) AS r', columns, format('{%s:1}', scale_min), extension, name);
END
$$;

CREATE FUNCTION rollup_create(source regclass, period text, scores text[], dimensions text[] DEFAULT '{}',
	grain text DEFAULT 'day', time_zone text DEFAULT NULL, filter text DEFAULT NULL,
	name text DEFAULT NULL, schema text DEFAULT NULL, backfill boolean DEFAULT true,
	allow_row_security boolean DEFAULT false, search_path text DEFAULT current_setting('search_path')) RETURNS regclass
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off
AS $$
DECLARE
	extension text;
	table_of record;
	place text;
	log text;
	rollup text;
	item text;
	parsed text[];
	expressions text[] := '{}';
	names text[] := '{}';
	metrics text[] := '{}';
	types regtype[];
	columns text;
	tallies text := 'period';
	groups text := 'period';
	numbers text := 'r.period';
	log_columns text := 'period';
	kept text := '';
	answered text := '';
	score record;
	metric record;
	on_scale text;
	statement text;
	i integer;
BEGIN
	extension := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction');

	-- What can be kept true
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot create a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Its snapshot might be older than answers that are committed; use READ COMMITTED.';
	ELSIF source IS NULL OR period IS NULL OR dimensions IS NULL OR grain IS NULL OR coalesce(cardinality(scores), 0) = 0 OR
		  array_position(scores, NULL) IS NOT NULL OR array_position(dimensions, NULL) IS NOT NULL THEN
		RAISE EXCEPTION 'source, period, scores, dimensions and grain must not be null, and there must be a score'
			USING ERRCODE = 'null_value_not_allowed';
	ELSIF grain NOT IN ('hour', 'day', 'week', 'month', 'quarter', 'year') THEN
		RAISE EXCEPTION 'unrecognized grain "%"', grain
			USING ERRCODE = 'invalid_parameter_value', HINT = 'Grains are hour, day, week, month, quarter and year.';
	END IF;
	SELECT c.relname, n.nspname, c.relkind, c.relpersistence, c.relispartition,
		   EXISTS (SELECT FROM pg_inherits AS h WHERE h.inhrelid = c.oid OR c.relkind = 'r' AND h.inhparent = c.oid) AS inherits
	INTO table_of
	FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = source;
	IF table_of.relkind NOT IN ('r', 'p') OR table_of.relpersistence = 't' THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'A rollup needs an ordinary or partitioned table that is not temporary.';
	ELSIF table_of.relispartition THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'It is a partition.', HINT = 'Name the partitioned table at the root.';
	ELSIF table_of.inherits THEN
		RAISE EXCEPTION 'cannot create a rollup of %', source
			USING ERRCODE = 'wrong_object_type', DETAIL = 'It takes part in inheritance, as hypertables and their chunks do.',
				  HINT = 'Keep tallies in a table of your own, those of a hypertable in a continuous aggregate, or partition the table.';
	END IF;
	EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', source);
	IF EXISTS (SELECT FROM pg_class AS c
			   WHERE (c.oid = source OR c.oid IN (SELECT relid FROM pg_partition_tree(source))) AND NOT pg_has_role(c.relowner, 'USAGE')) THEN
		RAISE EXCEPTION 'must be owner of table % and of its partitions', source USING ERRCODE = 'insufficient_privilege';
	ELSIF NOT allow_row_security AND
		  EXISTS (SELECT FROM pg_class AS c
				  WHERE (c.oid = source OR c.oid IN (SELECT relid FROM pg_partition_tree(source))) AND c.relrowsecurity) THEN
		RAISE EXCEPTION 'table % has row security', source
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'Whoever may read the rollup would see tallies of all rows.',
				  HINT = 'Say allow_row_security => true if that is intended.';
	END IF;

	name := coalesce(name, table_of.relname || '_rollup');
	IF octet_length(name) > 53 THEN
		RAISE EXCEPTION 'rollup name "%" is too long', name
			USING ERRCODE = 'name_too_long', HINT = 'Give a name of at most 53 bytes.';
	END IF;
	place := quote_ident(coalesce(schema, table_of.nspname)) || '.';
	log := place || quote_ident(name || '_log');
	rollup := place || quote_ident(name);
	IF to_regclass(log) IS NOT NULL THEN
		RAISE EXCEPTION 'relation % already exists', log
			USING ERRCODE = 'duplicate_table',
				  HINT = format('Give the rollup another name. What DROP EXTENSION ... CASCADE left of an earlier one goes by DROP VIEW IF EXISTS %s; DROP TABLE %s.',
								place || quote_ident(name || '_rows'), log);
	END IF;

	-- Period, dimensions and scores, in this order
	FOREACH item IN ARRAY period || dimensions || scores LOOP
		i := cardinality(names);
		IF i > cardinality(dimensions) THEN
			-- 'csat(1,7,6): expression', but not 'nps::integer'
			parsed := regexp_match(item, '^\s*(nps|csat|ces|rate|mean)\s*(?:\(([^()]*)\))?\s*:(?!:)\s*(.*)$');
			metrics := metrics || coalesce(parsed[1], 'mean') || coalesce(parsed[2], '');
			item := coalesce(parsed[3], item);
		END IF;
		parsed := regexp_match(item, '^(.*\S)\s+[aA][sS]\s+(?:"((?:[^"]|"")+)"|([[:alpha:]_][[:alnum:]_$]*))\s*$');
		IF EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped AND a.attname = item) THEN
			parsed := ARRAY[quote_ident(item), item];
		ELSIF i = 0 THEN
			parsed := ARRAY[item];
		ELSIF parsed IS NULL THEN
			RAISE EXCEPTION '"%" is not a column of table %', item, source
				USING ERRCODE = 'undefined_column', HINT = 'Name an expression: expression AS name.';
		END IF;
		expressions := expressions || format('(%s)', parsed[1]);
		names := names || CASE WHEN i = 0 THEN 'period' ELSE coalesce(replace(parsed[2], '""', '"'), lower(parsed[3])) END;
	END LOOP;

	-- An index lets the server find out whether an expression depends on more than
	-- the row: on settings, on other tables or on other rows.  Nothing but the
	-- statement itself may be looked up along the caller's path.
	EXECUTE format('CREATE TABLE %s (LIKE %s)', log, source);
	statement := format('CREATE INDEX ON %s ((pg_catalog.num_nulls(%s))) WHERE (%s)', log, array_to_string(expressions, ', '), coalesce(filter, 'true'));
	PERFORM set_config('search_path', rollup_create.search_path, true);
	BEGIN
		EXECUTE statement;
	EXCEPTION WHEN invalid_object_definition OR feature_not_supported OR grouping_error OR windowing_error THEN
		RAISE EXCEPTION 'a rollup can count only by what stands in the row itself'
			USING ERRCODE = 'invalid_object_definition', DETAIL = SQLERRM,
				  HINT = 'Use columns and immutable functions only. A time zone is stated with time_zone, or as in answered_at AT TIME ZONE ''Europe/Berlin''.';
	END;
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	SELECT format('SELECT ARRAY[%s] FROM (SELECT) AS one LEFT JOIN (SELECT %s FROM %s WHERE false) AS r ON true',
				  string_agg(format('pg_catalog.pg_typeof(e%s)', u.n), ', ' ORDER BY u.n), string_agg(format('%s AS e%s', u.expression, u.n), ', ' ORDER BY u.n), log)
	INTO statement FROM unnest(expressions) WITH ORDINALITY AS u (expression, n);
	PERFORM set_config('search_path', rollup_create.search_path, true);
	EXECUTE statement INTO types;
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	EXECUTE format('DROP TABLE %s', log);
	types := ARRAY(SELECT coalesce(nullif(t.typbasetype, 0), t.oid)::regtype
				   FROM unnest(types) WITH ORDINALITY AS u (type, n) JOIN pg_type AS t ON t.oid = u.type ORDER BY n);

	IF types[1] = 'timestamptz'::regtype AND time_zone IS NOT NULL THEN
		PERFORM now() AT TIME ZONE time_zone;
		expressions[1] := format('(%s AT TIME ZONE %L)', expressions[1], time_zone);
	ELSIF types[1] NOT IN ('date'::regtype, 'timestamp'::regtype) THEN
		RAISE EXCEPTION 'period must be a date or a timestamp without time zone, not %', types[1]
			USING ERRCODE = 'datatype_mismatch', HINT = 'For timestamp with time zone say which, as in time_zone => ''Europe/Berlin''.';
	ELSIF time_zone IS NOT NULL THEN
		RAISE EXCEPTION 'period has no time zone to convert from' USING ERRCODE = 'invalid_parameter_value';
	END IF;
	columns := format(CASE grain WHEN 'hour' THEN 'pg_catalog.date_trunc(%2$L, %1$s::pg_catalog.timestamp)'
								 WHEN 'day' THEN '%1$s::pg_catalog.date'
								 ELSE 'pg_catalog.date_trunc(%2$L, %1$s::pg_catalog.timestamp)::pg_catalog.date' END || ' AS period',
					  expressions[1], grain);
	FOR i IN 1 .. cardinality(dimensions) LOOP
		columns := columns || format(', %s AS dimension%s', expressions[i + 1], i);
		log_columns := log_columns || format(', dimension%s', i);
		groups := groups || format(', dimension%s', i);
		tallies := tallies || format(', dimension%s AS %I', i, names[i + 1]);
		numbers := numbers || format(', r.%I', names[i + 1]);
	END LOOP;
	FOR i IN 1 .. cardinality(scores) LOOP
		item := expressions[i + 1 + cardinality(dimensions)];
		SELECT names[i + 1 + cardinality(dimensions)] AS name, types[i + 1 + cardinality(dimensions)] AS type INTO score;
		IF score.type = 'boolean'::regtype AND metrics[2 * i - 1] IN ('mean', 'rate') THEN
			metrics[2 * i - 1] := 'rate';
			item := item || '::pg_catalog.int4';
		ELSIF score.type NOT IN ('smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision') THEN
			RAISE EXCEPTION 'metric % does not apply to score "%" of type %', metrics[2 * i - 1], score.name, score.type
				USING ERRCODE = 'datatype_mismatch',
				HINT = 'A score is a number, or a boolean with the metric rate. Weighted answers are not kept, as they cannot be taken back exactly.';
		END IF;
		EXECUTE format('SELECT * FROM %s.z_rollup_metric($1, $2, $3, $4)', extension)
			INTO metric USING extension, score.name, metrics[2 * i - 1], metrics[2 * i];
		on_scale := format('%1$s >= %2$s AND %1$s <= %3$s', item, metric.scale_min, metric.scale_max);
		IF score.type IN ('numeric', 'real', 'double precision') THEN
			on_scale := on_scale || format(' AND %1$s = pg_catalog.trunc(%1$s)', item);
		END IF;
		columns := columns || format(', %2$s AS answer%3$s, CASE WHEN %1$s THEN %2$s::pg_catalog.int2 END AS score%3$s', on_scale, item, i);
		answered := concat_ws(' OR ', nullif(answered, ''), format('%s IS NOT NULL', item));
		log_columns := log_columns || format(', NULL::%1$s.tally AS added%2$s, NULL::%1$s.tally AS removed%2$s, NULL::pg_catalog.int8 AS off_scale%2$s', extension, i);
		tallies := tallies || format(', coalesce(%1$s.sum(added%2$s), ''{}'') OPERATOR(%1$s.-) coalesce(%1$s.sum(removed%2$s), ''{}'') AS %3$I, sum(off_scale%2$s)::bigint AS %4$I',
									 extension, i, score.name, score.name || '_off_scale');
		numbers := numbers || ', ' || metric.columns || format(', r.%I', score.name || '_off_scale');
		kept := concat_ws(' OR ', nullif(kept, ''), format('coalesce(%1$s.sum(added%2$s), ''{}'') OPERATOR(%1$s.<>) coalesce(%1$s.sum(removed%2$s), ''{}'') OR sum(off_scale%2$s) <> 0', extension, i));
	END LOOP;

	-- The log takes its types from the view, which then is tied to the log.
	FOREACH item IN ARRAY ARRAY['', format(' AND NULL::%s IS NOT DISTINCT FROM NULL', log)] LOOP
		statement := format('CREATE OR REPLACE VIEW %s AS SELECT %s FROM %s AS r WHERE (%s)%s%s',
							place || quote_ident(name || '_rows'), columns, source, answered, ' AND (' || filter || ')', item);
		PERFORM set_config('search_path', rollup_create.search_path, true);
		EXECUTE statement;
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
		IF item = '' THEN
			EXECUTE format('CREATE %s TABLE %s AS SELECT %s FROM %s WITH NO DATA', CASE table_of.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE '' END,
						   log, log_columns, place || quote_ident(name || '_rows'));
		END IF;
	END LOOP;
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s GROUP BY %s HAVING %s', rollup, tallies, log, groups, kept);
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s AS r WHERE NULL::%s IS NOT DISTINCT FROM NULL', place || quote_ident(name || '_numbers'), numbers, rollup, log);
	-- Deleting rows of a published table needs an identity.
	EXECUTE format('ALTER TABLE %s REPLICA IDENTITY FULL', log);
	EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s.z_rollup_discard()', name || '_discard', log, extension);
	EXECUTE format('SELECT %s.z_rollup_install($1)', extension) USING rollup::regclass;
	IF backfill THEN
		EXECUTE format('SELECT %s.rollup_refresh($1)', extension) USING rollup::regclass;
	END IF;
	RETURN rollup::regclass;
END
$$;

CREATE FUNCTION rollup_refresh(rollup regclass, since timestamp DEFAULT NULL, until timestamp DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET satisfaction_rollup.write = on
AS $$
DECLARE
	part record;
	statement record;
	corrected bigint;
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot refresh a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Its snapshot might be older than answers that are committed; use READ COMMITTED.';
	END IF;
	EXECUTE format('SELECT * FROM %s.z_rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT * FROM %s.z_rollup_statements($1)', part.extension) INTO statement USING rollup;
	-- Lock the table before the log, as writers do.  Each statement that follows
	-- takes its snapshot after both locks.
	EXECUTE format('SELECT FROM %s LIMIT 0', part.rows_view);
	EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', part.log);
	EXECUTE format('SELECT %s.z_rollup_install($1)', part.extension) USING rollup;
	-- Rows and log are read by one snapshot, and who writes meanwhile logs it.
	EXECUTE format('INSERT INTO %s SELECT %s, %s FROM (%s) AS d', part.log, part.keys,
				   (SELECT string_agg(format('expected%1$s OPERATOR(%2$s.+) removed%1$s, added%1$s, off_scale%1$s - stored_off_scale%1$s', i, part.extension), ', ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i), statement.differences)
		USING since, until;
	GET DIAGNOSTICS corrected = ROW_COUNT;
	RETURN corrected;
END
$$;

CREATE FUNCTION rollup_check(rollup regclass, since timestamp DEFAULT NULL, until timestamp DEFAULT NULL)
	RETURNS TABLE (period timestamp, dimensions jsonb, score text, expected tally, stored tally, expected_off_scale bigint, stored_off_scale bigint)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off
AS $$
#variable_conflict use_column
DECLARE
	part record;
	statement record;
	dimension_values text;
	score_values text;
	missing text;
BEGIN
	EXECUTE format('SELECT * FROM %s.z_rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	EXECUTE format('SELECT * FROM %s.z_rollup_statements($1)', part.extension) INTO statement USING rollup;

	SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid) INTO missing
	FROM pg_class AS c
	WHERE (c.oid = part.source OR c.oid IN (SELECT relid FROM pg_partition_tree(part.source))) AND
		  4 <> (SELECT count(*) FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgfoid = part.keep AND t.tgenabled IN ('O', 'A'));
	IF missing IS NOT NULL THEN
		RAISE WARNING 'triggers of rollup % are missing or disabled on: %', rollup, missing
			USING HINT = 'ALTER TABLE ... ENABLE TRIGGER enables them; rollup_refresh() makes those that are missing.';
	ELSIF (SELECT p.prosrc FROM pg_proc AS p WHERE p.oid = part.keep) <> statement.body THEN
		RAISE WARNING 'the trigger function of rollup % is out of date', rollup
			USING HINT = 'Run rollup_refresh().';
	END IF;

	SELECT string_agg(format('%L, dimension%s', a.attname, a.attnum - 1), ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum BETWEEN 2 AND part.dimensions + 1),
		   string_agg(format('(%L, expected%s, added%2$s, removed%2$s, off_scale%2$s, stored_off_scale%2$s)', a.attname, (a.attnum - part.dimensions) / 2), ', ' ORDER BY a.attnum)
			   FILTER (WHERE a.attnum > part.dimensions + 1 AND (a.attnum - part.dimensions) % 2 = 0)
	INTO dimension_values, score_values
	FROM pg_attribute AS a WHERE a.attrelid = rollup AND a.attnum > 0 AND NOT a.attisdropped;
	-- Lock the table before the log, as writers do.
	EXECUTE format('SELECT FROM %s LIMIT 0', part.rows_view);
	RETURN QUERY EXECUTE format($sql$
SELECT d.period::timestamp, jsonb_build_object(%1$s), s.name, s.expected,
	   CASE WHEN NOT EXISTS (SELECT FROM %2$s.unnest(s.removed) AS u WHERE u.answers > %2$s.tally_count(s.added, u.score, u.score))
			THEN s.added OPERATOR(%2$s.-) s.removed END,
	   s.off_scale, s.stored_off_scale
FROM (%3$s) AS d
CROSS JOIN LATERAL (VALUES %4$s) AS s (name, expected, added, removed, off_scale, stored_off_scale)
WHERE s.added OPERATOR(%2$s.<>) (s.expected OPERATOR(%2$s.+) s.removed) OR s.off_scale <> s.stored_off_scale
ORDER BY 1, 2, 3$sql$, coalesce(dimension_values, ''), part.extension, statement.differences, score_values)
		USING since, until;
END
$$;

CREATE FUNCTION rollup_compact(rollup regclass) RETURNS bigint
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET satisfaction_rollup.write = on
AS $$
DECLARE
	part record;
	before bigint;
	after bigint;
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'cannot compact a rollup in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction', HINT = 'Use READ COMMITTED, for which each statement takes its snapshot anew.';
	END IF;
	EXECUTE format('SELECT * FROM %s.z_rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	-- Nobody else may merge the same rows; writers only append, and go on.  The
	-- statement below takes its snapshot after this lock.
	EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', part.log);
	EXECUTE format($sql$
WITH ranked AS MATERIALIZED (SELECT ctid AS id, count(*) OVER (PARTITION BY %2$s) AS n FROM %1$s),
	 taken AS (DELETE FROM %1$s AS l USING ranked WHERE l.ctid = ranked.id AND ranked.n > 1 RETURNING l.*),
	 merged AS (INSERT INTO %1$s SELECT %2$s, %3$s FROM taken GROUP BY %2$s HAVING %4$s RETURNING 1)
SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM merged)$sql$, part.log, part.keys,
				   (SELECT string_agg(format('%2$s.sum(added%1$s), %2$s.sum(removed%1$s), sum(off_scale%1$s)', i, part.extension), ', ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i),
				   (SELECT string_agg(format('coalesce(%2$s.sum(added%1$s), ''{}'') OPERATOR(%2$s.<>) coalesce(%2$s.sum(removed%1$s), ''{}'') OR sum(off_scale%1$s) <> 0', i, part.extension), ' OR ' ORDER BY i)
					FROM generate_series(1, part.scores) AS i))
		INTO before, after;
	RETURN before - after;
END
$$;

CREATE FUNCTION rollup_view(rollup regclass, grain text, dimensions text[] DEFAULT NULL, name text DEFAULT NULL) RETURNS regclass
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	tallies text;
	groups text;
	columns text;
	definition text;
	view text;
	unknown text;
	own_grain text;
BEGIN
	EXECUTE format('SELECT * FROM %s.z_rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	SELECT u.name INTO unknown FROM unnest(dimensions) AS u (name)
	WHERE u.name IS NULL OR NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = rollup AND a.attnum BETWEEN 2 AND part.dimensions + 1 AND a.attname = u.name);
	IF FOUND THEN
		RAISE EXCEPTION '"%" is not a dimension of rollup %', unknown, rollup USING ERRCODE = 'undefined_column';
	ELSIF grain IS NULL OR grain NOT IN ('day', 'week', 'month', 'quarter', 'year') THEN
		RAISE EXCEPTION 'unrecognized grain "%"', grain
			USING ERRCODE = 'invalid_parameter_value', HINT = 'Grains are day, week, month, quarter and year.';
	END IF;
	own_grain := coalesce(substring(split_part(pg_get_viewdef(part.rows_view), ' AS period', 1) FROM 'date_trunc\(''([a-z]+)'''), 'day');
	IF NOT grain = ANY (CASE own_grain WHEN 'week' THEN '{week}' WHEN 'month' THEN '{month,quarter,year}' WHEN 'quarter' THEN '{quarter,year}'
									   WHEN 'year' THEN '{year}' ELSE '{day,week,month,quarter,year}' END::text[]) THEN
		RAISE EXCEPTION 'rollup % by % cannot be read by %', rollup, own_grain, grain USING ERRCODE = 'invalid_parameter_value';
	END IF;
	SELECT string_agg(CASE WHEN a.attnum = 1 THEN format('date_trunc(%L, period::timestamp)::date AS period', grain)
						   WHEN a.attnum > part.dimensions + 1 THEN
							   format(CASE WHEN (a.attnum - part.dimensions) % 2 = 0 THEN '%2$s.sum(%1$I) AS %1$I' ELSE 'sum(%1$I)::bigint AS %1$I' END, a.attname, part.extension)
						   WHEN dimensions IS NULL OR a.attname = ANY (dimensions) THEN quote_ident(a.attname)
						   ELSE format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname) END, ', ' ORDER BY a.attnum),
		   string_agg(a.attnum::text, ', ') FILTER (WHERE a.attnum <= part.dimensions + 1)
	INTO tallies, groups
	FROM pg_attribute AS a WHERE a.attrelid = rollup AND a.attnum > 0 AND NOT a.attisdropped;
	SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
	INTO columns
	FROM pg_attribute AS a
	WHERE a.attrelid = part.numbers AND a.attnum > 0 AND NOT a.attisdropped AND
		  (a.attnum NOT BETWEEN 2 AND part.dimensions + 1 OR dimensions IS NULL OR a.attname = ANY (dimensions));
	EXECUTE format('SELECT %s.z_rollup_definition($1, $2, $3)', part.extension)
		INTO definition
		USING part.numbers, rollup, format('(SELECT %s FROM %s GROUP BY %s)', tallies, rollup, groups);
	SELECT format('%I.%I', n.nspname, coalesce(name, c.relname || '_' || grain)) INTO view
	FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = rollup;
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM (%s) AS n WHERE NULL::%s[] IS NULL', view, columns, definition, part.log);
	RETURN view::regclass;
END
$$;

CREATE FUNCTION rollup_drop(rollup regclass) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	piece text;
BEGIN
	EXECUTE format('SELECT * FROM %s.z_rollup_parts($1)', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'satisfaction'))
		INTO part USING rollup;
	FOR piece IN
		SELECT format('TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) FROM pg_trigger AS t WHERE t.tgfoid = part.keep
		UNION ALL
		SELECT 'FUNCTION ' || part.keep
		UNION ALL
		SELECT DISTINCT 'VIEW ' || w.ev_class::regclass
		FROM pg_class AS c
		JOIN pg_type AS t ON t.oid = c.reltype
		JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_type'::regclass AND d.refobjid = t.typarray
		JOIN pg_rewrite AS w ON w.oid = d.objid
		WHERE c.oid = part.log
		UNION ALL
		SELECT unnest(ARRAY['VIEW ' || part.numbers, 'VIEW ' || part.rows_view, 'VIEW ' || rollup, 'TABLE ' || part.log])
	LOOP
		CONTINUE WHEN piece IS NULL;
		EXECUTE 'DROP ' || piece;
	END LOOP;
END
$$;

COMMENT ON FUNCTION z_rollup_discard() IS 'trigger function of the log of a rollup: leaves out rows that neither its triggers nor its functions write';
COMMENT ON FUNCTION z_tally_of_answer(smallint) IS 'tally of one answer, for the triggers of rollups; NULL for NULL; 22003 for a score off 0 to 100';
COMMENT ON FUNCTION z_rollup_definition(regclass, regclass, text) IS 'definition of a view of a rollup, with another FROM item in place of the relation that it reads';
COMMENT ON FUNCTION z_rollup_parts(regclass) IS 'the objects that a rollup consists of; 42809 for anything else';
COMMENT ON FUNCTION z_rollup_statements(regclass) IS 'body of the trigger function of a rollup, and the query for its differences; 42P01 if its table is gone';
COMMENT ON FUNCTION z_rollup_install(regclass) IS 'make the trigger function and the triggers of a rollup, or what is missing or out of date of them';
COMMENT ON FUNCTION z_rollup_metric(text, text, text, text) IS 'scale of a score of a rollup, and its columns of the view of numbers; 22023 for an impossible scale';
COMMENT ON FUNCTION rollup_create(regclass, text, text[], text[], text, text, text, text, text, boolean, boolean, text) IS 'make a rollup: tallies of scores by period and dimensions, kept equal to the rows of the source by triggers; scores as column, ''metric: column'' or ''metric(scale): expression AS name'' with nps, csat, ces, rate or mean; answers off the scale are counted beside the tally; locks the source against writers until the end of the transaction; 42P17 for an expression that depends on more than the row, 55000 for row security, 25001 in REPEATABLE READ and SERIALIZABLE';
COMMENT ON FUNCTION rollup_refresh(regclass, timestamp, timestamp) IS 'recount the periods from since until before until, all if they are NULL, and append what is different: the number of groups corrected; renews triggers; writers go on; 25001 in REPEATABLE READ and SERIALIZABLE';
COMMENT ON FUNCTION rollup_check(regclass, timestamp, timestamp) IS 'groups of the periods from since until before until, all if they are NULL, in which the rollup differs from its rows, none if it is true; stored is NULL where more was taken away than added; warns of missing triggers';
COMMENT ON FUNCTION rollup_compact(regclass) IS 'merge the rows of the log that belong to one group: the number of rows saved; writers and readers go on; 25001 in REPEATABLE READ and SERIALIZABLE';
COMMENT ON FUNCTION rollup_view(regclass, text, text[], text) IS 'make a view of the metrics of a rollup by week, month, quarter or year, and by all or some of its dimensions; 22023 for a grain that the rollup cannot be read by, 42703 for an unknown dimension';
COMMENT ON FUNCTION rollup_drop(regclass) IS 'drop a rollup, its views and triggers; 2BP01 if another object depends on it';
