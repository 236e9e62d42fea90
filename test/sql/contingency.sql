\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- contingency: mann_whitney, kruskal_wallis and chi_squared by golden values,
-- by formulas over single answers, without answers or without differences
--
\pset null NULL

-- Golden Q3 and Q4
CREATE TEMP TABLE golden AS SELECT * FROM (VALUES (1, '{1:2,2:3,3:6,4:14,5:20}'::tally), (2, '{1:6,2:5,3:9,4:11,5:9}'), (3, '{1:1,2:4,3:4,4:20,5:11}')) AS v(segment, answers);
SELECT u, relative_verdict(probability, 0.661944444444444444) AS probability, relative_verdict(statistic, 2.66449157798800) AS z, relative_verdict(p_value, 0.00771047970674555) AS p_value
  FROM golden AS a, golden AS b, mann_whitney(a.answers, b.answers) WHERE a.segment = 1 AND b.segment = 2;
SELECT relative_verdict((k).h, 8.13844657114767) AS h, (k).degrees, relative_verdict((k).p_value, 0.0170906579141025) AS p_value FROM (SELECT kruskal_wallis(answers) AS k FROM golden) AS g;
SELECT relative_verdict((c).chi_squared, 14.8976608187135) AS chi_squared, (c).degrees, relative_verdict((c).p_value, 0.0611661954941629) AS p_value, relative_verdict((c).cramers_v, 0.244111948242715) AS v
  FROM (SELECT chi_squared(answers) AS c FROM golden) AS g;

-- 60 tables of 2 to 5 segments on scales of 0 to 2, 10 or 100, answer by answer
CREATE TEMP TABLE single AS
  SELECT i % 60 AS grp, i / 60 % (2 + i % 60 % 4) AS segment, ((i * (i * 7919 + 104729) % 99991) % (ARRAY[3, 11, 101])[1 + i % 3] * (1 + i / 60 % 3)) / 3 AS score FROM generate_series(0, 2999::bigint) AS i WHERE i * i % 7 < 4;
CREATE TEMP TABLE tallies AS SELECT grp, segment, tally(score) AS answers FROM single GROUP BY grp, segment;
CREATE TEMP TABLE ranked AS SELECT *, rank() OVER (PARTITION BY grp ORDER BY score) + (count(*) OVER (PARTITION BY grp, score) - 1) / 2.0::float8 AS rank FROM single;
CREATE TEMP TABLE ties AS SELECT grp, sum(tied)::float8 AS n, sum(tied ^ 3 - tied)::float8 AS ties FROM (SELECT grp, score, count(*) AS tied FROM single GROUP BY grp, score) AS t GROUP BY grp;
-- Ranks: 12 / (N (N + 1)) sum R^2 / n - 3 (N + 1), over the correction for ties
SELECT count(*) AS tables, count(*) FILTER (WHERE verdict((k).h, h, 1e-11) = 'ok') AS h, count(*) FILTER (WHERE (k).degrees = segments - 1) AS degrees, count(*) FILTER (WHERE (k).p_value BETWEEN 0 AND 1) AS p_value
  FROM (SELECT grp, (12 / (n * (n + 1)) * sum(r * r / c) - 3 * (n + 1)) / (1 - ties / (n ^ 3 - n)) AS h, count(*) AS segments
          FROM (SELECT grp, segment, sum(rank) AS r, count(*) AS c FROM ranked GROUP BY grp, segment) AS s JOIN ties USING (grp) GROUP BY grp, n, ties) AS formula
  JOIN (SELECT grp, kruskal_wallis(answers) AS k FROM tallies GROUP BY grp) AS got USING (grp);
