\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- summary: one row for a dashboard says what the single functions say, with
-- other scales and methods, and says nothing of small groups
--
\pset null NULL
-- (The planner takes some series below for long ones.)
SET jit = off;

-- A row on one line, to six decimals
CREATE FUNCTION pg_temp.rounded(r json) RETURNS text
LANGUAGE sql AS $$
  SELECT string_agg(coalesce(trim_scale(round(value::numeric, 6))::text, '-'), ' ' ORDER BY o) FROM json_each_text(r) WITH ORDINALITY AS c(name, value, o)
$$;

-- 400 groups of 0 to 40 answers on 0-10, 1-5 and 1-7, and some weighted ones
CREATE TEMP TABLE answers AS
  SELECT id, (id * 7919 + i * 104729 + id * i * 31) % 11 AS n, 1 + (id * 7919 + i * 104729 + id * i * 31) % 5 AS c,
         1 + (id * 104729 + i * 7919 + id * i * 17) % 7 AS e, (i % 5) / 4.0::float8 + 0.3 AS w
    FROM generate_series(1, 400) AS id, generate_series(1, 40) AS i WHERE i <= id % 41;
CREATE TEMP TABLE tallies AS
  SELECT id, tally(n) AS n, tally(c) AS c, tally(e) AS e FROM answers GROUP BY id UNION ALL
  SELECT 1000 + id, tally_weighted(n, w), tally_weighted(c, w), tally_weighted(e, w) FROM answers WHERE id <= 100 GROUP BY id UNION ALL
  VALUES (2000, '{}'::tally, '{}'::tally, '{}'::tally), (2001, NULL, NULL, NULL);

-- What it looks like
SELECT name, trim_scale(round(value::numeric, 6)) AS value FROM json_each_text((SELECT row_to_json(nps_summary('{3:1,7:2,9:1,10:4}')))) WITH ORDINALITY AS c(name, value, o) ORDER BY o;
SELECT name, trim_scale(round(value::numeric, 6)) AS value FROM json_each_text((SELECT row_to_json(csat_summary('{1:2,3:2,4:2,5:2}')))) WITH ORDINALITY AS c(name, value, o) ORDER BY o;
SELECT name, trim_scale(round(value::numeric, 6)) AS value FROM json_each_text((SELECT row_to_json(ces_summary('{2:2,4:2,6:2,7:2}')))) WITH ORDINALITY AS c(name, value, o) ORDER BY o;
SELECT name, trim_scale(round(value::numeric, 6)) AS value FROM json_each_text((SELECT row_to_json(rate_summary('{0:2,1:6}')))) WITH ORDINALITY AS c(name, value, o) ORDER BY o;
SELECT name, trim_scale(round(value::numeric, 6)) AS value FROM json_each_text((SELECT row_to_json(tally_mean_summary('{2:2,4:2,6:2,7:2}', scale_min => 1, scale_max => 7)))) WITH ORDINALITY AS c(name, value, o) ORDER BY o;

-- Column by column
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE s.answers IS DISTINCT FROM tally_count(n)) AS answers,
       count(*) FILTER (WHERE s.promoters IS DISTINCT FROM nps_promoters(n) OR s.passives IS DISTINCT FROM nps_passives(n) OR
                              s.detractors IS DISTINCT FROM nps_detractors(n)) AS counts,
       count(*) FILTER (WHERE s.promoters_share IS DISTINCT FROM tally_share(n, 9, 10) OR s.passives_share IS DISTINCT FROM tally_share(n, 7, 8) OR
                              s.detractors_share IS DISTINCT FROM tally_share(n, 0, 6)) AS shares,
       count(*) FILTER (WHERE s.score IS DISTINCT FROM nps(n)) AS score,
       count(*) FILTER (WHERE s.low IS DISTINCT FROM nps_low(n) OR s.high IS DISTINCT FROM nps_high(n)) AS limits
  FROM tallies LEFT JOIN LATERAL nps_summary(n) AS s ON true;
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE s.answers IS DISTINCT FROM tally_count(c)) AS answers,
       count(*) FILTER (WHERE s.satisfied IS DISTINCT FROM tally_count(c, 4, 5) OR s.neutral IS DISTINCT FROM tally_count(c, 3, 3) OR
                              s.dissatisfied IS DISTINCT FROM tally_count(c, 1, 2)) AS counts,
       count(*) FILTER (WHERE s.satisfied_share IS DISTINCT FROM tally_share(c, 4, 5) OR s.neutral_share IS DISTINCT FROM tally_share(c, 3, 3) OR
                              s.dissatisfied_share IS DISTINCT FROM tally_share(c, 1, 2)) AS shares,
       count(*) FILTER (WHERE s.score IS DISTINCT FROM csat(c)) AS score,
       count(*) FILTER (WHERE s.low IS DISTINCT FROM csat_low(c) OR s.high IS DISTINCT FROM csat_high(c)) AS limits
  FROM tallies LEFT JOIN LATERAL csat_summary(c) AS s ON true;
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE s.answers IS DISTINCT FROM tally_count(e)) AS answers,
       count(*) FILTER (WHERE s.easy IS DISTINCT FROM tally_count(e, 5, 7) OR s.neither IS DISTINCT FROM tally_count(e, 4, 4) OR
                              s.hard IS DISTINCT FROM tally_count(e, 1, 3)) AS counts,
       count(*) FILTER (WHERE s.easy_share IS DISTINCT FROM ces_easy_share(e) OR s.neither_share IS DISTINCT FROM tally_share(e, 4, 4) OR
                              s.hard_share IS DISTINCT FROM tally_share(e, 1, 3)) AS shares,
       count(*) FILTER (WHERE s.score IS DISTINCT FROM ces(e)) AS score,
       count(*) FILTER (WHERE s.low IS DISTINCT FROM ces_low(e) OR s.high IS DISTINCT FROM ces_high(e)) AS limits
  FROM tallies LEFT JOIN LATERAL ces_summary(e) AS s ON true;

