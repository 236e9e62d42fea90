--
-- Rates
--
-- The state of each is a tally with the scores 0, missed, and 1, reached.
--

CREATE FUNCTION _churn_transition(tally, date, date, date, date) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_transition_date' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _churn_transition(tally, date, date, date, date) IS 'aggregate transition function: count one customer';

CREATE FUNCTION _churn_inverse(tally, date, date, date, date) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_inverse_date' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _churn_inverse(tally, date, date, date, date) IS 'aggregate inverse transition function: take one customer back';

CREATE FUNCTION _churn_transition(tally, timestamptz, timestamptz, timestamptz, timestamptz) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_transition_timestamptz' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _churn_transition(tally, timestamptz, timestamptz, timestamptz, timestamptz) IS 'aggregate transition function: count one customer';

CREATE FUNCTION _churn_inverse(tally, timestamptz, timestamptz, timestamptz, timestamptz) RETURNS tally
	AS 'MODULE_PATHNAME', 'churn_inverse_timestamptz' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _churn_inverse(tally, timestamptz, timestamptz, timestamptz, timestamptz) IS 'aggregate inverse transition function: take one customer back';

CREATE FUNCTION _service_level_transition(tally, interval, interval) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_inverse(tally, interval, interval) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval) IS 'aggregate inverse transition function: take one contact back';

CREATE FUNCTION _service_level_transition(tally, interval, interval, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval, boolean) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_inverse(tally, interval, interval, boolean) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval, boolean) IS 'aggregate inverse transition function: take one contact back';

CREATE FUNCTION _service_level_transition(tally, interval, interval, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT _page_scan_support;
COMMENT ON FUNCTION _service_level_transition(tally, interval, interval, boolean, text) IS 'aggregate transition function: count one contact';

CREATE FUNCTION _service_level_inverse(tally, interval, interval, boolean, text) RETURNS tally
	AS 'MODULE_PATHNAME', 'service_level_inverse' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _service_level_inverse(tally, interval, interval, boolean, text) IS 'aggregate inverse transition function: take one contact back';

CREATE FUNCTION rate(answers tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rate(tally) IS 'per cent true of a tally of booleans; NULL for {} or NULL; 22003 for scores other than 0 and 1';

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
COMMENT ON AGGREGATE rate(boolean) IS 'per cent true of the answers that are not NULL, 0 to 100; NULL if there are none; tally_share_interval(tally(answer), 1, 1) gives its limits';

CREATE AGGREGATE churn_rate(joined date, left_on date, period_start date, period_end date) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE churn_rate(date, date, date, date) IS 'joined, left, period_start, period_end: per cent of the customers at the start of the period who left before its end; left NULL is still here, who joined within the period is not counted; a row without joined or a period is skipped, NULL if none is left; 22023 for an end that is not after the start, 22003 for left before joined';

CREATE AGGREGATE retention_rate(joined date, left_on date, period_start date, period_end date) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _rate_complement,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _rate_complement,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE retention_rate(date, date, date, date) IS 'joined, left, period_start, period_end: 100 - churn_rate; NULL if there was no customer at the start of the period';

CREATE AGGREGATE churn_rate(joined timestamptz, left_on timestamptz, period_start timestamptz, period_end timestamptz) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE churn_rate(timestamptz, timestamptz, timestamptz, timestamptz) IS 'joined, left, period_start, period_end: per cent of the customers at the start of the period who left before its end; left NULL is still here, who joined within the period is not counted; a row without joined or a period is skipped, NULL if none is left; 22023 for an end that is not after the start, 22003 for left before joined';

CREATE AGGREGATE retention_rate(joined timestamptz, left_on timestamptz, period_start timestamptz, period_end timestamptz) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _rate_complement,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _rate_complement,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE retention_rate(timestamptz, timestamptz, timestamptz, timestamptz) IS 'joined, left, period_start, period_end: 100 - churn_rate; NULL if there was no customer at the start of the period';

CREATE AGGREGATE service_level(wait interval, target interval) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(interval, interval) IS 'wait, target: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval; ICMI 2002';

CREATE AGGREGATE service_level(wait interval, target interval, abandoned boolean) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(interval, interval, boolean) IS 'wait, target, abandoned; those abandoned within the target are not counted, those abandoned after it are missed: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval; ICMI 2002';

CREATE AGGREGATE service_level(wait interval, target interval, abandoned boolean, method text) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = rate,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level(interval, interval, boolean, text) IS 'wait, target, abandoned, method; late_abandoned as without it, answered counts no abandoned contact, offered counts all as missed, in_time counts those abandoned within the target as reached: per cent of contacts within the target, a wait equal to it included; rows with a NULL are skipped, NULL if none is left; 22003 for a negative interval, 22023 for an unrecognized method; ICMI 2002';

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
COMMENT ON AGGREGATE churn_tally(date, date, date, date) IS 'state of churn_rate() and retention_rate(): a tally of 0 and 1';

CREATE AGGREGATE churn_tally(joined timestamptz, left_on timestamptz, period_start timestamptz, period_end timestamptz) (
	SFUNC = _churn_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _churn_transition, MINVFUNC = _churn_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE churn_tally(timestamptz, timestamptz, timestamptz, timestamptz) IS 'state of churn_rate() and retention_rate(): a tally of 0 and 1';

CREATE AGGREGATE service_level_tally(wait interval, target interval) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(interval, interval) IS 'state of service_level(): a tally of 0 and 1';

CREATE AGGREGATE service_level_tally(wait interval, target interval, abandoned boolean) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(interval, interval, boolean) IS 'state of service_level(): a tally of 0 and 1';

CREATE AGGREGATE service_level_tally(wait interval, target interval, abandoned boolean, method text) (
	SFUNC = _service_level_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _tally_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _service_level_transition, MINVFUNC = _service_level_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _tally_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE service_level_tally(interval, interval, boolean, text) IS 'state of service_level(): a tally of 0 and 1';

CREATE FUNCTION rate_interval(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'wilson', population bigint DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'rate_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rate_interval(tally, double precision, text, bigint) IS 'limits of rate(r), per cent true of a tally of booleans, 0 to 100; methods wilson, agresti_coull, clopper_pearson, jeffreys and wald; NULL for {} or NULL; 22003 for scores other than 0 and 1, 22023 for impossible arguments; Wilson 1927';

CREATE FUNCTION rate_test(a tally, b tally, confidence double precision DEFAULT 0.95) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'rate_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rate_test(tally, tally, double precision) IS 'rate(a) less rate(b), two tallies of booleans, in points: Newcombe''s hybrid limits, z with N - 1 and two-sided p; no statistic and p value if all answers are alike; NULL if a tally is {} or NULL; 22003 for scores other than 0 and 1, 22023 for an impossible confidence; Newcombe 1998, Campbell 2007';