-- Pairs of single answers; R's wilcox.test(correct = FALSE) has this variance.
SELECT count(*) AS pairs, count(*) FILTER (WHERE (m).u = u) AS u, count(*) FILTER (WHERE verdict((m).probability, u / pairs) = 'ok') AS probability, count(*) FILTER (WHERE verdict((m).statistic, z, 1e-11) = 'ok') AS z
  FROM (SELECT grp, u, pairs, (u - pairs / 2) / sqrt(pairs / 12 * ((n + 1) - ties / (n * (n - 1)))) AS z
          FROM (SELECT grp, sum(CASE WHEN a.score > b.score THEN 1 WHEN a.score = b.score THEN 0.5 ELSE 0 END)::float8 AS u, count(*)::float8 AS pairs FROM single AS a JOIN single AS b USING (grp) WHERE a.segment = 0 AND b.segment = 1 GROUP BY grp) AS p
          JOIN (SELECT grp, sum(tied)::float8 AS n, sum(tied ^ 3 - tied)::float8 AS ties FROM (SELECT grp, score, count(*) AS tied FROM single WHERE segment < 2 GROUP BY grp, score) AS t GROUP BY grp) AS t USING (grp)) AS formula
  JOIN (SELECT a.grp, mann_whitney(a.answers, b.answers) AS m FROM tallies AS a JOIN tallies AS b USING (grp) WHERE a.segment = 0 AND b.segment = 1) AS got USING (grp);
-- Cells: sum (observed - expected)^2 / expected, cells without answers included
SELECT count(*) AS tables, count(*) FILTER (WHERE verdict((c).chi_squared, chi_squared, 1e-11) = 'ok') AS chi_squared, count(*) FILTER (WHERE (c).degrees = (segments - 1) * (scores - 1)) AS degrees,
       count(*) FILTER (WHERE verdict((c).cramers_v, sqrt(chi_squared / n / (least(segments, scores) - 1)), 1e-11) = 'ok') AS v
  FROM (SELECT grp, sum((coalesce(o, 0) - r * c / n) ^ 2 / (r * c / n)) AS chi_squared, count(DISTINCT segment) AS segments, count(DISTINCT score) AS scores, n
          FROM (SELECT grp, segment, count(*) AS r FROM single GROUP BY grp, segment) AS rows JOIN (SELECT grp, score, count(*)::float8 AS c FROM single GROUP BY grp, score) AS columns USING (grp)
          JOIN ties USING (grp) LEFT JOIN (SELECT grp, segment, score, count(*) AS o FROM single GROUP BY grp, segment, score) AS cells USING (grp, segment, score) GROUP BY grp, n) AS formula
  JOIN (SELECT grp, chi_squared(answers) AS c FROM tallies GROUP BY grp) AS got USING (grp);
-- Of two segments H is z squared, and chi-squared of two scores (N - 1) / N of it more.
SELECT verdict((kruskal_wallis(answers)).h, (mann_whitney((array_agg(answers))[1], (array_agg(answers))[2])).statistic ^ 2) AS h FROM golden WHERE segment < 3;
SELECT verdict((chi_squared(t)).chi_squared * 84 / 85, (kruskal_wallis(t)).h) AS two_by_two, verdict((chi_squared(t)).chi_squared, (tally_mean_heterogeneity(t)).q * 85 / 84) AS heterogeneity
  FROM unnest('{"{0:11,1:34}","{0:20,1:20}"}'::tally[]) AS t;

-- Turned round, and by side
SELECT (mann_whitney(b, a)).u + (mann_whitney(a, b)).u = 45 * 40 AS u, (mann_whitney(b, a)).statistic = -(mann_whitney(a, b)).statistic AS z, relative_verdict((mann_whitney(a, b, 'greater')).p_value, 0.00771047970674555 / 2) AS greater,
       relative_verdict((mann_whitney(a, b, 'less')).p_value, 1 - 0.00771047970674555 / 2) AS less, (mann_whitney(b, a, alternative => 'less')).p_value = (mann_whitney(a, b, 'greater')).p_value AS mirror, mann_whitney(a, b, NULL) = mann_whitney(a, b) AS by_default
  FROM (SELECT (SELECT answers FROM golden WHERE segment = 1) AS a, (SELECT answers FROM golden WHERE segment = 2) AS b) AS g;
