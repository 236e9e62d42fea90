/* sql/satisfaction--1.1--1.2.sql */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION satisfaction UPDATE TO '1.2'" to load this file. \quit

--
-- Rates
--
-- The state of each is a tally with the scores 0, missed, and 1, reached.
--

CREATE FUNCTION _churn_transition(tally, date, date, date, date) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_transition_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _churn_inverse(tally, date, date, date, date) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_inverse_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _churn_transition(tally, timestamptz, timestamptz, timestamptz, timestamptz) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_transition_timestamptz' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _churn_inverse(tally, timestamptz, timestamptz, timestamptz, timestamptz) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_inverse_timestamptz' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _service_level_transition(tally, interval, interval) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _service_level_inverse(tally, interval, interval) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _service_level_transition(tally, interval, interval, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _service_level_inverse(tally, interval, interval, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _service_level_transition(tally, interval, interval, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _service_level_inverse(tally, interval, interval, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION rate(r tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION _rate_complement(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate_complement' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE rate(boolean) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE churn_rate(date, date, date, date) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE retention_rate(date, date, date, date) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _rate_complement, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _rate_complement, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE churn_rate(timestamptz, timestamptz, timestamptz, timestamptz) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE retention_rate(timestamptz, timestamptz, timestamptz, timestamptz) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _rate_complement, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _rate_complement, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE service_level(interval, interval) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE service_level(interval, interval, boolean) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE service_level(interval, interval, boolean, text) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = _tally_combine,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);

COMMENT ON FUNCTION _churn_transition(tally, date, date, date, date) IS 'aggregate transition function: count one customer';
COMMENT ON FUNCTION _churn_inverse(tally, date, date, date, date) IS 'aggregate inverse transition function: take one customer back';
COMMENT ON FUNCTION _churn_transition(tally, timestamptz, timestamptz, timestamptz, timestamptz) IS 'aggregate transition function: count one customer';
COMMENT ON FUNCTION _churn_inverse(tally, timestamptz, timestamptz, timestamptz, timestamptz) IS 'aggregate inverse transition function: take one customer back';
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval) IS 'aggregate transition function: count one contact';
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval) IS 'aggregate inverse transition function: take one contact back';
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval, boolean) IS 'aggregate transition function: count one contact';
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval, boolean) IS 'aggregate inverse transition function: take one contact back';
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval, boolean, text) IS 'aggregate transition function: count one contact';
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval, boolean, text) IS 'aggregate inverse transition function: take one contact back';
COMMENT ON FUNCTION rate(tally) IS 'per cent true of a tally of booleans; NULL for {} or NULL; 22003 for scores other than 0 and 1';
COMMENT ON FUNCTION _rate_complement(tally) IS 'aggregate final function of retention_rate()';
COMMENT ON AGGREGATE rate(boolean) IS 'per cent true of the answers that are not NULL, 0 to 100; NULL if there are none; tally_share_interval(tally(answer), 1, 1) gives its limits';
COMMENT ON AGGREGATE churn_rate(date, date, date, date) IS 'joined, left, period_start, period_end: per cent of the customers at the start of the period who left before its end; left NULL is still here, who joined within the period is not counted; a row without joined or a period is skipped, NULL if none is left; 22023 for an end that is not after the start, 22003 for left before joined';
COMMENT ON AGGREGATE retention_rate(date, date, date, date) IS 'joined, left, period_start, period_end: 100 - churn_rate; NULL if there was no customer at the start of the period';
COMMENT ON AGGREGATE churn_rate(timestamptz, timestamptz, timestamptz, timestamptz) IS 'joined, left, period_start, period_end: per cent of the customers at the start of the period who left before its end; left NULL is still here, who joined within the period is not counted; a row without joined or a period is skipped, NULL if none is left; 22023 for an end that is not after the start, 22003 for left before joined';
COMMENT ON AGGREGATE retention_rate(timestamptz, timestamptz, timestamptz, timestamptz) IS 'joined, left, period_start, period_end: 100 - churn_rate; NULL if there was no customer at the start of the period';
COMMENT ON AGGREGATE service_level(interval, interval) IS 'wait, target: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval; ICMI 2002';
COMMENT ON AGGREGATE service_level(interval, interval, boolean) IS 'wait, target, abandoned; those abandoned within the target are not counted, those abandoned after it are missed: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval; ICMI 2002';
COMMENT ON AGGREGATE service_level(interval, interval, boolean, text) IS 'wait, target, abandoned, method; late_abandoned as without it, answered counts no abandoned contact, offered counts all as missed, in_time counts those abandoned within the target as reached: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval, 22023 for an unknown method; ICMI 2002';

--
-- One customer
--
-- What depends on the order of the answers has no combine function.
--

CREATE FUNCTION _trailing_run_transition(bigint, boolean) RETURNS bigint
	AS 'MODULE_PATHNAME', 'trailing_run_transition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE trailing_run(boolean) (
	SFUNC = _trailing_run_transition, STYPE = bigint, INITCOND = '0',
	PARALLEL = SAFE
);

CREATE TYPE customer_standing_level AS ENUM ('at_risk', 'watch', 'neutral', 'advocate');

