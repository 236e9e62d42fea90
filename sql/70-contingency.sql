--
-- Whole distributions of answers, without a scale or cut points
--

CREATE FUNCTION mann_whitney(a tally, b tally, alternative text DEFAULT 'two-sided') RETURNS mann_whitney_row
	AS 'MODULE_PATHNAME', 'mann_whitney' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION mann_whitney(tally, tally, text) IS 'test by ranks whether the answers of a are higher than those of b';

CREATE FUNCTION _kruskal_wallis_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'kruskal_wallis_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _kruskal_wallis_transition(internal, tally) IS 'aggregate transition function: add the answers of one segment';

CREATE FUNCTION _kruskal_wallis_final(internal) RETURNS kruskal_wallis_row
	AS 'MODULE_PATHNAME', 'kruskal_wallis_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _kruskal_wallis_final(internal) IS 'aggregate final function of kruskal_wallis()';

CREATE AGGREGATE kruskal_wallis(answers tally) (
	SFUNC = _kruskal_wallis_transition, STYPE = internal, SSPACE = 4096,
	FINALFUNC = _kruskal_wallis_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kruskal_wallis(tally) IS 'test by ranks whether the answers of some segments are higher than those of others, one tally per segment';

CREATE FUNCTION _chi_squared_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'chi_squared_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _chi_squared_transition(internal, tally) IS 'aggregate transition function: add the answers of one segment';

CREATE FUNCTION _chi_squared_final(internal) RETURNS chi_squared_row
	AS 'MODULE_PATHNAME', 'chi_squared_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _chi_squared_final(internal) IS 'aggregate final function of chi_squared()';

CREATE AGGREGATE chi_squared(answers tally) (
	SFUNC = _chi_squared_transition, STYPE = internal, SSPACE = 4096,
	FINALFUNC = _chi_squared_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE chi_squared(tally) IS 'test whether segments answer differently, one tally per segment';
