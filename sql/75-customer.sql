--
-- One customer
--
-- What depends on the order of the answers has no combine function.
--

CREATE FUNCTION _trailing_run_transition(bigint, boolean) RETURNS bigint
	AS 'MODULE_PATHNAME', 'trailing_run_transition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _trailing_run_transition(bigint, boolean) IS 'aggregate transition function: lengthen or break the run';

CREATE AGGREGATE trailing_run(answer boolean) (
	SFUNC = _trailing_run_transition, STYPE = bigint, INITCOND = '0',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE trailing_run(boolean) IS 'how many true values stand at the end, in the order of the input: trailing_run(x ORDER BY t); NULL neither lengthens nor breaks the run, 0 without any';

CREATE TYPE customer_standing_level AS ENUM ('at_risk', 'watch', 'neutral', 'advocate');
COMMENT ON TYPE customer_standing_level IS 'where a customer stands, the most urgent first: at_risk, watch, neutral, advocate';

CREATE FUNCTION _customer_standing_transition(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'customer_standing_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _customer_standing_transition(internal, double precision, double precision) IS 'aggregate transition function: take in one survey';

CREATE FUNCTION _customer_standing_transition(internal, double precision, double precision, integer, integer, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'customer_standing_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _customer_standing_transition(internal, double precision, double precision, integer, integer, integer, integer, integer) IS 'aggregate transition function: take in one survey, with cut points';

CREATE FUNCTION _customer_standing_final(internal) RETURNS customer_standing_level
	AS 'MODULE_PATHNAME', 'customer_standing_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _customer_standing_final(internal) IS 'aggregate final function of customer_standing()';

CREATE AGGREGATE customer_standing(csat double precision, nps double precision) (
	SFUNC = _customer_standing_transition, STYPE = internal, SSPACE = 64,
	FINALFUNC = _customer_standing_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE customer_standing(double precision, double precision) IS 'csat (1-5) and nps (0-10) in the order of the input, customer_standing(csat, nps ORDER BY t): at_risk if the latest three csat are 1-2 and the latest nps is 0-6, advocate if the latest are 4-5 and 9-10, watch if the latest csat is 1-2 or the latest nps 0-6, else neutral; NULLs are skipped, NULL if nothing was answered; 22003 for a score off its scale';

CREATE AGGREGATE customer_standing(csat double precision, nps double precision, dissatisfied_max integer, satisfied_min integer, detractor_max integer, promoter_min integer, run_length integer) (
	SFUNC = _customer_standing_transition, STYPE = internal, SSPACE = 64,
	FINALFUNC = _customer_standing_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE customer_standing(double precision, double precision, integer, integer, integer, integer, integer) IS 'csat, nps, dissatisfied_max, satisfied_min, detractor_max, promoter_min, run_length: the same with cut points of your own, 2, 4, 6, 9 and 3 otherwise; those of the first row count; 22003 for scores off 0-100, 22023 for impossible cut points, 22004 for one that is NULL';

CREATE FUNCTION survey_due(signed_up date, last_surveyed date, surveys_sent bigint,
	first_after interval DEFAULT '7 days', second_after interval DEFAULT '30 days', then_every interval DEFAULT '90 days') RETURNS date
	AS 'MODULE_PATHNAME', 'survey_due_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION survey_due(date, date, bigint, interval, interval, interval) IS 'when the next survey is due: some time after signing up, then after the first survey, then again and again after the latest; NULL if what it counts from is NULL; 22023 for a negative number of surveys, for surveys without last_surveyed and for an interval that is not positive';

CREATE FUNCTION survey_due(signed_up timestamptz, last_surveyed timestamptz, surveys_sent bigint,
	first_after interval DEFAULT '7 days', second_after interval DEFAULT '30 days', then_every interval DEFAULT '90 days') RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'survey_due_timestamptz' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION survey_due(timestamptz, timestamptz, bigint, interval, interval, interval) IS 'when the next survey is due: some time after signing up, then after the first survey, then again and again after the latest, in days and months of the session time zone; NULL if what it counts from is NULL; 22023 for a negative number of surveys, for surveys without last_surveyed and for an interval that is not positive';
