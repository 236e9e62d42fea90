\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- groups: how many answers are promoters, satisfied or easy, their shares and
-- net scores, the category of one score, tallies recoded, tallies of counts and
-- contributions, by plain formulas over the rows; other scales and cut points,
-- weights, NULL, empty, one, all alike, every refusal
--
\pset null NULL

-- 300 groups of 1 to 40 answers on 0-10, 1-5, 1-7 and 1-10, some left out
CREATE TEMP TABLE answers AS
  SELECT g, i, CASE WHEN i % 11 <> 3 THEN (g * 7919 + i * 104729 + g * i * 31) % 11 END AS n, 1 + (g * 7919 + i * 104729 + g * i * 31) % 5 AS c,
         1 + (g * 104729 + i * 7919 + g * i * 17) % 7 AS e, 1 + (g * 7919 + i * 7907 + g * i * 13) % 10 AS x, (i % 5) / 4.0::float8 + 0.3 AS w
    FROM generate_series(1, 300) AS g, generate_series(1, 40) AS i WHERE i <= 1 + g % 40;
CREATE TEMP TABLE tallies AS
  SELECT g, false AS weighted, tally(n) AS n, tally(c) AS c, tally(e) AS e, tally(x) AS x FROM answers GROUP BY g UNION ALL
  SELECT g, true, tally_weighted(n, w), tally_weighted(c, w), tally_weighted(e, w), tally_weighted(x, w) FROM answers GROUP BY g;
-- Of rows in groups: how many answers are in one, and what part of the weight
CREATE FUNCTION pg_temp.counted(score text, condition text) RETURNS TABLE (g int, weighted boolean, answers bigint, share float8)
LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT g, weighted, count(*) FILTER (WHERE %1$s %2$s), 100 * coalesce(sum(v) FILTER (WHERE %1$s %2$s), 0) / sum(v) FILTER (WHERE %1$s IS NOT NULL)
                                 FROM answers, LATERAL (VALUES (false, 1::float8), (true, w)) AS v(weighted, v) GROUP BY g, weighted', score, condition);
END $$;

