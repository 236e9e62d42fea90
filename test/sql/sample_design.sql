\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- sample_design: scores with limits where customers answer several times, and
-- by the shares of strata; golden, from R's survey and from the definitions at
-- 40 digits; by formulas over single answers; what has no variance; refusals
--
\pset null NULL

-- 'ok', or the columns that are not what they should be
CREATE FUNCTION pg_temp.row_verdict(got float8[], expected float8[]) RETURNS text LANGUAGE sql AS $$
  SELECT coalesce(string_agg(format('%s: %s', i, v), ', '), 'ok') FROM generate_subscripts(expected, 1) AS i, LATERAL (SELECT verdict(got[i], expected[i], 1e-11)) AS w(v) WHERE v <> 'ok'
$$;
CREATE FUNCTION pg_temp.numbers(c tally_clustered_row) RETURNS float8[] LANGUAGE sql AS 'SELECT ARRAY[c.score, c.stderr, c.low, c.high, c.design_effect, c.clusters]';
CREATE FUNCTION pg_temp.numbers(s tally_stratified_row) RETURNS float8[] LANGUAGE sql AS 'SELECT ARRAY[s.score, s.stderr, s.low, s.high, s.degrees, s.strata]';

-- Golden Q1: six customers
CREATE TEMP TABLE customers AS SELECT * FROM unnest('{"{9:1,10:2}","{3:1}","{8:2}","{9:2,10:2}","{0:1,2:1}","{7:1,9:1}"}'::tally[]) AS answers;
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_clustered(answers)), '{35.7142857142857143,35.108566075983557,-51.346610260273947,85.504784192238629,2.6219269102990033,6}') AS q1,
       pg_temp.row_verdict(pg_temp.numbers(nps_clustered(answers, 0.8)), '{35.7142857142857143,35.108566075983557,-20.396540505858825,73.21325081980722,2.6219269102990033,6}') AS at_80_percent FROM customers;
CREATE TEMP TABLE satisfied AS SELECT * FROM unnest('{"{4:1,5:2}","{2:1}","{3:2}","{4:2,5:2}","{1:1,2:1}","{3:1,4:1}"}'::tally[]) AS answers;
SELECT pg_temp.row_verdict(pg_temp.numbers(csat_clustered(answers)), '{57.142857142857143,21.501334189495385,16.097179296410787,90.259349802756068,2.6428571428571429,6}') AS csat,
       pg_temp.row_verdict(pg_temp.numbers(csat_clustered(answers, 0.8)), '{57.142857142857143,21.501334189495385,28.267531237822919,81.855585828261263,2.6428571428571429,6}') AS at_80_percent,
       pg_temp.row_verdict(pg_temp.numbers(tally_mean_clustered(answers)), '{3.5714285714285714,0.52809449762076305,2.2139184483451525,4.9289386945119904,2.5508571428571429,6}') AS mean,
       pg_temp.row_verdict(pg_temp.numbers(tally_mean_clustered(answers, 0.8)), '{3.5714285714285714,0.52809449762076305,2.7920223261181094,4.3508348167390335,2.5508571428571429,6}') AS mean_at_80_percent FROM satisfied;
-- Weights: 1 2 0.5, 3, 1 1, 0.25 1 1 1, 2 1, 1 4 of the answers above
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_clustered(answers)), '{24.050632911392405,38.792434087217091,-59.942461828450593,82.235970756581731,2.6659574410021477,6}') AS nps,
       pg_temp.row_verdict(pg_temp.numbers(nps_clustered(twice)), pg_temp.numbers(nps_clustered(answers))) AS in_other_units
  FROM (VALUES ('{9:1(2,4),10:2(1.5,1.25)}'::tally, '{9:1(4,16),10:2(3,5)}'::tally), ('{3:1(3,9)}', '{3:1(6,36)}'), ('{8:2(2,2)}', '{8:2(4,8)}'), ('{9:2(2,2),10:2(1.25,1.0625)}', '{9:2(4,8),10:2(2.5,4.25)}'),
               ('{0:1(2,4),2:1(1,1)}', '{0:1(4,16),2:1(2,4)}'), ('{7:1(1,1),9:1(4,16)}', '{7:1(2,4),9:1(8,64)}')) AS v(answers, twice);