SELECT count(*) AS tallies, count(*) FILTER (WHERE (s.answers, s.yes, s.no) IS DISTINCT FROM (tally_count(r), tally_count(r, 1, 1), tally_count(r, 0, 0)) AND r IS NOT NULL) AS counts,
       count(*) FILTER (WHERE s.score IS DISTINCT FROM rate(r)) AS score, count(*) FILTER (WHERE s.low IS DISTINCT FROM rate_low(r) OR s.high IS DISTINCT FROM rate_high(r)) AS limits
  FROM (SELECT rate_tally(tally_count(c, 4, 5), tally_count(c)) AS r FROM tallies UNION ALL SELECT tally_weighted((c > 3)::int, w) FROM answers GROUP BY id) AS t LEFT JOIN LATERAL rate_summary(r) AS s ON true;
SELECT count(*) AS tallies, count(*) FILTER (WHERE m.answers IS DISTINCT FROM tally_count(c) AND c IS NOT NULL) AS answers, count(*) FILTER (WHERE m.score IS DISTINCT FROM tally_mean(c)) AS score,
       count(*) FILTER (WHERE verdict(m.stddev, tally_stddev(c)) <> 'ok' OR m.stderr IS DISTINCT FROM tally_mean_stderr(c)) AS errors,
       count(*) FILTER (WHERE m.low IS DISTINCT FROM tally_mean_low(c) OR m.high IS DISTINCT FROM tally_mean_high(c)) AS limits,
       count(*) FILTER (WHERE (x.low, x.high) IS DISTINCT FROM (tally_mean_low(c, 0.9, NULL, 40, 1, 5), tally_mean_high(c, 0.9, NULL, 40, 1, 5)) OR x.score IS DISTINCT FROM m.score OR x.stderr IS DISTINCT FROM m.stderr) AS scaled
  FROM tallies LEFT JOIN LATERAL tally_mean_summary(c) AS m ON true LEFT JOIN LATERAL tally_mean_summary(c, 0.9, NULL, 40, NULL, 1, 5) AS x ON true;
-- A finite population
SELECT count(*) AS tallies, count(*) FILTER (WHERE (n.low, n.high) IS DISTINCT FROM (nps_low(t.n, population => 41), nps_high(t.n, population => 41))) AS nps,
       count(*) FILTER (WHERE (c.low, c.high) IS DISTINCT FROM (csat_low(t.c, population => 41), csat_high(t.c, population => 41))) AS csat,
       count(*) FILTER (WHERE (e.low, e.high) IS DISTINCT FROM (ces_low(t.e, population => 41), ces_high(t.e, population => 41))) AS ces
  FROM tallies AS t, LATERAL nps_summary(t.n, population => 41) AS n, LATERAL csat_summary(t.c, population => 41) AS c, LATERAL ces_summary(t.e, population => 41) AS e;
SELECT (r).low = 75 AND (r).high = 75 AS rate_census, (n).low = 50 AND (n).high = 50 AS nps_census FROM (SELECT rate_summary('{0:1,1:3}', population => 4) AS r, nps_summary('{3:1,9:3}', population => 4) AS n) AS x;

