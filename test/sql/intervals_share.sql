\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- intervals_share: confidence limits of the percentage satisfied and of any
-- share of the answers, by golden values and beyond, for every method, from
-- none to all, on other scales, in finite populations, and every refusal
--
\pset null NULL
-- (The planner takes some series below for long ones.)
SET jit = off;

-- A tally of so many satisfied answers among so many
CREATE FUNCTION pg_temp.share(x bigint, n bigint) RETURNS tally
LANGUAGE sql AS $$ SELECT format('{1:%s,5:%s}', n - x, x)::tally $$;

-- Golden cases F; F31 is what the formula gives, not the 54.0 to 83.8 that
-- the source prints; F35 is Jeffreys with 0 as the lower limit of none.
CREATE TEMP TABLE golden (id text, x bigint, n bigint, method text, low float8, high float8);
INSERT INTO golden VALUES
  ('F01', 18, 20, 'agresti_coull', 0.6867561125596076, 0.984343760998137),
  ('F03', 18, 20, 'wilson', 0.6989663547715127, 0.9721335187862318),
  ('F05', 18, 20, 'jeffreys', 0.7161467426957475, 0.9786275119775252),
  ('F07', 4, 20, 'clopper_pearson', 0.05733399705003276, 0.43661400299666836),
  ('F09', 4, 20, 'wald', 0.024695491884683674, 0.37530450811531635),
  ('F11', 4, 200, 'agresti_coull', 0.005991954548218389, 0.05209955877395753),
  ('F13', 4, 200, 'wilson', 0.0078044264163494685, 0.05028708690582644),
  ('F15', 4, 200, 'jeffreys', 0.006787598800080362, 0.04684656696684236),
  ('F17', 190, 200, 'clopper_pearson', 0.9099724622986486, 0.9757658345278915),
  ('F19', 190, 200, 'wilson', 0.910421851861224, 0.972617354399236),
  ('F21', 81, 263, 'clopper_pearson', 0.25273674558527115, 0.36762192260135135),
  ('F23', 15, 148, 'clopper_pearson', 0.05784401008344856, 0.161650490349479),
  ('F25', 0, 20, 'clopper_pearson', 0, 0.16843347098308534),
  ('F27', 1, 29, 'clopper_pearson', 0.000872646883579922, 0.17764429548872293),
  ('F29', 950, 1000, 'wald', 0.9364918804423794, 0.9635081195576205),
  ('F31', 31, 45, 'wald', 0.5536273933014677, 0.8241503844763101),
  ('F33', 624, 1000, 'wald', 0.593978367227172, 0.654021632772828),
  ('F35', 0, 20, 'jeffreys', 0, 0.11663898290487543);
SELECT count(*) AS tests, string_agg(format('%s: low %s, high %s', id, l, h), '; ' ORDER BY id) FILTER (WHERE l <> 'ok' OR h <> 'ok') AS wrong,
       bool_and(c = tally_share_interval(t, 4, 5, method => method)) AS same_of_share, bool_and(c = rate_interval(rate_tally(x, n), method => method)) AS same_of_rate,
       bool_and(csat_low(t, method => method) = c.low AND csat_high(t, method => method) = c.high AND csat_margin(t, method => method) = (c.high - c.low) / 2) AS columns,
       bool_and(rate_low(rate_tally(x, n), method => method) = c.low AND rate_high(rate_tally(x, n), method => method) = c.high AND rate_margin(rate_tally(x, n), method => method) = csat_margin(t, method => method)) AS rates
  FROM golden AS g, LATERAL pg_temp.share(x, n) AS t, LATERAL csat_interval(t, method => method) AS c, LATERAL relative_verdict(c.low / 100, g.low) AS l, LATERAL relative_verdict(c.high / 100, g.high) AS h;
-- The standard error is that of the textbooks.
SELECT count(*) AS tests, count(*) FILTER (WHERE verdict(csat_stderr(pg_temp.share(x, n)), 100 * sqrt(x / n::float8 * (n - x) / n::float8 / n)) <> 'ok' OR csat_stderr(pg_temp.share(x, n)) <> rate_stderr(rate_tally(x, n))) AS wrong FROM golden;

