--
-- Rows: what functions that give several numbers return, so that
-- (nps_interval(r)).low and SELECT * FROM nps_interval(r) both work
--

CREATE TYPE tally_row AS (score integer, answers bigint, share double precision);
COMMENT ON TYPE tally_row IS 'one score of a tally: the score, how many answers gave it, per cent of all answers (of weighted ones, of all weight)';

CREATE TYPE tally_interval_row AS (low double precision, high double precision);
COMMENT ON TYPE tally_interval_row IS 'two-sided confidence limits, in the unit of the score, within its range and never without the score itself';

CREATE TYPE tally_test_row AS (difference double precision, low double precision, high double precision, statistic double precision, p_value double precision);
COMMENT ON TYPE tally_test_row IS 'a test: the difference as observed and its confidence limits, in the unit of the score; the test statistic; the p value, two-sided unless the test is told otherwise';

CREATE TYPE tally_shift_row AS (mix_effect double precision, rate_effect double precision);
COMMENT ON TYPE tally_shift_row IS 'what a segment adds to the change of a score, in points: by its changed share of the answers (mix), by its changed score (rate)';

CREATE TYPE nps_summary_row AS (
	answers bigint, promoters bigint, passives bigint, detractors bigint,
	promoters_share double precision, passives_share double precision, detractors_share double precision,
	score double precision, low double precision, high double precision
);
COMMENT ON TYPE nps_summary_row IS 'numbers of answers, of promoters, passives and detractors; per cent of each; the score and its confidence limits, -100 to 100';

CREATE TYPE csat_summary_row AS (
	answers bigint, satisfied bigint, neutral bigint, dissatisfied bigint,
	satisfied_share double precision, neutral_share double precision, dissatisfied_share double precision,
	score double precision, low double precision, high double precision
);
COMMENT ON TYPE csat_summary_row IS 'numbers of answers, of satisfied, neutral and dissatisfied; per cent of each; the score and its confidence limits, 0 to 100';

CREATE TYPE ces_summary_row AS (
	answers bigint, easy bigint, neither bigint, hard bigint,
	easy_share double precision, neither_share double precision, hard_share double precision,
	score double precision, low double precision, high double precision
);
COMMENT ON TYPE ces_summary_row IS 'numbers of answers, of easy, neither and hard; per cent of each; the mean ease and its confidence limits, within the scale';

--
-- The analyst's questions
--
-- One sample against a target, a reference or the past; several at once.
--

CREATE TYPE tally_control_row AS (value double precision, center double precision, low double precision, high double precision, outside boolean);
COMMENT ON TYPE tally_control_row IS 'a point of a control chart: score, center line, control limits, and whether the score lies outside these';

CREATE TYPE tally_trend_row AS (slope double precision, stderr double precision, statistic double precision, p_value double precision);
COMMENT ON TYPE tally_trend_row IS 'a line through scores: slope for a step of 1 in the period and its standard error, test statistic, two-sided p value';

CREATE TYPE tally_heterogeneity_row AS (q double precision, degrees double precision, p_value double precision, tau double precision);
COMMENT ON TYPE tally_heterogeneity_row IS 'how far scores are apart: Cochran''s Q, its degrees of freedom and p value, and tau, the standard deviation of the true scores';

CREATE TYPE mann_kendall_row AS (s double precision, stderr double precision, statistic double precision, p_value double precision);
COMMENT ON TYPE mann_kendall_row IS 'the Mann-Kendall test: S, its standard error, z, two-sided p value';

CREATE TYPE mann_whitney_row AS (u double precision, probability double precision, statistic double precision, p_value double precision);
COMMENT ON TYPE mann_whitney_row IS 'the Mann-Whitney test: U, the probability that an answer of a is higher than one of b, z, p value';

CREATE TYPE kruskal_wallis_row AS (h double precision, degrees double precision, p_value double precision);
COMMENT ON TYPE kruskal_wallis_row IS 'the Kruskal-Wallis test: H, its degrees of freedom, p value';

CREATE TYPE chi_squared_row AS (chi_squared double precision, degrees double precision, p_value double precision, cramers_v double precision);
COMMENT ON TYPE chi_squared_row IS 'Pearson''s chi-squared test: the statistic, its degrees of freedom, p value, and Cramer''s V, 0 to 1';

CREATE TYPE nps_driver_row AS (impact double precision, dissatisfied_share double precision, correlation double precision, answers bigint);
COMMENT ON TYPE nps_driver_row IS 'a driver of NPS: impact in points, per cent dissatisfied, Pearson correlation, number of rows with both answers';
