--
-- Rates
--
-- The state of each is a tally with the scores 0, missed, and 1, reached.
--

CREATE FUNCTION rate(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rate(tally) IS 'percentage of the answers that are true, of a tally of booleans';

CREATE FUNCTION _rate_complement(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate_complement' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _rate_complement(tally) IS 'aggregate final function of retention_rate()';

CREATE AGGREGATE rate(answer boolean) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rate(boolean) IS 'percentage of the answers that are true';

CREATE FUNCTION rate_tally(yes numeric, answers numeric) RETURNS tally
	AS 'MODULE_PATHNAME', 'rate_tally' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rate_tally(numeric, numeric) IS 'tally of two counts, stored as 1 and 0';

CREATE FUNCTION rate_stderr(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate_stderr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rate_stderr(tally) IS 'standard error of the rate';

CREATE FUNCTION rate_interval(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'rate_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rate_interval(tally, double precision, text, numeric) IS 'confidence limits of the rate';

CREATE FUNCTION rate_low(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate_low' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rate_low(tally, double precision, text, numeric) IS 'lower confidence limit of the rate';

CREATE FUNCTION rate_high(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate_high' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rate_high(tally, double precision, text, numeric) IS 'upper confidence limit of the rate';

CREATE FUNCTION rate_margin(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate_margin' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rate_margin(tally, double precision, text, numeric) IS 'margin of error of the rate, half the width of its interval';

CREATE FUNCTION rate_summary(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL) RETURNS rate_summary_row
	AS 'MODULE_PATHNAME', 'rate_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rate_summary(tally, double precision, text, numeric, numeric) IS 'number of answers, of yes and of no, rate and limits';

CREATE FUNCTION rate_test(a tally, b tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', alternative text DEFAULT 'two-sided') RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'rate_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION rate_test(tally, tally, double precision, text, text) IS 'difference of the rate between two groups of respondents, a minus b, with limits and test';

CREATE FUNCTION rate_target_test(answers tally, target double precision,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'score', alternative text DEFAULT 'two-sided') RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'rate_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rate_target_test(tally, double precision, double precision, text, text) IS 'difference of the rate from a target, with limits and test';

CREATE FUNCTION rate_control(answers tally, reference tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1) RETURNS tally_control_row
	AS 'MODULE_PATHNAME', 'rate_control' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rate_control(tally, tally, double precision, double precision) IS 'the rate with the control limits around that of a reference tally';

CREATE FUNCTION _rate_paired_transition(double precision[], boolean, boolean) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'rate_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _rate_paired_transition(double precision[], boolean, boolean) IS 'aggregate transition function of rate_paired_test()';

CREATE FUNCTION _rate_paired_inverse(double precision[], boolean, boolean) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'rate_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _rate_paired_inverse(double precision[], boolean, boolean) IS 'aggregate inverse transition function of rate_paired_test()';

CREATE FUNCTION _rate_paired_transition(double precision[], boolean, boolean, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'rate_paired_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _rate_paired_transition(double precision[], boolean, boolean, double precision) IS 'aggregate transition function of rate_paired_test()';

CREATE FUNCTION _rate_paired_inverse(double precision[], boolean, boolean, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'rate_paired_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _rate_paired_inverse(double precision[], boolean, boolean, double precision) IS 'aggregate inverse transition function of rate_paired_test()';

CREATE FUNCTION _rate_paired_final(double precision[]) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'share_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _rate_paired_final(double precision[]) IS 'aggregate final function of rate_paired_test()';

CREATE AGGREGATE rate_paired_test(before boolean, after boolean) (
	SFUNC = _rate_paired_transition, STYPE = double precision[], SSPACE = 96,
	FINALFUNC = _rate_paired_final,
	COMBINEFUNC = _paired_combine,
	INITCOND = '{0,0,0,0}',
	MSFUNC = _rate_paired_transition, MINVFUNC = _rate_paired_inverse,
	MSTYPE = double precision[], MSSPACE = 96,
	MFINALFUNC = _rate_paired_final,
	MINITCOND = '{0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rate_paired_test(boolean, boolean) IS 'change of the rate of the same customers, after minus before, with limits and test';

CREATE AGGREGATE rate_paired_test(before boolean, after boolean, confidence double precision) (
	SFUNC = _rate_paired_transition, STYPE = double precision[], SSPACE = 96,
	FINALFUNC = _rate_paired_final,
	COMBINEFUNC = _paired_combine,
	INITCOND = '{0,0,0,0}',
	MSFUNC = _rate_paired_transition, MINVFUNC = _rate_paired_inverse,
	MSTYPE = double precision[], MSSPACE = 96,
	MFINALFUNC = _rate_paired_final,
	MINITCOND = '{0,0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rate_paired_test(boolean, boolean, double precision) IS 'change of the rate of the same customers, after minus before, with limits and test';

CREATE FUNCTION _churn_transition(tally, date, date, date, date) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_transition_date' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _churn_transition(tally, date, date, date, date) IS 'aggregate transition function: count one customer';

CREATE FUNCTION _churn_inverse(tally, date, date, date, date) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_inverse_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _churn_inverse(tally, date, date, date, date) IS 'aggregate inverse transition function: remove one customer';

CREATE FUNCTION _churn_transition(tally, timestamptz, timestamptz, timestamptz, timestamptz) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_transition_timestamptz' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _churn_transition(tally, timestamptz, timestamptz, timestamptz, timestamptz) IS 'aggregate transition function: count one customer';

CREATE FUNCTION _churn_inverse(tally, timestamptz, timestamptz, timestamptz, timestamptz) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_inverse_timestamptz' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _churn_inverse(tally, timestamptz, timestamptz, timestamptz, timestamptz) IS 'aggregate inverse transition function: remove one customer';

CREATE FUNCTION _service_level_transition(tally, interval, interval) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_transition(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition_seconds' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, double precision, double precision) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_inverse(tally, interval, interval) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval) IS 'aggregate inverse transition function: remove one contact';

CREATE FUNCTION _service_level_inverse(tally, double precision, double precision) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse_seconds' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, double precision, double precision) IS 'aggregate inverse transition function: remove one contact';

CREATE FUNCTION _service_level_transition(tally, interval, interval, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval, boolean) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_transition(tally, double precision, double precision, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition_seconds' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, double precision, double precision, boolean) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_inverse(tally, interval, interval, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval, boolean) IS 'aggregate inverse transition function: remove one contact';

CREATE FUNCTION _service_level_inverse(tally, double precision, double precision, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse_seconds' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, double precision, double precision, boolean) IS 'aggregate inverse transition function: remove one contact';

CREATE FUNCTION _service_level_transition(tally, interval, interval, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval, boolean, text) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_transition(tally, double precision, double precision, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition_seconds' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, double precision, double precision, boolean, text) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_inverse(tally, interval, interval, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval, boolean, text) IS 'aggregate inverse transition function: remove one contact';

CREATE FUNCTION _service_level_inverse(tally, double precision, double precision, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse_seconds' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, double precision, double precision, boolean, text) IS 'aggregate inverse transition function: remove one contact';

CREATE AGGREGATE churn_rate(joined date, left_on date, period_start date, period_end date) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE churn_rate(date, date, date, date) IS 'percentage of the customers at the start of a period who left before its end';

CREATE AGGREGATE retention_rate(joined date, left_on date, period_start date, period_end date) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _rate_complement,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _rate_complement,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE retention_rate(date, date, date, date) IS 'percentage of the customers at the start of a period who stayed until its end';

CREATE AGGREGATE churn_rate(joined timestamptz, left_on timestamptz, period_start timestamptz, period_end timestamptz) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE churn_rate(timestamptz, timestamptz, timestamptz, timestamptz) IS 'percentage of the customers at the start of a period who left before its end';

CREATE AGGREGATE retention_rate(joined timestamptz, left_on timestamptz, period_start timestamptz, period_end timestamptz) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _rate_complement,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _rate_complement,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE retention_rate(timestamptz, timestamptz, timestamptz, timestamptz) IS 'percentage of the customers at the start of a period who stayed until its end';

CREATE AGGREGATE service_level(wait interval, target interval) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(interval, interval) IS 'percentage of contacts answered within the target';

CREATE AGGREGATE service_level(wait double precision, target double precision) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(double precision, double precision) IS 'percentage of contacts answered within the target';

CREATE AGGREGATE service_level(wait interval, target interval, abandoned boolean) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(interval, interval, boolean) IS 'percentage of contacts answered within the target';

CREATE AGGREGATE service_level(wait double precision, target double precision, abandoned boolean) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(double precision, double precision, boolean) IS 'percentage of contacts answered within the target';

CREATE AGGREGATE service_level(wait interval, target interval, abandoned boolean, method text) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(interval, interval, boolean, text) IS 'percentage of contacts answered within the target';

CREATE AGGREGATE service_level(wait double precision, target double precision, abandoned boolean, method text) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(double precision, double precision, boolean, text) IS 'percentage of contacts answered within the target';

-- Their states, for a planner hook; see src/page_scan/wrapper.c.
CREATE AGGREGATE churn_tally(joined date, left_on date, period_start date, period_end date) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE churn_tally(date, date, date, date) IS 'customers at the start of a period by whether they left before its end: 1 left, 0 stayed';

CREATE AGGREGATE churn_tally(joined timestamptz, left_on timestamptz, period_start timestamptz, period_end timestamptz) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE churn_tally(timestamptz, timestamptz, timestamptz, timestamptz) IS 'customers at the start of a period by whether they left before its end: 1 left, 0 stayed';

CREATE AGGREGATE service_level_tally(wait interval, target interval) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(interval, interval) IS 'contacts by whether they were answered within the target: 1 in time, 0 not';

CREATE AGGREGATE service_level_tally(wait double precision, target double precision) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(double precision, double precision) IS 'contacts by whether they were answered within the target: 1 in time, 0 not';

CREATE AGGREGATE service_level_tally(wait interval, target interval, abandoned boolean) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(interval, interval, boolean) IS 'contacts by whether they were answered within the target: 1 in time, 0 not';

CREATE AGGREGATE service_level_tally(wait double precision, target double precision, abandoned boolean) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(double precision, double precision, boolean) IS 'contacts by whether they were answered within the target: 1 in time, 0 not';

CREATE AGGREGATE service_level_tally(wait interval, target interval, abandoned boolean, method text) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(interval, interval, boolean, text) IS 'contacts by whether they were answered within the target: 1 in time, 0 not';

CREATE AGGREGATE service_level_tally(wait double precision, target double precision, abandoned boolean, method text) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(double precision, double precision, boolean, text) IS 'contacts by whether they were answered within the target: 1 in time, 0 not';