-- Every function, on the scale of its metric and on others
CREATE TEMP TABLE functions (answers text, score text, condition text, count_of text, share_of text);
INSERT INTO functions VALUES
  ('n', 'n', '>= 9', 'nps_promoters(n)', 'nps_promoters_share(n)'), ('n', 'n', 'IN (7, 8)', 'nps_passives(n)', 'nps_passives_share(n)'), ('n', 'n', '<= 6', 'nps_detractors(n)', 'nps_detractors_share(n)'),
  ('c', 'c', '>= 5', 'nps_promoters(c, 1, 5, 3, 5)', 'nps_promoters_share(c, 1, 5, 3, 5)'), ('c', 'c', '= 4', 'nps_passives(c, 1, 5, 3, 5)', 'nps_passives_share(c, 1, 5, 3, 5)'),
  ('c', 'c', '<= 3', 'nps_detractors(c, 1, 5, 3, 5)', 'nps_detractors_share(c, scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5)'),
  ('c', 'c', '>= 4', 'csat_satisfied(c)', 'csat(c)'), ('c', 'c', '= 3', 'csat_neutral(c)', 'csat_neutral_share(c)'), ('c', 'c', '<= 2', 'csat_dissatisfied(c)', 'csat_dissatisfied_share(c)'),
  ('x', 'x', '>= 9', 'csat_satisfied(x, 1, 10, 9)', 'csat(x, 1, 10, 9)'), ('x', 'x', 'BETWEEN 3 AND 8', 'csat_neutral(x, 1, 10, 9)', 'csat_neutral_share(x, 1, 10, 9)'),
  ('x', 'x', '<= 2', 'csat_dissatisfied(x, 1, 10, 9)', 'csat_dissatisfied_share(x, 1, 10, 9)'), ('x', 'x', '<= 6', 'csat_dissatisfied(x, 1, 10, 9, 6)', 'csat_dissatisfied_share(x, scale_max => 10, satisfied_min => 9, dissatisfied_max => 6)'),
  ('x', 'x', 'IN (7, 8)', 'csat_neutral(x, 1, 10, 9, 6)', 'csat_neutral_share(x, 1, 10, 9, 6)'), ('c', 'c', '= 1', 'csat_dissatisfied(c, dissatisfied_max => 1)', 'csat_dissatisfied_share(c, dissatisfied_max => 1)'),
  ('e', 'e', '>= 5', 'ces_easy(e)', 'ces_easy_share(e)'), ('e', 'e', '= 4', 'ces_neither(e)', 'ces_neither_share(e)'), ('e', 'e', '<= 3', 'ces_hard(e)', 'ces_hard_share(e)'),
  ('e', 'e', '= 1', 'ces_hard(e, hard_from => 1)', 'ces_hard_share(e, hard_from => 1)'), ('e', 'e', 'BETWEEN 2 AND 4', 'ces_neither(e, hard_from => 1)', 'ces_neither_share(e, 1, 7, 5, 1)'),
  ('e', 'e', '<= 3', 'ces_easy(e, low_is_easy => true)', 'ces_easy_share(e, 1, 7, NULL, NULL, true)'), ('e', 'e', '>= 5', 'ces_hard(e, low_is_easy => true)', 'ces_hard_share(e, low_is_easy => true)'),
  ('e', 'e', '>= 6', 'ces_hard(e, 1, 7, 2, 6, true)', 'ces_hard_share(e, 1, 7, 2, 6, true)'), ('e', 'e', 'BETWEEN 3 AND 5', 'ces_neither(e, 1, 7, 2, 6, true)', 'ces_neither_share(e, 1, 7, 2, 6, true)'),
  ('c', 'c', '>= 4', 'ces_easy(c, 1, 5, 4)', 'ces_easy_share(c, scale_max => 5, easy_from => 4)');
CREATE FUNCTION pg_temp.wrong(f functions, OUT tallies bigint, OUT counts bigint, OUT shares bigint)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT count(*), count(*) FILTER (WHERE %s IS DISTINCT FROM answers), count(*) FILTER (WHERE verdict(%s, share) <> ''ok'') FROM tallies JOIN pg_temp.counted(%L, %L) AS p USING (g, weighted)',
                 f.count_of, f.share_of, f.score, f.condition) INTO tallies, counts, shares;
END $$;
SELECT count(*) AS functions, sum(tallies) AS tallies, string_agg(count_of, ', ') FILTER (WHERE counts > 0) AS counts_wrong, string_agg(share_of, ', ') FILTER (WHERE shares > 0) AS shares_wrong
  FROM functions AS f, LATERAL pg_temp.wrong(f);
-- Net scores are the shares' difference, the groups are all there is, NULL is the
-- default.
SELECT count(*) AS tallies,
       count(*) FILTER (WHERE verdict(nps(n), nps_promoters_share(n) - nps_detractors_share(n)) <> 'ok' OR nps_promoters(n) + nps_passives(n) + nps_detractors(n) <> tally_count(n)) AS nps,
       count(*) FILTER (WHERE verdict(csat_net(c), csat(c) - csat_dissatisfied_share(c)) <> 'ok' OR csat_satisfied(c) + csat_neutral(c) + csat_dissatisfied(c) <> tally_count(c)) AS csat,
       count(*) FILTER (WHERE verdict(csat_net(x, 1, 10, 9, 6), csat(x, 1, 10, 9) - csat_dissatisfied_share(x, 1, 10, 9, 6)) <> 'ok') AS dissatisfied_max,
       count(*) FILTER (WHERE verdict(ces_net(e), ces_easy_share(e) - ces_hard_share(e)) <> 'ok' OR ces_easy(e) + ces_neither(e) + ces_hard(e) <> tally_count(e)) AS ces,
       count(*) FILTER (WHERE verdict(ces_net(e, hard_from => 1), ces_easy_share(e) - ces_hard_share(e, hard_from => 1)) <> 'ok' OR ces_net(e, low_is_easy => true) <> -ces_net(e)) AS hard_from
  FROM tallies;
