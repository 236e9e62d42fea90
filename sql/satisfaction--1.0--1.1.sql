/* sql/satisfaction--1.0--1.1.sql */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION satisfaction UPDATE TO '1.1'" to load this file. \quit

--
-- Weighted answers
--
-- There is no moving half: sums of weights are rounded, so that taking an
-- answer back would not be the exact inverse.
--

CREATE FUNCTION _tally_weighted_transition(tally, smallint, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_weighted_transition(tally, integer, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_weighted_transition(tally, bigint, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_weighted_transition(tally, numeric, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _tally_weighted_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_weighted_transition_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE AGGREGATE weighted_tally(smallint, double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(integer, double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(bigint, double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(numeric, double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	PARALLEL = SAFE
);
CREATE AGGREGATE weighted_tally(double precision, double precision) (
	SFUNC = _tally_weighted_transition, STYPE = tally, SSPACE = 512,
	FINALFUNC = _tally_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	PARALLEL = SAFE
);

COMMENT ON FUNCTION _tally_weighted_transition(tally, smallint, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION _tally_weighted_transition(tally, integer, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION _tally_weighted_transition(tally, bigint, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION _tally_weighted_transition(tally, numeric, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON FUNCTION _tally_weighted_transition(tally, double precision, double precision) IS 'aggregate transition function: count one weighted answer';
COMMENT ON AGGREGATE weighted_tally(smallint, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a negative or infinite weight or NaN, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(integer, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a negative or infinite weight or NaN, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(bigint, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a negative or infinite weight or NaN, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(numeric, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a negative or infinite weight or NaN, or a score off 0-100';
COMMENT ON AGGREGATE weighted_tally(double precision, double precision) IS 'the weighted answers by score: score, weight; rows with a NULL are skipped, {} if none is left; 22003 for a negative or infinite weight or NaN, or a score off 0-100';

CREATE FUNCTION tally_effective_count(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_effective_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION tally_design_effect(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_design_effect' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION tally_effective_count(tally) IS 'how many answers of equal weight would be as precise, sum(w)^2 / sum(w^2), not rounded; NULL where there is no weight, or next to none; Kish 1965';
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
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL,
	OUT low double precision, OUT high double precision)
	AS 'MODULE_PATHNAME', 'nps_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_low(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_high(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_interval(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL,
	OUT low double precision, OUT high double precision)
	AS 'MODULE_PATHNAME', 'csat_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_low(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_high(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_interval(r tally, confidence double precision DEFAULT 0.95, population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false,
	OUT low double precision, OUT high double precision)
	AS 'MODULE_PATHNAME', 'ces_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_low(r tally, confidence double precision DEFAULT 0.95, population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_high(r tally, confidence double precision DEFAULT 0.95, population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION tally_share_interval(r tally, from_score integer, to_score integer, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	OUT low double precision, OUT high double precision)
	AS 'MODULE_PATHNAME', 'tally_share_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION tally_mean_interval(r tally, confidence double precision DEFAULT 0.95, population bigint DEFAULT NULL,
	OUT low double precision, OUT high double precision)
	AS 'MODULE_PATHNAME', 'tally_mean_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_stderr(tally, integer, integer, integer, integer) IS 'standard error of the score, in points; NULL for {} or NULL; 22003 for answers off the scale; Rocks 2016, for weighted answers as svymean of R';
COMMENT ON FUNCTION nps_margin(tally, double precision, bigint, integer, integer, integer, integer) IS 'margin of error, in points: the normal critical value times the standard error, for a finite population times sqrt((N - n) / (N - 1)); NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, a population smaller than its answers or impossible cut points';
COMMENT ON FUNCTION nps_interval(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'confidence limits of the score, -100 to 100; method adjusted_wald, wald or score, the last where nearly all of a population answered; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unknown method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998';
COMMENT ON FUNCTION nps_low(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'lower confidence limit of the score, -100 to 100; method adjusted_wald, wald or score, the last where nearly all of a population answered; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unknown method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998';
COMMENT ON FUNCTION nps_high(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'upper confidence limit of the score, -100 to 100; method adjusted_wald, wald or score, the last where nearly all of a population answered; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unknown method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998';
COMMENT ON FUNCTION csat_interval(tally, double precision, text, bigint, integer, integer, integer) IS 'confidence limits of the per cent satisfied, 0 to 100; method wilson, agresti_coull, clopper_pearson, jeffreys or wald, not agresti_coull where nearly all of a population answered; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unknown method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998';
COMMENT ON FUNCTION csat_low(tally, double precision, text, bigint, integer, integer, integer) IS 'lower confidence limit of the per cent satisfied, 0 to 100; method wilson, agresti_coull, clopper_pearson, jeffreys or wald, not agresti_coull where nearly all of a population answered; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unknown method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998';
COMMENT ON FUNCTION csat_high(tally, double precision, text, bigint, integer, integer, integer) IS 'upper confidence limit of the per cent satisfied, 0 to 100; method wilson, agresti_coull, clopper_pearson, jeffreys or wald, not agresti_coull where nearly all of a population answered; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unknown method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998';
COMMENT ON FUNCTION ces_interval(tally, double precision, bigint, integer, integer, boolean) IS 'confidence limits of the mean ease, within the scale, by Student''s t; NULL for fewer than two answers; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, a population smaller than its answers or an impossible scale';
COMMENT ON FUNCTION ces_low(tally, double precision, bigint, integer, integer, boolean) IS 'lower confidence limit of the mean ease, within the scale, by Student''s t; NULL for fewer than two answers; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, a population smaller than its answers or an impossible scale';
COMMENT ON FUNCTION ces_high(tally, double precision, bigint, integer, integer, boolean) IS 'upper confidence limit of the mean ease, within the scale, by Student''s t; NULL for fewer than two answers; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, a population smaller than its answers or an impossible scale';
COMMENT ON FUNCTION tally_share_interval(tally, integer, integer, double precision, text, bigint) IS 'confidence limits of the per cent of answers from one score to another, 0 to 100; method wilson, agresti_coull, clopper_pearson, jeffreys or wald, not agresti_coull where nearly all of a population answered; NULL for {} or NULL; 22023 for a confidence outside 0 to 1, an unknown method or a population smaller than its answers; Wilson 1927, Newcombe 1998';
COMMENT ON FUNCTION tally_mean_interval(tally, double precision, bigint) IS 'confidence limits of the mean score by Student''s t; NULL for fewer than two answers; 22023 for a confidence outside 0 to 1 or a population smaller than its answers';

--
-- Is the difference real?  a minus b, with its limits, the test statistic and
-- the two-sided p value.
--

CREATE FUNCTION nps_test(a tally, b tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald',
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL,
	OUT difference double precision, OUT low double precision, OUT high double precision, OUT statistic double precision, OUT p_value double precision)
	AS 'MODULE_PATHNAME', 'nps_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_test(a tally, b tally, confidence double precision DEFAULT 0.95,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL,
	OUT difference double precision, OUT low double precision, OUT high double precision, OUT statistic double precision, OUT p_value double precision)
	AS 'MODULE_PATHNAME', 'csat_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION tally_mean_test(a tally, b tally, confidence double precision DEFAULT 0.95,
	OUT difference double precision, OUT low double precision, OUT high double precision, OUT statistic double precision, OUT p_value double precision)
	AS 'MODULE_PATHNAME', 'tally_mean_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_test(tally, tally, double precision, text, integer, integer, integer, integer) IS 'two scores, in points: z test; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added to each) or wald; NULL if one is {} or NULL, statistic and p NULL where neither varies; 22003 for answers off the scale; Rocks 2016';
COMMENT ON FUNCTION csat_test(tally, tally, double precision, integer, integer, integer) IS 'two shares of satisfied answers, in points: hybrid Wilson limits, N-1 two-proportion z test; NULL if one is {} or NULL, statistic and p NULL where all or none are satisfied; 22003 for answers off the scale; Newcombe 1998, Campbell 2007';
COMMENT ON FUNCTION tally_mean_test(tally, tally, double precision) IS 'two means, in scores: t test with unequal variances; NULL if one is {} or NULL, columns NULL where there are fewer than two answers or no variance; Welch 1947';

--
-- One dashboard row
--

CREATE FUNCTION nps_summary(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL,
	OUT answers bigint, OUT promoters bigint, OUT passives bigint, OUT detractors bigint,
	OUT promoters_share double precision, OUT passives_share double precision, OUT detractors_share double precision,
	OUT score double precision, OUT low double precision, OUT high double precision)
	AS 'MODULE_PATHNAME', 'nps_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_summary(r tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL,
	OUT answers bigint, OUT satisfied bigint, OUT neutral bigint, OUT dissatisfied bigint,
	OUT satisfied_share double precision, OUT neutral_share double precision, OUT dissatisfied_share double precision,
	OUT score double precision, OUT low double precision, OUT high double precision)
	AS 'MODULE_PATHNAME', 'csat_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION ces_summary(r tally, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false,
	OUT answers bigint, OUT easy bigint, OUT neither bigint, OUT hard bigint,
	OUT easy_share double precision, OUT neither_share double precision, OUT hard_share double precision,
	OUT score double precision, OUT low double precision, OUT high double precision)
	AS 'MODULE_PATHNAME', 'ces_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_summary(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'counts and per cent of promoters, passives and detractors, Net Promoter Score and its confidence limits; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';
COMMENT ON FUNCTION csat_summary(tally, double precision, text, bigint, integer, integer, integer) IS 'counts and per cent of satisfied, neutral and dissatisfied, per cent satisfied and its confidence limits; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';
COMMENT ON FUNCTION ces_summary(tally, double precision, bigint, integer, integer, integer, boolean) IS 'counts and per cent of easy, neither and hard, mean ease and its confidence limits; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';

--
-- Why did it move?
--

CREATE FUNCTION nps_shift(segment_before tally, segment_after tally, total_before tally, total_after tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL,
	OUT mix_effect double precision, OUT rate_effect double precision)
	AS 'MODULE_PATHNAME', 'nps_shift' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_shift(segment_before tally, segment_after tally, total_before tally, total_after tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL,
	OUT mix_effect double precision, OUT rate_effect double precision)
	AS 'MODULE_PATHNAME', 'csat_shift' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_shift(tally, tally, tally, tally, integer, integer, integer, integer) IS 'how many points of the change of the Net Promoter Score between two periods come from a segment: by its changed share of the answers (mix), by its changed score (rate); over all segments they add up to the change; a segment of one period only is wholly mix; NULL if a total is {} or an argument is NULL; 22003 for answers off the scale, 22023 for a segment larger than its total; Kitagawa 1955, Das Gupta 1993';
COMMENT ON FUNCTION csat_shift(tally, tally, tally, tally, integer, integer, integer) IS 'how many points of the change of the per cent satisfied between two periods come from a segment: by its changed share of the answers (mix), by its changed score (rate); over all segments they add up to the change; a segment of one period only is wholly mix; NULL if a total is {} or an argument is NULL; 22003 for answers off the scale, 22023 for a segment larger than its total; Kitagawa 1955, Das Gupta 1993';

--
-- How many answers are needed?
--

CREATE FUNCTION nps_sample_size(margin double precision, confidence double precision DEFAULT 0.95, variance double precision DEFAULT 0.67, population bigint DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION nps_test_sample_size(difference double precision, confidence double precision DEFAULT 0.95, power double precision DEFAULT 0.8, variance double precision DEFAULT 0.67) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_test_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_sample_size(margin double precision, confidence double precision DEFAULT 0.95, expected double precision DEFAULT 50, population bigint DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION csat_test_sample_size(share_a double precision, share_b double precision, confidence double precision DEFAULT 0.95, power double precision DEFAULT 0.8) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_test_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION nps_sample_size(double precision, double precision, double precision, bigint) IS 'answers needed for a margin of error in points; variance of one answer as 1, 0 or -1; NULL if margin is NULL; 22023 for impossible arguments; MeasuringU 2021';
COMMENT ON FUNCTION nps_test_sample_size(double precision, double precision, double precision, double precision) IS 'answers needed in each of two groups to detect a difference in points with a power; NULL if difference is NULL; 22023 for impossible arguments; MeasuringU 2021';
COMMENT ON FUNCTION csat_sample_size(double precision, double precision, double precision, bigint) IS 'answers needed for a margin of error of a share, in points; expected per cent, 50 is the worst case; NULL if margin is NULL; 22023 for impossible arguments';
COMMENT ON FUNCTION csat_test_sample_size(double precision, double precision, double precision, double precision) IS 'answers needed in each of two groups to tell one per cent from the other with a power; NULL if one is NULL; 22023 for impossible arguments';
