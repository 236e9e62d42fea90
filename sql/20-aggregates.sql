--
-- The machinery of the aggregates: one state, a tally, for all of them
--

CREATE FUNCTION _tally_transition(tally, smallint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_transition(tally, smallint) IS 'aggregate transition function: count one answer';

CREATE FUNCTION _tally_transition(tally, integer) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_transition(tally, integer) IS 'aggregate transition function: count one answer';

CREATE FUNCTION _tally_transition(tally, bigint) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_transition(tally, bigint) IS 'aggregate transition function: count one answer';

CREATE FUNCTION _tally_transition(tally, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_transition(tally, numeric) IS 'aggregate transition function: count one answer';

CREATE FUNCTION _tally_transition(tally, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_transition(tally, double precision) IS 'aggregate transition function: count one answer';

CREATE FUNCTION _tally_transition(tally, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_transition_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_transition(tally, boolean) IS 'aggregate transition function: count one answer';

CREATE FUNCTION _tally_inverse(tally, anyelement) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_inverse(tally, anyelement) IS 'aggregate inverse transition function: remove one answer';

CREATE FUNCTION _tally_counted_transition(tally, numeric, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_counted_transition(tally, numeric, numeric) IS 'aggregate transition function: count a number of answers';

CREATE FUNCTION _tally_counted_transition(tally, double precision, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_counted_transition(tally, double precision, numeric) IS 'aggregate transition function: count a number of answers';

CREATE FUNCTION _tally_counted_transition(tally, boolean, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_transition_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_counted_transition(tally, boolean, numeric) IS 'aggregate transition function: count a number of answers';

CREATE FUNCTION _tally_counted_inverse(tally, anyelement, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_counted_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_counted_inverse(tally, anyelement, numeric) IS 'aggregate inverse transition function: remove a number of answers';

CREATE FUNCTION _tally_final(tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_final(tally) IS 'aggregate final function: the tally itself';

CREATE AGGREGATE tally(score smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally(smallint) IS 'answers by score';

CREATE AGGREGATE tally(score integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally(integer) IS 'answers by score';

CREATE AGGREGATE tally(score bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally(bigint) IS 'answers by score';

CREATE AGGREGATE tally(score numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally(numeric) IS 'answers by score';

CREATE AGGREGATE tally(score double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally(double precision) IS 'answers by score';

CREATE AGGREGATE tally(score boolean) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally(boolean) IS 'answers by score, false as 0 and true as 1';

CREATE AGGREGATE tally_counted(score numeric, answers numeric) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_counted(numeric, numeric) IS 'answers by score of rows that hold a number of answers';

CREATE AGGREGATE tally_counted(score double precision, answers numeric) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_counted(double precision, numeric) IS 'answers by score of rows that hold a number of answers';

CREATE AGGREGATE tally_counted(score boolean, answers numeric) (
	SFUNC = _tally_counted_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_counted_transition, MINVFUNC = _tally_counted_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_counted(boolean, numeric) IS 'answers by score of rows that hold a number of answers, false as score 0 and true as 1';

CREATE AGGREGATE sum(answers tally) (
	SFUNC = tally_add, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = tally_add, MINVFUNC = tally_subtract,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sum(tally) IS 'all answers of several tallies, weighted if one is';

--
-- Weighted answers
--
-- There is no moving half: sums of weights are rounded, so that taking an
-- answer back would not be the exact inverse.
--

CREATE FUNCTION _tally_weighted_transition(tally, smallint, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int2_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, smallint, double precision) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, integer, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int4_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, integer, double precision) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, bigint, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int8_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, bigint, double precision) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, numeric, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_numeric_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, numeric, double precision) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_float8_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, double precision, double precision) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, smallint, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int2_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, smallint, numeric) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, integer, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int4_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, integer, numeric) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, bigint, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int8_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, bigint, numeric) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, numeric, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_numeric_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, numeric, numeric) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, double precision, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_float8_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, double precision, numeric) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, boolean, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_bool_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, boolean, double precision) IS 'aggregate transition function: count one weighted answer';

CREATE FUNCTION _tally_weighted_transition(tally, boolean, numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_bool_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _tally_weighted_transition(tally, boolean, numeric) IS 'aggregate transition function: count one weighted answer';

CREATE AGGREGATE tally_weighted(score smallint, weight double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(smallint, double precision) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score integer, weight double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(integer, double precision) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score bigint, weight double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(bigint, double precision) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score numeric, weight double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(numeric, double precision) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score double precision, weight double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(double precision, double precision) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score smallint, weight numeric) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(smallint, numeric) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score integer, weight numeric) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(integer, numeric) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score bigint, weight numeric) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(bigint, numeric) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score numeric, weight numeric) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(numeric, numeric) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score double precision, weight numeric) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(double precision, numeric) IS 'weighted answers by score';

CREATE AGGREGATE tally_weighted(score boolean, weight double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(boolean, double precision) IS 'weighted answers by score, false as 0 and true as 1';

CREATE AGGREGATE tally_weighted(score boolean, weight numeric) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_weighted(boolean, numeric) IS 'weighted answers by score, false as 0 and true as 1';
