\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- weights: tally_weighted over every type of score, and every function over
-- weighted tallies, against plain SQL over the rows; merging, moving frames,
-- parallel plans, round trips; and what is refused
--
\pset null NULL
-- (The planner takes some series below for long ones.)
SET jit = off;

-- The entries of a tally; and are two tallies the same but for the rounding
-- of their weights?
CREATE FUNCTION pg_temp.entries(t tally) RETURNS TABLE (score int, answers bigint, weight float8, weight_squares float8)
LANGUAGE sql AS $$
  SELECT key::int, CASE jsonb_typeof(value) WHEN 'object' THEN value->>'answers' ELSE value #>> '{}' END::bigint,
         CASE jsonb_typeof(value) WHEN 'object' THEN value->>'weight' ELSE value #>> '{}' END::float8,
         CASE jsonb_typeof(value) WHEN 'object' THEN value->>'weight_squares' ELSE value #>> '{}' END::float8
    FROM jsonb_each(t::jsonb)
$$;
CREATE FUNCTION pg_temp.close(a tally, b tally) RETURNS boolean
LANGUAGE sql AS $$
  SELECT coalesce(bool_and(coalesce(x.answers = y.answers AND relative_verdict(x.weight, y.weight) = 'ok' AND
                                    relative_verdict(x.weight_squares, y.weight_squares) = 'ok', false)), true)
    FROM pg_temp.entries(a) AS x FULL JOIN pg_temp.entries(b) AS y USING (score)
$$;

-- 4000 answers in no visible order with weights of many sizes, some rows
-- without score or weight or with weight 0; group 30 has no weight, group 31
-- no weighted answers, group 32 weights of 1 only.
CREATE TABLE weight_answers (id int PRIMARY KEY, grp int NOT NULL, n int, c int, e int, w float8);
INSERT INTO weight_answers
  SELECT i, i % 30,
         ('{0,1,2,3,4,5,6,7,7,8,8,9,9,9,10,10,10,NULL}'::int[])[1 + r % 18],
         ('{1,2,3,3,4,4,4,5,5}'::int[])[1 + r / 19 % 9],
         ('{1,2,3,4,5,5,6,6,7,7}'::int[])[1 + r / 191 % 10],
         CASE WHEN i % 37 = 0 THEN NULL WHEN i % 41 = 0 THEN 0 ELSE exp((r % 1999) / 400.0 - 2) END
    FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 4000::bigint) AS i) AS random;
INSERT INTO weight_answers SELECT 5000 + i, 30, i % 11, 1 + i % 5, 1 + i % 7, 0 FROM generate_series(1, 20) AS i;
INSERT INTO weight_answers SELECT 5100 + i, 31, CASE WHEN i % 2 = 0 THEN 8 END, NULL, NULL, CASE WHEN i % 2 = 1 THEN 1.5 END FROM generate_series(1, 20) AS i;
INSERT INTO weight_answers SELECT 5200 + i, 32, i * i % 11, 1 + i * i % 5, 1 + i * i % 7, 1 FROM generate_series(1, 50) AS i;
ANALYZE weight_answers;

SELECT tally_weighted(n, w) AS t, tally_count(tally_weighted(n, w)) AS answers
  FROM (VALUES (9, 0.5::float8), (9, 2), (10, 0.25), (NULL, 7), (3, NULL), (4, 0), (4, '-0')) AS v(n, w);
SELECT grp, tally_weighted(n, w) FROM weight_answers WHERE grp > 29 GROUP BY grp ORDER BY grp;

-- Counts and sums, by score
SELECT count(*) AS entries, count(*) FILTER (WHERE t.answers IS DISTINCT FROM p.answers) AS answers,
       count(*) FILTER (WHERE relative_verdict(t.weight, p.weight) <> 'ok') AS weights,
       count(*) FILTER (WHERE relative_verdict(t.weight_squares, p.weight_squares) <> 'ok') AS squares
  FROM (SELECT grp, x.* FROM (SELECT grp, tally_weighted(n, w) AS t FROM weight_answers GROUP BY grp) AS g, pg_temp.entries(t) AS x) AS t
  FULL JOIN (SELECT grp, n AS score, count(*) AS answers, sum(w) AS weight, sum(w * w) AS weight_squares
               FROM weight_answers WHERE n IS NOT NULL AND w IS NOT NULL GROUP BY grp, n) AS p USING (grp, score);

