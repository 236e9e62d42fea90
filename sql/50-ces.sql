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
COMMENT ON AGGREGATE ces(smallint) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';

CREATE AGGREGATE ces(score integer) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(integer) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';

CREATE AGGREGATE ces(score bigint) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(bigint) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';

CREATE AGGREGATE ces(score numeric) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(numeric) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';

CREATE AGGREGATE ces(score double precision) (
	SFUNC = _tally_transition, STYPE = tally, SSPACE = 128,
	FINALFUNC = _ces_final,
	COMBINEFUNC = tally_add,
	MSFUNC = _tally_transition, MINVFUNC = _tally_inverse,
	MSTYPE = tally, MSSPACE = 128,
	MFINALFUNC = _ces_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(double precision) IS 'Customer Effort Score, mean ease on 1-7 (CES 2.0, high is easy); NULL scores are skipped, NULL if none is left; 22003 for a score off 1-7; CEB 2013';

--
-- Customer Effort Score
--

CREATE FUNCTION ces(answers tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces(tally, integer, integer, boolean) IS 'Customer Effort Score: mean ease, high is easy; low_is_easy mirrors the answers of the older question; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible scale; CEB 2013';

CREATE FUNCTION ces_easy(answers tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_easy' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_easy(tally, integer, integer, integer, boolean) IS 'per cent who found it easy: answers from easy_from up (down if low_is_easy), 5-7 on 1-7; NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';

CREATE FUNCTION ces_net(answers tally, scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_net' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_net(tally, integer, integer, integer, boolean) IS 'per cent who found it easy (5-7 on 1-7) less per cent who found it hard, their mirror image (1-3); NULL for {} or NULL; 22003 for answers off the scale, 22023 for an impossible or missing first box';

CREATE FUNCTION ces_interval(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'ces_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_interval(tally, double precision, text, bigint, integer, integer, boolean) IS 'confidence limits of the mean ease, within the scale, never without the mean; method adjusted (one artificial answer, spread evenly over the scale, added; t with n degrees of freedom) or t (NULL for fewer than two answers); a population shrinks them, and the artificial answer by f^2; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or an impossible scale; Student 1908, Agresti and Caffo 2000';

CREATE FUNCTION ces_low(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_low(tally, double precision, text, bigint, integer, integer, boolean) IS 'lower confidence limit of the mean ease, within the scale, never without the mean; method adjusted (one artificial answer, spread evenly over the scale, added; t with n degrees of freedom) or t (NULL for fewer than two answers); a population shrinks them, and the artificial answer by f^2; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or an impossible scale; Student 1908, Agresti and Caffo 2000';

CREATE FUNCTION ces_high(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', population bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, low_is_easy boolean DEFAULT false) RETURNS double precision
	AS 'MODULE_PATHNAME', 'ces_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_high(tally, double precision, text, bigint, integer, integer, boolean) IS 'upper confidence limit of the mean ease, within the scale, never without the mean; method adjusted (one artificial answer, spread evenly over the scale, added; t with n degrees of freedom) or t (NULL for fewer than two answers); a population shrinks them, and the artificial answer by f^2; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, a population smaller than its answers or an impossible scale; Student 1908, Agresti and Caffo 2000';

CREATE FUNCTION ces_summary(answers tally, confidence double precision DEFAULT 0.95, method text DEFAULT 'adjusted', min_answers bigint DEFAULT NULL,
	scale_min integer DEFAULT 1, scale_max integer DEFAULT 7, easy_from integer DEFAULT NULL, low_is_easy boolean DEFAULT false) RETURNS ces_summary_row
	AS 'MODULE_PATHNAME', 'ces_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION ces_summary(tally, double precision, text, bigint, integer, integer, integer, boolean) IS 'counts and per cent of easy, neither and hard, mean ease and its confidence limits by method adjusted or t; with fewer than min_answers all but the number of answers is NULL; NULL for NULL, of {} the counts are 0 and the rest NULL; 22003 for answers off the scale, 22023 for impossible arguments';