SELECT bool_and(nps_promoters_share(n) = nps_promoters_share(n, NULL, NULL, NULL, NULL) AND nps_passives_share(n) = nps_passives_share(n, 0, 10, 6, 9) AND nps_detractors_share(n) = nps_detractors_share(n, NULL, NULL, NULL, NULL)) AS nps,
       bool_and(csat_satisfied(c) = csat_satisfied(c, NULL, NULL, NULL) AND csat_neutral(c) = csat_neutral(c, NULL, NULL, NULL, NULL) AND csat_dissatisfied(c) = csat_dissatisfied(c, 1, 5, 4, 2) AND
                csat_neutral_share(c) = csat_neutral_share(c, NULL, NULL, NULL, NULL) AND csat_dissatisfied_share(c) = csat_dissatisfied_share(c, NULL, NULL, NULL, NULL) AND csat_net(c) = csat_net(c, NULL, NULL, NULL, NULL)) AS csat,
       bool_and(ces_easy(e) = ces_easy(e, NULL, NULL, NULL, NULL, NULL) AND ces_neither(e) = ces_neither(e, 1, 7, 5, 3, false) AND ces_hard(e) = ces_hard(e, NULL, NULL, NULL, NULL, NULL) AND
                ces_neither_share(e) = ces_neither_share(e, NULL, NULL, NULL, NULL, NULL) AND ces_hard_share(e) = ces_hard_share(e, NULL, NULL, NULL, NULL, NULL) AND ces_net(e) = ces_net(e, NULL, NULL, NULL, NULL, NULL)) AS ces
  FROM tallies;

-- No tally, no answers, no weight, one answer, all alike
SELECT v.t, nps_promoters_share(t) AS promoters, nps_passives_share(t) AS passives, nps_detractors_share(t) AS detractors, csat_satisfied(t) AS satisfied, csat_neutral(t) AS neutral, csat_dissatisfied(t) AS dissatisfied,
       csat_neutral_share(t) AS neutral_share, csat_dissatisfied_share(t) AS dissatisfied_share, ces_neither(t) AS neither, ces_hard(t) AS hard, ces_neither_share(t) AS neither_share, ces_hard_share(t) AS hard_share
  FROM (VALUES (1, NULL::tally), (2, '{}'), (3, '{3:2(0,0)}'), (4, '{3:1}'), (5, '{1:40}'), (6, '{5:1(2,4)}')) AS v(n, t) ORDER BY n;

-- The category of one score is the group that counts it.
SELECT count(*) AS scores, count(*) FILTER (WHERE ces_category(s) <> CASE WHEN s >= 5 THEN 'easy' WHEN s <= 3 THEN 'hard' ELSE 'neither' END) AS ces,
       count(*) FILTER (WHERE ces_category(s, low_is_easy => true) <> CASE WHEN s <= 3 THEN 'easy' WHEN s >= 5 THEN 'hard' ELSE 'neither' END) AS low_is_easy,
       count(*) FILTER (WHERE ces_category(s, hard_from => 1) <> CASE WHEN s >= 5 THEN 'easy' WHEN s <= 1 THEN 'hard' ELSE 'neither' END) AS hard_from,
       count(*) FILTER (WHERE ces_category(s, 1, 10, 8, 4) <> CASE WHEN s >= 8 THEN 'easy' WHEN s <= 4 THEN 'hard' ELSE 'neither' END) AS other,
       count(*) FILTER (WHERE ces_category(s) <> ces_category(s, NULL, NULL, NULL, NULL, NULL)) AS by_null,
       count(*) FILTER (WHERE csat_category(s, 1, 7, 6, 4) <> CASE WHEN s >= 6 THEN 'satisfied' WHEN s <= 4 THEN 'dissatisfied' ELSE 'neutral' END) AS csat
  FROM generate_series(1, 7) AS s;
