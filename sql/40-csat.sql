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
COMMENT ON AGGREGATE csat(smallint) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';

CREATE AGGREGATE csat(score integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(integer) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';

CREATE AGGREGATE csat(score bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(bigint) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';

CREATE AGGREGATE csat(score numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(numeric) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';

CREATE AGGREGATE csat(score double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(double precision) IS 'Customer Satisfaction Score, per cent of answers 4-5 on 1-5; NULL scores are skipped, NULL if none is left; 22003 for a score off 1-5';

CREATE AGGREGATE csat(answer boolean) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_boolean_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_boolean_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(boolean) IS 'per cent of answers that are true (thumbs up); NULL answers are skipped, NULL if none is left';

--
-- Customer Satisfaction Score
--

CREATE FUNCTION csat(answers tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat(tally, integer, integer, integer) IS 'Customer Satisfaction Score: per cent of answers from satisfied_min up, 4-5 on 1-5; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';

CREATE FUNCTION csat_mean(answers tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_mean(tally, integer, integer) IS 'mean answer on the scale; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible scale';

CREATE FUNCTION csat_net(answers tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_net' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_net(tally, integer, integer, integer) IS 'per cent satisfied (4-5 on 1-5) less per cent dissatisfied, their mirror image (1-2); NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';

CREATE FUNCTION csat_tally(satisfied numeric, answers numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'csat_tally' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION csat_tally(numeric, numeric) IS 'the tally of counts that are already there, integers or sums of them: satisfied at 5, the rest of the answers at 3; the per cent satisfied, its limits, tests and shifts (csat, csat_interval, csat_low, csat_high, csat_test, csat_shift on 1-5) may be read from it, nothing that tells the others apart; NULL if one is NULL; 22023 for a count that is negative or not whole, or more satisfied than answers';

CREATE FUNCTION csat_category(score double precision, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_category' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_category(double precision, integer, integer, integer) IS 'satisfied (4-5 on 1-5), neutral (3) or dissatisfied (1-2, the mirror image of satisfied); NULL for NULL; 22003 for a score off the scale, 22023 for an impossible or missing first box';

CREATE FUNCTION csat_interval(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'csat_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_interval(tally, double precision, text, bigint, integer, integer, integer) IS 'confidence limits of the per cent satisfied, 0 to 100, never without the score; method wilson, agresti_coull, clopper_pearson, jeffreys or wald; a population shrinks them, to the score itself when all have answered; weighted answers count by their effective size p (1 - p) / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998, O''Neill 2021';

CREATE FUNCTION csat_low(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_low(tally, double precision, text, bigint, integer, integer, integer) IS 'lower confidence limit of the per cent satisfied, 0 to 100, never without the score; method wilson, agresti_coull, clopper_pearson, jeffreys or wald; a population shrinks them, to the score itself when all have answered; weighted answers count by their effective size p (1 - p) / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998, O''Neill 2021';

CREATE FUNCTION csat_high(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_high(tally, double precision, text, bigint, integer, integer, integer) IS 'upper confidence limit of the per cent satisfied, 0 to 100, never without the score; method wilson, agresti_coull, clopper_pearson, jeffreys or wald; a population shrinks them, to the score itself when all have answered; weighted answers count by their effective size p (1 - p) / se^2, wald by Student''s t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or impossible cut points; Wilson 1927, Newcombe 1998, O''Neill 2021';

CREATE FUNCTION csat_test(a tally, b tally, confidence double precision DEFAULT 0.95,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'csat_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_test(tally, tally, double precision, integer, integer, integer) IS 'two shares of satisfied answers of different respondents, a - b, in points (csat_paired_test() gives after - before): hybrid Wilson limits, N-1 two-proportion z test; NULL if one is {} or NULL, statistic and p NULL where all or none are satisfied; 22003 for answers off the scale; Newcombe 1998, Campbell 2007';

CREATE FUNCTION csat_summary(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS csat_summary_row
	AS 'MODULE_PATHNAME', 'csat_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_summary(tally, double precision, text, bigint, integer, integer, integer) IS 'counts and per cent of satisfied, neutral and dissatisfied, per cent satisfied and its confidence limits; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';

CREATE FUNCTION csat_svg(answers tally, title text DEFAULT NULL, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_svg(tally, text, double precision, bigint, integer, integer, integer) IS 'a picture as SVG: per cent satisfied with its confidence limits (Wilson), a column for each score, the shares of dissatisfied, neutral and satisfied; valid XML in ASCII, with the title escaped; says "no answers" for {}, and with fewer than min_answers nothing else; NULL for NULL; 22003 for answers off the scale, 22023 for impossible arguments';

CREATE FUNCTION csat_trend_svg(labels text[], tallies tally[], title text DEFAULT NULL, confidence double precision DEFAULT 0.95, min_answers bigint DEFAULT NULL, few_answers bigint DEFAULT 30,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'csat_trend_svg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_trend_svg(text[], tally[], text, double precision, bigint, bigint, integer, integer, integer) IS 'a picture as SVG: per cent satisfied of each tally, with a line and a band of confidence limits (Wilson), points of fewer than few_answers hollow; a gap where a tally is {}, NULL or has fewer than min_answers; valid XML in ASCII, with title and labels escaped; NULL if labels or tallies is NULL; 22003 for answers off the scale, 22023 for impossible arguments or arrays that differ in length';

CREATE FUNCTION csat_shift(segment_before tally, segment_after tally, total_before tally, total_after tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_shift_row
	AS 'MODULE_PATHNAME', 'csat_shift' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_shift(tally, tally, tally, tally, integer, integer, integer) IS 'how many points of the change of the per cent satisfied between two periods come from a segment: by its changed share of the answers (mix), by its changed score (rate); over all segments they add up to the change; a segment of one period only is wholly mix; NULL if a total is {} or an argument is NULL; 22003 for answers off the scale, 22023 for a segment that is not part of its total, score by score; Kitagawa 1955, Das Gupta 1993';

CREATE FUNCTION csat_sample_size(margin double precision, confidence double precision DEFAULT 0.95, expected double precision DEFAULT 50, population bigint DEFAULT NULL) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_sample_size(double precision, double precision, double precision, bigint) IS 'answers needed for a margin of error of a share, in points; expected per cent, 50 is the worst case; a notice for a margin below one point; NULL if margin is NULL; 22023 for impossible arguments; Cochran 1977';

CREATE FUNCTION csat_test_sample_size(share_a double precision, share_b double precision, confidence double precision DEFAULT 0.95, power double precision DEFAULT 0.8) RETURNS bigint
	AS 'MODULE_PATHNAME', 'csat_test_sample_size' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_test_sample_size(double precision, double precision, double precision, double precision) IS 'answers needed in each of two groups to tell one per cent from the other with a power; NULL if one is NULL; 22023 for impossible arguments';

CREATE FUNCTION csat_control(answers tally, reference tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_control_row
	AS 'MODULE_PATHNAME', 'csat_control' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_control(tally, tally, double precision, double precision, integer, integer, integer) IS 'per cent satisfied of one period against the tally of all periods: center is that of center_tally, low and high are sigmas * sigma_z standard errors sqrt(V / n) from it, V = p (1 - p) of center_tally and n the answers of r, within 0 to 100; outside is value < low or value > high; sigma_z is Laney''s correction for more spread between periods than within, 1 for none; NULL if a tally is {} or NULL; 22003 for answers off the scale, 22023 for impossible arguments; Shewhart 1931, Laney 2002';

CREATE FUNCTION csat_target_test(answers tally, target double precision, confidence double precision DEFAULT 0.95, alternative text DEFAULT 'two-sided', scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'csat_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_target_test(tally, double precision, double precision, text, integer, integer, integer) IS 'per cent satisfied less a target, 0 to 100: difference in points, statistic z = (p - b) / sqrt(b (1 - b) / n) of the score test, b the target, and Wilson limits less the target; alternative two-sided, greater (the score is above the target) or less is that of p_value, the limits are two-sided; NULL for {} or NULL; 22003 for answers off the scale, 22023 for impossible arguments; Wilson 1927';

CREATE FUNCTION csat_shrunk(answers tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 5, satisfied_min integer DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'csat_shrunk' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION csat_shrunk(tally, integer, integer, integer) IS 'window function: per cent satisfied moved towards the mean of all tallies of the partition, whatever the frame, the further the fewer its answers and the less the scores differ beyond chance: mu + tau^2 / (tau^2 + se^2) (score - mu); the scale is that of the first row; NULL for {} or NULL, which are not counted; 22003 for answers off the scale, 22023 for impossible arguments; DerSimonian and Laird 1986';

CREATE FUNCTION _csat_trend_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_trend_transition(internal, tally) IS 'aggregate transition function: take in one period';

CREATE FUNCTION _csat_trend_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_trend_transition(internal, tally, double precision) IS 'aggregate transition function: take in one period';

CREATE FUNCTION _csat_trend_transition(internal, tally, double precision, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_trend_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_trend_transition(internal, tally, double precision, integer, integer, integer) IS 'aggregate transition function: take in one period';

CREATE FUNCTION _csat_trend_final(internal) RETURNS tally_trend_row
	AS 'MODULE_PATHNAME', 'csat_trend_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_trend_final(internal) IS 'aggregate final function of csat_trend()';

CREATE FUNCTION _csat_heterogeneity_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_heterogeneity_transition(internal, tally) IS 'aggregate transition function: take in one tally';

CREATE FUNCTION _csat_heterogeneity_transition(internal, tally, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_heterogeneity_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_heterogeneity_transition(internal, tally, integer, integer, integer) IS 'aggregate transition function: take in one tally';

CREATE AGGREGATE csat_trend(answers tally) (
	SFUNC = _csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _csat_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_trend(tally) IS 'line through the scores of periods 1, 2, ... in the order of the input, csat_trend(r ORDER BY period): slope in points a step; Cochran-Armitage test, statistic chi-squared with one degree of freedom, weights the numbers of answers; a tally that is {} or NULL is passed over, but counts as a step; NULL where no two periods have answers; 22003 for answers off the scale; Cochran 1954, Armitage 1955';

CREATE AGGREGATE csat_trend(answers tally, period double precision) (
	SFUNC = _csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _csat_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_trend(tally, double precision) IS 'r, period: line through the scores of periods that are given as numbers, in any order: slope in points for a step of 1; Cochran-Armitage test, statistic chi-squared with one degree of freedom, weights the numbers of answers; a tally that is {} or NULL is passed over, and so is a period that is NULL; NULL where no two periods have answers; 22003 for answers off the scale; Cochran 1954, Armitage 1955';

CREATE AGGREGATE csat_trend(answers tally, period double precision, scale_min integer, scale_max integer, satisfied_min integer) (
	SFUNC = _csat_trend_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _csat_trend_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_trend(tally, double precision, integer, integer, integer) IS 'r, period, scale_min, scale_max, satisfied_min: the same on another scale; 22023 for an impossible scale or cut point';

CREATE AGGREGATE csat_heterogeneity(answers tally) (
	SFUNC = _csat_heterogeneity_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _heterogeneity_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_heterogeneity(tally) IS 'do the scores of several tallies differ by more than chance: Cochran''s Q with k - 1 degrees of freedom and its p value, and tau, the standard deviation of the true scores in points, which csat_shrunk() goes by; {} and NULL are not counted, NULL if none is left; 22003 for answers off the scale; Cochran 1954, DerSimonian and Laird 1986';

CREATE AGGREGATE csat_heterogeneity(answers tally, scale_min integer, scale_max integer, satisfied_min integer) (
	SFUNC = _csat_heterogeneity_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _heterogeneity_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_heterogeneity(tally, integer, integer, integer) IS 'r, scale_min, scale_max, satisfied_min: the same on another scale; 22023 for an impossible scale or cut point';

CREATE FUNCTION _csat_paired_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'csat_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_paired_transition(tally, double precision, double precision) IS 'aggregate transition function: count one pair';

CREATE FUNCTION _csat_paired_inverse(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'csat_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_paired_inverse(tally, double precision, double precision) IS 'aggregate inverse transition function: take one pair back';

CREATE FUNCTION _csat_paired_final(tally) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'csat_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _csat_paired_final(tally) IS 'aggregate final function of csat_paired_test()';

CREATE AGGREGATE csat_paired_test(before double precision, after double precision) (
	SFUNC = _csat_paired_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _csat_paired_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _csat_paired_transition, MINVFUNC = _csat_paired_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _csat_paired_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_paired_test(double precision, double precision) IS 'before, after, one row a customer, both on 1-5: difference is after - before (nps_test, csat_test and tally_mean_test give a - b), in points; McNemar''s z without correction, p exact below 25 changes, 95 % limits of Tango; no statistic and p value without changes; rows with a NULL are skipped, NULL if none is left; 22003 for a score off 1-5; McNemar 1947, Tango 1998';