-- With other levels, methods, scales and cut points; in full; by NULL.
SELECT method, count(*) AS tallies,
       count(*) FILTER (WHERE s.score IS DISTINCT FROM nps(c, 1, 5, 3, 5)) AS score,
       count(*) FILTER (WHERE s.passives IS DISTINCT FROM nps_passives(c, 1, 5, 3, 5)) AS passives,
       count(*) FILTER (WHERE s.low IS DISTINCT FROM i.low OR s.high IS DISTINCT FROM i.high) AS limits
  FROM tallies, unnest('{adjusted_wald,wald,score}'::text[]) AS method, LATERAL nps_summary(c, 0.9, method, NULL, 0, 1, 5, 3, 5) AS s,
       LATERAL nps_interval(c, 0.9, method, NULL, 1, 5, 3, 5) AS i
 GROUP BY method ORDER BY method;
SELECT method, count(*) AS tallies,
       count(*) FILTER (WHERE s.score IS DISTINCT FROM csat(e, 1, 7, 6)) AS score,
       count(*) FILTER (WHERE s.satisfied_share - s.dissatisfied_share - csat_net(e, 1, 7, 6) > 1e-12) AS mirror,
       count(*) FILTER (WHERE s.neutral IS DISTINCT FROM tally_count(e, 3, 5)) AS neutral,
       count(*) FILTER (WHERE s.low IS DISTINCT FROM i.low OR s.high IS DISTINCT FROM i.high) AS limits
  FROM tallies, unnest('{wilson,agresti_coull,clopper_pearson,jeffreys,wald}'::text[]) AS method,
       LATERAL csat_summary(e, 0.99, method, scale_max => 7, satisfied_min => 6) AS s,
       LATERAL csat_interval(e, 0.99, method, NULL, 1, 7, 6) AS i
 GROUP BY method ORDER BY method;
SELECT method, low_is_easy, count(*) AS tallies,
       count(*) FILTER (WHERE s.score IS DISTINCT FROM ces(c, 1, 5, low_is_easy)) AS score,
       count(*) FILTER (WHERE s.easy_share IS DISTINCT FROM ces_easy_share(c, 1, 5, easy_from, NULL, low_is_easy)) AS easy,
       count(*) FILTER (WHERE s.easy IS DISTINCT FROM CASE WHEN low_is_easy THEN tally_count(c, 1, 2) ELSE tally_count(c, 4, 5) END) AS easy_count,
       count(*) FILTER (WHERE s.hard IS DISTINCT FROM CASE WHEN low_is_easy THEN tally_count(c, 4, 5) ELSE tally_count(c, 1, 2) END) AS hard_count,
       count(*) FILTER (WHERE s.low IS DISTINCT FROM i.low OR s.high IS DISTINCT FROM i.high) AS limits
  FROM tallies, unnest('{adjusted,t}'::text[]) AS method, (VALUES (false, 4), (true, 2)) AS v(low_is_easy, easy_from),
       LATERAL ces_summary(c, 0.9, method, NULL, NULL, 1, 5, easy_from, NULL, low_is_easy) AS s, LATERAL ces_interval(c, 0.9, method, NULL, 1, 5, low_is_easy) AS i
 GROUP BY method, low_is_easy ORDER BY method, low_is_easy;