SELECT ces_category(NULL) AS ces, csat_category(NULL, dissatisfied_max => 1) AS csat, ces_category(4::numeric) AS numeric, ces_category(7::bigint) AS bigint, ces_category(1::real) AS real;

-- Recoded: the same groups on the metric's own scale, so that every number but
-- the mean stays, weights included.
SELECT count(*) AS tallies, count(*) FILTER (WHERE verdict(nps(nps_recode(c, 1, 5, 3, 5)), nps(c, 1, 5, 3, 5)) <> 'ok' OR verdict(nps_low(nps_recode(c, 1, 5, 3, 5)), nps_low(c, scale_min => 1, scale_max => 5, detractor_max => 3, promoter_min => 5)) <> 'ok' OR
                                                   nps_passives(nps_recode(c, 1, 5, 3, 5)) <> nps_passives(c, 1, 5, 3, 5) OR tally_count(nps_recode(c, 1, 5, 3, 5)) <> tally_count(c)) AS nps,
       count(*) FILTER (WHERE verdict(csat(csat_recode(x, 1, 10, 9, 6)), csat(x, 1, 10, 9)) <> 'ok' OR verdict(csat_net(csat_recode(x, 1, 10, 9, 6)), csat_net(x, 1, 10, 9, 6)) <> 'ok' OR csat_neutral(csat_recode(x, 1, 10, 9, 6)) <> csat_neutral(x, 1, 10, 9, 6) OR
                              verdict(csat_low(csat_recode(x, 1, 10, 9, 6)), csat_low(x, scale_max => 10, satisfied_min => 9)) <> 'ok') AS csat,
       count(*) FILTER (WHERE nps_recode(nps_recode(n)) <> nps_recode(n) OR csat_recode(csat_recode(c)) <> csat_recode(c) OR nps_recode(n) <> nps_recode(n, NULL, NULL, NULL, NULL) OR csat_recode(c) <> csat_recode(c, NULL, NULL, NULL, NULL)) AS again,
       count(*) FILTER (WHERE (nps_recode(n) = nps_tally(nps_promoters(n), nps_passives(n), nps_detractors(n))) = weighted AND n <> '{}') AS as_counts
  FROM tallies;
SELECT nps_recode('{0:1,6:2,7:3,8:4,9:5,10:6}') AS nps, csat_recode('{1:1,2:2,3:3,4:4,5:5}') AS csat, csat_recode('{1:1,2:2,3:3,4:4,5:5}', dissatisfied_max => 1) AS dissatisfied_max,
       csat_recode('{0:3,1:5}', 0, 1, 1) AS thumbs, nps_recode('{3:2(0.5,0.25),2:1(4,16)}') AS weighted, nps_recode('{}') AS empty, nps_recode(NULL) AS nothing, csat_recode('{}', 1, 7, 6) AS csat_empty, csat_recode(NULL) AS csat_nothing;

-- Tallies of counts
SELECT rate_tally(3, 4) AS rate, rate(rate_tally(3, 4)) AS score, rate_tally(0, 4) AS none, rate_tally(4, 4) AS all, rate_tally(0, 0) AS nobody, rate(rate_tally(0, 0)) AS nobody_rate, rate_tally(NULL, 4) AS no_yes, rate_tally(3, NULL) AS no_answers,
       rate_tally(sum(x), 9223372036854775807) = rate_tally(5000000000, 9223372036854775807) AS large FROM (VALUES (2000000000::bigint), (3000000000)) AS v(x);