SELECT pg_temp.row_verdict(pg_temp.numbers(tally_mean_clustered(answers)), '{3.2784810126582278,0.51136589270632153,1.9639731375034087,4.592988887813047,2.4535943717716398,6}') AS mean
  FROM unnest('{"{5:2(1.5,1.25),4:1(2,4)}","{2:1(3,9)}","{3:2(2,2)}","{5:2(1.25,1.0625),4:2(2,2)}","{1:1(2,4),2:1(1,1)}","{3:1(1,1),4:1(4,16)}"}'::tally[]) AS answers;

-- Golden Q2: three strata; shares may be fractions, percentages or numbers of people
CREATE TEMP TABLE strata AS SELECT * FROM (VALUES ('{3:1,8:1,9:1,10:2}'::tally, 0.5, '{2:1,3:1,4:1,5:2}'::tally), ('{6:1,7:1,9:1,10:1}', 0.3, '{2:1,3:1,4:1,5:1}'), ('{0:1,5:1,8:2,9:1,10:1}', 0.2, '{1:1,2:1,4:3,5:1}')) AS v(answers, share, csat);
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_stratified(answers, share)), '{27.5,25.682354513037416,-32.716379800884595,70.909588959116357,7.9463285131082176,3}') AS q2,
       pg_temp.row_verdict(pg_temp.numbers(nps_stratified(answers, 100 * share)), pg_temp.numbers(nps_stratified(answers, share))) AS by_per_cent,
       pg_temp.row_verdict(pg_temp.numbers(nps_stratified(answers, share, 0.8)), '{27.5,25.682354513037416,-10.359446545776697,57.83967323369244,7.9463285131082176,3}') AS at_80_percent FROM strata;
SELECT pg_temp.row_verdict(pg_temp.numbers(csat_stratified(csat, share)), '{58.333333333333333,15.581327856693658,26.155191054795821,84.694812180826546,7.7931262446541086,3}') AS csat,
       pg_temp.row_verdict(pg_temp.numbers(csat_stratified(csat, share, 0.8)), '{58.333333333333333,15.581327856693658,36.971985610890454,76.965484327520896,7.7931262446541086,3}') AS at_80_percent,
       pg_temp.row_verdict(pg_temp.numbers(tally_mean_stratified(csat, share)), '{3.6166666666666667,0.37095971629155518,2.7641440654571527,4.4691892678761807,8.1600679774139217,3}') AS mean,
       pg_temp.row_verdict(pg_temp.numbers(tally_mean_stratified(csat, share, 0.8)), '{3.6166666666666667,0.37095971629155518,3.0994143143072635,4.1339190190260698,8.1600679774139217,3}') AS mean_at_80_percent FROM strata;
-- A stratum of one answer: the variance within all of them
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_stratified(answers, share)), '{20,34.253953543107011,-54.503830962285474,75.547314254690709,9,3}') AS nps FROM (VALUES ('{3:1,8:1,9:1,10:2}'::tally, 0.5), ('{7:1}', 0.3), ('{0:1,5:1,8:2,9:1,10:1}', 0.2)) AS v(answers, share);
SELECT pg_temp.row_verdict(pg_temp.numbers(csat_stratified(answers, share)), '{43.333333333333333,20.318452356733263,12.576815199104113,80.256088947876014,9,3}') AS csat,
       pg_temp.row_verdict(pg_temp.numbers(tally_mean_stratified(answers, share)), '{3.4666666666666667,0.54360479471717886,2.2369471865657524,4.696386146767581,9,3}') AS mean FROM (VALUES ('{2:1,3:1,4:1,5:2}'::tally, 0.5), ('{3:1}', 0.3), ('{1:1,2:1,4:3,5:1}', 0.2)) AS v(answers, share);

