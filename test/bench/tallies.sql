-- What is made of tallies that are stored: aggregates over many of them beside
-- their sum, and functions of each beside nps_summary(), without the page scan.

-- The tallies of customers, thirty answers each, after the columns of a key
CREATE UNLOGGED TABLE customer_tally AS
SELECT customer % 9 + 0.5::double precision AS share, date '2021-01-01' + customer % 2000 AS day,
	   tally(score) AS scores, tally(csat) AS csats
FROM response
GROUP BY customer;

CREATE PROCEDURE add_call(wanted text, expression text, rival text, wanted_goal text)
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO contender (item, label, query, page_scan)
	VALUES (wanted, expression, format('SELECT %s FROM customer_tally', expression), false);
	IF expression <> rival THEN
		INSERT INTO comparison (item, label, rival, goal)
		VALUES (wanted, expression, rival, wanted_goal);
	END IF;
END $$;

DO $$
DECLARE
	expression	text;
BEGIN
	FOREACH expression IN ARRAY ARRAY[
		'sum(scores)',
		'nps_clustered(scores)', 'csat_clustered(csats)', 'tally_mean_clustered(scores)',
		'nps_stratified(scores, share)', 'csat_stratified(csats, share)',
		'tally_mean_stratified(scores, share)',
		'nps_heterogeneity(scores)', 'csat_heterogeneity(csats)', 'tally_mean_heterogeneity(scores)',
		'nps_trend(scores, day)', 'csat_trend(csats, day)', 'tally_mean_trend(scores, day)',
		'nps_trend(scores, share)', 'kruskal_wallis(scores)', 'chi_squared(scores)']
	LOOP
		CALL add_call('many tallies', expression, 'sum(scores)', 'at most 1.5');
	END LOOP;
	FOREACH expression IN ARRAY ARRAY[
		'nps_summary(scores)',
		'nps(scores)', 'nps_stderr(scores)', 'nps_interval(scores)', 'nps_low(scores)',
		'nps_test(scores, scores)', 'nps_target_test(scores, 30)', 'nps_control(scores, scores)',
		'nps_contribution(scores, scores)', 'nps_shift(scores, scores, scores, scores)',
		'nps_recode(scores)', 'nps_shrunk(scores) OVER ()',
		'csat(csats)', 'csat_net(csats)', 'csat_interval(csats)', 'csat_summary(csats)', 'csat_test(csats, csats)',
		'csat_target_test(csats, 80)', 'csat_control(csats, csats)',
		'csat_contribution(csats, csats)', 'csat_shift(csats, csats, csats, csats)',
		'csat_shrunk(csats) OVER ()',
		'ces(csats)', 'ces_net(csats)', 'ces_interval(csats)', 'ces_summary(csats)', 'ces_test(csats, csats)',
		'ces_target_test(csats, 4)', 'ces_control(csats, csats)',
		'tally_mean(scores)', 'tally_mean_interval(scores)', 'tally_mean_interval(scores, scale_min => 0, scale_max => 10)',
		'tally_mean_summary(scores)', 'tally_mean_test(scores, scores)', 'tally_mean_target_test(scores, 7)',
		'tally_mean_control(scores, scores)', 'tally_mean_shrunk(scores) OVER ()',
		'mann_whitney(scores, scores)', 'tally_share_interval(scores, 9, 10)',
		'tally_count(scores)', 'tally_share(scores, 9, 10)', 'tally_median(scores)',
		'tally_percentile(scores, 0.9)', 'tally_stddev(scores)', 'tally_mode(scores)',
		'tally_index(scores, 0, 10)']
	LOOP
		CALL add_call('each tally', expression, 'nps_summary(scores)', 'at most 1.5');
	END LOOP;
END $$;

-- Every value is computed, and none is sent.
UPDATE contender SET query = replace(query, 'SELECT ', 'SELECT count(value) FROM (SELECT ') || ' OFFSET 0) AS each (value)'
WHERE item = 'each tally';
