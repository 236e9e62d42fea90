--
-- Row types: what functions that give several numbers return, so that
-- (nps_interval(t)).low and SELECT * FROM nps_interval(t) both work
--
-- Later versions may add columns at the end.
--

CREATE TYPE tally_row AS (score integer, answers bigint, share double precision);
COMMENT ON TYPE tally_row IS 'score, number of answers that gave it, percentage of all answers';

CREATE TYPE tally_interval_row AS (low double precision, high double precision);
COMMENT ON TYPE tally_interval_row IS 'confidence limits, within the range of the score';

CREATE TYPE tally_test_row AS (
	difference double precision, low double precision, high double precision, statistic double precision,
	p_value double precision
);
COMMENT ON TYPE tally_test_row IS 'difference as observed, its confidence limits, test statistic, p value';

CREATE TYPE tally_shift_row AS (mix_effect double precision, rate_effect double precision);
COMMENT ON TYPE tally_shift_row IS 'points that a segment adds to a change by its share of the answers, and by its own score';

CREATE TYPE tally_control_row AS (
	score double precision, center double precision, low double precision, high double precision,
	outside boolean
);
COMMENT ON TYPE tally_control_row IS 'score, score of the reference, control limits, whether the score is outside';

CREATE TYPE tally_trend_row AS (
	slope double precision, stderr double precision, statistic double precision, p_value double precision,
	residual_p_value double precision
);
COMMENT ON TYPE tally_trend_row IS 'slope, its standard error, z, p value of the slope, p value of the distances from the line';

CREATE TYPE tally_heterogeneity_row AS (
	q double precision, degrees double precision, p_value double precision, tau double precision
);
COMMENT ON TYPE tally_heterogeneity_row IS 'Q, its degrees of freedom, p value, standard deviation of the true scores';

CREATE TYPE nps_summary_row AS (
	answers bigint, promoters bigint, passives bigint, detractors bigint,
	promoters_share double precision, passives_share double precision, detractors_share double precision, score double precision,
	low double precision, high double precision
);
COMMENT ON TYPE nps_summary_row IS 'answers, counts and percentages of the groups, Net Promoter Score and its confidence limits';

CREATE TYPE csat_summary_row AS (
	answers bigint, satisfied bigint, neutral bigint, dissatisfied bigint,
	satisfied_share double precision, neutral_share double precision, dissatisfied_share double precision, score double precision,
	low double precision, high double precision
);
COMMENT ON TYPE csat_summary_row IS 'answers, counts and percentages of the groups, percentage satisfied and its confidence limits';

CREATE TYPE ces_summary_row AS (
	answers bigint, easy bigint, neither bigint, hard bigint,
	easy_share double precision, neither_share double precision, hard_share double precision, score double precision,
	low double precision, high double precision
);
COMMENT ON TYPE ces_summary_row IS 'answers, counts and percentages of the groups, mean ease and its confidence limits';

CREATE TYPE rate_summary_row AS (
	answers bigint, yes bigint, no bigint, score double precision,
	low double precision, high double precision
);
COMMENT ON TYPE rate_summary_row IS 'answers, number of yes and no, rate and its confidence limits';

CREATE TYPE tally_mean_summary_row AS (
	answers bigint, score double precision, stddev double precision, stderr double precision,
	low double precision, high double precision
);
COMMENT ON TYPE tally_mean_summary_row IS 'answers, mean score, standard deviation, standard error, confidence limits';

CREATE TYPE nps_driver_row AS (
	impact double precision, dissatisfied_share double precision, correlation double precision, answers bigint
);
COMMENT ON TYPE nps_driver_row IS 'difference of the score, percentage dissatisfied, correlation of score and rating, rows with both';

CREATE TYPE mann_kendall_row AS (
	s double precision, stderr double precision, statistic double precision, p_value double precision
);
COMMENT ON TYPE mann_kendall_row IS 'pairs that rise minus pairs that fall, its standard error, z, p value';

CREATE TYPE mann_whitney_row AS (u double precision, probability double precision, statistic double precision, p_value double precision);
COMMENT ON TYPE mann_whitney_row IS 'U, probability that an answer of a is higher than one of b, z, p value';

CREATE TYPE kruskal_wallis_row AS (h double precision, degrees double precision, p_value double precision);
COMMENT ON TYPE kruskal_wallis_row IS 'H, its degrees of freedom, p value';

CREATE TYPE chi_squared_row AS (chi_squared double precision, degrees double precision, p_value double precision, cramers_v double precision);
COMMENT ON TYPE chi_squared_row IS 'chi-squared, its degrees of freedom, p value, Cramer''s V';