-- NULL, no answers, one answer, all equal, all apart
SELECT a, b, (m).u, round((m).probability::numeric, 9) AS probability, round((m).statistic::numeric, 9) AS z, round((m).p_value::numeric, 9) AS p_value FROM (SELECT a, b, mann_whitney(a, b) AS m
  FROM (VALUES (1, NULL::tally, '{3:1}'::tally), (2, '{3:1}', NULL), (3, '{}', '{3:1}'), (4, '{3:1}', '{}'), (5, '{}', '{}'), (6, '{3:1}', '{3:1}'), (7, '{3:7}', '{3:9}'), (8, '{4:1}', '{3:1}'), (9, '{100:3}', '{0:4}')) AS v(n, a, b) ORDER BY n) AS s;
SELECT name, round((k).h::numeric, 9) AS h, (k).degrees, round((k).p_value::numeric, 9) AS p_value, round((c).chi_squared::numeric, 9) AS chi_squared, (c).degrees, round((c).p_value::numeric, 9) AS p_value, round((c).cramers_v::numeric, 9) AS v
  FROM (SELECT name, kruskal_wallis(t) AS k, chi_squared(t) AS c FROM (VALUES ('all equal', '{3:4}'::tally), ('all equal', '{3:7}'), ('apart', '{1:2}'), ('apart', '{2:2}'), ('apart', '{3:2}'), ('empty', '{}'), ('empty', NULL), ('one answer', '{3:1}'), ('one segment', '{3:1,5:4}'), ('one segment', '{}'), ('one segment', NULL)) AS v(name, t) GROUP BY name) AS g ORDER BY name;
SELECT kruskal_wallis(answers), chi_squared(answers), count(*) FROM golden WHERE false;
-- Counts as large as they get, and a thousand segments
SELECT (mann_whitney('{9:4000000000000000000}', '{9:3999999999999999999,10:1}')).probability, relative_verdict((mann_whitney('{1:1000000000000,2:1000000000000}', '{1:1000000000000,2:1000001000000}')).statistic, -0.49999981250002734) AS z;
SELECT (kruskal_wallis(t)).degrees, (chi_squared(t)).degrees FROM (SELECT tally((i * i + g) % 11) AS t FROM generate_series(1, 1000) AS g, generate_series(1, 5) AS i GROUP BY g) AS s;
-- In groups, with FILTER, over windows
SELECT segment % 2 AS odd, (kruskal_wallis(answers) FILTER (WHERE segment < 3)).degrees AS filtered, (chi_squared(answers)).degrees FROM golden GROUP BY 1 ORDER BY 1;
SELECT segment, round((kruskal_wallis(answers) OVER w).h::numeric, 9) AS h, round((chi_squared(answers) OVER w).chi_squared::numeric, 9) AS chi_squared FROM golden WINDOW w AS (ORDER BY segment ROWS 1 PRECEDING) ORDER BY segment;
-- The order of segments matters for the last digits only.
SELECT verdict((kruskal_wallis(answers ORDER BY segment)).h, (kruskal_wallis(answers ORDER BY segment DESC)).h) AS h, verdict((chi_squared(answers ORDER BY segment)).chi_squared, (chi_squared(answers ORDER BY segment DESC)).chi_squared) AS chi_squared FROM golden;

-- Refusals
SELECT v.expression, e.state, e.message, e.hint
  FROM (VALUES (1, $$mann_whitney('{3:1(1,1)}', '{4:1}')$$), (2, $$mann_whitney('{3:1}', '{4:1(1,1)}')$$), (3, $$kruskal_wallis(tally '{3:1(1,1)}')$$), (4, $$chi_squared(tally '{3:1(1,1)}')$$), (5, $$mann_whitney('{3:1}', '{4:1}', 'both')$$)) AS v(n, expression), LATERAL error_of('SELECT ' || expression) AS e ORDER BY n;
