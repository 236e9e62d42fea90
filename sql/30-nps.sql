CREATE FUNCTION _nps_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _nps_final(tally) IS 'aggregate final function of nps()';

--
-- Aggregates
--
-- Those over one type of score differ in the final function alone, so that
-- the server computes several of them from one state.
--

CREATE AGGREGATE nps(score smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(smallint) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';

CREATE AGGREGATE nps(score integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(integer) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';

CREATE AGGREGATE nps(score bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(bigint) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';

CREATE AGGREGATE nps(score numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(numeric) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';

CREATE AGGREGATE nps(score double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(double precision) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL scores are skipped, NULL if none is left; 22003 for a score off 0-10; Reichheld 2003';

--
-- Net Promoter Score
--
-- Here and below the functions with cut points are not STRICT: a cut point
-- left NULL is the one that the metric has by definition on its own scale,
-- and an error on any other.
--

CREATE FUNCTION nps(answers tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps(tally, integer, integer, integer, integer) IS 'Net Promoter Score, -100 to 100: per cent of promoters (9-10) less per cent of detractors (0-6); NULL for {} or NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points; Reichheld 2003';

CREATE FUNCTION nps_promoters(answers tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_promoters' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_promoters(tally, integer, integer, integer, integer) IS 'number of promoters (9-10); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';

CREATE FUNCTION nps_passives(answers tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_passives' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_passives(tally, integer, integer, integer, integer) IS 'number of passives (7-8); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';

CREATE FUNCTION nps_detractors(answers tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_detractors' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_detractors(tally, integer, integer, integer, integer) IS 'number of detractors (0-6); NULL for NULL; 22003 for answers off the scale, 22023 for impossible or missing cut points';

CREATE FUNCTION nps_category(score double precision, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_category' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_category(double precision, integer, integer, integer, integer) IS 'promoter (9-10), passive (7-8) or detractor (0-6); NULL for NULL; 22003 for a score off the scale, 22023 for impossible or missing cut points';

CREATE FUNCTION nps_contribution(segment tally, total tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_contribution' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_contribution(tally, tally, integer, integer, integer, integer) IS 'what a segment adds to the score of the whole: 100 (promoters - detractors of the part) / answers of the whole; contributions of all parts add up to the score; NULL if the whole is {} or an argument is NULL; 22003 for answers off the scale, 22023 if the part is not in the whole, score by score';

CREATE FUNCTION nps_from_counts(promoters numeric, passives numeric, detractors numeric) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_from_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION nps_from_counts(numeric, numeric, numeric) IS 'Net Promoter Score, -100 to 100, of counts that are already there, integers or sums of them; NULL if all are 0 or one is NULL; 22023 for a count that is negative or not whole, 22003 if they add up to more than a bigint';

CREATE FUNCTION nps_tally(promoters numeric, passives numeric, detractors numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_tally' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION nps_tally(numeric, numeric, numeric) IS 'the tally of counts that are already there, integers or sums of them: promoters at 10, passives at 8, detractors at 6; what looks at these groups only may be read from it (nps_* with the cut points of 0 to 10), not means, percentiles or other cut points; NULL if one is NULL; 22023 for a count that is negative or not whole, 22003 if they add up to more than a bigint';

--
-- How sure is it?  Limits are two-sided, low then high, within the range of
-- the metric.  An optional argument that is NULL takes its default.
--

CREATE FUNCTION nps_stderr(answers tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_stderr' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_stderr(tally, integer, integer, integer, integer) IS 'standard error of the score, in points: sqrt(V / n); of weighted answers as svymean of R, NULL for fewer than two; NULL for {} or NULL; 22003 for answers off the scale; Rocks 2016, Lumley 2004';

CREATE FUNCTION nps_margin(answers tally, confidence double precision DEFAULT 0.95, population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_margin' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_margin(tally, double precision, bigint, integer, integer, integer, integer) IS 'margin of error, in points: the standard error times the normal critical value, of weighted answers Student''s t with n - 1 degrees of freedom; for a finite population times sqrt((N - n) / (N - 1)); NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, a population smaller than its answers or impossible cut points';

CREATE FUNCTION nps_interval(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'nps_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_interval(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'confidence limits of the score, -100 to 100, never without the score; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added), wald or score; a population shrinks them by f = sqrt((N - n) / (N - 1)), and what is added by f^2, to the score itself when all have answered; weighted answers count by their effective size V / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998, O''Neill 2021';

CREATE FUNCTION nps_low(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_low(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'lower confidence limit of the score, -100 to 100, never without the score; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added), wald or score; a population shrinks them by f = sqrt((N - n) / (N - 1)), and what is added by f^2, to the score itself when all have answered; weighted answers count by their effective size V / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998, O''Neill 2021';

CREATE FUNCTION nps_high(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_high(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'upper confidence limit of the score, -100 to 100, never without the score; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added), wald or score; a population shrinks them by f = sqrt((N - n) / (N - 1)), and what is added by f^2, to the score itself when all have answered; weighted answers count by their effective size V / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Rocks 2016, Tango 1998, O''Neill 2021';

--
-- Is the difference real?  a minus b, with its limits, the test statistic and
-- the two-sided p value.
--

CREATE FUNCTION nps_test(a tally, b tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald',
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'nps_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_test(tally, tally, double precision, text, integer, integer, integer, integer) IS 'the difference of two scores of different respondents as observed, a - b, in points (nps_paired_test() gives after - before), its limits and a z test; method adjusted_wald (0.75 promoters, 1.5 passives, 0.75 detractors added to each; limits widened where they would leave the difference out) or wald; weighted answers count by their effective size; NULL if one is {} or NULL, statistic and p NULL where neither varies; 22003 for answers off the scale; Rocks 2016';

--
-- One dashboard row
--

CREATE FUNCTION nps_summary(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted_wald', min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS nps_summary_row
	AS 'MODULE_PATHNAME', 'nps_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_summary(tally, double precision, text, bigint, integer, integer, integer, integer) IS 'counts and per cent of promoters, passives and detractors, Net Promoter Score and its confidence limits; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';

--
-- Pictures
--

CREATE FUNCTION nps_svg(answers tally, title text DEFAULT NULL, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_svg(tally, text, double precision, bigint, integer, integer, integer, integer) IS 'a picture as SVG: the Net Promoter Score with its confidence limits (adjusted Wald), a column for each score, the shares of detractors, passives and promoters; valid XML in ASCII, with the title escaped; says "no answers" for {}, and with fewer than min_answers nothing else; NULL for NULL; 22003 for answers off the scale, 22023 for impossible arguments';

CREATE FUNCTION nps_trend_svg(labels text[], tallies tally[], title text DEFAULT NULL, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL, few_answers bigint DEFAULT 30,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'nps_trend_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_trend_svg(text[], tally[], text, double precision, bigint, bigint, integer, integer, integer, integer) IS 'a picture as SVG: the Net Promoter Score of each tally, with a line and a band of confidence limits (adjusted Wald), points of fewer than few_answers hollow; a gap where a tally is {}, NULL or has fewer than min_answers; valid XML in ASCII, with title and labels escaped; NULL if labels or tallies is NULL; 22003 for answers off the scale, 22023 for impossible arguments or arrays that differ in length';

--
-- Why did it move?
--

CREATE FUNCTION nps_shift(segment_before tally, segment_after tally, total_before tally, total_after tally,
	scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_shift_row
	AS 'MODULE_PATHNAME', 'nps_shift' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_shift(tally, tally, tally, tally, integer, integer, integer, integer) IS 'how many points of the change of the Net Promoter Score between two periods come from a segment: by its changed share of the answers (mix), by its changed score (rate); over all segments they add up to the change; a segment of one period only is wholly mix; NULL if a total is {} or an argument is NULL; 22003 for answers off the scale, 22023 for a segment that is not part of its total, score by score; Kitagawa 1955, Das Gupta 1993';

--
-- How many answers are needed?
--

CREATE FUNCTION nps_sample_size(margin double precision, confidence double precision DEFAULT 0.95, variance double precision DEFAULT 0.67, population bigint DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_sample_size(double precision, double precision, double precision, bigint) IS 'answers needed for a margin of error in points, z^2 variance / margin^2 - 3 rounded up; variance of one answer as 1, 0 or -1, 0.67 being typical; a notice for a margin below one point; NULL if margin is NULL; 22023 for impossible arguments; MeasuringU 2021';

CREATE FUNCTION nps_test_sample_size(difference double precision, confidence double precision DEFAULT 0.95, power double precision DEFAULT 0.8, variance double precision DEFAULT 1.34) RETURNS bigint
	AS 'MODULE_PATHNAME', 'nps_test_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_test_sample_size(double precision, double precision, double precision, double precision) IS 'answers needed in each of two groups to detect a difference in points with a power; variance of the difference of two answers as 1, 0 or -1, 1.34 = 0.67 + 0.67 being typical; a notice for a difference below one point; NULL if difference is NULL; 22023 for impossible arguments; MeasuringU 2021';

CREATE FUNCTION nps_control(answers tally, reference tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_control_row
	AS 'MODULE_PATHNAME', 'nps_control' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_control(tally, tally, double precision, double precision, integer, integer, integer, integer) IS 'Net Promoter Score of one period against the tally of all periods: center is that of center_tally, low and high are sigmas * sigma_z standard errors sqrt(V / n) from it, V = p + d - (p - d)^2 of center_tally and n the answers of r, within -100 to 100; outside is value < low or value > high; sigma_z is Laney''s correction for more spread between periods than within, 1 for none; NULL if a tally is {} or NULL; 22003 for answers off the scale, 22023 for impossible arguments; Shewhart 1931, Laney 2002';

CREATE FUNCTION nps_target_test(answers tally, target double precision, confidence double precision DEFAULT 0.95, alternative text DEFAULT 'two-sided', scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'nps_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_target_test(tally, double precision, double precision, text, integer, integer, integer, integer) IS 'Net Promoter Score less a target, -100 to 100: difference in points, statistic z and limits of the adjusted Wald method less the target; alternative two-sided, greater (the score is above the target) or less is that of p_value, the limits are two-sided; NULL for {} or NULL; 22003 for answers off the scale, 22023 for impossible arguments; Rocks 2016';

CREATE FUNCTION nps_shrunk(answers tally, scale_min integer DEFAULT 0, scale_max integer DEFAULT 10, detractor_max integer DEFAULT NULL, promoter_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'nps_shrunk' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_shrunk(tally, integer, integer, integer, integer) IS 'window function: Net Promoter Score moved towards the mean of all tallies of the partition, whatever the frame, the further the fewer its answers and the less the scores differ beyond chance: mu + tau^2 / (tau^2 + se^2) (score - mu); the scale is that of the first row; NULL for {} or NULL, which are not counted; 22003 for answers off the scale, 22023 for impossible arguments; DerSimonian and Laird 1986';

CREATE FUNCTION _nps_trend_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_trend_transition(internal, tally) IS 'aggregate transition function: take in one period';

CREATE FUNCTION _nps_trend_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_trend_transition(internal, tally, double precision) IS 'aggregate transition function: take in one period';

CREATE FUNCTION _nps_trend_transition(internal, tally, double precision, integer, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_trend_transition(internal, tally, double precision, integer, integer, integer, integer) IS 'aggregate transition function: take in one period';

CREATE FUNCTION _nps_trend_final(internal) RETURNS tally_trend_row
	AS 'MODULE_PATHNAME', 'nps_trend_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_trend_final(internal) IS 'aggregate final function of nps_trend()';

CREATE FUNCTION _nps_heterogeneity_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_heterogeneity_transition(internal, tally) IS 'aggregate transition function: take in one tally';

CREATE FUNCTION _nps_heterogeneity_transition(internal, tally, integer, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_heterogeneity_transition(internal, tally, integer, integer, integer, integer) IS 'aggregate transition function: take in one tally';

CREATE AGGREGATE nps_trend(answers tally) (
	SFUNC = _nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _nps_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_trend(tally) IS 'line through the scores of periods 1, 2, ... in the order of the input, nps_trend(r ORDER BY period): slope in points a step; weighted least squares with 1 over the variance of each score, statistic z; a tally that is {} or NULL is passed over, but counts as a step; NULL where no two periods have answers; 22003 for answers off the scale; Aitken 1935';

CREATE AGGREGATE nps_trend(answers tally, period double precision) (
	SFUNC = _nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _nps_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_trend(tally, double precision) IS 'r, period: line through the scores of periods that are given as numbers, in any order: slope in points for a step of 1; weighted least squares with 1 over the variance of each score, statistic z; a tally that is {} or NULL is passed over, and so is a period that is NULL; NULL where no two periods have answers; 22003 for answers off the scale; Aitken 1935';

CREATE AGGREGATE nps_trend(answers tally, period double precision, scale_min integer, scale_max integer, detractor_max integer, promoter_min integer) (
	SFUNC = _nps_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _nps_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_trend(tally, double precision, integer, integer, integer, integer) IS 'r, period, scale_min, scale_max, detractor_max, promoter_min: the same on another scale; 22023 for an impossible scale or cut point';

CREATE AGGREGATE nps_heterogeneity(answers tally) (
	SFUNC = _nps_heterogeneity_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _heterogeneity_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_heterogeneity(tally) IS 'do the scores of several tallies differ by more than chance: Cochran''s Q with k - 1 degrees of freedom and its p value, and tau, the standard deviation of the true scores in points, which nps_shrunk() goes by; {} and NULL are not counted, NULL if none is left; 22003 for answers off the scale; Cochran 1954, DerSimonian and Laird 1986';

CREATE AGGREGATE nps_heterogeneity(answers tally, scale_min integer, scale_max integer, detractor_max integer, promoter_min integer) (
	SFUNC = _nps_heterogeneity_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _heterogeneity_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_heterogeneity(tally, integer, integer, integer, integer) IS 'r, scale_min, scale_max, detractor_max, promoter_min: the same on another scale; 22023 for an impossible scale or cut point';

--
-- Two answers of one customer in a row
--

CREATE FUNCTION _nps_paired_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_paired_transition(tally, double precision, double precision) IS 'aggregate transition function: count one pair';

CREATE FUNCTION _nps_paired_inverse(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_paired_inverse(tally, double precision, double precision) IS 'aggregate inverse transition function: take one pair back';

CREATE FUNCTION _nps_paired_final(tally) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'nps_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _nps_paired_final(tally) IS 'aggregate final function of nps_paired_test()';

CREATE FUNCTION _nps_driver_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_driver_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_driver_transition(tally, double precision, double precision) IS 'aggregate transition function: count one row';

CREATE FUNCTION _nps_driver_inverse(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'nps_driver_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_driver_inverse(tally, double precision, double precision) IS 'aggregate inverse transition function: take one row back';

CREATE FUNCTION _nps_driver_final(tally) RETURNS nps_driver_row
	AS 'MODULE_PATHNAME', 'nps_driver_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _nps_driver_final(tally) IS 'aggregate final function of nps_driver()';

CREATE AGGREGATE nps_paired_test(before double precision, after double precision) (
	SFUNC = _nps_paired_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_paired_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _nps_paired_transition, MINVFUNC = _nps_paired_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _nps_paired_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_paired_test(double precision, double precision) IS 'before, after, one row a customer, both on 0-10: difference is after - before (nps_test, csat_test and tally_mean_test give a - b), in points; z and 95 % limits from the mean and variance of the change of group, -2 to 2; no statistic and p value if all change alike; rows with a NULL are skipped, NULL if none is left; 22003 for a score off 0-10';

CREATE AGGREGATE nps_driver(score double precision, rating double precision) (
	SFUNC = _nps_driver_transition, STYPE = tally, SSPACE = 1024,
	FINALFUNC = _nps_driver_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _nps_driver_transition, MINVFUNC = _nps_driver_inverse,
	MSTYPE = tally, MSSPACE = 1024,
	MFINALFUNC = _nps_driver_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_driver(double precision, double precision) IS 'score on 0-10, rating on 1-5: impact, the NPS of those satisfied with what was rated (4-5) less that of the others, in points, NULL without either; per cent dissatisfied (1-2); Pearson correlation of score and rating, NULL if one does not vary; answers, the rows with both; rows with a NULL are skipped, NULL if none is left; 22003 for a score off 0-10 or a rating off 1-5';
