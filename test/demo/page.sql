-- The airport survey's dashboard as a page that opens from disk, without script
-- or network.  Run test/data/survey.sql and answers.sql first; the page is all
-- that this prints:
--
--   psql -X -q -A -t -f test/demo/page.sql > satisfaction-demo.html
--
-- The statements of the panels are plain SQL.  What comes before and after them
-- makes HTML of any of them, and folds the statement under its result.

CREATE TEMP TABLE panel (number integer, kind text, heading text, note text, statement text);

INSERT INTO panel VALUES
(1, 'cards', 'May 2018 against May 2017',
 'Change in points, with the p value of a test of the difference.',
$$SELECT metric, round(score::numeric, 1) AS score, unit,
       round(low::numeric, 1) AS low, round(high::numeric, 1) AS high, answers,
       to_char((t).difference, 'FMSG990.0') AS change, (t).p_value
FROM (SELECT tally(score) FILTER (WHERE year = 2017) AS score_2017,
             tally(score) FILTER (WHERE year = 2018) AS score_2018,
             tally(csat) FILTER (WHERE year = 2017) AS csat_2017,
             tally(csat) FILTER (WHERE year = 2018) AS csat_2018,
             tally(effort) FILTER (WHERE year = 2017) AS effort_2017,
             tally(effort) FILTER (WHERE year = 2018) AS effort_2018
      FROM answers) AS years,
     LATERAL (VALUES
       (1, 'Net Promoter Score', '', nps(score_2018), nps_low(score_2018), nps_high(score_2018),
        tally_count(score_2018), nps_test(score_2018, score_2017)),
       (2, 'Satisfied with the airport', '%', csat(csat_2018), csat_low(csat_2018), csat_high(csat_2018),
        tally_count(csat_2018), csat_test(csat_2018, csat_2017)),
       (3, 'Found their way easily', '%', csat(effort_2018), csat_low(effort_2018), csat_high(effort_2018),
        tally_count(effort_2018), csat_test(effort_2018, effort_2017))
     ) AS card(place, metric, unit, score, low, high, answers, t)
ORDER BY place$$),

(2, 'pictures', 'How the answers are spread', NULL,
$$SELECT nps_svg(tally(score), 'Would recommend the airport, ' || year)
FROM answers
GROUP BY year
ORDER BY year$$),

(3, 'pictures', 'Net Promoter Score over the last seven days',
 'The band is the 95 % confidence interval; a hollow point has fewer than 500 answers.',
$$SELECT nps_trend_svg(array_agg(to_char(interview_date, 'DD Mon') ORDER BY interview_date),
                     array_agg(week ORDER BY interview_date),
                     'May 2018, each day with the six before it', few_answers => 500)
FROM (SELECT interview_date,
             sum(tally(score)) OVER (ORDER BY interview_date
               RANGE BETWEEN '6 days' PRECEDING AND CURRENT ROW) AS week
      FROM answers
      WHERE year = 2018
      GROUP BY interview_date) AS days$$),

(4, 'table', 'What moved the score',
 'Mix: the area has another share of the answers. Rate: its own score changed. Mix and rate of all areas add up to the change.',
$$SELECT barea AS area, round(nps(before)::numeric, 1) AS "2017",
       round(nps(after)::numeric, 1) AS "2018",
       round(nps_low(after)::numeric, 1) || ' to ' || round(nps_high(after)::numeric, 1) AS "95 % limits",
       tally_count(after) AS answers,
       round((moved).mix_effect::numeric, 2) AS mix,
       round((moved).rate_effect::numeric, 2) AS rate
FROM (SELECT *, nps_shift(before, after, sum(before) OVER (), sum(after) OVER ()) AS moved
      FROM (SELECT barea, tally(score) FILTER (WHERE year = 2017) AS before,
                   tally(score) FILTER (WHERE year = 2018) AS after
            FROM answers
            GROUP BY barea) AS areas) AS shifts
ORDER BY (moved).mix_effect + (moved).rate_effect$$),

(5, 'table', 'Three classic wrong numbers for May 2018',
 'Each is what a formula written by hand gives on the table as it was published.',
$$SELECT mistake, written, round(gives::numeric, 2) AS gives, round(nps::numeric, 2) AS "NPS"
FROM (SELECT count(*) FILTER (WHERE netpro BETWEEN 9 AND 10) AS promoters,
             count(*) FILTER (WHERE netpro <= 6) AS detractors,
             count(*) FILTER (WHERE netpro >= 9) AS promoters_and_11,
             count(*) FILTER (WHERE netpro <= 10) AS answers,
             count(*) AS all_rows, nps(nullif(netpro, 11))
      FROM survey
      WHERE year = 2018) AS counts,
     LATERAL (VALUES
       (1, 'Division of integers', '100 * (promoters / answers - detractors / answers)',
        100 * (promoters / answers - detractors / answers)),
       (2, 'Rows without an answer count', '100.0 * (promoters - detractors) / count(*)',
        100.0 * (promoters - detractors) / all_rows),
       (3, 'The code 11, no answer, is a promoter', 'count(*) FILTER (WHERE netpro >= 9) AS promoters',
        100.0 * (promoters_and_11 - detractors) / all_rows)
     ) AS wrong(place, mistake, written, gives)
ORDER BY place$$);