CREATE FUNCTION _customer_standing_transition(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'customer_standing_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _customer_standing_transition(internal, double precision, double precision, integer, integer, integer, integer, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'customer_standing_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION _customer_standing_final(internal) RETURNS customer_standing_level
	AS 'MODULE_PATHNAME', 'customer_standing_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE AGGREGATE customer_standing(double precision, double precision) (
	SFUNC = _customer_standing_transition, STYPE = internal, SSPACE = 64,
	FINALFUNC = _customer_standing_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
CREATE AGGREGATE customer_standing(double precision, double precision, integer, integer, integer, integer, integer) (
	SFUNC = _customer_standing_transition, STYPE = internal, SSPACE = 64,
	FINALFUNC = _customer_standing_final, FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);

CREATE FUNCTION survey_due(signed_up date, last_surveyed date, surveys_sent bigint,
	first_after interval DEFAULT '7 days', second_after interval DEFAULT '30 days', then_every interval DEFAULT '90 days') RETURNS date
	AS 'MODULE_PATHNAME', 'survey_due_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION survey_due(signed_up timestamptz, last_surveyed timestamptz, surveys_sent bigint,
	first_after interval DEFAULT '7 days', second_after interval DEFAULT '30 days', then_every interval DEFAULT '90 days') RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'survey_due_timestamptz' LANGUAGE C STABLE PARALLEL SAFE;

COMMENT ON FUNCTION _trailing_run_transition(bigint, boolean) IS 'aggregate transition function: lengthen or break the run';
COMMENT ON AGGREGATE trailing_run(boolean) IS 'how many true values stand at the end, in the order of the input: trailing_run(x ORDER BY t); NULL neither lengthens nor breaks the run, 0 without any';
COMMENT ON TYPE customer_standing_level IS 'where a customer stands, the most urgent first: at_risk, watch, neutral, advocate';
COMMENT ON FUNCTION _customer_standing_transition(internal, double precision, double precision) IS 'aggregate transition function: take in one survey';
COMMENT ON FUNCTION _customer_standing_transition(internal, double precision, double precision, integer, integer, integer, integer, integer) IS 'aggregate transition function: take in one survey, with cut points';
COMMENT ON FUNCTION _customer_standing_final(internal) IS 'aggregate final function of customer_standing()';
COMMENT ON AGGREGATE customer_standing(double precision, double precision) IS 'csat (1-5) and nps (0-10) in the order of the input, customer_standing(csat, nps ORDER BY t): at_risk if the latest three csat are 1-2 and the latest nps is 0-6, advocate if the latest are 4-5 and 9-10, watch if the latest csat is 1-2 or the latest nps 0-6, else neutral; NULLs are skipped, NULL if nothing was answered; 22003 for a score off its scale';
COMMENT ON AGGREGATE customer_standing(double precision, double precision, integer, integer, integer, integer, integer) IS 'csat, nps, dissatisfied_max, satisfied_min, detractor_max, promoter_min, run_length: the same with cut points of your own, 2, 4, 6, 9 and 3 otherwise; those of the first row count; 22003 for scores off 0-100, 22023 for impossible cut points, 22004 for one that is NULL';
COMMENT ON FUNCTION survey_due(date, date, bigint, interval, interval, interval) IS 'when the next survey is due: some time after signing up, then after the first survey, then again and again after the latest; NULL if what it counts from is NULL; 22023 for a negative number of surveys, for surveys without last_surveyed and for an interval that is not positive';
COMMENT ON FUNCTION survey_due(timestamptz, timestamptz, bigint, interval, interval, interval) IS 'when the next survey is due: some time after signing up, then after the first survey, then again and again after the latest, in days and months of the session time zone; NULL if what it counts from is NULL; 22023 for a negative number of surveys, for surveys without last_surveyed and for an interval that is not positive';

--
-- Indices: one respondent, one number
--

CREATE FUNCTION acsi(satisfaction double precision, expectation double precision, ideal double precision,
	satisfaction_weight double precision DEFAULT NULL, expectation_weight double precision DEFAULT NULL, ideal_weight double precision DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'acsi' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sus(items smallint[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'sus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sus(items integer[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'sus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION umux_lite(capable double precision, easy double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'umux_lite' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION servqual_gap(expectation double precision, perception double precision,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7) RETURNS double precision
	AS 'MODULE_PATHNAME', 'servqual_gap' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION acsi(double precision, double precision, double precision, double precision, double precision, double precision) IS 'American Customer Satisfaction Index, 0 to 100, of overall satisfaction, expectations met and closeness to the ideal on 1-10, weighted by thirds or by weights that add up to 1; NULL if an item is NULL; 22003 for an item off 1-10, 22023 for impossible weights; Fornell et al. 1996';
COMMENT ON FUNCTION sus(smallint[]) IS 'System Usability Scale, 0 to 100, of ten items on 1-5, every second one worded negatively; an item that is NULL counts as 3; NULL for NULL or if all items are; 22003 for an item off 1-5, 22023 for another number of items; Brooke 1996';
COMMENT ON FUNCTION sus(integer[]) IS 'System Usability Scale, 0 to 100, of ten items on 1-5, every second one worded negatively; an item that is NULL counts as 3; NULL for NULL or if all items are; 22003 for an item off 1-5, 22023 for another number of items; Brooke 1996';
COMMENT ON FUNCTION umux_lite(double precision, double precision) IS 'UMUX-Lite, 22.9 to 87.9, of two items on 1-7, meets my requirements and easy to use, on the scale of SUS; NULL if an item is NULL; 22003 for an item off 1-7; Lewis, Utesch and Maher 2013';
COMMENT ON FUNCTION servqual_gap(double precision, double precision, integer, integer) IS 'perception less expectation, both on 1-7 or the scale given; NULL if one is NULL; 22003 for an item off the scale, 22023 for an impossible scale; Parasuraman, Zeithaml and Berry 1988';

--
-- Labels
--

CREATE FUNCTION rating_of(label text, labels text[]) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rating_of(label anyenum, labels text[]) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_enum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION rating_of(text, text[]) IS 'the position of a label in the list, from 1, without regard to case and blanks; NULL for NULL; 22023 for a label that is not in the list';
COMMENT ON FUNCTION rating_of(anyenum, text[]) IS 'the position of a label in the list, from 1, without regard to case and blanks; NULL for NULL; 22023 for a label that is not in the list';
