--
-- Customer Effort Score
--

CREATE FUNCTION _ces_final(tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _ces_final(tally) IS 'aggregate final function of ces()';

CREATE AGGREGATE ces(score smallint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(smallint) IS 'Customer Effort Score: mean ease on 1 to 7, where high is easy';

CREATE AGGREGATE ces(score integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(integer) IS 'Customer Effort Score: mean ease on 1 to 7, where high is easy';

CREATE AGGREGATE ces(score bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(bigint) IS 'Customer Effort Score: mean ease on 1 to 7, where high is easy';

CREATE AGGREGATE ces(score numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(numeric) IS 'Customer Effort Score: mean ease on 1 to 7, where high is easy';

CREATE AGGREGATE ces(score double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(double precision) IS 'Customer Effort Score: mean ease on 1 to 7, where high is easy';

CREATE FUNCTION ces(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces(tally, integer, integer, boolean) IS 'Customer Effort Score of a tally: mean ease, where high is easy';

CREATE FUNCTION ces_easy(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS bigint
	AS 'MODULE_PATHNAME', 'ces_easy' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_easy(tally, integer, integer, integer, integer, boolean) IS 'number of answers that found it easy';

CREATE FUNCTION ces_neither(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS bigint
	AS 'MODULE_PATHNAME', 'ces_neither' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_neither(tally, integer, integer, integer, integer, boolean) IS 'number of answers that found it neither easy nor hard';

CREATE FUNCTION ces_hard(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS bigint
	AS 'MODULE_PATHNAME', 'ces_hard' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_hard(tally, integer, integer, integer, integer, boolean) IS 'number of answers that found it hard';

CREATE FUNCTION ces_easy_share(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_easy_share' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_easy_share(tally, integer, integer, integer, integer, boolean) IS 'percentage of answers that found it easy';

CREATE FUNCTION ces_neither_share(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_neither_share' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_neither_share(tally, integer, integer, integer, integer, boolean) IS 'percentage of answers that found it neither easy nor hard';

CREATE FUNCTION ces_hard_share(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_hard_share' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_hard_share(tally, integer, integer, integer, integer, boolean) IS 'percentage of answers that found it hard';

CREATE FUNCTION ces_net(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_net' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_net(tally, integer, integer, integer, integer, boolean) IS 'percentage easy minus percentage hard';

CREATE FUNCTION ces_category(score double precision,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS text
	AS 'MODULE_PATHNAME', 'ces_category' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_category(double precision, integer, integer, integer, integer, boolean) IS 'easy, neither or hard';

CREATE FUNCTION ces_stderr(answers tally,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_stderr' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_stderr(tally, integer, integer, boolean) IS 'standard error of the mean ease';

CREATE FUNCTION ces_interval(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'ces_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION ces_interval(tally, double precision, text, numeric, integer, integer, boolean) IS 'confidence limits of the mean ease';

CREATE FUNCTION ces_low(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_low' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION ces_low(tally, double precision, text, numeric, integer, integer, boolean) IS 'lower confidence limit of the mean ease';

CREATE FUNCTION ces_high(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_high' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION ces_high(tally, double precision, text, numeric, integer, integer, boolean) IS 'upper confidence limit of the mean ease';

CREATE FUNCTION ces_margin(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_margin' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION ces_margin(tally, double precision, text, numeric, integer, integer, boolean) IS 'margin of error of the mean ease, half the width of its interval';

CREATE FUNCTION ces_summary(answers tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population numeric DEFAULT NULL,
	min_answers numeric DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, hard_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS ces_summary_row
	AS 'MODULE_PATHNAME', 'ces_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION ces_summary(tally, double precision, text, numeric, numeric, integer, integer, integer, integer, boolean) IS 'counts and percentages of easy, neither and hard, mean ease and limits';

CREATE FUNCTION ces_test(a tally, b tally,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', alternative text DEFAULT 'two-sided',
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'ces_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION ces_test(tally, tally, double precision, text, text, integer, integer, boolean) IS 'difference of the mean ease between two groups of respondents, a minus b, with limits and test';

CREATE FUNCTION ces_target_test(answers tally, target double precision,
	confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', alternative text DEFAULT 'two-sided',
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'ces_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION ces_target_test(tally, double precision, double precision, text, text, integer, integer, boolean) IS 'difference of the mean ease from a target, with limits and test';

CREATE FUNCTION ces_control(answers tally, reference tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS tally_control_row
	AS 'MODULE_PATHNAME', 'ces_control' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION ces_control(tally, tally, double precision, double precision, integer, integer, boolean) IS 'the mean ease with the control limits around that of a reference tally';