-- Other levels, none and all, one answer, very many, and populations:
-- computed with mpmath 1.3.0 to 50 digits from the formulas, quantiles of the
-- beta distribution by bisection
CREATE TEMP TABLE computed (x bigint, n bigint, confidence float8, population bigint, method text, low float8, high float8);
INSERT INTO computed VALUES
  (0, 1, 0.95, NULL, 'wilson', 0, 79.34506856227627),
  (0, 1, 0.95, NULL, 'agresti_coull', 0, 83.2500514520587),
  (0, 1, 0.95, NULL, 'clopper_pearson', 0, 97.5),
  (0, 1, 0.95, NULL, 'jeffreys', 0, 85.3253683690425),
  (0, 1, 0.95, NULL, 'wald', 0, 0),
  (1, 1, 0.95, NULL, 'wilson', 20.65493143772374, 100),
  (1, 1, 0.95, NULL, 'agresti_coull', 16.7499485479413, 100),
  (1, 1, 0.95, NULL, 'clopper_pearson', 2.5, 100),
  (1, 1, 0.95, NULL, 'jeffreys', 14.67463163095751, 100),
  (1, 1, 0.95, NULL, 'wald', 100, 100),
  (0, 20, 0.95, NULL, 'wilson', 0, 16.112515805281937),
  (0, 20, 0.95, NULL, 'agresti_coull', 0, 18.980956054248885),
  (0, 20, 0.95, NULL, 'clopper_pearson', 0, 16.843347098308534),
  (0, 20, 0.95, NULL, 'jeffreys', 0, 11.663898290487543),
  (0, 20, 0.95, NULL, 'wald', 0, 0),
  (20, 20, 0.95, NULL, 'wilson', 83.88748419471806, 100),
  (20, 20, 0.95, NULL, 'agresti_coull', 81.01904394575111, 100),
  (20, 20, 0.95, NULL, 'clopper_pearson', 83.15665290169147, 100),
  (20, 20, 0.95, NULL, 'jeffreys', 88.33610170951246, 100),
  (20, 20, 0.95, NULL, 'wald', 100, 100),
  (5, 10, 0.5, NULL, 'wilson', 39.56999154246877, 60.43000845753123),
  (5, 10, 0.5, NULL, 'agresti_coull', 39.56999154246877, 60.43000845753123),
  (5, 10, 0.5, NULL, 'clopper_pearson', 35.068081415624405, 64.9319185843756),
  (5, 10, 0.5, NULL, 'jeffreys', 39.71065714840441, 60.28934285159559),
  (5, 10, 0.5, NULL, 'wald', 39.3353806547119, 60.6646193452881),
  (5, 10, 0.99, NULL, 'wilson', 18.422551824723545, 81.57744817527646),
  (5, 10, 0.99, NULL, 'agresti_coull', 18.422551824723545, 81.57744817527646),
  (5, 10, 0.99, NULL, 'clopper_pearson', 12.831055393508326, 87.16894460649168),
  (5, 10, 0.99, NULL, 'jeffreys', 15.823618355626703, 84.1763816443733),
  (5, 10, 0.99, NULL, 'wald', 9.27256268490118, 90.72743731509883),
  (81, 263, 0.99, NULL, 'wilson', 24.01369026876077, 38.52825023182299),
  (81, 263, 0.99, NULL, 'agresti_coull', 23.998703260147504, 38.54323724043625),
  (81, 263, 0.99, NULL, 'clopper_pearson', 23.683735816553863, 38.6258325669745),
  (81, 263, 0.99, NULL, 'jeffreys', 23.8580047660932, 38.426823916736545),
  (81, 263, 0.99, NULL, 'wald', 23.465817194163147, 38.1311409807418),
  (1, 1000000000, 0.95, NULL, 'wilson', 1.7652455495696314e-08, 5.66493424329744e-07),
  (1, 1000000000, 0.95, NULL, 'agresti_coull', 0, 6.270335590497618e-07),
  (1, 1000000000, 0.95, NULL, 'clopper_pearson', 2.531780798396938e-09, 5.571643378203115e-07),
  (1, 1000000000, 0.95, NULL, 'jeffreys', 1.078976413331024e-08, 4.674201792492543e-07),
  (1, 1000000000, 0.95, NULL, 'wald', 0, 2.959963983560072e-07),
  (333333, 1000000, 0.95, NULL, 'wilson', 33.2409706142839, 33.42575743410766),
  (333333, 1000000, 0.95, NULL, 'agresti_coull', 33.24097059210114, 33.42575745629042),
  (333333, 1000000, 0.95, NULL, 'clopper_pearson', 33.24090481238326, 33.42579173380936),
  (333333, 1000000, 0.95, NULL, 'jeffreys', 33.24095477759091, 33.42574169930655),
  (333333, 1000000, 0.95, NULL, 'wald', 33.240906434808444, 33.42569356519156),
  (18, 20, 0.95, 100, 'wilson', 72.3862805664252, 96.86517009991512),
  (18, 20, 0.95, 100, 'agresti_coull', 71.40429462027366, 97.84715604606666),
  (18, 20, 0.95, 100, 'clopper_pearson', 71.20085413529029, 98.32205590693454),
  (18, 20, 0.95, 100, 'jeffreys', 73.87037593837104, 97.47244940388617),
  (18, 20, 0.95, 100, 'wald', 78.18097247394674, 100),
  (18, 20, 0.95, 21, 'wilson', 86.66894236725972, 92.57007408599657),
  (18, 20, 0.95, 21, 'agresti_coull', 86.64474172364457, 92.59427472961171),
  (18, 20, 0.95, 21, 'clopper_pearson', 86.63221417093105, 92.75937058059581),
  (18, 20, 0.95, 21, 'jeffreys', 86.77243241453351, 92.65152030632223),
  (18, 20, 0.95, 21, 'wald', 87.06005402318992, 92.93994597681008),
  (0, 20, 0.9, 40, 'wilson', 0, 6.487251405975228),
  (4, 6, 0.95, 6, 'agresti_coull', 66.66666666666667, 66.66666666666667),
  (4, 6, 0.95, 10, 'agresti_coull', 40.24792023223516, 85.70145373064047),
  (0, 20, 0.9, 40, 'agresti_coull', 0, 7.755796432791751),
  (0, 20, 0.9, 40, 'clopper_pearson', 0, 7.3937588926686555),
  (0, 20, 0.9, 40, 'jeffreys', 0, 4.775556513975536),
  (0, 20, 0.9, 40, 'wald', 0, 0);
