--
-- Customer Satisfaction Score
--

CREATE FUNCTION _csat_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _csat_final(tally) IS 'aggregate final function of csat()';

CREATE FUNCTION _csat_boolean_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_boolean_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _csat_boolean_final(tally) IS 'aggregate final function of csat(boolean)';

CREATE AGGREGATE csat(score smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(smallint) IS 'Customer Satisfaction Score: percentage of answers 4 and 5 on 1 to 5';

CREATE AGGREGATE csat(score integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(integer) IS 'Customer Satisfaction Score: percentage of answers 4 and 5 on 1 to 5';

CREATE AGGREGATE csat(score bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(bigint) IS 'Customer Satisfaction Score: percentage of answers 4 and 5 on 1 to 5';

CREATE AGGREGATE csat(score numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(numeric) IS 'Customer Satisfaction Score: percentage of answers 4 and 5 on 1 to 5';

CREATE AGGREGATE csat(score double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(double precision) IS 'Customer Satisfaction Score: percentage of answers 4 and 5 on 1 to 5';

CREATE AGGREGATE csat(answer boolean) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_boolean_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_boolean_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(boolean) IS 'percentage of answers that are true (thumbs up)';

CREATE FUNCTION csat(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat(tally, integer, integer, integer) IS 'Customer Satisfaction Score of a tally: percentage of answers from satisfied_min up';

CREATE FUNCTION csat_mean(answers tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_mean(tally, integer, integer) IS 'mean answer on the scale';

CREATE FUNCTION csat_net(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_net' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_net(tally, integer, integer, integer, integer) IS 'percentage satisfied minus percentage dissatisfied';

CREATE FUNCTION csat_satisfied(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_satisfied' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_satisfied(tally, integer, integer, integer) IS 'number of satisfied answers';

CREATE FUNCTION csat_neutral(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_neutral' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_neutral(tally, integer, integer, integer, integer) IS 'number of neutral answers';

CREATE FUNCTION csat_dissatisfied(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_dissatisfied' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_dissatisfied(tally, integer, integer, integer, integer) IS 'number of dissatisfied answers';

CREATE FUNCTION csat_neutral_share(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_neutral_share' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_neutral_share(tally, integer, integer, integer, integer) IS 'percentage of neutral answers';

CREATE FUNCTION csat_dissatisfied_share(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_dissatisfied_share' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_dissatisfied_share(tally, integer, integer, integer, integer) IS 'percentage of dissatisfied answers';

CREATE FUNCTION csat_category(score double precision,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_category' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_category(double precision, integer, integer, integer, integer) IS 'satisfied, neutral or dissatisfied';

CREATE FUNCTION csat_tally(satisfied numeric, answers numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'csat_tally' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION csat_tally(numeric, numeric) IS 'tally of two counts, stored as 5 and 3';

CREATE FUNCTION csat_recode(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS tally
	AS 'MODULE_PATHNAME', 'csat_recode' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_recode(tally, integer, integer, integer, integer) IS 'tally of the same satisfied, neutral and dissatisfied on 1 to 5, stored as 5, 3 and 1';

CREATE FUNCTION csat_contribution(segment tally, total tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_contribution' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_contribution(tally, tally, integer, integer, integer) IS 'points that a segment adds to the percentage satisfied of the total';

CREATE FUNCTION csat_shift(segment_before tally, segment_after tally, total_before tally, total_after tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_shift_row
	AS 'MODULE_PATHNAME', 'csat_shift' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_shift(tally, tally, tally, tally, integer, integer, integer) IS 'points of the change of the total that come from a segment, by its share and by its score';

CREATE FUNCTION csat_stderr(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_stderr' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_stderr(tally, integer, integer, integer) IS 'standard error of the percentage satisfied';

CREATE FUNCTION csat_interval(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'csat_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_interval(tally, double precision, text, numeric, integer, integer, integer) IS 'confidence limits of the percentage satisfied';

CREATE FUNCTION csat_low(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_low' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_low(tally, double precision, text, numeric, integer, integer, integer) IS 'lower confidence limit of the percentage satisfied';

CREATE FUNCTION csat_high(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_high' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_high(tally, double precision, text, numeric, integer, integer, integer) IS 'upper confidence limit of the percentage satisfied';

CREATE FUNCTION csat_margin(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_margin' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_margin(tally, double precision, text, numeric, integer, integer, integer) IS 'margin of error of the percentage satisfied, half the width of its interval';

CREATE FUNCTION csat_summary(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS csat_summary_row
	AS 'MODULE_PATHNAME', 'csat_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_summary(tally, double precision, text, numeric, numeric, integer, integer, integer, integer) IS 'counts and percentages of satisfied, neutral and dissatisfied, percentage satisfied and limits';

CREATE FUNCTION csat_test(a tally, b tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', alternative text DEFAULT 'two-sided',
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'csat_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION csat_test(tally, tally, double precision, text, text, integer, integer, integer) IS 'difference of the percentage satisfied between two groups of respondents, a minus b, with limits and test';

CREATE FUNCTION csat_target_test(answers tally, target double precision,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', alternative text DEFAULT 'two-sided',
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'csat_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_target_test(tally, double precision, double precision, text, text, integer, integer, integer) IS 'difference of the percentage satisfied from a target, with limits and test';

CREATE FUNCTION csat_control(answers tally, reference tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_control_row
	AS 'MODULE_PATHNAME', 'csat_control' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_control(tally, tally, double precision, double precision, integer, integer, integer) IS 'the percentage satisfied with the control limits around that of a reference tally';

CREATE FUNCTION csat_shrunk(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_shrunk' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_shrunk(tally, integer, integer, integer) IS 'percentage satisfied moved toward that of all tallies of the partition, the further the fewer answers';

CREATE FUNCTION csat_sample_size(margin double precision, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL, expected double precision DEFAULT 50) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_sample_size(double precision, double precision, text, numeric, double precision) IS 'number of answers needed for a margin of error in points';

CREATE FUNCTION csat_test_sample_size(share_a double precision, share_b double precision, confidence double precision DEFAULT 0.95, alternative text DEFAULT 'two-sided', power double precision DEFAULT 0.8) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_test_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION csat_test_sample_size(double precision, double precision, double precision, text, double precision) IS 'number of answers needed in each of two groups to tell one percentage from the other';

CREATE FUNCTION csat_svg(answers tally, title text DEFAULT NULL,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL, width integer DEFAULT NULL, share_max double precision DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL, dissatisfied_max integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION csat_svg(tally, text, double precision, text, numeric, numeric, integer, double precision, integer, integer, integer, integer) IS 'picture as SVG: percentage satisfied with limits, histogram and groups';

CREATE FUNCTION csat_trend_svg(tallies tally[], labels text[] DEFAULT NULL, dates date[] DEFAULT NULL, title text DEFAULT NULL,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL, few_answers numeric DEFAULT 30, width integer DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_trend_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION csat_trend_svg(tally[], text[], date[], text, double precision, text, numeric, numeric, numeric, integer, integer, integer, integer) IS 'picture as SVG: percentage satisfied of each tally, a line with a band of limits';

CREATE FUNCTION _csat_trend_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_trend_transition(internal, tally) IS 'aggregate transition function of csat_trend()';

CREATE FUNCTION _csat_trend_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_trend_transition(internal, tally, double precision) IS 'aggregate transition function of csat_trend()';

CREATE FUNCTION _csat_trend_transition(internal, tally, date) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_trend_transition(internal, tally, date) IS 'aggregate transition function of csat_trend()';

CREATE FUNCTION _csat_trend_transition(internal, tally, timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_trend_transition(internal, tally, timestamptz) IS 'aggregate transition function of csat_trend()';

CREATE FUNCTION _csat_trend_final(internal) RETURNS tally_trend_row
	AS 'MODULE_PATHNAME', 'csat_trend_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _csat_trend_final(internal) IS 'aggregate final function of csat_trend()';

CREATE FUNCTION _csat_heterogeneity_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_heterogeneity_transition(internal, tally) IS 'aggregate transition function of csat_heterogeneity()';

CREATE FUNCTION _csat_heterogeneity_final(internal) RETURNS tally_heterogeneity_row
	AS 'MODULE_PATHNAME', 'csat_heterogeneity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _csat_heterogeneity_final(internal) IS 'aggregate final function of csat_heterogeneity()';

CREATE AGGREGATE csat_trend(answers tally) (
	SFUNC = _csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _csat_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_trend(tally) IS 'slope of the percentage satisfied from one period to the next, in the order of ORDER BY, with its test';

CREATE AGGREGATE csat_trend(answers tally, period double precision) (
	SFUNC = _csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _csat_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_trend(tally, double precision) IS 'slope of the percentage satisfied for a step of 1, with its test';

CREATE AGGREGATE csat_trend(answers tally, period date) (
	SFUNC = _csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _csat_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_trend(tally, date) IS 'slope of the percentage satisfied per day, with its test';

CREATE AGGREGATE csat_trend(answers tally, period timestamptz) (
	SFUNC = _csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _csat_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_trend(tally, timestamptz) IS 'slope of the percentage satisfied per day, with its test';

CREATE AGGREGATE csat_heterogeneity(answers tally) (
	SFUNC = _csat_heterogeneity_transition, STYPE = internal, SSPACE = 1024,
	FINALFUNC = _csat_heterogeneity_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_heterogeneity(tally) IS 'test whether the percentage satisfied differs between segments, one tally per segment';

CREATE FUNCTION _csat_paired_transition(double precision[], double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'csat_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_paired_transition(double precision[], double precision, double precision) IS 'aggregate transition function of csat_paired_test()';

CREATE FUNCTION _csat_paired_inverse(double precision[], double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'csat_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_paired_inverse(double precision[], double precision, double precision) IS 'aggregate inverse transition function of csat_paired_test()';

CREATE FUNCTION _csat_paired_transition(double precision[], double precision, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'csat_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_paired_transition(double precision[], double precision, double precision, double precision) IS 'aggregate transition function of csat_paired_test()';

CREATE FUNCTION _csat_paired_inverse(double precision[], double precision, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'csat_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_paired_inverse(double precision[], double precision, double precision, double precision) IS 'aggregate inverse transition function of csat_paired_test()';

CREATE FUNCTION _csat_paired_final(double precision[]) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'share_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _csat_paired_final(double precision[]) IS 'aggregate final function of csat_paired_test()';

CREATE AGGREGATE csat_paired_test(before double precision, after double precision) (
	SFUNC = _csat_paired_transition, STYPE = double precision[], SSPACE = 96,
	FINALFUNC = _csat_paired_final,
	COMBINEFUNC = _paired_combine,
	INITCOND = '{0,0,0,0}',
	MSFUNC = _csat_paired_transition, MINVFUNC = _csat_paired_inverse,
	MSTYPE = double precision[], MSSPACE = 96,
	MFINALFUNC = _csat_paired_final,
	MINITCOND = '{0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_paired_test(double precision, double precision) IS 'change of the percentage satisfied of the same customers, after minus before, with limits and test';

CREATE AGGREGATE csat_paired_test(before double precision, after double precision, confidence double precision) (
	SFUNC = _csat_paired_transition, STYPE = double precision[], SSPACE = 96,
	FINALFUNC = _csat_paired_final,
	COMBINEFUNC = _paired_combine,
	INITCOND = '{0,0,0,0}',
	MSFUNC = _csat_paired_transition, MINVFUNC = _csat_paired_inverse,
	MSTYPE = double precision[], MSSPACE = 96,
	MFINALFUNC = _csat_paired_final,
	MINITCOND = '{0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_paired_test(double precision, double precision, double precision) IS 'change of the percentage satisfied of the same customers, after minus before, with limits and test';
