--
-- Reading a tally
--

CREATE FUNCTION tally_count(answers tally) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_count(tally) IS 'number of answers';

CREATE FUNCTION tally_count(answers tally, from_score integer, to_score integer) RETURNS bigint
	AS 'MODULE_PATHNAME', 'tally_count_between' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_count(tally, integer, integer) IS 'number of answers from one score to another';

CREATE FUNCTION tally_share(answers tally, from_score integer, to_score integer) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_share(tally, integer, integer) IS 'percentage of the answers from one score to another';

CREATE FUNCTION tally_variance(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_variance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_variance(tally) IS 'sample variance of the scores';

CREATE FUNCTION tally_stddev(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_stddev' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_stddev(tally) IS 'sample standard deviation of the scores';

CREATE FUNCTION tally_median(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_median' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_median(tally) IS 'median score';

CREATE FUNCTION tally_percentile(answers tally, fraction double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_percentile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_percentile(tally, double precision) IS 'score below which a fraction of the answers lies, interpolated as percentile_cont() does';

CREATE FUNCTION tally_mode(answers tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_mode' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_mode(tally) IS 'most frequent score, the lowest one on a tie';

CREATE FUNCTION tally_min(answers tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_min' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_min(tally) IS 'lowest score that has answers';

CREATE FUNCTION tally_max(answers tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_max' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_max(tally) IS 'highest score that has answers';

CREATE FUNCTION tally_index(answers tally, scale_min integer, scale_max integer) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_index' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_index(tally, integer, integer) IS 'mean as a position on the scale, 0 to 100';

CREATE FUNCTION unnest(answers tally) RETURNS SETOF tally_row
	AS 'MODULE_PATHNAME', 'tally_unnest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11;
COMMENT ON FUNCTION unnest(tally) IS 'score, number and percentage of answers of each score that has answers, ascending';

CREATE FUNCTION tally_chart(answers tally, metric text DEFAULT NULL, width integer DEFAULT 40) RETURNS text
	AS 'MODULE_PATHNAME', 'tally_chart' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION tally_chart(tally, text, integer) IS 'distribution as bars of text, a line for each score, the highest first';

CREATE FUNCTION tally_effective_count(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_effective_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_effective_count(tally) IS 'number of answers of equal weight that would be as precise';

CREATE FUNCTION tally_design_effect(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'tally_design_effect' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_design_effect(tally) IS 'cost of weighting: number of answers divided by the effective count';

CREATE FUNCTION tally_share_interval(answers tally, from_score integer, to_score integer, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'tally_share_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION tally_share_interval(tally, integer, integer, double precision, text, numeric) IS 'confidence limits of the percentage of answers from one score to another';