SELECT method, count(*) AS tests, string_agg(format('%s of %s, %s, %s: low %s, high %s', x, n, confidence, population, l, h), '; ' ORDER BY n, x) FILTER (WHERE l <> 'ok' OR h <> 'ok') AS wrong,
       bool_and(csat_interval(t, confidence, method, population) = s AND csat_low(t, confidence, method, population) = s.low AND
                csat_high(t, confidence, method, population) = s.high AND csat_margin(t, confidence, method, population) = (s.high - s.low) / 2) AS same,
       bool_and(rate_interval(r, confidence, method, population) = s AND rate_low(r, confidence, method, population) = s.low AND
                rate_high(r, confidence, method, population) = s.high AND rate_margin(r, confidence, method, population) = (s.high - s.low) / 2) AS rate
  FROM computed AS c, LATERAL pg_temp.share(x, n) AS t, LATERAL rate_tally(x, n) AS r, LATERAL tally_share_interval(t, 4, 5, confidence, method, population) AS s,
       LATERAL relative_verdict(s.low, c.low) AS l, LATERAL relative_verdict(s.high, c.high) AS h
 GROUP BY method ORDER BY method;

-- Every x of at most 25: in order, within 0 to 100, never without the share,
-- mirrored, wider the surer
CREATE TEMP TABLE samples AS
  SELECT x, n, confidence, method, csat(pg_temp.share(x, n)) AS share, i.low, i.high, m.low AS mirror_low, m.high AS mirror_high
    FROM generate_series(1, 25) AS n, generate_series(0, n) AS x, unnest('{0.5,0.95,0.999}'::float8[]) AS confidence,
         unnest('{wilson,agresti_coull,clopper_pearson,jeffreys,wald}'::text[]) AS method,
         LATERAL csat_interval(pg_temp.share(x, n), confidence, method) AS i,
         LATERAL csat_interval(pg_temp.share(n - x, n), confidence, method) AS m;