-- Every type of score, and what becomes of other types of weight
CREATE FUNCTION pg_temp.mismatches(score_type text, weight_type text, OUT groups bigint, OUT mismatches bigint)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('
    SELECT count(*), count(*) FILTER (WHERE t IS DISTINCT FROM as_integer)
      FROM (SELECT tally_weighted(n::%1$s, w::%2$s ORDER BY id) AS t, tally_weighted(n, w::%2$s::float8 ORDER BY id) AS as_integer
              FROM weight_answers GROUP BY grp) AS g', score_type, weight_type) INTO groups, mismatches;
END $$;
SELECT score_type, weight_type, m.*
  FROM (VALUES (1, 'smallint', 'float8'), (2, 'integer', 'float8'), (3, 'bigint', 'float8'), (4, 'numeric', 'float8'), (5, 'float8', 'float8'), (6, 'real', 'float8'),
               (7, 'integer', 'real'), (8, 'smallint', 'numeric'), (9, 'numeric', 'integer'), (10, 'integer', 'numeric(8,4)'), (11, 'bigint', 'numeric(12,9)'),
               (12, 'numeric', 'numeric(20,0)'), (13, 'float8', 'numeric(6,1)'), (14, 'real', 'numeric(30,20)')) AS v(o, score_type, weight_type),
       LATERAL pg_temp.mismatches(score_type, weight_type) AS m
 ORDER BY o;

-- A numeric weight is what its cast is, to the last bit, whatever its digits.
CREATE TEMP TABLE numeric_weights AS
  SELECT round((i * 7919 % 10000019)::numeric / power(10::numeric, i % 30), (i % 35)::int) * power(10::numeric, i / 300) AS w FROM generate_series(1, 6000::bigint) AS i UNION ALL
  SELECT unnest('{0,0.000,1,9999,10000,100000000,9007199254740992,9007199254740993,9999999999999999,1e-20,1.23e-21,1e-100,1e100,0.1,0.30000000000000004,123456789.123456789}'::numeric[]);
SELECT count(*) AS weights, count(*) FILTER (WHERE stored <> tally_weighted OR computed <> tally_weighted) AS mismatches
  FROM (SELECT tally_weighted(5, w) AS stored, tally_weighted(5, w + 0.00) AS computed, tally_weighted(5, w::float8) FROM numeric_weights GROUP BY w) AS x;
SELECT state, message FROM error_of($$SELECT tally_weighted(9, -0.5::numeric)$$) UNION ALL SELECT state, message FROM error_of($$SELECT tally_weighted(9, 'NaN'::numeric)$$);
-- a weighted rate: true as 1, false as 0
SELECT tally_weighted(happy, weight) AS t, rate(tally_weighted(happy, weight)) AS rate, tally_weighted(happy, weight) = tally_weighted(happy::int, weight) AS as_integer,
       tally_weighted(happy, weight::float8) = tally_weighted(happy::int, weight::float8) AS float8, tally_weighted(happy, weight) FILTER (WHERE happy IS NULL) AS nothing
  FROM (VALUES (true, 2), (false, 0.5), (true, 1.5), (NULL, 1), (false, NULL)) AS v(happy, weight);
SELECT id, rate(tally_weighted(happy, weight) OVER (ORDER BY id)) AS running
  FROM (VALUES (1, true, 2), (2, false, 0.5), (3, true, 1.5)) AS v(id, happy, weight) ORDER BY id;
SELECT state, message FROM error_of($$SELECT tally_weighted(true, -0.5)$$);
SELECT tally_weighted(9, 1) AS integers, tally_weighted(9, 0.5) AS decimals, tally_weighted(9.0, 0.5) AS numerics, tally_weighted(9::smallint, '0.5') AS strings;

-- The rows again, by metric: the score as x, its group as -1, 0 or 1; and
-- what plain SQL makes of them, by metric and group
CREATE TEMP TABLE long AS
  SELECT id, metric, grp, x, CASE WHEN x >= high_min THEN 1 WHEN x <= low_max THEN -1 ELSE 0 END AS s, w
    FROM weight_answers, LATERAL (VALUES ('nps', n, 6, 9), ('csat', c, 2, 4), ('ces', e, 3, 5)) AS v(metric, x, low_max, high_min)
   WHERE x IS NOT NULL AND w IS NOT NULL;
CREATE TEMP TABLE tallies AS SELECT metric, grp, tally_weighted(x, w) AS t, tally(x) AS unweighted FROM long GROUP BY metric, grp;
CREATE TEMP TABLE plain AS
  SELECT p.*, d.*, least(effective, (high + low - net ^ 2) / net_error ^ 2) AS net_size, least(effective, high * (1 - high) / high_error ^ 2) AS high_size, least(effective, variance / mean_error ^ 2) AS mean_size
    FROM (SELECT metric, grp, count(*) AS n, sum(w) AS weight, sum(w) ^ 2 / sum(w * w) AS effective, sum(w * x) / sum(w) AS mean, sum(w * s) / sum(w) AS net,
                 coalesce(sum(w) FILTER (WHERE s = 1), 0) / sum(w) AS high, coalesce(sum(w) FILTER (WHERE s = -1), 0) / sum(w) AS low,
                 count(*) FILTER (WHERE s = 1) AS high_answers, count(*) FILTER (WHERE s = 0) AS middle_answers,
                 count(*) FILTER (WHERE s = -1) AS low_answers, min(x) AS least, max(x) AS most
            FROM long WHERE grp <> 30 GROUP BY metric, grp) AS p,
         LATERAL (SELECT sum(w * (x - mean) ^ 2) * n / (n - 1) / weight AS variance, sqrt(sum((w * (x - mean)) ^ 2) * n / (n - 1)) / weight AS mean_error,
                         sqrt(sum((w * (s - net)) ^ 2) * n / (n - 1)) / weight AS net_error,
                        sqrt(sum((w * ((s = 1)::int - high)) ^ 2) * n / (n - 1)) / weight AS high_error
                    FROM long WHERE long.metric = p.metric AND long.grp = p.grp) AS d;
CREATE FUNCTION pg_temp.percentile(of_metric text, of_grp int, fraction float8) RETURNS int
LANGUAGE sql AS $$
  SELECT min(x) FROM (SELECT x, sum(sum(w)) OVER (ORDER BY x) AS reached, sum(sum(w)) OVER () AS weight FROM long WHERE metric = of_metric AND grp = of_grp GROUP BY x) AS s
   WHERE reached > fraction * weight
$$;

-- Reading
SELECT metric, count(*) AS tallies, count(*) FILTER (WHERE tally_count(t) IS DISTINCT FROM n) AS count,
       count(*) FILTER (WHERE relative_verdict(tally_effective_count(t), effective) <> 'ok') AS effective,
       count(*) FILTER (WHERE relative_verdict(tally_design_effect(t), n / effective) <> 'ok') AS design_effect,
       count(*) FILTER (WHERE relative_verdict(tally_mean(t), mean) <> 'ok') AS mean,
       count(*) FILTER (WHERE relative_verdict(tally_variance(t), variance) <> 'ok') AS variance,
       count(*) FILTER (WHERE relative_verdict(tally_stddev(t), sqrt(variance)) <> 'ok') AS stddev,
       count(*) FILTER (WHERE relative_verdict(tally_index(t, 0, 20), 5 * mean) <> 'ok') AS "index",
       count(*) FILTER (WHERE tally_min(t) <> least OR tally_max(t) <> most) AS ends
  FROM tallies JOIN plain USING (metric, grp) GROUP BY metric ORDER BY metric;
SELECT metric, count(*) AS tallies,
       count(*) FILTER (WHERE tally_median(t) IS DISTINCT FROM pg_temp.percentile(metric, grp, 0.5)) AS median,
       count(*) FILTER (WHERE tally_percentile(t, 0) IS DISTINCT FROM pg_temp.percentile(metric, grp, 0)) AS p0,
       count(*) FILTER (WHERE tally_percentile(t, 0.1) IS DISTINCT FROM pg_temp.percentile(metric, grp, 0.1)) AS p10,
       count(*) FILTER (WHERE tally_percentile(t, 1 / 3.0::float8) IS DISTINCT FROM pg_temp.percentile(metric, grp, 1 / 3.0::float8)) AS p33,
       count(*) FILTER (WHERE tally_percentile(t, 0.9) IS DISTINCT FROM pg_temp.percentile(metric, grp, 0.9)) AS p90,
       count(*) FILTER (WHERE tally_percentile(t, 1) IS DISTINCT FROM top) AS p100,
       count(*) FILTER (WHERE tally_mode(t) IS DISTINCT FROM mode) AS mode
  FROM tallies, LATERAL (SELECT max(x) AS top FROM long WHERE long.metric = tallies.metric AND long.grp = tallies.grp AND w > 0) AS top,
       LATERAL (SELECT x AS mode FROM long WHERE long.metric = tallies.metric AND long.grp = tallies.grp GROUP BY x ORDER BY sum(w) DESC, x LIMIT 1) AS mode
 WHERE grp < 30 GROUP BY metric ORDER BY metric;
SELECT count(*) AS rows, count(*) FILTER (WHERE u.answers IS DISTINCT FROM p.answers) AS answers, count(*) FILTER (WHERE relative_verdict(u.share, p.share) <> 'ok') AS shares
  FROM (SELECT metric, grp, u.* FROM tallies, unnest(t) AS u WHERE grp <> 30) AS u
  FULL JOIN (SELECT metric, grp, x AS score, count(*) AS answers, 100 * sum(w) / sum(sum(w)) OVER (PARTITION BY metric, grp) AS share
               FROM long WHERE grp <> 30 GROUP BY metric, grp, x) AS p USING (metric, grp, score);
SELECT regexp_replace(tally_chart(tally_weighted(n, w)), E'[^0-9.%\n]+', ' ', 'g') AS "score, answers, share"
  FROM (VALUES (1, 0.5::float8), (1, 0.5), (2, 1), (4, 0.5), (5, 2.5)) AS v(n, w);

-- Scores; and the counts of groups, which stay counts
SELECT count(*) AS tallies, count(*) FILTER (WHERE relative_verdict(nps(t), 100 * net) <> 'ok') AS nps,
       count(*) FILTER (WHERE nps_promoters(t) <> high_answers OR nps_passives(t) <> middle_answers OR nps_detractors(t) <> low_answers) AS counts,
       count(*) FILTER (WHERE relative_verdict(tally_share(t, 9, 10), 100 * high) <> 'ok' OR relative_verdict(tally_share(t, 0, 6), 100 * low) <> 'ok') AS shares
  FROM tallies JOIN plain USING (metric, grp) WHERE metric = 'nps';
SELECT count(*) AS tallies, count(*) FILTER (WHERE relative_verdict(csat(t), 100 * high) <> 'ok') AS csat,
       count(*) FILTER (WHERE relative_verdict(csat_net(t), 100 * (high - low)) <> 'ok') AS net, count(*) FILTER (WHERE relative_verdict(csat_mean(t), mean) <> 'ok') AS mean
  FROM tallies JOIN plain USING (metric, grp) WHERE metric = 'csat';
SELECT count(*) AS tallies, count(*) FILTER (WHERE relative_verdict(ces(t), mean) <> 'ok') AS ces, count(*) FILTER (WHERE relative_verdict(ces_easy_share(t), 100 * high) <> 'ok') AS easy,
       count(*) FILTER (WHERE relative_verdict(ces_net(t), 100 * (high - low)) <> 'ok') AS net,
       count(*) FILTER (WHERE relative_verdict(ces(t, low_is_easy => true), 8 - mean) <> 'ok') AS mirrored
  FROM tallies JOIN plain USING (metric, grp) WHERE metric = 'ces';
SELECT count(*) AS segments, count(*) FILTER (WHERE relative_verdict(nps_contribution(t, total), 100 * net * weight / total_weight) <> 'ok') AS contribution,
       abs(sum(nps_contribution(t, total)) - nps((array_agg(total))[1])) < 1e-12 AS together
  FROM (SELECT t, net, weight, sum(t) OVER () AS total, sum(weight) OVER () AS total_weight FROM tallies JOIN plain USING (metric, grp) WHERE metric = 'nps') AS s;

-- The standard error is that of svymean in R's package survey; wald is it -+ t
-- with n - 1 degrees of freedom, as svyciprop has it, t from an unweighted mean
-- of as many answers.
CREATE TEMP TABLE critical AS
  SELECT metric, grp, (high - low) / 2 / tally_stddev(unweighted) * sqrt(tally_count(unweighted)) AS t_critical
    FROM tallies, LATERAL tally_mean_interval(unweighted) WHERE grp < 30;
-- Tango's variance of one answer at the score d
CREATE FUNCTION pg_temp.variance_at(c float8, b float8, n float8, d float8) RETURNS float8
LANGUAGE sql AS $$ SELECT (sqrt(l * l + 8 * n * b * d * (1 - d)) - l) / (2 * n) + d * (1 - d) FROM (SELECT (2 * n - c + b) * d - b - c AS l) AS x $$;
-- Intervals take the effective size times (z / t)^2 (Korn and Graubard).
SELECT count(*) AS tallies, count(*) FILTER (WHERE relative_verdict(nps_stderr(t), 100 * net_error) <> 'ok') AS stderr,
       count(*) FILTER (WHERE verdict(nps_margin(t), (nps_high(t) - nps_low(t)) / 2) <> 'ok' OR verdict(nps_margin(t, method => 'wald'), (wald.high - wald.low) / 2) <> 'ok') AS margin,
       count(*) FILTER (WHERE relative_verdict(wald.low, 100 * greatest(-1, net - t_critical * net_error)) <> 'ok' OR
                              relative_verdict(wald.high, 100 * least(1, net + t_critical * net_error)) <> 'ok') AS wald,
       count(*) FILTER (WHERE relative_verdict(adjusted.low, 100 * greatest(-1, m - z * sqrt((p + d - m * m) / k))) <> 'ok' OR
                              relative_verdict(adjusted.high, 100 * least(1, m + z * sqrt((p + d - m * m) / k))) <> 'ok') AS adjusted_wald,
       count(*) FILTER (WHERE abs(z * sqrt(pg_temp.variance_at(plain.high * used, plain.low * used, used, score.low / 100) / used) - (net - score.low / 100)) > 1e-12 OR
                              abs(z * sqrt(pg_temp.variance_at(plain.high * used, plain.low * used, used, score.high / 100) / used) - (score.high / 100 - net)) > 1e-12) AS score
  FROM tallies JOIN plain USING (metric, grp) JOIN critical USING (metric, grp), (VALUES (1.9599639845400543::float8)) AS v(z),
       LATERAL nps_interval(t, method => 'wald') AS wald, LATERAL nps_interval(t, method => 'adjusted_wald') AS adjusted, LATERAL nps_interval(t) AS score,
       LATERAL (SELECT net_size * (z / t_critical) ^ 2 AS used) AS used, LATERAL (SELECT used + 3 AS k) AS k, LATERAL (SELECT (plain.high * used + 0.75) / k AS p, (plain.low * used + 0.75) / k AS d) AS pd, LATERAL (SELECT p - d AS m) AS m
 WHERE metric = 'nps' AND grp < 30;
SELECT count(*) AS tallies, count(*) FILTER (WHERE relative_verdict(csat_stderr(t), 100 * high_error) <> 'ok') AS stderr,
       count(*) FILTER (WHERE relative_verdict(c.low, 100 * (plain.high + z2 / 2 / k - radius) / (1 + z2 / k)) <> 'ok' OR
                              relative_verdict(c.high, 100 * (plain.high + z2 / 2 / k + radius) / (1 + z2 / k)) <> 'ok') AS wilson,
       count(*) FILTER (WHERE tally_share_interval(t, 4, 5) IS DISTINCT FROM c) AS share,
       count(*) FILTER (WHERE relative_verdict(w.high - w.low, 200 * t_critical * high_error) <> 'ok' OR relative_verdict(csat_margin(t, method => 'wald'), 100 * t_critical * high_error) <> 'ok') AS wald
  FROM tallies JOIN plain USING (metric, grp) JOIN critical USING (metric, grp), LATERAL csat_interval(t) AS c, LATERAL csat_interval(t, method => 'wald') AS w,
       LATERAL (SELECT high_size * (1.9599639845400543 / t_critical) ^ 2 AS k, 1.9599639845400543 ^ 2 AS z2) AS k, LATERAL (SELECT sqrt(z2 * plain.high * (1 - plain.high) / k + z2 * z2 / 4 / k / k) AS radius) AS r
 WHERE metric = 'csat' AND grp < 30;
-- Student's t has as many degrees of freedom as without weights.  The
-- artificial answer stands beside as many as the effective size: the smaller of
-- Kish's and the sample variance over the squared standard error of the mean.
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE relative_verdict((m.high - m.low) / 2, mean_error * (u.high - u.low) / 2 / tally_stddev(unweighted) * sqrt(n)) <> 'ok') AS mean,
       count(*) FILTER (WHERE relative_verdict((m.high + m.low) / 2, mean) <> 'ok') AS centre, count(*) FILTER (WHERE ces_interval(t, 0.9, 't', scale_max => 7) IS DISTINCT FROM m OR relative_verdict(ces_stderr(t), mean_error) <> 'ok' OR tally_mean_stderr(t) <> ces_stderr(t)) AS ces,
       count(*) FILTER (WHERE relative_verdict((a.low + a.high) / 2, (mean * mean_size + 4) / (mean_size + 1)) <> 'ok') AS adjusted_centre
  FROM tallies JOIN plain USING (metric, grp), LATERAL tally_mean_interval(t, 0.9) AS m, LATERAL tally_mean_interval(unweighted, 0.9) AS u, LATERAL ces_interval(t, 0.9) AS a
 WHERE metric = 'ces' AND grp < 30;
