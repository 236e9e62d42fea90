--
-- Series of numbers
--

CREATE FUNCTION p_adjust(p_value double precision, method text DEFAULT 'holm') RETURNS double precision
	AS 'MODULE_PATHNAME', 'p_adjust' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION p_adjust(double precision, text) IS 'p value corrected for the number of p values in the partition';

CREATE FUNCTION _mann_kendall_transition(internal, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'mann_kendall_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _mann_kendall_transition(internal, double precision) IS 'aggregate transition function of mann_kendall()';

CREATE FUNCTION _mann_kendall_final(internal) RETURNS mann_kendall_row
	AS 'MODULE_PATHNAME', 'mann_kendall_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _mann_kendall_final(internal) IS 'aggregate final function of mann_kendall()';

CREATE AGGREGATE mann_kendall(value double precision) (
	SFUNC = _mann_kendall_transition, STYPE = internal, SSPACE = 96,
	FINALFUNC = _mann_kendall_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mann_kendall(double precision) IS 'test whether a series rises or falls, in the order of ORDER BY';