-- 40 groups, answer by answer: up to 30 customers of 1 to 6 answers, on 1 to 5,
-- and the same as strata whose share is their number squared
CREATE TEMP TABLE single AS
  SELECT i % 40 AS grp, customer, 1 + (customer * 7 + r % 4 + r % 3) % 5 AS x FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 4000::bigint) AS i) AS random, LATERAL (SELECT (r / 7 * r) % (3 + i % 40) AS customer) AS c;
CREATE TEMP TABLE tallies AS SELECT grp, customer, tally(x) AS answers, power(customer + 1, 2) AS share FROM single GROUP BY grp, customer;
CREATE TEMP VIEW coded AS SELECT grp, customer, metric, CASE metric WHEN 'csat' THEN (x >= 4)::int WHEN 'mean' THEN x ELSE (x = 5)::int - (x <= 3)::int END::float8 AS x FROM single, unnest('{nps,csat,mean}'::text[]) AS metric;
SELECT metric, count(*) AS groups, count(*) FILTER (WHERE verdict((got).score, unit * score) = 'ok') AS score, count(*) FILTER (WHERE verdict((got).stderr, unit * stderr, 1e-11) = 'ok') AS stderr,
       count(*) FILTER (WHERE verdict((got).design_effect, stderr ^ 2 / (variance / n), 1e-11) = 'ok') AS design_effect, count(*) FILTER (WHERE (got).low <= (got).score AND (got).score <= (got).high) AS limits
  FROM (SELECT grp, metric, max(m) AS score, sqrt(count(*) / (count(*) - 1.0::float8) * sum(z * z)) / max(n) AS stderr, max(variance) AS variance, max(n) AS n
          FROM (SELECT grp, metric, customer, sum(x - m) AS z, max(m) AS m, max(variance) AS variance, max(n) AS n
                  FROM coded JOIN (SELECT grp, metric, avg(x) AS m, var_pop(x) AS variance, count(*)::float8 AS n FROM coded GROUP BY grp, metric) AS a USING (grp, metric) GROUP BY grp, metric, customer) AS c GROUP BY grp, metric) AS formula
  JOIN (SELECT grp, 'nps' AS metric, nps_clustered(nps_recode(answers, 1, 5, 3, 5)) AS got, 100 AS unit FROM tallies GROUP BY grp UNION ALL
        SELECT grp, 'csat', csat_clustered(answers), 100 FROM tallies GROUP BY grp UNION ALL SELECT grp, 'mean', tally_mean_clustered(answers), 1 FROM tallies GROUP BY grp) AS g USING (grp, metric) GROUP BY metric ORDER BY metric;
SELECT metric, count(*) AS groups, count(*) FILTER (WHERE verdict((got).score, unit * score) = 'ok') AS score, count(*) FILTER (WHERE single OR verdict((got).stderr, unit * stderr, 1e-11) = 'ok') AS stderr,
       count(*) FILTER (WHERE single OR verdict((got).degrees, degrees, 1e-11) = 'ok') AS degrees, count(*) FILTER (WHERE NOT single) AS without_single_answers
  FROM (SELECT grp, metric, sum(share * m) / sum(share) AS score, sqrt(sum(share ^ 2 * v / n)) / sum(share) AS stderr, sum(share ^ 2 * v / n) ^ 2 / sum((share ^ 2 * v / n) ^ 2 / nullif(n - 1, 0)) AS degrees, min(n) = 1 AS single
          FROM (SELECT grp, metric, customer, avg(x) AS m, var_samp(x) AS v, count(*)::float8 AS n FROM coded GROUP BY grp, metric, customer) AS h JOIN tallies USING (grp, customer) GROUP BY grp, metric) AS formula
  JOIN (SELECT grp, 'nps' AS metric, nps_stratified(nps_recode(answers, 1, 5, 3, 5), share) AS got, 100 AS unit FROM tallies GROUP BY grp UNION ALL
        SELECT grp, 'csat', csat_stratified(answers, share), 100 FROM tallies GROUP BY grp UNION ALL SELECT grp, 'mean', tally_mean_stratified(answers, share), 1 FROM tallies GROUP BY grp) AS g USING (grp, metric) GROUP BY metric ORDER BY metric;
