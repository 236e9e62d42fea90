/* sql/satisfaction--1.0.sql */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION satisfaction" to load this file. \quit

-- Names that begin with an underscore serve the type and the aggregates; they
-- are not for use in queries.

--
-- Type tally: the histogram of whole-number ratings
--

CREATE TYPE tally;

CREATE FUNCTION _tally_in(cstring) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_out(tally) RETURNS cstring
	AS 'MODULE_PATHNAME', 'tally_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_recv(internal) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_send(tally) RETURNS bytea
	AS 'MODULE_PATHNAME', 'tally_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE tally (
	INPUT = _tally_in,
	OUTPUT = _tally_out,
	RECEIVE = _tally_recv,
	SEND = _tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = main
);

COMMENT ON TYPE tally IS 'how many answers gave each score from 0 to 100, as {score:answers,...}; metrics are read from it, sum() and + merge it';
COMMENT ON FUNCTION _tally_in(cstring) IS 'text input of tally; 22P02 for anything but {score:answers,...} with scores 0 to 100 and counts from 0';
COMMENT ON FUNCTION _tally_out(tally) IS 'text output of tally: ascending, without scores that have no answers';
COMMENT ON FUNCTION _tally_recv(internal) IS 'binary input of tally; 22P03 for anything that _tally_send() does not write';
COMMENT ON FUNCTION _tally_send(tally) IS 'binary output of tally: version, flags, number of entries, then score and answers in network byte order';

CREATE FUNCTION _tally_to_jsonb(tally) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'tally_to_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_from_jsonb(jsonb) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_from_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE CAST (tally AS jsonb) WITH FUNCTION _tally_to_jsonb(tally);
CREATE CAST (jsonb AS tally) WITH FUNCTION _tally_from_jsonb(jsonb);

COMMENT ON FUNCTION _tally_to_jsonb(tally) IS 'cast of tally to jsonb: {"score": answers, ...}';
COMMENT ON FUNCTION _tally_from_jsonb(jsonb) IS 'cast of jsonb to tally; 22023 for anything but {"score": answers, ...}';
COMMENT ON CAST (tally AS jsonb) IS 'the answers by score, {"0": 3, "9": 12}';
COMMENT ON CAST (jsonb AS tally) IS 'the answers by score, {"0": 3, "9": 12}; 22023 for anything else';

--
-- Comparison: equal tallies hold the same answers
--