-- Ten weighted answers by R 4.2.2, survey 4.1: svymean, confint with nine
-- degrees of freedom, svyvar; and the examples of svyciprop
CREATE TEMP TABLE ten AS
  SELECT tally_weighted(n, w) AS t FROM (VALUES (10, 0.5::float8), (9, 2), (9, 1.25), (7, 3), (6, 0.75), (3, 1), (10, 4), (8, 0.25), (5, 1.5), (1, 2.5)) AS v(n, w);
SELECT verdict_within(nps(t), 11.9402985074627, 1e-12) AS nps, verdict_within(nps_stderr(t), 34.2685635527983, 1e-12) AS stderr,
       verdict_within(n.low, -65.5805779923055, 1e-12) AS low, verdict_within(n.high, 89.4611750072309, 1e-12) AS high,
       verdict_within(s.low, 0.377500325510938, 1e-12) AS share_low, verdict_within(s.high, 92.1598131073249, 1e-12) AS share_high,
       verdict_within(m.low, 3.91928110092184, 1e-12) AS mean_low, verdict_within(m.high, 9.7822114363916, 1e-12) AS mean_high,
       verdict_within(tally_variance(t), 11.02002425683, 1e-10) AS variance
  FROM ten, LATERAL nps_interval(t, method => 'wald') AS n, LATERAL tally_share_interval(t, 9, 10, method => 'wald') AS s, LATERAL tally_mean_interval(t) AS m;
SELECT verdict_within(low, 67.5217009874148, 1e-11) AS low, verdict_within(high, 82.4782990125852, 1e-11) AS high
  FROM (SELECT tally_weighted(i % 2, 1 + 2 * (i % 2)) AS t FROM generate_series(1, 100) AS i) AS x, LATERAL tally_share_interval(t, 1, 1, method => 'wald');
-- Golden cases P8: limits of wilson
SELECT count(*) AS tests, string_agg(format('%s: %s', t, i), '; ') FILTER (WHERE verdict(i.low, v.low) <> 'ok' OR verdict(i.high, v.high) <> 'ok') AS wrong
  FROM (VALUES ('{1:50(150,450),0:50(50,50)}'::tally, 1, 1, 64.376276877080605::float8, 83.278445458010300::float8),
               ('{5:2(1.5,1.25),4:1(2,4),3:1(1.5,2.25),2:1(1,1)}', 4, 5, 11.245202460368384, 93.928227420896116),
               ('{1:50(50,50),0:10(30,90)}', 1, 1, 45.643885357612905, 76.787281972005857)) AS v(t, from_score, to_score, low, high), LATERAL tally_share_interval(t, from_score, to_score) AS i;
SELECT verdict(csat(t), 58.333333333333333) AS "P8", verdict((csat_interval(t)).low, 11.245202460368384) AS low, verdict((csat_interval(t)).high, 93.928227420896116) AS high
  FROM (SELECT tally_weighted(n, w) AS t FROM (VALUES (5, 0.5), (5, 1), (4, 2), (3, 1.5), (2, 1)) AS v(n, w)) AS x;
