--
-- windows: the aggregates over frames that stand still, grow, move and become
-- empty, against the plain SQL formula over the same frame
--
\pset null NULL

-- 3000 answers in no visible order, some questions left out, and five rows
-- without answers
CREATE TABLE window_answers (id int PRIMARY KEY, grp int, sub int, day int, n int, c int, e int, b boolean, times bigint);
INSERT INTO window_answers
  SELECT i, i % 20, i % 3, i / 7,
         ('{0,1,2,3,4,5,6,7,7,8,8,9,9,9,10,10,10,NULL}'::int[])[1 + r % 18],
         ('{1,2,3,3,4,4,4,5,5,NULL}'::int[])[1 + r / 19 % 10],
         ('{1,2,3,4,5,5,6,6,7,7,NULL}'::int[])[1 + r / 191 % 11],
         ('{t,t,t,f,NULL}'::boolean[])[1 + r / 1013 % 5],
         nullif(r % 5, 4)
    FROM (SELECT i, i * (i * 7919 + 104729) % 99991 AS r FROM generate_series(1, 3000::bigint) AS i) AS random;
INSERT INTO window_answers SELECT 5000 + i, 21, 0, 500 FROM generate_series(1, 5) AS i;
ANALYZE window_answers;

-- Every frame gives what the plain formula gives over it.
CREATE FUNCTION pg_temp.frame_mismatches(frame text) RETURNS TABLE (rows bigint, empty bigint, nps bigint, csat bigint, ces bigint, tally bigint, filtered bigint)
LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('
    SELECT count(*), count(*) FILTER (WHERE answers = 0), count(*) FILTER (WHERE nps IS DISTINCT FROM plain_nps),
           count(*) FILTER (WHERE csat IS DISTINCT FROM plain_csat), count(*) FILTER (WHERE ces IS DISTINCT FROM plain_ces),
           count(*) FILTER (WHERE tally_count(tally) <> answers OR tally_mean(tally) IS DISTINCT FROM mean OR tally IS NULL),
           count(*) FILTER (WHERE filtered IS DISTINCT FROM plain_filtered)
      FROM (SELECT nps(n) OVER w, csat(c::bigint) OVER w, ces(e::float8) OVER w, tally(n::numeric) OVER w, count(n) OVER w AS answers,
                   100.0::float8 * (count(*) FILTER (WHERE n >= 9) OVER w - count(*) FILTER (WHERE n <= 6) OVER w) / nullif(count(n) OVER w, 0) AS plain_nps,
                   100.0::float8 * count(*) FILTER (WHERE c >= 4) OVER w / nullif(count(c) OVER w, 0) AS plain_csat,
                   sum(e) OVER w / nullif(count(e) OVER w, 0)::float8 AS plain_ces,
                   sum(n) OVER w / nullif(count(n) OVER w, 0)::float8 AS mean,
                   csat(b) FILTER (WHERE sub > 0) OVER w AS filtered,
                   100.0::float8 * count(*) FILTER (WHERE b AND sub > 0) OVER w / nullif(count(b) FILTER (WHERE sub > 0) OVER w, 0) AS plain_filtered
              FROM window_answers WHERE id %% 4 < 2 WINDOW w AS (%s)) AS f', frame);
END $$;
SELECT frame, m.*
  FROM unnest(ARRAY['', 'PARTITION BY grp', 'ORDER BY id', 'PARTITION BY sub ORDER BY day',
                    'ORDER BY id ROWS BETWEEN 9 PRECEDING AND CURRENT ROW',
                    'ORDER BY id ROWS BETWEEN 6 PRECEDING AND 4 PRECEDING',
                    'ORDER BY id ROWS BETWEEN 2 FOLLOWING AND 5 FOLLOWING',
                    'ORDER BY id ROWS BETWEEN CURRENT ROW AND CURRENT ROW',
                    'ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING',
                    'PARTITION BY grp ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING',
                    'PARTITION BY sub ORDER BY day RANGE BETWEEN 3 PRECEDING AND 3 FOLLOWING',
                    'ORDER BY day DESC RANGE BETWEEN 5 PRECEDING AND 2 PRECEDING',
                    'PARTITION BY sub ORDER BY day GROUPS BETWEEN 2 PRECEDING AND 1 PRECEDING',
                    'ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW',
                    'ORDER BY day GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE GROUP',
                    'ORDER BY day RANGE BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE TIES']) WITH ORDINALITY AS f(frame, o),
       pg_temp.frame_mismatches(frame) AS m
 ORDER BY o;
SELECT id, n, tally(n) OVER w AS tally, nps(n) OVER w AS nps
  FROM (VALUES (1, 10), (2, NULL), (3, NULL), (4, 0), (5, 9), (6, 7)) AS v(id, n)
WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY id;

-- tally_counted takes back as many as it has counted.
SELECT count(*) AS rows, count(*) FILTER (WHERE counted <> repeated) AS mismatches
  FROM (SELECT tally_counted(c, 3) OVER w AS counted, tally(c) OVER w + tally(c) OVER w + tally(c) OVER w AS repeated
          FROM window_answers WINDOW w AS (ORDER BY id ROWS BETWEEN 7 PRECEDING AND 2 PRECEDING)) AS x;

-- So does sum(tally); frames of weighted tallies are summed anew, so that
-- nothing drifts.
CREATE TABLE window_daily AS SELECT day, tally(n) AS t FROM window_answers GROUP BY day;
INSERT INTO window_daily VALUES (900, NULL), (901, NULL), (902, '{}');
SELECT count(*) AS days, count(*) FILTER (WHERE moving IS DISTINCT FROM (
         SELECT tally(n) FROM window_answers AS a WHERE a.day BETWEEN m.day - 6 AND m.day)) AS mismatches
  FROM (SELECT day, sum(t) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS moving FROM window_daily) AS m;
SELECT count(*) AS days, count(*) FILTER (WHERE moving IS DISTINCT FROM again) AS mismatches
  FROM (WITH weighted AS (SELECT day, CASE WHEN day % 4 <> 1 THEN format('{5:1(%s,%s),9:2(0.3,0.07)}', day / 7.0, (day / 7.0) ^ 2)::tally ELSE t END AS t
                            FROM window_daily WHERE day < 300)
        SELECT (SELECT sum(t ORDER BY day) FROM weighted AS i WHERE i.day BETWEEN o.day - 6 AND o.day) AS again,
               sum(t) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS moving FROM weighted AS o) AS x;

-- Scores that do not fit come to light in the frame that has them.
SELECT tally(n + 91) OVER (ORDER BY id ROWS 2 PRECEDING) FROM window_answers;
SELECT nps(n + 1) OVER (ORDER BY id ROWS 2 PRECEDING) FROM window_answers WHERE n >= 9;
SELECT id, tally_counted(id, CASE id WHEN 3 THEN 9223372036854775807 ELSE 2 END) OVER (ORDER BY id ROWS 1 PRECEDING) FROM generate_series(1, 4) AS id;

DROP TABLE window_answers, window_daily;