SELECT count(*) AS tallies, count(*) FILTER (WHERE rate_tally(count_yes, count_all) <> t OR rate_tally(count_yes, count_all) + rate_tally(1, 1) <> t + '{1:1}') AS wrong
  FROM (SELECT g, tally(c > 3) AS t, count(*) FILTER (WHERE c > 3) AS count_yes, count(*) AS count_all FROM answers GROUP BY g) AS a;

-- Contributions are what a segment's answers add to the score of the total, and
-- add up to it.
SELECT count(*) AS segments, count(*) FILTER (WHERE verdict(csat_contribution(c, total), csat(c) * share) <> 'ok' OR verdict(csat_contribution(x, total_x, 1, 10, 9), csat(x, 1, 10, 9) * share) <> 'ok') AS wrong,
       verdict(sum(csat_contribution(c, total)), max(csat(total))) AS together, verdict(sum(csat_contribution(x, total_x, scale_max => 10, satisfied_min => 9)), max(csat(total_x, 1, 10, 9))) AS of_ten,
       bool_and(csat_contribution(c, total) = csat_contribution(c, total, NULL, NULL, NULL)) AS by_null
  FROM (SELECT c, x, sum(c) OVER () AS total, sum(x) OVER () AS total_x, tally_count(c) / sum(tally_count(c)) OVER ()::float8 AS share FROM tallies WHERE NOT weighted) AS t;
SELECT csat_contribution('{}', '{5:3}') AS nobody, csat_contribution('{}', '{}') AS of_nobody, csat_contribution(NULL, '{5:3}') AS no_segment, csat_contribution('{5:3}', NULL) AS no_total, csat_contribution('{5:3}', '{5:3}') AS all,
       csat_contribution('{5:1}', '{1:3,5:1}') AS one, csat_contribution('{5:1(2,4)}', '{1:1(6,36),5:1(2,4)}') AS weighted;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_promoters_share('{11:1}')$$), (2, $$nps_passives_share('{5:1}', scale_max => 5)$$), (3, $$nps_detractors_share('{5:1}', detractor_max => 9)$$),
               (4, $$csat_satisfied('{6:1}')$$), (5, $$csat_neutral('{0:1}')$$), (6, $$csat_dissatisfied('{5:1}', scale_max => 7)$$), (7, $$csat_neutral_share('{5:1}', dissatisfied_max => 4)$$), (8, $$csat_dissatisfied_share('{5:1}', dissatisfied_max => 0)$$),
               (9, $$csat_net('{5:1}', 1, 10, 3)$$), (10, $$csat_category(3, 1, 10, 3)$$), (11, $$csat_category(6)$$), (12, $$ces_easy('{8:1}')$$), (13, $$ces_neither('{0:1}')$$), (14, $$ces_hard('{5:1}', scale_max => 5)$$),
               (15, $$ces_hard_share('{5:1}', hard_from => 5)$$), (16, $$ces_neither_share('{5:1}', hard_from => 0)$$), (17, $$ces_net('{5:1}', hard_from => 3, low_is_easy => true)$$), (18, $$ces_category(8)$$), (19, $$ces_category(4.5)$$),
               (20, $$ces_category('NaN')$$), (21, $$ces_category(4, scale_max => 5)$$), (22, $$ces_category(4, easy_from => 9)$$), (23, $$nps_recode('{11:1}')$$), (24, $$nps_recode('{5:1}', 1, 5)$$), (25, $$csat_recode('{6:1}')$$), (26, $$csat_recode('{5:1}', 1, 7)$$),
               (27, $$csat_recode('{5:1}', dissatisfied_max => 5)$$), (28, $$rate_tally(5, 4)$$), (29, $$rate_tally(-1, 4)$$), (30, $$rate_tally(1.5, 4)$$), (31, $$rate_tally(1, 'NaN')$$), (32, $$rate_tally(1, 1e19)$$),
               (33, $$csat_contribution('{5:2}', '{5:1}')$$), (34, $$csat_contribution('{6:1}', '{6:1}')$$), (35, $$csat_contribution('{5:1}', '{5:1}', 1, 7)$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
