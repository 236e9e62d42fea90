--
-- Series of tallies or numbers
--

CREATE FUNCTION _heterogeneity_final(internal) RETURNS tally_heterogeneity_row
	AS 'MODULE_PATHNAME', 'heterogeneity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _heterogeneity_final(internal) IS 'aggregate final function of nps_heterogeneity() and csat_heterogeneity()';

CREATE FUNCTION p_adjust(p_value double precision, method text DEFAULT 'holm') RETURNS double precision
	AS 'MODULE_PATHNAME', 'p_adjust' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION p_adjust(double precision, text) IS 'window function: the p value corrected for the number of p values in the partition, whatever the frame; method holm (the family-wise error rate), bh (the false discovery rate) or bonferroni, that of the first row; NULL stays NULL and is not counted; 22003 for a p value outside 0 to 1, 22023 for an unrecognized method; Holm 1979, Benjamini and Hochberg 1995';

CREATE FUNCTION _mann_kendall_transition(internal, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'mann_kendall_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _mann_kendall_transition(internal, double precision) IS 'aggregate transition function: take in one number';

CREATE FUNCTION _mann_kendall_final(internal) RETURNS mann_kendall_row
	AS 'MODULE_PATHNAME', 'mann_kendall_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _mann_kendall_final(internal) IS 'aggregate final function of mann_kendall()';

CREATE AGGREGATE mann_kendall(value double precision) (
	SFUNC = _mann_kendall_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _mann_kendall_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mann_kendall(double precision) IS 'does a series rise or fall in the order of the input, mann_kendall(value ORDER BY period): S, the pairs that rise less the pairs that fall, its standard error with the correction for ties, z with that for continuity, two-sided p; NULL values are skipped, NULL if none is left, no z and p if all are equal; 22003 for NaN; Mann 1945, Kendall 1948';