CREATE FUNCTION pg_temp.escaped(t text) RETURNS text LANGUAGE sql AS
$$ SELECT replace(replace(replace(t, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') $$;

-- The rows of a statement, each an array of [column, value] pairs in order
CREATE FUNCTION pg_temp.rows_of(statement text) RETURNS SETOF json LANGUAGE plpgsql AS
$$ BEGIN RETURN QUERY EXECUTE format('SELECT row_to_json(r) FROM (%s) AS r', statement); END $$;

CREATE FUNCTION pg_temp.as_pictures(statement text) RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(value, E'\n' ORDER BY n)
   FROM pg_temp.rows_of(statement) WITH ORDINALITY AS r(line, n), json_each_text(line) $$;

CREATE FUNCTION pg_temp.as_table(statement text) RETURNS text LANGUAGE sql AS
$$ SELECT '<table>' || min(head) || string_agg(cells, E'\n' ORDER BY n) || '</table>'
   FROM (SELECT n, '<tr>' || string_agg('<th>' || pg_temp.escaped(key) || '</th>', '' ORDER BY k) || '</tr>' AS head,
                '<tr>' || string_agg(CASE WHEN value ~ '^-?[0-9.]+$' THEN '<td class="number">' ELSE '<td>' END ||
                                     coalesce(pg_temp.escaped(value), '') || '</td>', '' ORDER BY k) || '</tr>' AS cells
         FROM pg_temp.rows_of(statement) WITH ORDINALITY AS r(line, n),
              LATERAL (SELECT key, value, row_number() OVER () AS k FROM json_each_text(line)) AS c
         GROUP BY n) AS t $$;

CREATE FUNCTION pg_temp.as_cards(statement text) RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(format(
     '<div class="card"><h3>%s</h3><p class="score">%s<small> %s</small></p><p>%s to %s (95 %%)</p><p class="%s">%s points, p %s</p><p class="faint">%s answers</p></div>',
     pg_temp.escaped(line->>'metric'), line->>'score', line->>'unit', line->>'low', line->>'high',
     CASE WHEN p > 0.05 THEN 'faint' WHEN line->>'change' LIKE '-%' THEN 'down' ELSE 'up' END, line->>'change',
     CASE WHEN p < 0.001 THEN '&lt; 0.001' ELSE '= ' || round(p, 3) END, line->>'answers'), E'\n' ORDER BY n)
   FROM pg_temp.rows_of(statement) WITH ORDINALITY AS r(line, n),
        LATERAL (SELECT (line->>'p_value')::numeric AS p) AS t $$;

SELECT '<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head><meta charset="utf-8"/><title>Airport survey</title>
<meta name="viewport" content="width=device-width"/>
<style>
body { font: 15px/1.45 sans-serif; color: #222; background: #eef1f4; margin: 0 auto; max-width: 1040px; padding: 12px 20px 30px; }
h1 { font-size: 26px; margin: 10px 0 0; } h2 { font-size: 18px; margin: 0 0 6px; } h3 { font-size: 15px; margin: 0; }
section { background: #fff; border: 1px solid #d6dbe0; border-radius: 6px; padding: 14px 18px; margin: 14px 0; }
p { margin: 2px 0; } .faint, .note { color: #666; } .up { color: #0072b2; } .down { color: #b84e00; }
.cards { display: flex; flex-wrap: wrap; gap: 14px; } .card { flex: 1 1 240px; border-left: 4px solid #0072b2; padding: 2px 14px; }
.score { font-size: 42px; font-weight: bold; line-height: 1.2; } .score small { font-size: 20px; }
.pictures { display: flex; flex-wrap: wrap; gap: 8px; } svg { flex: 1 1 480px; height: auto; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; } th { text-align: left; border-bottom: 2px solid #bbb; }
th, td { padding: 4px 10px; } td { border-bottom: 1px solid #e2e2e2; } .number { font-variant-numeric: tabular-nums; }
summary { cursor: pointer; color: #0072b2; margin-top: 8px; } pre { overflow-x: auto; background: #f5f7f9; padding: 10px; font-size: 13px; }
</style></head>
<body>
<h1>Airport survey, San Francisco</h1>
<p class="note">Published by the airport; made by SQL on PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) ||
' with satisfaction ' || extversion || '. "SQL" below a panel shows its statement.</p>'
FROM pg_extension
WHERE extname = 'satisfaction';

SELECT '<section><h2>' || pg_temp.escaped(heading) || '</h2>' ||
       coalesce('<p class="note">' || pg_temp.escaped(note) || '</p>', '') ||
       '<div class="' || kind || E'">\n' ||
       CASE kind WHEN 'cards' THEN pg_temp.as_cards(statement)
                 WHEN 'table' THEN pg_temp.as_table(statement)
                 WHEN 'pictures' THEN pg_temp.as_pictures(statement) END ||
       E'\n</div>\n<details><summary>SQL</summary><pre>' || pg_temp.escaped(statement) || ';</pre></details></section>'
FROM panel
ORDER BY number;

SELECT '</body></html>';