-- Effective sizes are no whole numbers: computed with mpmath 1.3.0 to 50
-- digits from the smaller of V / se^2 and Kish's size times (z / t)^2 and
-- shares of it, the last tally, which does not vary, from Kish's; means from
-- that size without (z / t)^2
CREATE TEMP TABLE computed (t tally, method text, low float8, high float8);
INSERT INTO computed VALUES
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'wilson', 3.3236631994048973, 98.49502734340427),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'agresti_coull', 3.2447675654288366, 98.57392297738033),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'clopper_pearson', 9.231812865529722e-06, 99.99999999719502),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'jeffreys', 1.0332538651267453, 99.49002548761453),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'wald', 0.0, 100.0),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'nps score', -89.10024494923418, 97.59176345655446),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'nps adjusted_wald', -72.68431239909306, 82.3637202536102),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'nps wald', -100.0, 100.0),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'mean adjusted', 0.0, 10.0),
  ('{10:1(3,9),5:1(1,1),7:1(1,1)}', 'mean t', 2.027424141140172, 10.0),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'wilson', 33.56076375968971, 72.34128826069005),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'agresti_coull', 33.5547327577637, 72.34731926261607),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'clopper_pearson', 31.05320099431959, 74.91246103400508),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'jeffreys', 33.12060802187663, 72.96616222877965),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'wald', 32.43941816406346, 74.51245349369054),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'nps score', 7.083935487707872, 64.47595615742853),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'nps adjusted_wald', 7.630195885546978, 63.30495690270555),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'nps wald', 15.05376169315967, 65.16014205015584),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'mean adjusted', 6.312196051797292, 8.302042950208588),
  ('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 'mean t', 6.669065758444307, 8.133073278988848),
  ('{9:300(150,90),7:1(40,1600)}', 'wilson', 39.57171590676365, 95.55046243120505),
  ('{9:300(150,90),7:1(40,1600)}', 'agresti_coull', 38.20029325683474, 96.92188508113396),
  ('{9:300(150,90),7:1(40,1600)}', 'clopper_pearson', 31.64815790985267, 98.98970062195255),
  ('{9:300(150,90),7:1(40,1600)}', 'jeffreys', 39.422329340140216, 96.99775329686163),
  ('{9:300(150,90),7:1(40,1600)}', 'wald', 46.11991335112741, 100.0),
  ('{9:300(150,90),7:1(40,1600)}', 'nps score', 8.559460317357802, 95.55046243120505),
  ('{9:300(150,90),7:1(40,1600)}', 'nps adjusted_wald', 10.01831671529671, 94.80072909248383),
  ('{9:300(150,90),7:1(40,1600)}', 'nps wald', 46.11991335112741, 100.0),
  ('{9:300(150,90),7:1(40,1600)}', 'mean adjusted', 6.178075105657886, 9.956195144080981),
  ('{9:300(150,90),7:1(40,1600)}', 'mean t', 7.922398267022548, 9.235496469819557),
  ('{5:7(3.5,2.25)}', 'wilson', 0.0, 52.3746571647678),
  ('{5:7(3.5,2.25)}', 'agresti_coull', 0.0, 58.00523917171664),
  ('{5:7(3.5,2.25)}', 'clopper_pearson', 0.0, 65.21703429259267),
  ('{5:7(3.5,2.25)}', 'jeffreys', 0.0, 48.68421129027624),
  ('{5:7(3.5,2.25)}', 'wald', 0.0, 0.0),
  ('{5:7(3.5,2.25)}', 'nps score', -100.0, 4.749314329535587),
  ('{5:7(3.5,2.25)}', 'nps adjusted_wald', -100.0, -0.5314360171290886),
  ('{5:7(3.5,2.25)}', 'nps wald', -100.0, -100.0),
  ('{5:7(3.5,2.25)}', 'mean adjusted', 3.660679970788841, 6.339320029211159),
  ('{5:7(3.5,2.25)}', 'mean t', 5.0, 5.0);
SELECT method, count(*) AS tests, string_agg(format('%s: %s', t, i), '; ') FILTER (WHERE verdict(i.low, c.low) <> 'ok' OR verdict(i.high, c.high) <> 'ok') AS wrong
  FROM computed AS c,
       LATERAL (SELECT * FROM nps_interval(t, 0.95, substr(method, 5)) WHERE method LIKE 'nps %' UNION ALL
                SELECT * FROM tally_mean_interval(t, 0.95, substr(method, 6), NULL, 0, 10) WHERE method LIKE 'mean %' UNION ALL
                SELECT * FROM tally_share_interval(t, 9, 10, 0.95, method) WHERE method NOT LIKE '% %') AS i
 GROUP BY method ORDER BY method;
-- Tests refer their statistic to t with n_a + n_b - 2 degrees of freedom, or n - 1
-- against a target: computed with mpmath
SELECT test_verdict(nps_test('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', '{10:6(3,2.5),8:4(6,10.5),0:9(7.5,7)}'), '{67.37967914438502,10.987514603057148,110.11684311814338,2.4656331253233006,0.01688570145624797}') AS nps,
       test_verdict(csat_test('{5:20(12.5,9.25),3:6(7.75,11.5),1:11(3.125,1.5)}', '{4:6(3,2.5),2:4(6,10.5),1:9(7.5,7)}'), '{35.294117647058826,0.6031154904107153,58.105081629120235,2.0765914181717355,0.042612356507135324}') AS csat,
       test_verdict(tally_mean_test('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', '{10:6(3,2.5),8:4(6,10.5),0:9(7.5,7)}'), '{2.6737967914438503,0.4923357171759302,4.855257865711771,2.4573621190047787,0.01723842129103012}') AS pooled,
       test_verdict(tally_mean_test('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', '{10:6(3,2.5),8:4(6,10.5),0:9(7.5,7)}', method => 'welch'), '{2.6737967914438503,0.18080363125787796,5.166789951629823,2.2263956517964854,0.03672296610077048}') AS welch,
       test_verdict(nps_target_test('{9:20(12.5,9.25),7:6(7.75,11.5),2:11(3.125,1.5)}', 20), '{20.106951871657753,-12.916064512292127,44.475956157428534,1.2811922764134986,0.20831788074225002}') AS target;
-- Weights of 1 are weights, too: the net score of n of them is worth n - 1
-- answers, a mean n; a plain tally beside a weighted one has n - 1 degrees.
SELECT verdict((nps_test('{3:4(4,4),9:6(6,6)}', '{3:5(5,5),9:5(5,5)}', method => 'wald')).statistic, (nps_test('{3:4,9:6}', '{3:5,9:5}', method => 'wald')).statistic * sqrt(0.9)) AS wald,
       verdict((tally_mean_test('{3:4(4,4),9:6(6,6)}', '{3:5(5,5),9:5(5,5)}')).p_value, (tally_mean_test('{3:4,9:6}', '{3:5,9:5}')).p_value) AS mean,
       verdict((nps_test('{3:4(4,4),9:6(6,6)}', '{3:5,9:5}')).difference, 20) AS mixed, (nps_test('{3:4(4,4),9:6(6,6)}', '{3:5,9:5}')).p_value > (nps_test('{3:4,9:6}', '{3:5,9:5}')).p_value AS wider;
-- A constant times all weights changes no limit and no test; the standard
-- error of a score is larger than without weights by sqrt(n / (n - 1)), that of
-- a mean the same.
CREATE TEMP TABLE scaled AS
  SELECT grp, factor, tally_weighted(x, w * factor) AS t, tally_weighted(x, factor) AS even, tally(x) AS unweighted, count(*)::float8 AS n
    FROM long, unnest('{0.5,0.3,1,2,1e-100,1e100}'::float8[]) AS factor WHERE metric = 'nps' AND grp < 30 GROUP BY grp, factor;
SELECT s.factor, count(*) AS tallies,
       count(*) FILTER (WHERE relative_verdict(nps_stderr(s.t), nps_stderr(h.t)) <> 'ok' OR relative_verdict(nps_stderr(s.even), nps_stderr(s.unweighted) * sqrt(s.n / (s.n - 1))) <> 'ok') AS stderr,
       count(*) FILTER (WHERE relative_verdict(tally_effective_count(s.t), tally_effective_count(h.t)) <> 'ok') AS effective,
       count(*) FILTER (WHERE verdict(a.low, b.low) <> 'ok' OR verdict(a.high, b.high) <> 'ok') AS nps,
       count(*) FILTER (WHERE verdict(c.low, d.low) <> 'ok' OR verdict(c.high, d.high) <> 'ok') AS share,
       count(*) FILTER (WHERE verdict(e.low, f.low) <> 'ok' OR verdict(e.high, f.high) <> 'ok') AS mean,
       count(*) FILTER (WHERE verdict(g.low, k.low) <> 'ok' OR verdict(g.high, k.high) <> 'ok') AS even_mean,
       count(*) FILTER (WHERE verdict((nps_test(s.t, s.unweighted)).statistic, (nps_test(h.t, s.unweighted)).statistic) <> 'ok') AS test
  FROM scaled AS s JOIN scaled AS h ON h.grp = s.grp AND h.factor = 0.5,
       (VALUES ('adjusted_wald', 'wilson', 'adjusted'), ('score', 'jeffreys', 't'), ('wald', 'clopper_pearson', 't'), ('score', 'agresti_coull', 'adjusted'), ('score', 'wald', 't')) AS m(net, share, mean),
       LATERAL nps_interval(s.t, 0.9, net) AS a, LATERAL nps_interval(h.t, 0.9, net) AS b,
       LATERAL tally_share_interval(s.t, 7, 8, 0.9, share) AS c, LATERAL tally_share_interval(h.t, 7, 8, 0.9, share) AS d,
       LATERAL tally_mean_interval(s.t, 0.9, mean, NULL, 0, 10) AS e, LATERAL tally_mean_interval(h.t, 0.9, mean, NULL, 0, 10) AS f,
       LATERAL tally_mean_interval(s.even, 0.9, mean, NULL, 0, 10) AS g, LATERAL tally_mean_interval(s.unweighted, 0.9, mean, NULL, 0, 10) AS k
 GROUP BY s.factor ORDER BY s.factor;
-- {10,9,3,8}, by svymean; without weights Rocks' formula
SELECT verdict(nps_stderr(tally_weighted(n, 0.5)), 47.8713553878169) AS half, verdict(nps_stderr(tally_weighted(n, 2)), 47.8713553878169) AS two, verdict(nps_stderr(tally_weighted(n, 1)), 47.8713553878169) AS one,
       verdict(nps_stderr('{3:1(1,1),8:1(1,1),9:1(1,1),10:1(1,1)}'), 47.8713553878169) AS as_text, verdict(nps_stderr(sum(t)), 47.8713553878169) AS summed, verdict(nps_stderr(tally(n)), 41.45780987944250) AS unweighted
  FROM (VALUES (10, '{10:1(1,1)}'::tally), (9, '{9:1}'), (3, '{3:1}'), (8, '{8:1}')) AS v(n, t);
SELECT verdict(nps_stderr(tally_weighted(n, 1e-140)), 47.8713553878169) AS smallest FROM (VALUES (10), (9), (3), (8)) AS v(n);
-- One weighted answer has no standard error: its limits are the ends of the
-- scale, and there is no statistic; and everyone answered.
SELECT nps_stderr(t) AS stderr, nps_margin(t) AS margin, nps_interval(t) AS interval, nps_interval(t, method => 'wald') AS wald, nps_margin(t, population => 1) AS census_margin,
       nps_interval(t, method => 'wald', population => 1) AS census, tally_share_interval(t, 9, 10, method => 'wald', population => 1) AS share, tally_mean_interval(t, population => 1) AS mean
  FROM (VALUES ('{10:1(3,9)}'::tally)) AS v(t);
SELECT csat_interval(c) AS csat, csat_interval(c, method => 'jeffreys') AS jeffreys, tally_mean_interval(t) AS mean, tally_mean_interval(t, scale_min => 0, scale_max => 10) AS scaled, nps_summary(t) AS summary,
       nps_target_test(t, 50) AS target
  FROM (VALUES ('{10:1(3,9)}'::tally, '{5:1(3,9)}'::tally)) AS v(t, c);
-- Of two such the limits are as far from the scores as each has them.
SELECT verdict((t).difference, 80) AS difference, verdict((t).low, 80 - sqrt(200 ^ 2 + (nps_high(b) - 20) ^ 2)) AS low, verdict((t).high, 80 + (20 - nps_low(b))) AS high, (t).statistic, (t).p_value, (c).statistic AS csat, (w).low AS welch_low, (w).statistic AS welch
  FROM (SELECT b, nps_test('{10:1(3,9)}', b) AS t, csat_test('{5:1(3,9)}', '{4:3,3:2}') AS c, tally_mean_test('{10:1(3,9)}', b, method => 'welch') AS w FROM (VALUES ('{9:3,3:2}'::tally)) AS v(b)) AS x;
-- A population counts answers, not weight.
SELECT bool_and(verdict(nps_margin(t, method => 'wald', population => n * 2) / nps_margin(t, method => 'wald'), sqrt(n / (2 * n - 1.0))) = 'ok') AS margin,
       bool_and(i.low = nps(t) AND i.high = nps(t)) AS census
  FROM (SELECT t, tally_count(t) AS n FROM tallies WHERE metric = 'nps' AND grp < 30) AS x, unnest('{adjusted_wald,wald,score}'::text[]) AS method, LATERAL nps_interval(t, 0.95, method, n) AS i;

-- Tests of each group against the next
CREATE TEMP TABLE pairs AS
  SELECT a.metric, ta.t AS ta, tb.t AS tb, a, b
    FROM plain AS a JOIN plain AS b ON a.metric = b.metric AND a.grp + 1 = b.grp
    JOIN tallies AS ta ON ta.metric = a.metric AND ta.grp = a.grp JOIN tallies AS tb ON tb.metric = b.metric AND tb.grp = b.grp
   WHERE b.grp < 30;
-- Student's critical value for 95 %, from the limits of a mean
CREATE FUNCTION pg_temp.critical(degrees bigint) RETURNS float8
LANGUAGE sql AS $$
  SELECT (high - low) / 2 / tally_stddev(t) * sqrt(degrees + 1) FROM (SELECT format('{50:%s,51:%s}', degrees / 2 + 1, degrees - degrees / 2)::tally AS t) AS x, LATERAL tally_mean_interval(t)
$$;
SELECT count(*) AS pairs, count(*) FILTER (WHERE abs(w.statistic - d / error) >= 1e-11) AS statistic_wrong,
       count(*) FILTER (WHERE abs(w.difference - 100 * d) >= 1e-11) AS difference_wrong,
       count(*) FILTER (WHERE abs(w.low - 100 * (d - pg_temp.critical((a).n + (b).n - 2) * error)) >= 1e-9) AS low_wrong
  FROM pairs, LATERAL nps_test(ta, tb, method => 'wald') AS w, LATERAL (SELECT (a).net - (b).net AS d, sqrt(((a).high + (a).low - (a).net ^ 2) / (a).net_size + ((b).high + (b).low - (b).net ^ 2) / (b).net_size) AS error) AS p
 WHERE metric = 'nps';
SELECT count(*) AS pairs, count(*) FILTER (WHERE abs(j.statistic - (a_m - b_m) / sqrt((a_p + a_d - a_m ^ 2) / a_k + (b_p + b_d - b_m ^ 2) / b_k)) >= 1e-11) AS statistic_wrong,
       count(*) FILTER (WHERE abs(j.difference - 100 * ((a).net - (b).net)) >= 1e-11) AS difference_wrong
  FROM pairs, LATERAL nps_test(ta, tb, method => 'adjusted_wald') AS j, LATERAL (SELECT (a).net_size + 3 AS a_k, (b).net_size + 3 AS b_k) AS k,
       LATERAL (SELECT ((a).high * (a).net_size + 0.75) / a_k AS a_p, ((a).low * (a).net_size + 0.75) / a_k AS a_d,
                       ((b).high * (b).net_size + 0.75) / b_k AS b_p, ((b).low * (b).net_size + 0.75) / b_k AS b_d) AS s,
       LATERAL (SELECT a_p - a_d AS a_m, b_p - b_d AS b_m) AS m
 WHERE metric = 'nps';
SELECT count(*) AS pairs,
       count(*) FILTER (WHERE abs(j.statistic - ((a).net - (b).net) / sqrt((pg_temp.variance_at((a).high * m, (a).low * m, m, whole) / m + pg_temp.variance_at((b).high * n, (b).low * n, n, whole) / n) * (m + n) / (m + n - 1))) >= 1e-11) AS statistic_wrong,
       count(*) FILTER (WHERE abs(j.low - j.difference + sqrt((nps(ta) - nps_low(ta)) ^ 2 + (nps_high(tb) - nps(tb)) ^ 2)) >= 1e-11 OR
                              abs(j.high - j.difference - sqrt((nps(ta) - nps_high(ta)) ^ 2 + (nps_low(tb) - nps(tb)) ^ 2)) >= 1e-11) AS limits_wrong
  FROM pairs, LATERAL nps_test(ta, tb) AS j, LATERAL (SELECT (a).net_size AS m, (b).net_size AS n) AS k, LATERAL (SELECT ((a).net * m + (b).net * n) / (m + n) AS whole) AS w
 WHERE metric = 'nps';
SELECT count(*) AS pairs, count(*) FILTER (WHERE abs(c.difference - 100 * (x - y)) >= 1e-11) AS difference_wrong,
       count(*) FILTER (WHERE abs(c.statistic - (x - y) * sqrt((m + n - 1) / (m + n) / pooled / (1 - pooled) / (1 / m + 1 / n))) >= 1e-11) AS statistic_wrong,
       count(*) FILTER (WHERE abs(c.low - c.difference + sqrt((100 * x - csat_low(ta)) ^ 2 + (csat_high(tb) - 100 * y) ^ 2)) >= 1e-11 OR
                              abs(c.high - c.difference - sqrt((100 * x - csat_high(ta)) ^ 2 + (csat_low(tb) - 100 * y) ^ 2)) >= 1e-11) AS limits_wrong
  FROM pairs, LATERAL csat_test(ta, tb) AS c, LATERAL (SELECT (a).high AS x, (a).high_size AS m, (b).high AS y, (b).high_size AS n) AS v,
       LATERAL (SELECT (x * m + y * n) / (m + n) AS pooled) AS p
 WHERE metric = 'csat';
-- variance is the sample variance, so that (n - 1) of it is the sum of squares.
SELECT count(*) AS pairs, count(*) FILTER (WHERE abs(m.difference - (a).mean + (b).mean) >= 1e-11) AS difference_wrong,
       count(*) FILTER (WHERE abs(w.statistic - ((a).mean - (b).mean) / sqrt((a).mean_error ^ 2 + (b).mean_error ^ 2)) >= 1e-11) AS welch_wrong,
       count(*) FILTER (WHERE abs(m.statistic - ((a).mean - (b).mean) / error) >= 1e-11 OR abs(m.high - m.difference - pg_temp.critical((a).n + (b).n - 2) * error) >= 1e-10) AS pooled_wrong,
       count(*) FILTER (WHERE abs((m.high + m.low) / 2 - m.difference) >= 1e-11) AS centre_wrong
  FROM pairs, LATERAL tally_mean_test(ta, tb) AS m, LATERAL tally_mean_test(ta, tb, method => 'welch') AS w,
       LATERAL (SELECT sqrt((((a).n - 1) * (a).variance + ((b).n - 1) * (b).variance) / ((a).n + (b).n - 2) * (1 / (a).mean_size + 1 / (b).mean_size)) AS error) AS e
 WHERE metric = 'ces';

-- Answers of no weight are counted, and tell nothing else.
SELECT tally_count(t) AS answers, nps_promoters(t) AS promoters, tally_min(t) AS min, tally_max(t) AS max, nps(t) AS nps, tally_mean(t) AS mean, tally_median(t) AS median,
       tally_mode(t) AS mode, tally_share(t, 0, 6) AS share, tally_variance(t) AS variance, tally_effective_count(t) AS effective, tally_design_effect(t) AS design_effect
  FROM tallies WHERE metric = 'nps' AND grp = 30;
SELECT nps_stderr(t) AS stderr, nps_interval(t) AS nps, nps_interval(t, method => 'wald') AS wald, nps_interval(t, method => 'score') AS score,
       tally_share_interval(t, 9, 10) AS share, tally_mean_interval(t) AS mean, nps_test(t, '{9:1,3:1}') AS nps_test, tally_mean_test('{9:1,3:1}', t) AS mean_test, nps_summary(t) AS summary
  FROM tallies WHERE metric = 'nps' AND grp = 30;
-- The smallest weight there is works as any other does.
SELECT relative_verdict(nps(t), 50) AS nps, relative_verdict(tally_effective_count(t), 4) AS effective, relative_verdict(tally_design_effect(t), 1) AS design_effect,
       relative_verdict(nps_stderr(t), nps_stderr(u)) AS stderr, relative_verdict((nps_interval(t)).low, (nps_interval(u)).low) AS low
  FROM (SELECT tally_weighted(n, 1e-140) AS t, tally_weighted(n, 2) AS u FROM (VALUES (9), (9), (9), (3)) AS v(n)) AS x;

-- Percentiles compare sums of weights as equal if they differ by rounding
-- alone: ten answers of weight 0.1 give what ten answers of weight 1 do in R,
-- quantile(0:9 + 1, c(1:9) / 10, type = 2).
SELECT string_agg(tally_percentile(t, p / 10.0)::text, ' ' ORDER BY p) AS tenths, tally_median(t) AS median
  FROM (SELECT tally_weighted(i, 0.1) AS t FROM generate_series(1, 10) AS i) AS x, generate_series(0, 10) AS p GROUP BY t;
-- Scores without weight are passed over, and the ends are those that have some,
-- be it little.
SELECT tally_percentile(t, 0) AS p0, tally_percentile(t, 0.4999999) AS below, tally_median(t) AS median, tally_percentile(t, 0.5000001) AS above,
       tally_percentile(t, 1) AS p100, tally_min(t) AS least, tally_max(t) AS most, t
  FROM (VALUES (1, '{0:1(0,0),2:1(1,1),5:1(0,0),8:1(1,1),10:3(0,0)}'::tally), (2, '{0:1(1e-12,1e-24),4:1(1,1),6:1(1,1),10:1(1e-12,1e-24)}'), (3, '{7:1(0,0)}')) AS v(n, t)
 ORDER BY n;

-- Golden cases K: scores 10, 5, 7 with weights 3, 1, 1; weights 1, 2, 3; and
-- 1 to 5, whose design effect goes with the effective number (K09)
SELECT tally_share(t, 9, 10) AS "K01 promoters", tally_share(t, 0, 6) AS "K01 detractors", nps(t) AS "K01 nps", relative_verdict(nps_stderr(t), 56.7097875150313) AS "K03"
  FROM (SELECT tally_weighted(n, w) AS t FROM (VALUES (10, 3), (5, 1), (7, 1)) AS v(n, w)) AS x;
SELECT relative_verdict(tally_effective_count(tally_weighted(n, n)), 2.5714285714285716) AS "K05" FROM generate_series(1, 3) AS n;
SELECT relative_verdict(tally_design_effect(t), 11 / 9.0::float8) AS "K07", relative_verdict(tally_count(t) / tally_design_effect(t), tally_effective_count(t)) AS "K09"
  FROM (SELECT tally_weighted(n, n) AS t FROM generate_series(1, 5) AS n) AS x;
SELECT tally_effective_count(t) AS effective, tally_design_effect(t) AS design_effect
  FROM (VALUES (1, '{3:1,7:2,10:3}'::tally), (2, '{}'), (3, NULL)) AS v(n, t) ORDER BY n;

-- The survey: by year and weight, how many answered 0 to 10 and how many 1 to
-- 5 (the rows of test/data); scores as in PROVENANCE.md, standard error and
-- effective number from the same rows with mpmath
CREATE TEMP TABLE survey_weights (year int, weight float8, netpro bigint[], q7all bigint[]);
INSERT INTO survey_weights VALUES
  (2017, 0.2847177143, '{1,0,1,1,1,9,10,18,39,44,46}', '{0,2,28,92,38}'),
  (2017, 0.3778995413, '{0,0,0,2,0,9,13,24,51,41,73}', '{0,1,38,124,46}'),
  (2017, 0.4545549296, '{0,1,0,0,1,2,1,8,18,16,23}', '{0,0,9,38,22}'),
  (2017, 0.493739881, '{3,1,1,1,2,8,7,16,33,32,57}', '{1,3,34,76,44}'),
  (2017, 0.723115625, '{7,1,3,5,7,28,35,58,147,134,166}', '{2,9,85,316,155}'),
  (2017, 0.9440823789, '{0,0,0,4,0,17,12,30,73,36,43}', '{1,1,39,133,45}'),
  (2017, 1.0380333333, '{0,0,1,1,0,16,7,13,46,49,70}', '{0,2,30,120,57}'),
  (2017, 1.1156485207, '{1,0,0,1,2,14,4,15,35,35,59}', '{0,4,30,98,32}'),
  (2017, 1.3045777778, '{0,0,0,0,1,8,8,17,38,45,53}', '{0,0,32,97,36}'),
  (2017, 1.4778779661, '{2,0,0,0,0,9,6,17,44,32,64}', '{0,2,22,92,53}'),
  (2017, 1.6329600946, '{3,3,2,4,4,24,27,75,153,100,218}', '{2,8,97,321,171}'),
  (2018, 0.208038, '{0,1,0,1,1,4,2,5,8,3,20}', '{0,0,9,22,15}'),
  (2018, 0.2863575, '{0,2,2,3,3,12,9,20,33,25,23}', '{1,1,37,65,21}'),
  (2018, 0.3191648, '{2,1,1,3,1,6,9,14,22,11,18}', '{0,2,19,47,17}'),
  (2018, 0.3461202, '{1,0,1,1,1,14,12,21,39,14,31}', '{0,3,37,70,27}'),
  (2018, 0.3607733, '{0,0,0,2,1,5,2,12,11,15,16}', '{0,1,14,41,8}'),
  (2018, 0.6088813, '{2,1,0,1,0,6,2,4,13,8,8}', '{1,1,10,25,6}'),
  (2018, 0.6704842, '{7,1,8,4,5,35,24,63,125,103,115}', '{2,15,108,258,105}'),
  (2018, 0.9942748, '{0,1,1,2,1,17,6,27,45,29,64}', '{0,4,42,101,45}'),
  (2018, 1.0611394, '{0,0,0,3,0,9,7,17,50,36,65}', '{0,1,28,98,55}'),
  (2018, 1.1063322, '{3,1,4,1,2,31,22,31,64,58,114}', '{0,6,57,178,94}'),
  (2018, 1.1789461, '{1,1,0,0,5,20,6,28,42,22,59}', '{1,5,46,99,29}'),
  (2018, 1.4869248, '{8,2,6,5,4,46,31,89,148,170,226}', '{1,6,107,416,200}'),
  (2018, 3.8875283, '{0,0,1,0,0,0,1,3,1,4,11}', '{0,1,0,8,9}');
CREATE TEMP TABLE survey_tallies AS
  SELECT year, tally_weighted(score, weight) FILTER (WHERE metric = 'nps') AS nps, tally_weighted(score, weight) FILTER (WHERE metric = 'csat') AS csat
    FROM survey_weights, LATERAL (SELECT 'nps' AS metric, o - 1 AS score, answers FROM unnest(netpro) WITH ORDINALITY AS a(answers, o) UNION ALL
                                  SELECT 'csat', o, answers FROM unnest(q7all) WITH ORDINALITY AS a(answers, o)) AS a, LATERAL generate_series(1, answers)
   GROUP BY year;
SELECT s.year, tally_count(s.nps) AS answers, round(nps(s.nps)::numeric, 10) = f.nps AS nps, round(csat(s.csat)::numeric, 6) = f.csat AS csat,
       relative_verdict(nps_stderr(s.nps), stderr) AS stderr, relative_verdict(tally_effective_count(s.nps), effective) AS effective
  FROM survey_tallies AS s JOIN (VALUES (2017, 40.3984355117, 82.279306, 1.4457249769270026, 2266.5123550867424),
                                        (2018, 35.1136321036, 80.485245, 1.5779511302896976, 2134.2430101245036)) AS f(year, nps, csat, stderr, effective) USING (year)
 ORDER BY s.year;
SELECT relative_verdict(nps(nps), 35.11363210359722) AS "2018" FROM survey_tallies WHERE year = 2018;
SELECT round(nps(sum(nps))::numeric, 10) AS both FROM survey_tallies;

-- Weights of 1 are weights: all forms of the value keep them.
SELECT count(*) AS tallies, count(*) FILTER (WHERE t = u OR t::text <> regexp_replace(u::text, ':([0-9]+)', ':\1(\1,\1)', 'g') OR t - u <> '{}' OR u - t <> '{}') AS mismatches,
       count(*) FILTER (WHERE t::text::tally <> t OR t::jsonb::tally <> t OR t + '{}' <> t OR t + u <> u + t OR tally_hash(t::text::tally) <> tally_hash(t)) AS lost,
       count(*) FILTER (WHERE (t < u) = (u < t) OR (t <= u) OR tally_cmp(u, t) <> -1 OR tally_hash(u) = tally_hash(t)) AS confused
  FROM (SELECT grp, tally_weighted(n, 1) AS t, tally(n) AS u FROM weight_answers WHERE n IS NOT NULL GROUP BY grp) AS x;
SELECT unweighted = t AS same, unweighted < t AS less FROM tallies WHERE metric = 'nps' AND grp = 32;
SELECT tally_weighted(n, 1) FILTER (WHERE n > 10) AS empty, tally_weighted(n, 1) FILTER (WHERE n > 10) = '{}' AS same FROM generate_series(1, 5) AS n;
SELECT tally_weighted(n, 2) AS twos, tally_weighted(n, 2) = tally(n) AS same FROM (VALUES (9), (9), (3)) AS v(n);

-- Merging: parts make the whole, weighted or not or mixed.
SELECT pg_temp.close(sum(t), (SELECT tally_weighted(x, w) FROM long WHERE metric = 'nps')) AS sum,
       pg_temp.close(sum(CASE WHEN grp < 10 THEN t ELSE unweighted END), (SELECT tally_weighted(x, CASE WHEN grp < 10 THEN w ELSE 1 END) FROM long WHERE metric = 'nps')) AS mixed,
       pg_temp.close(sum(CASE WHEN grp = 20 THEN t ELSE unweighted END ORDER BY grp),
                     (SELECT tally_weighted(x, CASE WHEN grp = 20 THEN w ELSE 1 END) FROM long WHERE metric = 'nps')) AS one_among_many,
       sum(unweighted) = (SELECT tally(x) FROM long WHERE metric = 'nps') AS unweighted
  FROM tallies WHERE metric = 'nps';
SELECT a + b AS sum, b + a = a + b AS swapped, a + b - b AS without_b, a + b - a AS without_a, (a + b) - (a + b) AS nothing
  FROM (VALUES (1, '{9:2(0.5,0.25),10:1(3,9)}'::tally, '{3:4,9:1}'::tally), (2, '{3:4,9:1}', '{9:2(0.5,0.25)}'), (3, '{5:1(2,4)}', '{5:1(0.25,0.0625)}'), (4, '{}', '{9:2(0.5,0.25)}'),
               (5, '{50:1(2,4)}', '{0:1,100:1(0.5,0.25)}'), (6, '{9:1(0.5,0.25)}', '{9:1(1.5,2.25)}')) AS v(n, a, b) ORDER BY n;
SELECT count(*) AS pairs, count(*) FILTER (WHERE a.t + b.t = b.t + a.t) AS commute, count(*) FILTER (WHERE (a.t + b.t) - (a.t + b.t) = '{}') AS nothing_left,
       count(*) FILTER (WHERE pg_temp.close(a.t + b.t - b.t, a.t)) AS taken_back, count(*) FILTER (WHERE pg_temp.close(a.t + b.unweighted - b.unweighted, a.t)) AS mixed
  FROM tallies AS a JOIN tallies AS b USING (metric) WHERE a.grp < 30 AND b.grp < 30 AND (a.grp + b.grp) % 7 = 0;
SELECT count(*) AS groups, count(*) FILTER (WHERE pg_temp.close(t, whole)) AS same
  FROM (SELECT metric, grp % 5, sum(t) FROM tallies GROUP BY GROUPING SETS ((metric, grp % 5), (metric))) AS x(metric, part, t)
  JOIN (SELECT metric, grp % 5, tally_weighted(x, w) FROM long GROUP BY GROUPING SETS ((metric, grp % 5), (metric))) AS y(metric, part, whole)
    ON x.metric = y.metric AND x.part IS NOT DISTINCT FROM y.part;
SELECT tally_weighted(n, w) FILTER (WHERE n > 8) AS filtered, tally_weighted(DISTINCT n, w) AS "distinct", tally_weighted(n, w) FILTER (WHERE n > 10) AS none
  FROM (VALUES (9, 0.5::float8), (9, 0.5), (9, 2), (10, 1), (3, 4)) AS v(n, w);

-- Moving frames are what they are when computed anew: nothing drifts.
CREATE TEMP TABLE mixed AS SELECT grp, CASE WHEN grp % 7 < 3 THEN unweighted ELSE t END AS t FROM tallies WHERE metric = 'nps' AND grp < 30;
SELECT count(*) AS frames, count(*) FILTER (WHERE moving IS DISTINCT FROM again) AS mismatches, count(*) FILTER (WHERE nps(moving) IS DISTINCT FROM nps(again)) AS nps
  FROM (SELECT sum(t) OVER (ORDER BY grp ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) AS moving,
               (SELECT sum(t ORDER BY grp) FROM mixed AS i WHERE i.grp BETWEEN o.grp - 4 AND o.grp) AS again FROM mixed AS o) AS x;
CREATE TEMP TABLE placed AS SELECT row_number() OVER (ORDER BY id) AS place, x, w FROM long WHERE metric = 'nps' AND id <= 500;
SELECT count(*) AS frames, count(*) FILTER (WHERE moving IS DISTINCT FROM again) AS mismatches
  FROM (SELECT tally_weighted(x, w) OVER (ORDER BY place ROWS BETWEEN 6 PRECEDING AND 2 PRECEDING) AS moving,
               (SELECT tally_weighted(x, w ORDER BY place) FROM placed AS i WHERE i.place BETWEEN o.place - 6 AND o.place - 2) AS again FROM placed AS o) AS f;
SELECT i, sum(t) OVER (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS two
  FROM (VALUES (1, '{1:1}'::tally), (2, '{2:1(0.1,0.01)}'), (3, '{3:1}'), (4, '{4:1}'), (5, NULL), (6, NULL), (7, '{5:1(0.2,0.04)}')) AS v(i, t) ORDER BY i;

-- Partial states: by workers, by partition; hashed groups that do not fit
-- into memory.
-- How many groups, and how many are not as they were above?
CREATE FUNCTION pg_temp.compare(source text, OUT groups bigint, OUT different bigint)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('
    SELECT count(*), count(*) FILTER (WHERE NOT pg_temp.close(g.t, coalesce(tallies.t, ''{}'')) OR relative_verdict(nps(g.t), nps(tallies.t)) <> ''ok'')
      FROM (SELECT grp, tally_weighted(n, w) AS t FROM %s GROUP BY grp) AS g LEFT JOIN tallies ON tallies.grp = g.grp AND metric = ''nps''', source) INTO groups, different;
END $$;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT plan_has('SELECT grp, tally_weighted(n, w) FROM weight_answers GROUP BY grp', '"Partial Mode": "Finalize"') AS partial, c.* FROM pg_temp.compare('weight_answers') AS c;
SELECT plan_has('SELECT tally_weighted(n, w) FROM weight_answers', '"Partial Mode": "Finalize"') AS partial,
       pg_temp.close(tally_weighted(n, w), (SELECT sum(t) FROM tallies WHERE metric = 'nps')) AS same FROM weight_answers;
SET parallel_leader_participation = off;
SELECT * FROM pg_temp.compare('weight_answers');
SELECT tally_weighted(n, w) AS none FROM weight_answers WHERE n IS NULL;
RESET parallel_leader_participation;
CREATE TABLE weight_parts (LIKE weight_answers) PARTITION BY RANGE (id);
CREATE TABLE weight_parts_1 PARTITION OF weight_parts FOR VALUES FROM (0) TO (1000);
CREATE TABLE weight_parts_2 PARTITION OF weight_parts FOR VALUES FROM (1000) TO (5200);
CREATE TABLE weight_parts_3 PARTITION OF weight_parts FOR VALUES FROM (5200) TO (9000);
INSERT INTO weight_parts SELECT * FROM weight_answers;
ANALYZE weight_parts;
SET enable_partitionwise_aggregate = on;
SET max_parallel_workers_per_gather = 0;
SELECT plan_has('SELECT grp, tally_weighted(n, w) FROM weight_parts GROUP BY grp', '"Partial Mode": "Partial"') AS partial, c.* FROM pg_temp.compare('weight_parts') AS c;
RESET enable_partitionwise_aggregate;
SET work_mem = '64kB';
SET enable_sort = off;
SELECT plan_has('SELECT id + 0 AS id, tally_weighted(n, w) AS t FROM (SELECT * FROM weight_answers OFFSET 0) AS v GROUP BY id + 0', '"HashAgg Batches": ([2-9]|[1-9][0-9])', true) AS spilled;
CREATE TEMP TABLE hashed AS SELECT id + 0 AS id, tally_weighted(n, w) AS t, tally_weighted(e, w * 2) AS e FROM (SELECT * FROM weight_answers OFFSET 0) AS v GROUP BY id + 0;
RESET enable_sort;
RESET work_mem;
SET enable_hashagg = off;
SELECT count(*) AS groups, count(*) FILTER (WHERE h.t IS DISTINCT FROM s.t OR h.e IS DISTINCT FROM s.e) AS different
  FROM hashed AS h FULL JOIN (SELECT id + 0 AS id, tally_weighted(n, w) AS t, tally_weighted(e, w * 2) AS e FROM (SELECT * FROM weight_answers OFFSET 0) AS v GROUP BY id + 0) AS s USING (id);
RESET enable_hashagg;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

-- There and back again to the last bit, through text, jsonb and COPY, also
-- where numbers are shown with few digits
SET extra_float_digits = 0;
CREATE TEMP TABLE sent (id int PRIMARY KEY, t tally);
INSERT INTO sent
  SELECT row_number() OVER (ORDER BY a.o, b.o), tally_weighted(s, w ORDER BY s, w)
    FROM unnest('{0,1e-140,1.2250738585072014e-100,0.1,0.30000000000000004,0.3333333333333333,1,1.0000000000000002,3,9007199254740993,1e15,1e16,1e100,7e149}'::float8[])
           WITH ORDINALITY AS a(w1, o),
         unnest('{0,1e-140,1e-77,0.30000000000000004,123456789.12345678,1e149}'::float8[]) WITH ORDINALITY AS b(w2, o),
         LATERAL (VALUES (0, w1), (9, w1), (9, w2), (9, w2), (10, 1)) AS v(s, w)
   GROUP BY a.o, b.o;
INSERT INTO sent SELECT 1000 + grp, t FROM tallies WHERE metric = 'nps';
INSERT INTO sent SELECT 2000, tally_weighted(1, 0.1::float8 + 0.2::float8);
SELECT t FROM sent WHERE id = 2000;
SELECT count(*) AS tallies, count(*) FILTER (WHERE t::text::tally IS DISTINCT FROM t OR t::text::tally::text <> t::text) AS text_mismatches,
       count(*) FILTER (WHERE t::jsonb::tally IS DISTINCT FROM t OR t::jsonb::tally::text <> t::text) AS jsonb_mismatches,
       count(*) FILTER (WHERE t::jsonb::text::jsonb::tally IS DISTINCT FROM t) AS jsonb_text_mismatches
  FROM sent;
CREATE TEMP TABLE received (LIKE sent);
\copy sent TO 'results/weights.bin' (FORMAT binary)
\copy received FROM 'results/weights.bin' (FORMAT binary)
SELECT count(*) AS tallies, count(*) FILTER (WHERE sent.t IS DISTINCT FROM received.t OR sent.t::text <> received.t::text) AS binary_mismatches FROM sent FULL JOIN received USING (id);
TRUNCATE received;
\copy sent TO 'results/weights.txt'
\copy received FROM 'results/weights.txt'
SELECT count(*) AS tallies, count(*) FILTER (WHERE sent.t IS DISTINCT FROM received.t OR sent.t::text <> received.t::text) AS text_mismatches FROM sent FULL JOIN received USING (id);
RESET extra_float_digits;
-- Weights tell tallies apart, and equal ones are one group.
SELECT count(*) AS rows, count(DISTINCT t) AS different, (SELECT count(*) FROM (SELECT t FROM sent UNION SELECT t FROM received) AS u) AS in_union
  FROM (SELECT t FROM sent UNION ALL SELECT t FROM received) AS x;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$tally_weighted(9, -1)$$), (2, $$tally_weighted(9, -1e-300)$$), (3, $$tally_weighted(9, 'NaN')$$), (4, $$tally_weighted(9, 'infinity')$$), (5, $$tally_weighted(9, '-infinity')$$),
               (6, $$tally_weighted(9::smallint, -0.5)$$), (7, $$tally_weighted(9::bigint, -0.5)$$), (8, $$tally_weighted(9::numeric, -0.5)$$), (9, $$tally_weighted(9::float8, -0.5)$$),
               (10, $$tally_weighted(101, 1)$$), (11, $$tally_weighted(-1::smallint, 1)$$), (12, $$tally_weighted(1e20::numeric, 1)$$), (13, $$tally_weighted(9.5::float8, 1)$$), (14, $$tally_weighted('NaN'::float8, 1)$$),
               (15, $$tally_weighted(9, 1e200)$$), (16, $$tally_weighted(9, 9e149) FROM generate_series(1, 5)$$), (27, $$tally_weighted(9, 1e-162)$$),
               (17, $$'{9:1(8e149,6.4e299)}'::tally + '{9:1(8e149,6.4e299)}'$$), (18, $$'{9:1(8e149,6.4e299)}'::tally + '{3:1(8e149,6.4e299)}'$$),
               (19, $$sum(t) FROM (VALUES ('{9:1(8e149,6.4e299)}'::tally), ('{3:1}'), ('{9:1(8e149,6.4e299)}')) AS v(t)$$),
               (20, $$'{9:9223372036854775807(1,1)}'::tally + '{9:1(1,1)}'$$),
               (21, $$'{9:1(2,4)}'::tally - '{9:2(1,1)}'$$), (22, $$'{9:2(1,1)}'::tally - '{9:1(1.5,2.25)}'$$), (23, $$'{9:3(1,0.5)}'::tally - '{9:1(0.9,0.81)}'$$), (24, $$'{9:2(1,1)}'::tally - '{3:1(2,4)}'$$),
               (25, $$'{9:2}'::tally - '{9:1(3,9)}'$$), (26, $$nps(tally_weighted(n, 2)) FROM (VALUES (11), (9)) AS v(n)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.detail, e.hint
  FROM (VALUES (1, $$tally_weighted(9, -1)$$), (2, $$tally_weighted(101, 1)$$), (3, $$'{9:1(8e149,6.4e299)}'::tally + '{9:1(8e149,6.4e299)}'$$), (4, $$'{9:2(1,1)}'::tally - '{9:1(1.5,2.25)}'$$), (6, $$tally_weighted(9, 1e-162)$$),
               (5, $$nps(tally_weighted(n, 2)) FROM (VALUES (11), (9)) AS v(n)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;

DROP TABLE weight_answers, weight_parts;