SELECT bool_and(nps_summary(n) IS NOT DISTINCT FROM nps_summary(n, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS nps_by_null,
       bool_and(nps_summary(n) IS NOT DISTINCT FROM nps_summary(n, 0.95, 'score', NULL, 0, 0, 10, 6, 9)) AS nps_in_full,
       bool_and(csat_summary(c) IS NOT DISTINCT FROM csat_summary(c, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS csat_by_null,
       bool_and(csat_summary(c) IS NOT DISTINCT FROM csat_summary(c, 0.95, 'wilson', NULL, 0, 1, 5, 4, 2)) AS csat_in_full,
       bool_and(ces_summary(e) IS NOT DISTINCT FROM ces_summary(e, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS ces_by_null,
       bool_and(ces_summary(e) IS NOT DISTINCT FROM ces_summary(e, 0.95, 'adjusted', NULL, 0, 1, 7, 5, 3, false)) AS ces_in_full,
       bool_and(tally_mean_summary(e) IS NOT DISTINCT FROM tally_mean_summary(e, NULL, NULL, NULL, NULL, NULL, NULL) AND tally_mean_summary(e) IS NOT DISTINCT FROM tally_mean_summary(e, 0.95, 't', NULL, 0)) AS mean,
       bool_and(rate_summary(r) IS NOT DISTINCT FROM rate_summary(r, NULL, NULL, NULL, NULL) AND rate_summary(r) IS NOT DISTINCT FROM rate_summary(r, 0.95, 'wilson', NULL, 0)) AS rate
  FROM tallies, LATERAL rate_tally(tally_count(c, 4, 5), tally_count(c)) AS r;
SELECT count(*) FILTER (WHERE nps_summary(n, 0.9) IS DISTINCT FROM nps_summary(n)) > 400 AS nps_level,
       count(*) FILTER (WHERE csat_summary(c, 0.9) IS DISTINCT FROM csat_summary(c)) > 400 AS csat_level,
       count(*) FILTER (WHERE ces_summary(e, 0.9) IS DISTINCT FROM ces_summary(e)) > 300 AS ces_level,
       count(*) FILTER (WHERE tally_mean_summary(e, 0.9) IS DISTINCT FROM tally_mean_summary(e)) > 300 AS mean_level
  FROM tallies;

-- The dissatisfied and the hard by a rule of their own
SELECT count(*) AS tallies, count(*) FILTER (WHERE (s.dissatisfied, s.neutral) IS DISTINCT FROM (tally_count(c, 1, 1), tally_count(c, 2, 3)) OR s.dissatisfied_share IS DISTINCT FROM tally_share(c, 1, 1)) AS csat,
       count(*) FILTER (WHERE (h.hard, h.neither, h.easy) IS DISTINCT FROM (tally_count(e, 1, 1), tally_count(e, 2, 4), tally_count(e, 5, 7)) OR h.score IS DISTINCT FROM ces(e)) AS ces,
       count(*) FILTER (WHERE (l.hard, l.neither, l.easy) IS DISTINCT FROM (tally_count(e, 7, 7), tally_count(e, 4, 6), tally_count(e, 1, 3))) AS low_is_easy
  FROM tallies, LATERAL csat_summary(c, dissatisfied_max => 1) AS s, LATERAL ces_summary(e, hard_from => 1) AS h, LATERAL ces_summary(e, hard_from => 7, low_is_easy => true) AS l;

-- Of no answers the counts are 0; of no tally there is nothing to say.
SELECT nps_summary('{}') AS nps, csat_summary('{}') AS csat, ces_summary('{}') AS ces, rate_summary('{}') AS rate, tally_mean_summary('{}') AS mean;
SELECT nps_summary(NULL) AS nps, csat_summary(NULL) AS csat, ces_summary(NULL) AS ces, rate_summary(NULL) AS rate, tally_mean_summary(NULL) AS mean;
SELECT pg_temp.rounded(row_to_json(nps_summary('{9:1}'))) AS one, pg_temp.rounded(row_to_json(csat_summary('{3:1}'))) AS csat,
       pg_temp.rounded(row_to_json(ces_summary('{6:1}'))) AS ces,
       pg_temp.rounded(row_to_json(rate_summary('{1:1}'))) AS rate, pg_temp.rounded(row_to_json(tally_mean_summary('{6:1}'))) AS mean, pg_temp.rounded(row_to_json(tally_mean_summary('{6:3}'))) AS alike;

-- Of a group with fewer answers than min_answers only their number is shown.
SELECT min_answers, pg_temp.rounded(row_to_json(nps_summary(t, min_answers => min_answers))) AS nps,
       pg_temp.rounded(row_to_json(csat_summary(t, min_answers => min_answers))) AS csat,
       pg_temp.rounded(row_to_json(ces_summary(t, min_answers => min_answers))) AS ces,
       pg_temp.rounded(row_to_json(rate_summary('{0:2,1:3}', min_answers => min_answers))) AS rate, pg_temp.rounded(row_to_json(tally_mean_summary(t, min_answers => min_answers))) AS mean
  FROM (VALUES ('{3:1,4:2,5:2}'::tally)) AS v(t), unnest('{0,5,6,9223372036854775807}'::numeric[]) AS min_answers ORDER BY min_answers;
SELECT count(*) AS tallies, count(*) FILTER (WHERE s.answers < 10) AS small,
       count(*) FILTER (WHERE s.answers < 10 AND num_nonnulls(s.promoters, s.passives, s.detractors, s.promoters_share, s.passives_share,
                                                             s.detractors_share, s.score, s.low, s.high) > 0) AS told,
       count(*) FILTER (WHERE s.answers >= 10 AND s IS DISTINCT FROM nps_summary(n)) AS hidden
  FROM tallies, LATERAL nps_summary(n, min_answers => 10) AS s WHERE n IS NOT NULL;
-- It is the number of answers that counts, not their weight; but a group off
-- the scale is refused however small.
SELECT answers, score FROM (VALUES (1, '{9:9(0.5,0.1),3:1(0.1,0.01)}'::tally), (2, '{9:9(50,400)}')) AS v(n, t), LATERAL nps_summary(t, min_answers => 10) ORDER BY n;
SELECT state, message FROM error_of($$SELECT nps_summary('{11:1}', min_answers => 10)$$);

-- The ways to write it: by group, over all, with a rollup, as one column
SELECT g.id, g.answers AS counted, s.answers, s.promoters, s.score::numeric(9,6), s.low::numeric(9,6), s.high::numeric(9,6)
  FROM (SELECT id, count(n) AS answers, tally(n) AS t FROM answers WHERE id IN (3, 12, 40) GROUP BY id) AS g, LATERAL nps_summary(g.t) AS s
 ORDER BY g.id;
SELECT id, (s).answers, (s).score = nps AS score, (s).low < nps AND (s).high > nps AS limits
  FROM (SELECT id, nps_summary(tally(n)) AS s, nps(n) FROM answers WHERE id IN (12, 40) GROUP BY ROLLUP (id)) AS g ORDER BY id;
SELECT s.answers, s.score = (SELECT csat(c) FROM answers) AS score FROM (SELECT tally(c) AS t FROM answers) AS g, csat_summary(g.t) AS s;
SELECT s.score = (SELECT nps(n) FROM answers) AS score FROM (SELECT sum(n) AS t FROM tallies WHERE id < 1000) AS g, nps_summary(g.t) AS s;
CREATE TEMP VIEW dashboard AS SELECT id, s.* FROM tallies, LATERAL nps_summary(n, min_answers => 5) AS s;
SELECT * FROM dashboard WHERE id = 4;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_summary('{9:1}', 95)$$), (2, $$csat_summary('{4:1}', 0)$$), (3, $$ces_summary('{4:1}', 'NaN')$$),
               (4, $$nps_summary('{9:1}', method => 'wilson')$$), (5, $$csat_summary('{4:1}', method => 'score')$$),
               (6, $$nps_summary('{9:1}', min_answers => -1)$$), (7, $$csat_summary('{4:1}', min_answers => -1)$$), (8, $$ces_summary('{4:1}', min_answers => -1)$$),
               (9, $$nps_summary('{9:1}', scale_max => 5)$$), (10, $$csat_summary('{4:1}', scale_max => 7)$$), (11, $$ces_summary('{4:1}', scale_max => 5)$$),
               (12, $$nps_summary('{9:1}', promoter_min => 6)$$), (13, $$csat_summary('{4:1}', satisfied_min => 3)$$), (14, $$ces_summary('{4:1}', easy_from => 4)$$),
               (15, $$ces_summary('{4:1}', easy_from => 5, low_is_easy => true)$$),
               (16, $$nps_summary('{9:1,11:1}')$$), (17, $$csat_summary('{0:1,4:1}')$$), (18, $$ces_summary('{4:1,8:1}')$$), (19, $$ces_summary('{4:1}', method => 'wilson')$$), (20, $$rate_summary('{2:1}')$$), (21, $$rate_summary('{1:1}', min_answers => -1)$$), (22, $$rate_summary('{1:1}', population => 0)$$),
               (23, $$tally_mean_summary('{6:1}', scale_min => 1, scale_max => 5)$$), (24, $$tally_mean_summary('{6:1}', 95)$$), (25, $$tally_mean_summary('{}', method => 'adjusted')$$), (26, $$nps_summary('{9:1}', min_answers => 2.5)$$),
               (27, $$csat_summary('{4:1}', dissatisfied_max => 4)$$), (28, $$csat_summary('{4:1}', dissatisfied_max => 0)$$), (29, $$ces_summary('{4:1}', hard_from => 5)$$), (30, $$csat_summary('{4:12}', population => 11)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.detail, e.hint
  FROM (VALUES (1, $$nps_summary('{9:1}', 95)$$), (2, $$csat_summary('{4:1}', method => 'score')$$), (3, $$ces_summary('{4:1}', easy_from => 4)$$),
               (4, $$nps_summary('{9:1,11:1}')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