-- The score of clusters is that of their sum; customers of one answer each have
-- the plain standard error, but for n - 1; the order does not matter.
SELECT count(*) FILTER (WHERE (c).score = csat) AS csat, count(*) FILTER (WHERE verdict((m).score, mean) = 'ok') AS mean FROM (SELECT csat_clustered(answers) AS c, csat(sum(answers)) AS csat, tally_mean_clustered(answers) AS m, tally_mean(sum(answers)) AS mean FROM tallies GROUP BY grp) AS s;
SELECT verdict((nps_clustered(tally)).stderr, nps_stderr(sum(tally)) * sqrt(20 / 19.0)) AS stderr, verdict((nps_clustered(tally)).design_effect, 20 / 19.0) AS design_effect, verdict((tally_mean_clustered(tally)).stderr, tally_mean_stderr(sum(tally))) AS mean
  FROM (SELECT i, tally(i * i % 11) AS tally FROM generate_series(1, 20) AS i GROUP BY i) AS t;
SELECT pg_temp.row_verdict(pg_temp.numbers(csat_clustered(answers ORDER BY customer)), pg_temp.numbers(csat_clustered(answers ORDER BY customer DESC))) AS clustered,
       pg_temp.row_verdict(pg_temp.numbers(csat_stratified(answers, share ORDER BY customer)), pg_temp.numbers(csat_stratified(answers, share ORDER BY customer DESC))) AS stratified FROM tallies WHERE grp = 7;
-- One stratum is a plain sample with n - 1.
SELECT verdict((tally_mean_stratified(t, 7)).stderr, tally_mean_stderr(sum(t))) AS stderr, verdict((tally_mean_stratified(t, 7)).low, tally_mean_low(sum(t))) AS low, (tally_mean_stratified(t, 7)).degrees FROM unnest('{"{3:2,7:4,9:1}"}'::tally[]) AS t;

-- Nothing varies between clusters, within strata, or at all
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_clustered(t)), '{0,0,-92.765741076762051,92.765741076762051,0,3}') AS between FROM unnest('{"{10:1,3:1}","{9:1,4:1}","{10:1,2:1}"}'::tally[]) AS t;
SELECT pg_temp.row_verdict(pg_temp.numbers(csat_clustered(t)), '{50,0,3.6171294616189743,96.382870538381026,0,3}') AS between FROM unnest('{"{5:1,2:1}","{4:1,1:1}","{5:1,3:1}"}'::tally[]) AS t;
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_clustered(t)), '{100,0,-72.109654350417163,100,NULL,3}') AS at_all, (tally_mean_clustered(t)).clusters FROM unnest('{"{10:1}","{9:2}","{10:1}"}'::tally[]) AS t;
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_stratified(t, s)), '{40,0,-67.359880009456922,93.08341387502654,3,2}') AS within FROM (VALUES ('{10:2,9:1}'::tally, 0.7), ('{3:1,4:1}', 0.3)) AS v(t, s);
SELECT pg_temp.row_verdict(pg_temp.numbers(csat_stratified(t, s)), '{70,0,16.320059995271539,96.54170693751327,3,2}') AS within, pg_temp.row_verdict(pg_temp.numbers(tally_mean_stratified(t, s)), '{4.0166666666666667,0.2773886162848873,3.1301183257098569,4.9032150076234765,2.9775699483875975,2}') AS mean FROM (VALUES ('{5:2,4:1}'::tally, 0.7), ('{3:1,2:1}', 0.3)) AS v(t, s);
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_clustered(t)), '{16.666666666666667,50,-98.475338729845242,99.181092653223108,1.8620689655172414,2}') AS two_clusters FROM unnest('{"{10:1,9:1,8:1}","{2:1,3:1,9:1}"}'::tally[]) AS t;
-- One cluster, or one answer a stratum: nothing is known about the variance.
SELECT nps_clustered('{10:1}'::tally) AS one_answer, csat_clustered(tally '{2:3,5:4}') AS csat, tally_mean_clustered(tally '{2:3,5:4}') AS mean;
SELECT nps_stratified(t, 1) AS nps, csat_stratified(t, 1) AS csat, tally_mean_stratified(t, 1) AS mean FROM unnest('{"{5:1}","{1:1}"}'::tally[]) AS t;
-- NULL, no answers, no weight, a share of 0 or NULL: passed over; no rows
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_clustered(answers)), '{35.7142857142857143,35.108566075983557,-51.346610260273947,85.504784192238629,2.6219269102990033,6}') AS passed_over FROM (SELECT answers FROM customers UNION ALL VALUES (NULL), ('{}'::tally), ('{3:1(0,0)}')) AS c;
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_stratified(answers, share)), '{27.5,25.682354513037416,-32.716379800884595,70.909588959116357,7.9463285131082176,3}') AS passed_over FROM (SELECT answers, share FROM strata UNION ALL VALUES (NULL, 0.3), ('{}'::tally, 0.3), ('{3:1}', 0), ('{3:1}', NULL)) AS s;
SELECT nps_clustered(answers) AS nps, csat_stratified(answers, 1) AS csat, tally_mean_clustered(answers) AS mean FROM customers WHERE false;
SELECT nps_clustered(tally '{}') AS nps, csat_stratified(tally '{}', 1) AS csat, tally_mean_stratified(tally '{3:4}', 0) AS mean;
-- The confidence is that of the first row, and NULL is 0.95.
SELECT nps_clustered(answers, NULL) = nps_clustered(answers) AS clustered, nps_stratified(answers, 1, NULL) = nps_stratified(answers, 1) AS stratified, nps_clustered(answers, c ORDER BY c) = nps_clustered(answers, 0.8 ORDER BY c) AS of_the_first
  FROM (SELECT answers, 0.8 + row_number() OVER () / 100.0 - 0.01 AS c FROM customers) AS s;
