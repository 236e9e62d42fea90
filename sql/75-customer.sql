--
-- One customer
--
-- What depends on the order of the answers has no combine function.
--

CREATE FUNCTION _trailing_run_transition(bigint, boolean) RETURNS bigint
	AS 'MODULE_PATHNAME', 'trailing_run_transition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _trailing_run_transition(bigint, boolean) IS 'aggregate transition function: extend or break the run';

CREATE AGGREGATE trailing_run(answer boolean) (
	SFUNC = _trailing_run_transition, STYPE = bigint, INITCOND = '0',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE trailing_run(boolean) IS 'length of the run of true answers at the end, in the order of ORDER BY';

CREATE TYPE customer_standing_level AS ENUM ('at_risk', 'watch', 'neutral', 'advocate');
COMMENT ON TYPE customer_standing_level IS 'standing of a customer, the most urgent first';

CREATE FUNCTION _customer_standing_transition(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'customer_standing_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _customer_standing_transition(internal, double precision, double precision) IS 'aggregate transition function of customer_standing()';

CREATE FUNCTION _customer_standing_transition(internal, double precision, double precision, integer, integer, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'customer_standing_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _customer_standing_transition(internal, double precision, double precision, integer, integer, integer, integer, integer) IS 'aggregate transition function of customer_standing()';

CREATE FUNCTION _customer_standing_final(internal) RETURNS customer_standing_level
	AS 'MODULE_PATHNAME', 'customer_standing_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _customer_standing_final(internal) IS 'aggregate final function of customer_standing()';

CREATE AGGREGATE customer_standing(csat double precision, nps double precision) (
	SFUNC = _customer_standing_transition, STYPE = internal, SSPACE = 64,
	FINALFUNC = _customer_standing_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE customer_standing(double precision, double precision) IS 'standing of a customer by the latest answers, in the order of ORDER BY';

CREATE AGGREGATE customer_standing(csat double precision, nps double precision, dissatisfied_max integer, satisfied_min integer, detractor_max integer, promoter_min integer, run_length integer) (
	SFUNC = _customer_standing_transition, STYPE = internal, SSPACE = 64,
	FINALFUNC = _customer_standing_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE customer_standing(double precision, double precision, integer, integer, integer, integer, integer) IS 'standing of a customer by the latest answers, with cut points and length of the run';

CREATE FUNCTION survey_due(signed_up date, last_surveyed date, surveys_sent numeric,
	first_after interval DEFAULT '7 days', second_after interval DEFAULT '30 days', then_every interval DEFAULT '90 days') RETURNS date
	AS 'MODULE_PATHNAME', 'survey_due_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION survey_due(date, date, numeric, interval, interval, interval) IS 'date of the next survey, counted from signing up or from the latest survey';

CREATE FUNCTION survey_due(signed_up timestamptz, last_surveyed timestamptz, surveys_sent numeric,
	first_after interval DEFAULT '7 days', second_after interval DEFAULT '30 days', then_every interval DEFAULT '90 days') RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'survey_due_timestamptz' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION survey_due(timestamptz, timestamptz, numeric, interval, interval, interval) IS 'time of the next survey, counted from signing up or from the latest survey';
