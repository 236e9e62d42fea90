--
-- Indices: one respondent, one number
--

CREATE FUNCTION acsi(satisfaction double precision, expectation double precision, ideal double precision,
	satisfaction_weight double precision DEFAULT NULL, expectation_weight double precision DEFAULT NULL, ideal_weight double precision DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'acsi' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION acsi(double precision, double precision, double precision, double precision, double precision, double precision) IS 'American Customer Satisfaction Index, 0 to 100, of overall satisfaction, expectations met and closeness to the ideal on 1-10, weighted by thirds or by weights that add up to 1; NULL if an item is NULL; 22003 for an item off 1-10, 22023 for impossible weights; Fornell et al. 1996';

CREATE FUNCTION sus(items smallint[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'sus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sus(smallint[]) IS 'System Usability Scale, 0 to 100, of ten items on 1-5, every second one worded negatively; an item that is NULL counts as 3; NULL for NULL or if all items are; 22003 for an item off 1-5, 22023 for another number of items; Brooke 1996';

CREATE FUNCTION sus(items integer[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'sus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sus(integer[]) IS 'System Usability Scale, 0 to 100, of ten items on 1-5, every second one worded negatively; an item that is NULL counts as 3; NULL for NULL or if all items are; 22003 for an item off 1-5, 22023 for another number of items; Brooke 1996';

CREATE FUNCTION umux_lite(capable double precision, easy double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'umux_lite' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION umux_lite(double precision, double precision) IS 'UMUX-Lite, 22.9 to 87.9, of two items on 1-7, meets my requirements and easy to use, on the scale of SUS; NULL if an item is NULL; 22003 for an item off 1-7; Lewis, Utesch and Maher 2013';

CREATE FUNCTION servqual_gap(expectation double precision, perception double precision,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7) RETURNS double precision
	AS 'MODULE_PATHNAME', 'servqual_gap' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION servqual_gap(double precision, double precision, integer, integer) IS 'perception less expectation, both on 1-7 or the scale given; NULL if one is NULL; 22003 for an item off the scale, 22023 for an impossible scale; Parasuraman, Zeithaml and Berry 1988';

CREATE FUNCTION item_index(items double precision[], scale_min integer, scale_max integer, min_answered integer DEFAULT 1) RETURNS double precision
	AS 'MODULE_PATHNAME', 'item_index' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION item_index(double precision[], integer, integer, integer) IS 'the mean of the items that were answered, as 0 to 100; NULL if fewer than min_answered were';

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
COMMENT ON AGGREGATE cronbach_alpha(double precision[]) IS 'Cronbach''s alpha: how far the items of a scale measure one thing, at most 1';
