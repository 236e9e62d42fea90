CREATE FUNCTION tally_mean_interval(answers tally, confidence double precision DEFAULT 0.95, population bigint DEFAULT NULL,
	scale_min integer DEFAULT NULL, scale_max integer DEFAULT NULL, method text DEFAULT NULL) RETURNS tally_interval_row
	AS 'MODULE_PATHNAME', 'tally_mean_interval' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tally_mean_interval(tally, double precision, bigint, integer, integer, text) IS 'confidence limits of the mean score: without a scale by Student''s t (NULL for fewer than two answers), on the scale scale_min to scale_max by method adjusted, as ces_interval, or t; NULL for {} or NULL; 22003 for answers off the scale, 22023 for a confidence outside 0 to 1, an unrecognized method, adjusted without a scale or a population smaller than its answers; Student 1908';

CREATE FUNCTION tally_mean_test(a tally, b tally, confidence double precision DEFAULT 0.95) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'tally_mean_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tally_mean_test(tally, tally, double precision) IS 'two means of different respondents, a - b, in scores (tally_mean_paired_test() gives after - before): t test with unequal variances; NULL if one is {} or NULL, columns NULL where there are fewer than two answers or no variance; Welch 1947';

CREATE FUNCTION tally_mean_control(answers tally, reference tally, sigmas double precision DEFAULT 3, sigma_z double precision DEFAULT 1) RETURNS tally_control_row
	AS 'MODULE_PATHNAME', 'tally_mean_control' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tally_mean_control(tally, tally, double precision, double precision) IS 'mean of one period against the tally of all periods: center is that of center_tally, low and high are sigmas * sigma_z standard errors sqrt(V / n) from it, V the sample variance of center_tally and n the answers of r, within 0 to 100; outside is value < low or value > high; NULL if a tally is {} or NULL, limits are NULL if center_tally has one answer; 22023 for impossible arguments; Shewhart 1931, Laney 2002';

CREATE FUNCTION tally_mean_target_test(answers tally, target double precision, confidence double precision DEFAULT 0.95, alternative text DEFAULT 'two-sided') RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'tally_mean_target_test' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tally_mean_target_test(tally, double precision, double precision, text) IS 'mean less a target, 0 to 100: difference, limits less the target and statistic of the t test with n - 1 degrees of freedom; alternative two-sided, greater (the mean is above the target) or less is that of p_value, the limits are two-sided; only a difference for one answer, no statistic and p value if all are equal; NULL for {} or NULL; 22023 for impossible arguments; Student 1908';

CREATE FUNCTION _tally_mean_paired_transition(bigint[], double precision, double precision) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_transition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_paired_transition(bigint[], double precision, double precision) IS 'aggregate transition function: count one pair';

CREATE FUNCTION _tally_mean_paired_inverse(bigint[], double precision, double precision) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_inverse' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_paired_inverse(bigint[], double precision, double precision) IS 'aggregate inverse transition function: take one pair back';

CREATE FUNCTION _tally_mean_paired_combine(bigint[], bigint[]) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'tally_mean_paired_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_paired_combine(bigint[], bigint[]) IS 'aggregate combine function: all pairs of both';

CREATE FUNCTION _tally_mean_paired_final(bigint[]) RETURNS tally_test_row
	AS 'MODULE_PATHNAME', 'tally_mean_paired_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_paired_final(bigint[]) IS 'aggregate final function of tally_mean_paired_test()';

CREATE AGGREGATE tally_mean_paired_test(before double precision, after double precision) (
	SFUNC = _tally_mean_paired_transition, STYPE = bigint[], SSPACE = 48,
	FINALFUNC = _tally_mean_paired_final,
	COMBINEFUNC = _tally_mean_paired_combine,
	INITCOND = '{0,0,0}',
	MSFUNC = _tally_mean_paired_transition, MINVFUNC = _tally_mean_paired_inverse,
	MSTYPE = bigint[], MSSPACE = 48,
	MFINALFUNC = _tally_mean_paired_final,
	MINITCOND = '{0,0,0}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_paired_test(double precision, double precision) IS 'before, after, one row a customer, whole numbers from 0 to 100: difference is after - before (nps_test, csat_test and tally_mean_test give a - b); paired t test with n - 1 degrees of freedom and 95 % limits; only a difference for one row, no statistic and p value if all change alike; rows with a NULL are skipped, NULL if none is left; 22003 for a score off 0-100; Student 1908';
