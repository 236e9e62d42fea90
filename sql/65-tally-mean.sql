--
-- The mean score of a tally
--
-- Without a scale it is a mean of scores from 0 to 100.
--

CREATE FUNCTION tally_mean(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_mean(tally) IS 'mean score of a tally';

CREATE FUNCTION tally_mean_stderr(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_mean_stderr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_mean_stderr(tally) IS 'standard error of the mean score';

CREATE FUNCTION tally_mean_interval(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT NULL, population numeric DEFAULT NULL,
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'tally_mean_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION tally_mean_interval(tally, double precision, text, numeric, integer, integer) IS 'confidence limits of the mean score';

CREATE FUNCTION tally_mean_low(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT NULL, population numeric DEFAULT NULL,
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_mean_low' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION tally_mean_low(tally, double precision, text, numeric, integer, integer) IS 'lower confidence limit of the mean score';

CREATE FUNCTION tally_mean_high(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT NULL, population numeric DEFAULT NULL,
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_mean_high' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION tally_mean_high(tally, double precision, text, numeric, integer, integer) IS 'upper confidence limit of the mean score';

CREATE FUNCTION tally_mean_margin(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT NULL, population numeric DEFAULT NULL,
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_mean_margin' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION tally_mean_margin(tally, double precision, text, numeric, integer, integer) IS 'margin of error of the mean score, half the width of its interval';

CREATE FUNCTION tally_mean_summary(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT NULL, population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL, scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS tally_mean_summary_row
	AS 'MODULE_PATHNAME', 'tally_mean_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION tally_mean_summary(tally, double precision, text, numeric, numeric, integer, integer) IS 'number of answers, mean score, standard deviation, standard error and limits';

CREATE FUNCTION tally_mean_test(a tally, b tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT NULL, alternative text DEFAULT 'two-sided',
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'tally_mean_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION tally_mean_test(tally, tally, double precision, text, text, integer, integer) IS 'difference of the mean score between two groups of respondents, a minus b, with limits and test';

CREATE FUNCTION tally_mean_target_test(answers tally, target double precision,
	confidence double precision DEFAULT 0.95, method text DEFAULT NULL, alternative text DEFAULT 'two-sided',
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'tally_mean_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION tally_mean_target_test(tally, double precision, double precision, text, text, integer, integer) IS 'difference of the mean score from a target, with limits and test';

CREATE FUNCTION tally_mean_control(answers tally, reference tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1,
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS tally_control_row
	AS 'MODULE_PATHNAME', 'tally_mean_control' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION tally_mean_control(tally, tally, double precision, double precision, integer, integer) IS 'the mean score with the control limits around that of a reference tally';

CREATE FUNCTION tally_mean_shrunk(answers tally,
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_mean_shrunk' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION tally_mean_shrunk(tally, integer, integer) IS 'mean score moved toward that of all tallies of the partition, the further the fewer answers';

CREATE FUNCTION _tally_mean_trend_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_trend_transition(internal, tally) IS 'aggregate transition function of tally_mean_trend()';

CREATE FUNCTION _tally_mean_trend_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_trend_transition(internal, tally, double precision) IS 'aggregate transition function of tally_mean_trend()';

CREATE FUNCTION _tally_mean_trend_transition(internal, tally, date) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_trend_transition(internal, tally, date) IS 'aggregate transition function of tally_mean_trend()';

CREATE FUNCTION _tally_mean_trend_transition(internal, tally, timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_trend_transition(internal, tally, timestamptz) IS 'aggregate transition function of tally_mean_trend()';

CREATE FUNCTION _tally_mean_trend_final(internal) RETURNS tally_trend_row
	AS 'MODULE_PATHNAME', 'tally_mean_trend_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _tally_mean_trend_final(internal) IS 'aggregate final function of tally_mean_trend()';

CREATE FUNCTION _tally_mean_heterogeneity_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_heterogeneity_transition(internal, tally) IS 'aggregate transition function of tally_mean_heterogeneity()';

CREATE FUNCTION _tally_mean_heterogeneity_final(internal) RETURNS tally_heterogeneity_row
	AS 'MODULE_PATHNAME', 'tally_mean_heterogeneity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _tally_mean_heterogeneity_final(internal) IS 'aggregate final function of tally_mean_heterogeneity()';

CREATE AGGREGATE tally_mean_trend(answers tally) (
	SFUNC = _tally_mean_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _tally_mean_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_trend(tally) IS 'slope of the mean score from one period to the next, in the order of ORDER BY, with its test';

CREATE AGGREGATE tally_mean_trend(answers tally, period double precision) (
	SFUNC = _tally_mean_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _tally_mean_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_trend(tally, double precision) IS 'slope of the mean score for a step of 1, with its test';

CREATE AGGREGATE tally_mean_trend(answers tally, period date) (
	SFUNC = _tally_mean_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _tally_mean_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_trend(tally, date) IS 'slope of the mean score per day, with its test';

CREATE AGGREGATE tally_mean_trend(answers tally, period timestamptz) (
	SFUNC = _tally_mean_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _tally_mean_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_trend(tally, timestamptz) IS 'slope of the mean score per day, with its test';

CREATE AGGREGATE tally_mean_heterogeneity(answers tally) (
	SFUNC = _tally_mean_heterogeneity_transition, STYPE = internal, SSPACE = 1024,
	FINALFUNC = _tally_mean_heterogeneity_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_heterogeneity(tally) IS 'test whether the mean score differs between segments, one tally per segment';

CREATE FUNCTION _tally_mean_paired_transition(double precision[], double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_paired_transition(double precision[], double precision, double precision) IS 'aggregate transition function of tally_mean_paired_test()';

CREATE FUNCTION _tally_mean_paired_inverse(double precision[], double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_paired_inverse(double precision[], double precision, double precision) IS 'aggregate inverse transition function of tally_mean_paired_test()';

CREATE FUNCTION _tally_mean_paired_transition(double precision[], double precision, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_paired_transition(double precision[], double precision, double precision, double precision) IS 'aggregate transition function of tally_mean_paired_test()';

CREATE FUNCTION _tally_mean_paired_inverse(double precision[], double precision, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_paired_inverse(double precision[], double precision, double precision, double precision) IS 'aggregate inverse transition function of tally_mean_paired_test()';

CREATE FUNCTION _tally_mean_paired_final(double precision[]) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'tally_mean_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _tally_mean_paired_final(double precision[]) IS 'aggregate final function of tally_mean_paired_test()';

CREATE AGGREGATE tally_mean_paired_test(before double precision, after double precision) (
	SFUNC = _tally_mean_paired_transition, STYPE = double precision[], SSPACE = 96,
	FINALFUNC = _tally_mean_paired_final,
	COMBINEFUNC = _paired_combine,
	INITCOND = '{0,0,0,0}',
	MSFUNC = _tally_mean_paired_transition, MINVFUNC = _tally_mean_paired_inverse,
	MSTYPE = double precision[], MSSPACE = 96,
	MFINALFUNC = _tally_mean_paired_final,
	MINITCOND = '{0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_paired_test(double precision, double precision) IS 'change of the mean score of the same customers, after minus before, with limits and test';

CREATE AGGREGATE tally_mean_paired_test(before double precision, after double precision, confidence double precision) (
	SFUNC = _tally_mean_paired_transition, STYPE = double precision[], SSPACE = 96,
	FINALFUNC = _tally_mean_paired_final,
	COMBINEFUNC = _paired_combine,
	INITCOND = '{0,0,0,0}',
	MSFUNC = _tally_mean_paired_transition, MINVFUNC = _tally_mean_paired_inverse,
	MSTYPE = double precision[], MSSPACE = 96,
	MFINALFUNC = _tally_mean_paired_final,
	MINITCOND = '{0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_paired_test(double precision, double precision, double precision) IS 'change of the mean score of the same customers, after minus before, with limits and test';