SELECT method, count(*) AS samples,
       count(*) FILTER (WHERE low > high OR low < 0 OR high > 100 OR low IS NULL OR high IS NULL) AS impossible,
       count(*) FILTER (WHERE share NOT BETWEEN low AND high) AS without_share,
       count(*) FILTER (WHERE abs(low + mirror_high - 100) > 1e-12) AS asymmetric,
       count(*) FILTER (WHERE low > lower_low + 1e-12 OR high < lower_high - 1e-12) AS narrower_though_surer,
       count(*) FILTER (WHERE x = 0 AND low <> 0 OR x = n AND high <> 100) AS ends
  FROM (SELECT *, lag(low) OVER w AS lower_low, lag(high) OVER w AS lower_high
          FROM samples WINDOW w AS (PARTITION BY method, x, n ORDER BY confidence)) AS s
 GROUP BY method ORDER BY method;
-- No interval leaves out its share, not even by rounding: every x of at most 40
SELECT method, count(*) AS samples, count(*) FILTER (WHERE NOT csat(t) BETWEEN i.low AND i.high) AS without_share
  FROM (SELECT pg_temp.share(x, n) AS t FROM generate_series(1, 40) AS n, generate_series(0, n) AS x OFFSET 0) AS s, unnest('{0.5,0.95,0.99}'::float8[]) AS confidence,
       unnest('{wilson,agresti_coull,clopper_pearson,jeffreys,wald}'::text[]) AS method, LATERAL csat_interval(t, confidence, method) AS i
 GROUP BY method ORDER BY method;
-- Jeffreys' interval lies within the exact one, Wilson's within that of
-- Agresti and Coull.
SELECT count(*) FILTER (WHERE j.low < c.low - 1e-12 OR j.high > c.high + 1e-12) AS jeffreys_beyond_exact,
       count(*) FILTER (WHERE a.low > w.low + 1e-12 OR a.high < w.high - 1e-12) AS agresti_coull_within_wilson
  FROM samples AS j JOIN samples AS c USING (x, n, confidence) JOIN samples AS w USING (x, n, confidence) JOIN samples AS a USING (x, n, confidence)
 WHERE j.method = 'jeffreys' AND c.method = 'clopper_pearson' AND w.method = 'wilson' AND a.method = 'agresti_coull';

-- Everyone has answered: nothing is left to be unsure of.
SELECT m.method, bool_and(i.low = csat(t) AND i.high = csat(t)) AS at_share
  FROM (SELECT x, n FROM golden UNION SELECT 4, 6) AS g, unnest('{wilson,agresti_coull,clopper_pearson,jeffreys,wald}'::text[]) AS m(method), LATERAL pg_temp.share(x, n) AS t,
       LATERAL csat_interval(t, 0.95, m.method, n) AS i
 GROUP BY m.method ORDER BY m.method;

-- Every argument has an effect, and NULL means the default.
SELECT csat_interval(t) = csat_interval(t, NULL, NULL, NULL, NULL, NULL, NULL) AS by_null,
       csat_interval(t) = csat_interval(t, 0.95, 'wilson', NULL, 1, 5, 4) AS in_full,
       csat_interval(t) <> csat_interval(t, 0.9) AS confidence, csat_interval(t) <> csat_interval(t, method => 'jeffreys') AS method,
       csat_interval(t) <> csat_interval(t, population => 40) AS population, csat_interval(t) <> csat_interval(t, satisfied_min => 5) AS satisfied_min,
       csat_interval(t, scale_max => 7, satisfied_min => 4) = csat_interval(t) AS only_longer
  FROM (VALUES ('{1:2,2:3,3:5,4:6,5:9}'::tally)) AS v(t);
