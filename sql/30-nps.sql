--
-- Net Promoter Score
--
-- The functions with cut points are not STRICT: a cut point left NULL is the
-- one that the metric has by definition on its own scale, and an error on any
-- other.  So are others with optional arguments: NULL is the default.
--

CREATE FUNCTION _nps_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _nps_final(tally) IS 'aggregate final function of nps()';

CREATE AGGREGATE nps(score smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(smallint) IS 'Net Promoter Score, -100 to 100: percentage of promoters (9-10) minus percentage of detractors (0-6)';

CREATE AGGREGATE nps(score integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(integer) IS 'Net Promoter Score, -100 to 100: percentage of promoters (9-10) minus percentage of detractors (0-6)';

CREATE AGGREGATE nps(score bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(bigint) IS 'Net Promoter Score, -100 to 100: percentage of promoters (9-10) minus percentage of detractors (0-6)';

CREATE AGGREGATE nps(score numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(numeric) IS 'Net Promoter Score, -100 to 100: percentage of promoters (9-10) minus percentage of detractors (0-6)';

CREATE AGGREGATE nps(score double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(double precision) IS 'Net Promoter Score, -100 to 100: percentage of promoters (9-10) minus percentage of detractors (0-6)';

CREATE FUNCTION nps(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps(tally, integer, integer, integer, integer) IS 'Net Promoter Score of a tally, -100 to 100';

CREATE FUNCTION nps_promoters(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_promoters' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_promoters(tally, integer, integer, integer, integer) IS 'number of promoters';

CREATE FUNCTION nps_passives(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_passives' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_passives(tally, integer, integer, integer, integer) IS 'number of passives';

CREATE FUNCTION nps_detractors(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_detractors' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_detractors(tally, integer, integer, integer, integer) IS 'number of detractors';

CREATE FUNCTION nps_promoters_share(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_promoters_share' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_promoters_share(tally, integer, integer, integer, integer) IS 'percentage of promoters';

CREATE FUNCTION nps_passives_share(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_passives_share' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_passives_share(tally, integer, integer, integer, integer) IS 'percentage of passives';

CREATE FUNCTION nps_detractors_share(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_detractors_share' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_detractors_share(tally, integer, integer, integer, integer) IS 'percentage of detractors';

CREATE FUNCTION nps_category(score double precision,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_category' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_category(double precision, integer, integer, integer, integer) IS 'promoter, passive or detractor';

CREATE FUNCTION nps_tally(promoters numeric, passives numeric, detractors numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_tally' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION nps_tally(numeric, numeric, numeric) IS 'tally of three counts, stored as 10, 8 and 6';

CREATE FUNCTION nps_recode(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_recode' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_recode(tally, integer, integer, integer, integer) IS 'tally of the same promoters, passives and detractors on 0 to 10, stored as 10, 8 and 6';

CREATE FUNCTION nps_contribution(segment tally, total tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_contribution' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_contribution(tally, tally, integer, integer, integer, integer) IS 'points that a segment adds to the Net Promoter Score of the total';

CREATE FUNCTION nps_shift(segment_before tally, segment_after tally, total_before tally, total_after tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_shift_row
	AS 'MODULE_PATHNAME', 'nps_shift' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_shift(tally, tally, tally, tally, integer, integer, integer, integer) IS 'points of the change of the total that come from a segment, by its share and by its score';

CREATE FUNCTION nps_stderr(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_stderr' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_stderr(tally, integer, integer, integer, integer) IS 'standard error of the Net Promoter Score';

CREATE FUNCTION nps_interval(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'nps_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_interval(tally, double precision, text, numeric, integer, integer, integer, integer) IS 'confidence limits of the Net Promoter Score';

CREATE FUNCTION nps_low(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_low' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_low(tally, double precision, text, numeric, integer, integer, integer, integer) IS 'lower confidence limit of the Net Promoter Score';

CREATE FUNCTION nps_high(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_high' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_high(tally, double precision, text, numeric, integer, integer, integer, integer) IS 'upper confidence limit of the Net Promoter Score';

CREATE FUNCTION nps_margin(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_margin' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_margin(tally, double precision, text, numeric, integer, integer, integer, integer) IS 'margin of error of the Net Promoter Score, half the width of its interval';

CREATE FUNCTION nps_summary(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS nps_summary_row
	AS 'MODULE_PATHNAME', 'nps_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_summary(tally, double precision, text, numeric, numeric, integer, integer, integer, integer) IS 'counts and percentages of promoters, passives and detractors, Net Promoter Score and limits';

CREATE FUNCTION nps_test(a tally, b tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', alternative text DEFAULT 'two-sided',
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'nps_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION nps_test(tally, tally, double precision, text, text, integer, integer, integer, integer) IS 'difference of the Net Promoter Score between two groups of respondents, a minus b, with limits and test';

CREATE FUNCTION nps_target_test(answers tally, target double precision,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', alternative text DEFAULT 'two-sided',
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'nps_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION nps_target_test(tally, double precision, double precision, text, text, integer, integer, integer, integer) IS 'difference of the Net Promoter Score from a target, with limits and test';

CREATE FUNCTION nps_control(answers tally, reference tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_control_row
	AS 'MODULE_PATHNAME', 'nps_control' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_control(tally, tally, double precision, double precision, integer, integer, integer, integer) IS 'the Net Promoter Score with the control limits around that of a reference tally';

CREATE FUNCTION nps_shrunk(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_shrunk' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_shrunk(tally, integer, integer, integer, integer) IS 'Net Promoter Score moved toward that of all tallies of the partition, the further the fewer answers';

CREATE FUNCTION nps_sample_size(margin double precision, confidence double precision DEFAULT 0.95, method text DEFAULT 'score', population numeric DEFAULT NULL, variance double precision DEFAULT 0.67) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_sample_size(double precision, double precision, text, numeric, double precision) IS 'number of answers needed for a margin of error in points';

CREATE FUNCTION nps_test_sample_size(difference double precision, confidence double precision DEFAULT 0.95, alternative text DEFAULT 'two-sided', power double precision DEFAULT 0.8, variance double precision DEFAULT 1.34) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_test_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION nps_test_sample_size(double precision, double precision, text, double precision, double precision) IS 'number of answers needed in each of two groups to detect a difference in points';

CREATE FUNCTION nps_svg(answers tally, title text DEFAULT NULL,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL, width integer DEFAULT NULL, share_max double precision DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION nps_svg(tally, text, double precision, text, numeric, numeric, integer, double precision, integer, integer, integer, integer) IS 'picture as SVG: Net Promoter Score with limits, histogram and groups';

CREATE FUNCTION nps_trend_svg(tallies tally[], labels text[] DEFAULT NULL, dates date[] DEFAULT NULL, title text DEFAULT NULL,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL, few_answers numeric DEFAULT 30, width integer DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_trend_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION nps_trend_svg(tally[], text[], date[], text, double precision, text, numeric, numeric, numeric, integer, integer, integer, integer, integer) IS 'picture as SVG: Net Promoter Score of each tally, a line with a band of limits';

CREATE FUNCTION _nps_trend_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_trend_transition(internal, tally) IS 'aggregate transition function of nps_trend()';

CREATE FUNCTION _nps_trend_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_trend_transition(internal, tally, double precision) IS 'aggregate transition function of nps_trend()';

CREATE FUNCTION _nps_trend_transition(internal, tally, date) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_trend_transition(internal, tally, date) IS 'aggregate transition function of nps_trend()';

CREATE FUNCTION _nps_trend_transition(internal, tally, timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_trend_transition(internal, tally, timestamptz) IS 'aggregate transition function of nps_trend()';

CREATE FUNCTION _nps_trend_final(internal) RETURNS tally_trend_row
	AS 'MODULE_PATHNAME', 'nps_trend_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _nps_trend_final(internal) IS 'aggregate final function of nps_trend()';

CREATE FUNCTION _nps_heterogeneity_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_heterogeneity_transition(internal, tally) IS 'aggregate transition function of nps_heterogeneity()';

CREATE FUNCTION _nps_heterogeneity_final(internal) RETURNS tally_heterogeneity_row
	AS 'MODULE_PATHNAME', 'nps_heterogeneity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _nps_heterogeneity_final(internal) IS 'aggregate final function of nps_heterogeneity()';

CREATE AGGREGATE nps_trend(answers tally) (
	SFUNC = _nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _nps_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_trend(tally) IS 'slope of the Net Promoter Score from one period to the next, in the order of ORDER BY, with its test';

CREATE AGGREGATE nps_trend(answers tally, period double precision) (
	SFUNC = _nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _nps_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_trend(tally, double precision) IS 'slope of the Net Promoter Score for a step of 1, with its test';

CREATE AGGREGATE nps_trend(answers tally, period date) (
	SFUNC = _nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _nps_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_trend(tally, date) IS 'slope of the Net Promoter Score per day, with its test';

CREATE AGGREGATE nps_trend(answers tally, period timestamptz) (
	SFUNC = _nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _nps_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_trend(tally, timestamptz) IS 'slope of the Net Promoter Score per day, with its test';

CREATE AGGREGATE nps_heterogeneity(answers tally) (
	SFUNC = _nps_heterogeneity_transition, STYPE = internal, SSPACE = 1024,
	FINALFUNC = _nps_heterogeneity_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_heterogeneity(tally) IS 'test whether the Net Promoter Score differs between segments, one tally per segment';

CREATE FUNCTION _paired_combine(double precision[], double precision[]) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'paired_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _paired_combine(double precision[], double precision[]) IS 'aggregate combine function of the paired tests';

CREATE FUNCTION _nps_paired_transition(double precision[], double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_paired_transition(double precision[], double precision, double precision) IS 'aggregate transition function of nps_paired_test()';

CREATE FUNCTION _nps_paired_inverse(double precision[], double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_paired_inverse(double precision[], double precision, double precision) IS 'aggregate inverse transition function of nps_paired_test()';

CREATE FUNCTION _nps_paired_transition(double precision[], double precision, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_paired_transition(double precision[], double precision, double precision, double precision) IS 'aggregate transition function of nps_paired_test()';

CREATE FUNCTION _nps_paired_inverse(double precision[], double precision, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_paired_inverse(double precision[], double precision, double precision, double precision) IS 'aggregate inverse transition function of nps_paired_test()';

CREATE FUNCTION _nps_paired_final(double precision[]) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'nps_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _nps_paired_final(double precision[]) IS 'aggregate final function of nps_paired_test()';

CREATE AGGREGATE nps_paired_test(before double precision, after double precision) (
	SFUNC = _nps_paired_transition, STYPE = double precision[], SSPACE = 96,
	FINALFUNC = _nps_paired_final,
	COMBINEFUNC = _paired_combine,
	INITCOND = '{0,0,0,0,0,0}',
	MSFUNC = _nps_paired_transition, MINVFUNC = _nps_paired_inverse,
	MSTYPE = double precision[], MSSPACE = 96,
	MFINALFUNC = _nps_paired_final,
	MINITCOND = '{0,0,0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_paired_test(double precision, double precision) IS 'change of the Net Promoter Score of the same customers, after minus before, with limits and test';

CREATE AGGREGATE nps_paired_test(before double precision, after double precision, confidence double precision) (
	SFUNC = _nps_paired_transition, STYPE = double precision[], SSPACE = 96,
	FINALFUNC = _nps_paired_final,
	COMBINEFUNC = _paired_combine,
	INITCOND = '{0,0,0,0,0,0}',
	MSFUNC = _nps_paired_transition, MINVFUNC = _nps_paired_inverse,
	MSTYPE = double precision[], MSSPACE = 96,
	MFINALFUNC = _nps_paired_final,
	MINITCOND = '{0,0,0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_paired_test(double precision, double precision, double precision) IS 'change of the Net Promoter Score of the same customers, after minus before, with limits and test';

CREATE FUNCTION _nps_driver_transition(double precision[], double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_driver_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_driver_transition(double precision[], double precision, double precision) IS 'aggregate transition function of nps_driver()';

CREATE FUNCTION _nps_driver_inverse(double precision[], double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_driver_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_driver_inverse(double precision[], double precision, double precision) IS 'aggregate inverse transition function of nps_driver()';

CREATE FUNCTION _nps_driver_transition(double precision[], double precision, double precision, integer, integer, integer) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_driver_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_driver_transition(double precision[], double precision, double precision, integer, integer, integer) IS 'aggregate transition function of nps_driver()';

CREATE FUNCTION _nps_driver_inverse(double precision[], double precision, double precision, integer, integer, integer) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_driver_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_driver_inverse(double precision[], double precision, double precision, integer, integer, integer) IS 'aggregate inverse transition function of nps_driver()';

CREATE FUNCTION _nps_driver_combine(double precision[], double precision[]) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'nps_driver_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _nps_driver_combine(double precision[], double precision[]) IS 'aggregate combine function of nps_driver()';

CREATE FUNCTION _nps_driver_final(double precision[]) RETURNS nps_driver_row
	AS 'MODULE_PATHNAME', 'nps_driver_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _nps_driver_final(double precision[]) IS 'aggregate final function of nps_driver()';

CREATE AGGREGATE nps_driver(score double precision, rating double precision) (
	SFUNC = _nps_driver_transition, STYPE = double precision[], SSPACE = 160,
	FINALFUNC = _nps_driver_final,
	COMBINEFUNC = _nps_driver_combine,
	INITCOND = '{0,0,0,0,0,0,0,0,0,0,0,0,0,0}',
	MSFUNC = _nps_driver_transition, MINVFUNC = _nps_driver_inverse,
	MSTYPE = double precision[], MSSPACE = 160,
	MFINALFUNC = _nps_driver_final,
	MINITCOND = '{0,0,0,0,0,0,0,0,0,0,0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_driver(double precision, double precision) IS 'Net Promoter Score of those satisfied with what was rated, minus that of the others';

CREATE AGGREGATE nps_driver(score double precision, rating double precision, rating_min integer, rating_max integer, satisfied_min integer) (
	SFUNC = _nps_driver_transition, STYPE = double precision[], SSPACE = 160,
	FINALFUNC = _nps_driver_final,
	COMBINEFUNC = _nps_driver_combine,
	INITCOND = '{0,0,0,0,0,0,0,0,0,0,0,0,0,0}',
	MSFUNC = _nps_driver_transition, MINVFUNC = _nps_driver_inverse,
	MSTYPE = double precision[], MSSPACE = 160,
	MFINALFUNC = _nps_driver_final,
	MINITCOND = '{0,0,0,0,0,0,0,0,0,0,0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_driver(double precision, double precision, integer, integer, integer) IS 'Net Promoter Score of those satisfied with what was rated, minus that of the others';
