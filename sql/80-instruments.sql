--
-- Indices: one respondent, one number
--

CREATE FUNCTION acsi(satisfaction double precision, expectation double precision, ideal double precision,
	satisfaction_weight double precision DEFAULT NULL, expectation_weight double precision DEFAULT NULL, ideal_weight double precision DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'acsi' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION acsi(double precision, double precision, double precision, double precision, double precision, double precision) IS 'American Customer Satisfaction Index, 0 to 100, of three items on 1 to 10';

CREATE FUNCTION sus(items double precision[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'sus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sus(double precision[]) IS 'System Usability Scale, 0 to 100, of ten items on 1 to 5, every second one worded negatively';

CREATE FUNCTION umux_lite(capable double precision, easy double precision,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7) RETURNS double precision
	AS 'MODULE_PATHNAME', 'umux_lite' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION umux_lite(double precision, double precision, integer, integer) IS 'UMUX-Lite of two items, regressed to the System Usability Scale, 22.9 to 87.9';

CREATE FUNCTION servqual_gap(expectation double precision, perception double precision,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7) RETURNS double precision
	AS 'MODULE_PATHNAME', 'servqual_gap' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION servqual_gap(double precision, double precision, integer, integer) IS 'SERVQUAL gap: perception minus expectation';

CREATE FUNCTION item_index(items double precision[], scale_min integer, scale_max integer, min_answered integer DEFAULT 1) RETURNS double precision
	AS 'MODULE_PATHNAME', 'item_index' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION item_index(double precision[], integer, integer, integer) IS 'mean of the items that were answered, as 0 to 100';

CREATE FUNCTION _cronbach_alpha_transition(bigint[], double precision[]) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'cronbach_alpha_transition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _cronbach_alpha_transition(bigint[], double precision[]) IS 'aggregate transition function: add the items of one respondent';

CREATE FUNCTION _cronbach_alpha_combine(bigint[], bigint[]) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'cronbach_alpha_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _cronbach_alpha_combine(bigint[], bigint[]) IS 'aggregate combine function: add the sums of other respondents';

CREATE FUNCTION _cronbach_alpha_final(bigint[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'cronbach_alpha_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _cronbach_alpha_final(bigint[]) IS 'aggregate final function of cronbach_alpha()';

CREATE AGGREGATE cronbach_alpha(items double precision[]) (
	SFUNC = _cronbach_alpha_transition, STYPE = bigint[], INITCOND = '{}', SSPACE = 256,
	FINALFUNC = _cronbach_alpha_final, COMBINEFUNC = _cronbach_alpha_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE cronbach_alpha(double precision[]) IS 'Cronbach''s alpha of the items of a scale, at most 1';