SELECT csat_margin(t) = csat_margin(t, 0.95, 'wilson', NULL, 1, 5, 4) AND csat_margin(t) = csat_margin(t, NULL, NULL, NULL, NULL, NULL, NULL) AS margin, csat_stderr(t) = csat_stderr(t, 1, 5, 4) AND csat_stderr(t) = csat_stderr(t, NULL, NULL, NULL) AS stderr,
       csat_low(t) = csat_low(t, 0.95, 'wilson', NULL, 1, 5, 4) AS low_in_full, csat_high(t) = csat_high(t, NULL, NULL, NULL, NULL, NULL, NULL) AS high_by_null,
       tally_share_interval(t, 4, 5) = tally_share_interval(t, 4, 5, NULL, NULL, NULL) AS share_by_null,
       tally_share_interval(t, 4, 5) <> tally_share_interval(t, 4, 5, 0.9) AS confidence,
       tally_share_interval(t, 4, 5) <> tally_share_interval(t, 4, 5, method => 'jeffreys') AS method,
       tally_share_interval(t, 4, 5) <> tally_share_interval(t, 4, 5, population => 40) AS population,
       tally_share_interval(t, 4, 5) <> tally_share_interval(t, 3, 5) AS from_score, tally_share_interval(t, 4, 5) <> tally_share_interval(t, 4, 4) AS to_score
  FROM (VALUES ('{1:2,2:3,3:5,4:6,5:9}'::tally)) AS v(t);

-- Other scales: the top boxes of 1-7 and 0-100, thumbs, any range of scores
SELECT csat_interval(t, 0.9, 'jeffreys', 200, 1, 7, 6) = csat_interval(pg_temp.share(21, 36), 0.9, 'jeffreys', 200) AS top_two,
       csat_interval(t, scale_max => 7, satisfied_min => 5) = csat_interval(pg_temp.share(27, 36)) AS top_three,
       csat_low(t, scale_max => 7, satisfied_min => 7) = csat_low(pg_temp.share(11, 36)) AS low,
       csat_high(t, scale_min => 0, scale_max => 100, satisfied_min => 2) = csat_high(pg_temp.share(35, 36)) AS high,
       tally_share_interval(t, 2, 3) = csat_interval(pg_temp.share(5, 36)) AS in_between,
       tally_share_interval(t, -5, 1000) = csat_interval(pg_temp.share(36, 36)) AS all_of_it,
       tally_share_interval(t, 8, 100) = csat_interval(pg_temp.share(0, 36)) AS none_there,
       tally_share_interval(t, 6, 5) = csat_interval(pg_temp.share(0, 36)) AS none_in_range
  FROM (VALUES ('{1:1,2:2,3:3,4:3,5:6,6:10,7:11}'::tally)) AS v(t);
SELECT csat_interval(thumbs, scale_min => 0, scale_max => 1, satisfied_min => 1) = csat_interval(pg_temp.share(30, 40)) AS thumbs,
       tally_share_interval(thumbs, 1, 1) = csat_interval(pg_temp.share(30, 40)) AS share
  FROM (SELECT tally(i % 4 > 0) AS thumbs FROM generate_series(1, 40) AS i) AS v;

-- Rates: thumbs are their own scale; by NULL the default.
SELECT rate_interval(t) = csat_interval(pg_temp.share(3, 4)) AS interval, rate_interval(t) = rate_interval(t, NULL, NULL, NULL) AS by_null, rate_margin(t) = rate_margin(t, 0.95, 'wilson', NULL) AS in_full,
       rate_low(t) = rate_low(t, NULL, NULL, NULL) AS low, rate_high(t, 0.9) < rate_high(t) AS high, rate_interval(t, 0.9, 'JEFFREYS', 40) = csat_interval(pg_temp.share(3, 4), 0.9, 'jeffreys', 40) AS others
  FROM (VALUES ('{0:1,1:3}'::tally)) AS v(t);