-- In groups, with FILTER, over windows
SELECT grp % 3 AS third, round((csat_clustered(answers)).score::numeric, 6) AS score, (csat_clustered(answers) FILTER (WHERE customer < 5)).clusters, (tally_mean_stratified(answers, share) FILTER (WHERE customer < 5)).strata FROM tallies WHERE grp < 9 GROUP BY 1 ORDER BY 1;
SELECT customer, (csat_clustered(answers) OVER (ORDER BY customer ROWS 2 PRECEDING)).clusters, round((csat_clustered(answers) OVER (ORDER BY customer)).low::numeric, 6) AS low FROM tallies WHERE grp = 2 ORDER BY customer;

-- Refusals: scores off the metric's own scale, shares, confidence
SELECT v.expression, e.state, e.message
  FROM (VALUES (1, $$nps_clustered(tally '{11:1}')$$), (2, $$csat_clustered(tally '{0:1}')$$), (3, $$nps_stratified(tally '{11:1}', 1)$$), (4, $$csat_stratified(tally '{6:1}', 1)$$), (5, $$nps_stratified(tally '{10:1}', -0.1)$$), (6, $$csat_stratified(tally '{5:1}', 'NaN')$$),
               (7, $$tally_mean_stratified(tally '{5:1}', 'Infinity')$$), (7, $$csat_stratified(tally '{5:1}', 1e308)$$), (7, $$nps_stratified(tally '{10:1}', 1e-320)$$), (8, $$nps_clustered(tally '{10:1}', 1)$$), (9, $$csat_stratified(tally '{5:1}', 1, 95)$$)) AS v(n, expression), LATERAL error_of('SELECT ' || expression) AS e ORDER BY n, expression;
-- The same where shares are as small and as large as they may be
SELECT pg_temp.row_verdict(pg_temp.numbers(nps_stratified(answers, 1e-49 * share)), pg_temp.numbers(nps_stratified(answers, share))) AS smallest, pg_temp.row_verdict(pg_temp.numbers(nps_stratified(answers, 1e50 * share)), pg_temp.numbers(nps_stratified(answers, share))) AS largest FROM strata;
