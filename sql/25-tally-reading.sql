--
-- Reading a tally
--

CREATE FUNCTION tally_count(answers tally) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_count(tally) IS 'number of answers; 0 for {}, NULL for NULL';

CREATE FUNCTION tally_count(answers tally, from_score integer, to_score integer) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_count_between' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_count(tally, integer, integer) IS 'number of answers from score low to score high; NULL if an argument is NULL';

CREATE FUNCTION tally_share(answers tally, from_score integer, to_score integer) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_share(tally, integer, integer) IS 'per cent of the answers from score low to score high; NULL for {} or if an argument is NULL';

CREATE FUNCTION tally_variance(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_variance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_variance(tally) IS 'sample variance of the scores, divided by n - 1; NULL for fewer than two answers';

CREATE FUNCTION tally_stddev(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_stddev' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_stddev(tally) IS 'sample standard deviation of the scores; NULL for fewer than two answers';

CREATE FUNCTION tally_median(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_median' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_median(tally) IS 'median score, the middle between the two middle ones of an even number; NULL for {} or NULL';

CREATE FUNCTION tally_percentile(answers tally, fraction double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_percentile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_percentile(tally, double precision) IS 'the score below which the fraction of the answers lies, interpolated as percentile_cont() does, of weighted answers where the weight from below exceeds the fraction, the middle of two scores where it is equal within 1e-9 of all weight (Hyndman and Fan 1996, definition 2); NULL for {} or NULL; 22023 for a fraction outside 0 to 1';

CREATE FUNCTION tally_mode(answers tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_mode' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_mode(tally) IS 'most frequent score, the lowest of several; NULL for {} or NULL';

CREATE FUNCTION tally_min(answers tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_min' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_min(tally) IS 'lowest score that has answers; NULL for {} or NULL';

CREATE FUNCTION tally_max(answers tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_max' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_max(tally) IS 'highest score that has answers; NULL for {} or NULL';

CREATE FUNCTION tally_index(answers tally, scale_min integer, scale_max integer) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_index' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_index(tally, integer, integer) IS 'the mean as a place on the scale, 0 to 100: 100 (mean - scale_min) / (scale_max - scale_min); NULL for {} or if an argument is NULL; 22003 for answers off the scale, 22023 for an impossible scale';

CREATE FUNCTION unnest(answers tally) RETURNS SETOF tally_row
	AS 'MODULE_PATHNAME', 'tally_unnest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11;
COMMENT ON FUNCTION unnest(tally) IS 'a row for each score that has answers, ascending: score, number of answers, per cent of all answers; no rows for {} or NULL';

CREATE FUNCTION tally_chart(answers tally, metric text DEFAULT NULL, width integer DEFAULT 40) RETURNS text
	AS 'MODULE_PATHNAME', 'tally_chart' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tally_chart(tally, text, integer) IS 'the distribution as text bars, a line a score, the highest first; metric nps, csat or ces marks its groups on its own scale; width of the longest bar in characters, 1 to 500; NULL for NULL; 22003 for answers off the scale, 22023 for an unknown metric';

CREATE FUNCTION tally_effective_count(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_effective_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_effective_count(tally) IS 'how many answers of equal weight would be as precise, sum(w)^2 / sum(w^2), not rounded; NULL where there is no weight; Kish 1965';

CREATE FUNCTION tally_design_effect(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_design_effect' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_design_effect(tally) IS 'what the weights cost in precision, n sum(w^2) / sum(w)^2; NULL where there is no weight; Kish 1965';

CREATE FUNCTION tally_share_interval(answers tally, from_score integer, to_score integer, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'tally_share_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tally_share_interval(tally, integer, integer, double precision, text, numeric) IS 'confidence limits of the per cent of answers from one score to another, 0 to 100, never without it; method wilson, agresti_coull, clopper_pearson, jeffreys or wald; population and weights as in csat_interval; NULL for {} or NULL; 22023 for a confidence outside 0 to 1, an unrecognized method or a population smaller than its answers; Wilson 1927, Newcombe 1998, O''Neill 2021';