-- No answers, and no tally
SELECT csat_interval(t) AS interval, csat_low(t) AS low, csat_high(t) AS high, tally_share_interval(t, 4, 5) AS share,
       csat_interval(t, method => 'clopper_pearson') AS exact, csat_interval(t, population => 0) AS of_nobody, csat_margin(t) AS margin, csat_stderr(t) AS stderr,
       rate_interval(t) AS rate, rate_low(t) AS rate_low, rate_high(t) AS rate_high, rate_margin(t) AS rate_margin, rate_stderr(t) AS rate_stderr
  FROM (VALUES (1, '{}'::tally), (2, NULL)) AS v(n, t) ORDER BY n;
SELECT tally_share_interval('{5:1}', NULL, 5) AS no_from, tally_share_interval('{5:1}', 4, NULL) AS no_to;

-- The survey, 2018: 631 of five, 1428 of four among 2625 answers (Wilson,
-- computed with mpmath)
SELECT csat(t)::numeric(9,6), relative_verdict(low, 76.8239162714002) AS low, relative_verdict(high, 79.96916248161689) AS high
  FROM (VALUES ('{1:6,2:46,3:514,4:1428,5:631}'::tally)) AS v(t), LATERAL csat_interval(t);

-- Methods and alternatives in any case
SELECT csat_interval('{3:4,4:7}', method => 'Clopper_Pearson') = csat_interval('{3:4,4:7}', method => 'clopper_pearson') AS method,
       csat_target_test('{3:4,4:7}', 50, alternative => 'GREATER') = csat_target_test('{3:4,4:7}', 50, alternative => 'greater') AS alternative;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$csat_interval('{4:1}', 0)$$), (2, $$csat_interval('{4:1}', 1)$$), (3, $$csat_interval('{4:1}', 95)$$),
               (4, $$csat_low('{4:1}', 'NaN')$$), (5, $$csat_high('{4:1}', -1)$$), (6, $$tally_share_interval('{4:1}', 4, 5, 95)$$),
               (7, $$csat_interval('{}', 95)$$), (8, $$tally_share_interval('{}', 4, 5, 95)$$),
               (9, $$csat_interval('{4:1}', method => 'adjusted_wald')$$), (10, $$csat_low('{4:1}', method => 'exact')$$),
               (11, $$csat_high('{4:1}', method => 'wilsons')$$), (12, $$tally_share_interval('{4:1}', 4, 5, method => 'score')$$),
               (13, $$csat_interval('{4:12}', population => 11)$$), (14, $$csat_low('{4:12}', population => -12)$$),
               (15, $$csat_high('{4:12}', population => 0)$$), (16, $$tally_share_interval('{4:12}', 4, 5, population => 11)$$),
               (17, $$csat_interval('{4:1}', scale_max => 7)$$), (18, $$csat_low('{4:1}', satisfied_min => 6)$$),
               (19, $$csat_high('{4:1}', scale_min => 5)$$), (20, $$csat_interval('{4:1}', scale_min => 5, scale_max => 1)$$),
               (21, $$csat_interval('{0:3,4:1}')$$), (22, $$csat_low('{4:1,6:1}')$$), (23, $$csat_high('{4:1,99:1}')$$), (24, $$csat_margin('{6:1}')$$), (25, $$csat_stderr('{6:1}')$$), (26, $$csat_margin('{4:1}', scale_max => 7)$$),
               (27, $$rate_interval('{2:1}')$$), (28, $$rate_low('{2:1}')$$), (29, $$rate_high('{1:1}', 95)$$), (30, $$rate_margin('{1:2}', population => 1)$$), (31, $$rate_stderr('{2:1}')$$), (32, $$rate_interval('{1:1}', method => 'score')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.detail, e.hint
  FROM (VALUES (1, $$csat_interval('{4:1}', 95)$$), (2, $$csat_interval('{4:1}', method => 'adjusted_wald')$$),
               (3, $$csat_interval('{4:12}', population => 11)$$), (4, $$csat_interval('{0:3,4:1}')$$), (5, $$csat_interval('{4:1}', scale_max => 7)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