CREATE FUNCTION _tally_eq(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_ne(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_lt(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_le(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_gt(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_ge(tally, tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'tally_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_cmp(tally, tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_hash(tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_hash_extended(tally, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR = (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = _tally_eq,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
CREATE OPERATOR <> (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = _tally_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR < (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = _tally_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR <= (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = _tally_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR > (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = _tally_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR >= (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = _tally_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);

CREATE OPERATOR CLASS tally_ops DEFAULT FOR TYPE tally USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 _tally_cmp(tally, tally);
CREATE OPERATOR CLASS tally_ops DEFAULT FOR TYPE tally USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 _tally_hash(tally),
	FUNCTION 2 _tally_hash_extended(tally, bigint);

COMMENT ON FUNCTION _tally_eq(tally, tally) IS 'implementation of = operator';
COMMENT ON FUNCTION _tally_ne(tally, tally) IS 'implementation of <> operator';
COMMENT ON FUNCTION _tally_lt(tally, tally) IS 'implementation of < operator';
COMMENT ON FUNCTION _tally_le(tally, tally) IS 'implementation of <= operator';
COMMENT ON FUNCTION _tally_gt(tally, tally) IS 'implementation of > operator';
COMMENT ON FUNCTION _tally_ge(tally, tally) IS 'implementation of >= operator';
COMMENT ON FUNCTION _tally_cmp(tally, tally) IS 'less-equal-greater, for btree';
COMMENT ON FUNCTION _tally_hash(tally) IS 'hash of the answers';
COMMENT ON FUNCTION _tally_hash_extended(tally, bigint) IS 'hash of the answers, with a seed';
COMMENT ON OPERATOR = (tally, tally) IS 'the same answers; NULL if either is NULL';
COMMENT ON OPERATOR <> (tally, tally) IS 'not the same answers; NULL if either is NULL';
COMMENT ON OPERATOR < (tally, tally) IS 'fewer answers at the first score where the two differ; NULL if either is NULL';
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

CREATE FUNCTION _tally_add(tally, tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _tally_subtract(tally, tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_uncombine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE OPERATOR + (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = _tally_add, COMMUTATOR = +
);
CREATE OPERATOR - (
	LEFTARG = tally, RIGHTARG = tally, FUNCTION = _tally_subtract
);

COMMENT ON FUNCTION _tally_add(tally, tally) IS 'implementation of + operator';
COMMENT ON FUNCTION _tally_subtract(tally, tally) IS 'implementation of - operator';
COMMENT ON OPERATOR + (tally, tally) IS 'all answers of both; NULL if either is NULL; 22003 if a count overflows';
COMMENT ON OPERATOR - (tally, tally) IS 'the answers of the left without those of the right; NULL if either is NULL; 22003 if there are fewer than are taken away';

--
-- The machinery of the aggregates: one state, a tally, for all of them
--

CREATE FUNCTION _tally_transition(tally, smallint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_inverse(tally, smallint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_inverse_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_transition(tally, integer) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_inverse(tally, integer) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_inverse_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_transition(tally, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_inverse(tally, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_inverse_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_transition(tally, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_inverse(tally, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_inverse_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_transition(tally, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_inverse(tally, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_inverse_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_transition(tally, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_inverse(tally, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_inverse_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_transition(tally, smallint, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_inverse(tally, smallint, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_inverse_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_transition(tally, integer, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_inverse(tally, integer, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_inverse_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_transition(tally, bigint, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_inverse(tally, bigint, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_inverse_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_transition(tally, numeric, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_inverse(tally, numeric, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_inverse_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_transition(tally, double precision, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_inverse(tally, double precision, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_inverse_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_transition(tally, boolean, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_counted_inverse(tally, boolean, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_inverse_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_combine(tally, tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_uncombine(tally, tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_uncombine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_final(tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _nps_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _csat_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _csat_boolean_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_boolean_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _ces_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION _tally_transition(tally, smallint) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION _tally_inverse(tally, smallint) IS 'aggregate inverse transition function: take one answer back';
COMMENT ON FUNCTION _tally_transition(tally, integer) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION _tally_inverse(tally, integer) IS 'aggregate inverse transition function: take one answer back';
COMMENT ON FUNCTION _tally_transition(tally, bigint) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION _tally_inverse(tally, bigint) IS 'aggregate inverse transition function: take one answer back';
COMMENT ON FUNCTION _tally_transition(tally, numeric) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION _tally_inverse(tally, numeric) IS 'aggregate inverse transition function: take one answer back';
COMMENT ON FUNCTION _tally_transition(tally, double precision) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION _tally_inverse(tally, double precision) IS 'aggregate inverse transition function: take one answer back';
COMMENT ON FUNCTION _tally_transition(tally, boolean) IS 'aggregate transition function: count one answer';
COMMENT ON FUNCTION _tally_inverse(tally, boolean) IS 'aggregate inverse transition function: take one answer back';
COMMENT ON FUNCTION _tally_counted_transition(tally, smallint, bigint) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION _tally_counted_inverse(tally, smallint, bigint) IS 'aggregate inverse transition function: take a number of answers back';
COMMENT ON FUNCTION _tally_counted_transition(tally, integer, bigint) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION _tally_counted_inverse(tally, integer, bigint) IS 'aggregate inverse transition function: take a number of answers back';
COMMENT ON FUNCTION _tally_counted_transition(tally, bigint, bigint) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION _tally_counted_inverse(tally, bigint, bigint) IS 'aggregate inverse transition function: take a number of answers back';
COMMENT ON FUNCTION _tally_counted_transition(tally, numeric, bigint) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION _tally_counted_inverse(tally, numeric, bigint) IS 'aggregate inverse transition function: take a number of answers back';
COMMENT ON FUNCTION _tally_counted_transition(tally, double precision, bigint) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION _tally_counted_inverse(tally, double precision, bigint) IS 'aggregate inverse transition function: take a number of answers back';
COMMENT ON FUNCTION _tally_counted_transition(tally, boolean, bigint) IS 'aggregate transition function: count a number of answers';
COMMENT ON FUNCTION _tally_counted_inverse(tally, boolean, bigint) IS 'aggregate inverse transition function: take a number of answers back';
COMMENT ON FUNCTION _tally_combine(tally, tally) IS 'aggregate combine function: all answers of both';
COMMENT ON FUNCTION _tally_uncombine(tally, tally) IS 'aggregate inverse transition function of sum(tally)';
COMMENT ON FUNCTION _tally_final(tally) IS 'aggregate final function: the tally itself';
COMMENT ON FUNCTION _nps_final(tally) IS 'aggregate final function of nps()';
COMMENT ON FUNCTION _csat_final(tally) IS 'aggregate final function of csat()';
COMMENT ON FUNCTION _csat_boolean_final(tally) IS 'aggregate final function of csat(boolean)';
COMMENT ON FUNCTION _ces_final(tally) IS 'aggregate final function of ces()';

--
-- Aggregates
--
-- Those over one type of score differ in the final function alone, so that
-- the server computes several of them from one state.
--

CREATE AGGREGATE nps(smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps(integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps(bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps(numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE nps(double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE csat(boolean) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_boolean_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_boolean_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE ces(double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally(boolean) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(smallint, bigint) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(integer, bigint) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(bigint, bigint) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(numeric, bigint) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(double precision, bigint) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE tally_counted(boolean, bigint) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE sum(tally) (
	SFUNC = _tally_combine, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_combine, MINVFUNC = _tally_uncombine,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final, MFINALFUNC_MODIFY = READ_ONLY,
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
COMMENT ON AGGREGATE tally_counted(smallint, bigint) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a negative number or a score off 0-100';
COMMENT ON AGGREGATE tally_counted(integer, bigint) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a negative number or a score off 0-100';
COMMENT ON AGGREGATE tally_counted(bigint, bigint) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a negative number or a score off 0-100';
COMMENT ON AGGREGATE tally_counted(numeric, bigint) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a negative number or a score off 0-100';
COMMENT ON AGGREGATE tally_counted(double precision, bigint) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a negative number or a score off 0-100';
COMMENT ON AGGREGATE tally_counted(boolean, bigint) IS 'the answers by score of a table that already counts them: score, number of answers; rows with a NULL are skipped, {} if none is left; 22003 for a negative number or a score off 0-100';
COMMENT ON AGGREGATE sum(tally) IS 'all answers of several tallies; NULL tallies are skipped, {} if none is left; 22003 if a count overflows';

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
CREATE FUNCTION unnest(r tally, OUT score integer, OUT answers bigint, OUT share double precision) RETURNS SETOF record
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
COMMENT ON FUNCTION tally_percentile(tally, double precision) IS 'the score below which the fraction of the answers lies, interpolated as percentile_cont() does, of weighted answers where the weight reaches the fraction (Hyndman and Fan 1996, definition 2); NULL for {} or NULL; 22023 for a fraction outside 0 to 1';
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
CREATE FUNCTION nps_from_counts(promoters bigint, passives bigint, detractors bigint) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_from_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION nps(tally, integer, integer, integer, integer) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL for {} or NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points; Reichheld 2003';
COMMENT ON FUNCTION nps_promoters(tally, integer, integer, integer, integer) IS 'number of promoters (9-10); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';
COMMENT ON FUNCTION nps_passives(tally, integer, integer, integer, integer) IS 'number of passives (7-8); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';
COMMENT ON FUNCTION nps_detractors(tally, integer, integer, integer, integer) IS 'number of detractors (0-6); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';
COMMENT ON FUNCTION nps_category(double precision, integer, integer, integer, integer) IS 'promoter (9-10), passive (7-8) or detractor (0-6); NULL for NULL; 22003 for a score off the scale, 22023 for impossible or missing cut points';
COMMENT ON FUNCTION nps_contribution(tally, tally, integer, integer, integer, integer) IS 'what a segment adds to the score of the whole: 100 (promoters - detractors of the part) / answers of the whole; contributions of all parts add up to the score; NULL if the whole is {} or an argument is NULL; 22003 for answers off the scale, 22023 if the part has more answers than the whole';
COMMENT ON FUNCTION nps_from_counts(bigint, bigint, bigint) IS 'Net Promoter Score, -100 to 100, of counts that are already there; NULL if all are 0 or one is NULL; 22023 for a negative count';

--
-- Customer Satisfaction Score
--

CREATE FUNCTION csat(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_mean(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_net(r tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_net' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_category(score double precision, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_category' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION csat(tally, integer, integer, integer) IS 'Customer Satisfaction Score: per cent of answers from satisfied_min up, 4-5 on 1-5; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';
COMMENT ON FUNCTION csat_mean(tally, integer, integer) IS 'mean answer on the scale; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible scale';
COMMENT ON FUNCTION csat_net(tally, integer, integer, integer) IS 'per cent satisfied (4-5 on 1-5) less per cent dissatisfied, their mirror image (1-2); NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';
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
