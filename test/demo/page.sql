-- The airport survey's dashboard as a page that opens from disk, without script
-- or network.  Run test/data/survey.sql and answers.sql first; the page is all
-- that this prints:
--
--   psql -X -q -A -t -f test/demo/page.sql > satisfaction-demo.html
--
-- The statements of the panels are plain SQL.  What comes before and after them
-- makes HTML of any of them, and folds the statement under its result.  Columns
-- of a table have CSS classes; pictures have theirs by the names of their columns:
-- the page shows those named wide or narrow, depending on its width.

CREATE TEMP TABLE panel (number integer, kind text, heading text, note text, classes text[], statement text);

INSERT INTO panel VALUES
(1, 'cards', 'May 2018 against May 2017',
 'The change is in points; p is that of a test of the difference.', NULL,
$$SELECT metric, score, unit, low, high, answers, (t).difference AS change, (t).p_value
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

(2, 'pictures', 'How likely to recommend the airport, from 0 to 10',
 'The columns of both years have one scale.', NULL,
$$SELECT nps_svg(score, 'May ' || year, share_max => max(top) OVER ()) AS wide,
       nps_svg(score, 'May ' || year, share_max => max(top) OVER (), width => 340) AS narrow
FROM (SELECT year, tally(score) AS score FROM answers GROUP BY year) AS years,
     LATERAL (SELECT max(share) AS top FROM unnest(score)) AS columns
ORDER BY year$$),

(3, 'pictures', 'Net Promoter Score by day',
 'Each point has the answers of seven days: its own and the six before it. The band is the 95 % confidence interval; a hollow point has fewer than 500 answers. There were no interviews on 14 May and from 25 to 28 May.', NULL,
$$SELECT nps_trend_svg(array_agg(week), dates => array_agg(interview_date), few_answers => 500,
                     title => 'Seven days up to each day', width => 840) AS wide,
       nps_trend_svg(array_agg(week), dates => array_agg(interview_date), few_answers => 500,
                     title => 'Seven days up to each day', width => 340) AS narrow
FROM (SELECT interview_date,
             sum(tally(score)) OVER (ORDER BY interview_date
               RANGE BETWEEN '6 days' PRECEDING AND CURRENT ROW) AS week
      FROM answers
      WHERE year = 2018
      GROUP BY interview_date) AS days
WHERE interview_date >= '2018-05-07'$$),

(4, 'table', 'What moved the score',
 'A boarding area moves the score by its share of the answers (mix) and by its own score. The effects of all areas add up to the change.',
 '{"",number,"number limits",number wide,number,number,"number sorted",bar}',
$$SELECT CASE WHEN grouping(barea) = 1 THEN 'all' ELSE barea END AS area,
       round(nps(sum(before))::numeric, 1) AS "2017",
       format('%s (%s to %s)', round(nps(sum(after))::numeric, 1),
              round(nps_low(sum(after))::numeric, 1),
              round(nps_high(sum(after))::numeric, 1)) AS "2018 (95 % limits)",
       to_char(tally_count(sum(after)), 'FM9,999') AS "answers, 2018",
       round(sum(mix_effect)::numeric, 2) AS "by mix",
       round(sum(rate_effect)::numeric, 2) AS "by score",
       round(sum(mix_effect)::numeric, 2) + round(sum(rate_effect)::numeric, 2) AS change,
       sum(mix_effect + rate_effect) AS bar
FROM (SELECT barea, before, after, sum(before) OVER () AS all_before, sum(after) OVER () AS all_after
      FROM (SELECT barea, tally(score) FILTER (WHERE year = 2017) AS before,
                   tally(score) FILTER (WHERE year = 2018) AS after
            FROM answers
            GROUP BY barea) AS areas) AS areas,
     nps_shift(before, after, all_before, all_after)
GROUP BY ROLLUP (barea)
ORDER BY grouping(barea), sum(mix_effect + rate_effect)$$),

(5, 'table', 'Three classic wrong numbers for May 2018',
 'What formulas written by hand return on the table as it was published, and the score.',
 '{"",code,number,number}',
$$SELECT mistake, formula, round(gives::numeric, 2) AS gives, round(nps::numeric, 2) AS "NPS"
FROM (SELECT count(*) FILTER (WHERE netpro IN (9, 10)) AS promoters,
             count(*) FILTER (WHERE netpro <= 6) AS detractors,
             count(*) FILTER (WHERE netpro >= 9) AS promoters_and_11,
             count(*) AS all_rows, nps(nullif(netpro, 11))
      FROM survey
      WHERE year = 2018) AS counts,
     LATERAL (VALUES
       (1, 'Division of integers', '100 * (promoters / count(*) - detractors / count(*))',
        100 * (promoters / all_rows - detractors / all_rows)),
       (2, 'Rows without an answer count', '100.0 * (promoters - detractors) / count(*)',
        100.0 * (promoters - detractors) / all_rows),
       (3, 'The code 11, no answer, is a promoter',
        '100.0 * (count(*) FILTER (WHERE netpro >= 9) - detractors) / count(*)',
        100.0 * (promoters_and_11 - detractors) / all_rows)
     ) AS wrong(place, mistake, formula, gives)
ORDER BY place$$);

CREATE FUNCTION pg_temp.escaped(t text) RETURNS text LANGUAGE sql AS
$$ SELECT replace(replace(replace(t, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') $$;

-- A number in text with the minus sign of Unicode
CREATE FUNCTION pg_temp.signed(t text) RETURNS text LANGUAGE sql AS
$$ SELECT regexp_replace(t, '-(?=[0-9])', '&#8722;', 'g') $$;

-- The rows of a statement, each an object of its columns in order
CREATE FUNCTION pg_temp.rows_of(statement text) RETURNS SETOF json LANGUAGE plpgsql AS
$$ BEGIN RETURN QUERY EXECUTE format('SELECT row_to_json(r) FROM (%s) AS r', statement); END $$;

CREATE FUNCTION pg_temp.as_pictures(statement text) RETURNS text LANGUAGE sql AS
$$ SELECT string_agg('<div class="' || key || '">' || value || '</div>', E'\n' ORDER BY n)
   FROM pg_temp.rows_of(statement) WITH ORDINALITY AS r(line, n), json_each_text(line) $$;

-- A bar to the left or the right of the middle; the longest has half the width.
CREATE FUNCTION pg_temp.as_bar(value numeric, longest numeric) RETURNS text LANGUAGE sql AS
$$ SELECT format('<div class="%s" style="margin-left: %s%%; width: %s%%"></div>', CASE WHEN value < 0 THEN 'down' ELSE 'up' END,
                 round(50 + 50 * least(value, 0) / longest, 1), round(50 * abs(value) / longest, 1)) $$;

-- A cell by the class of its column: limits in brackets are for wide pages only.
CREATE FUNCTION pg_temp.as_cell(value text, class text, longest numeric) RETURNS text LANGUAGE sql AS
$$ SELECT CASE WHEN class = 'bar' THEN pg_temp.as_bar(value::numeric, longest)
               WHEN class = 'code' THEN '<code>' || pg_temp.escaped(value) || '</code>'
               WHEN class LIKE '%limits' THEN regexp_replace(pg_temp.signed(value), '(\(.*\))', '<span class="wide">\1</span>')
               WHEN class LIKE 'number%' THEN pg_temp.signed(value)
               ELSE pg_temp.escaped(value) END $$;

CREATE FUNCTION pg_temp.as_heading(name text, class text) RETURNS text LANGUAGE sql AS
$$ SELECT CASE WHEN class = 'bar' THEN '' WHEN class LIKE '%sorted' THEN '&#9650; ' || name
               ELSE pg_temp.as_cell(name, nullif(class, 'code'), NULL) END $$;

-- A row whose first cell is "all" is the total.
CREATE FUNCTION pg_temp.as_table(statement text, classes text[]) RETURNS text LANGUAGE sql AS
$$ WITH cell AS (SELECT n, k, key, coalesce(value, '') AS value, classes[k] AS class,
                        max(CASE WHEN classes[k] = 'bar' THEN abs(value::numeric) END) OVER () AS longest
                 FROM pg_temp.rows_of(statement) WITH ORDINALITY AS r(line, n),
                      json_each_text(line) WITH ORDINALITY AS c(key, value, k))
   SELECT '<table><tr>' || (SELECT string_agg(format('<th class="%s">%s</th>', class, pg_temp.as_heading(key, class)), '' ORDER BY k) FROM cell WHERE n = 1) ||
          '</tr>' || string_agg(line, E'\n' ORDER BY n) || '</table>'
   FROM (SELECT n, format('<tr%s>%s</tr>', CASE WHEN bool_or(k = 1 AND value = 'all') THEN ' class="all"' END,
                          string_agg(format('<td class="%s">%s</td>', class, pg_temp.as_cell(value, class, longest)), '' ORDER BY k)) AS line
         FROM cell
         GROUP BY n) AS t $$;

CREATE FUNCTION pg_temp.as_cards(statement text) RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(format(
     '<div class="card %s"><h3>%s</h3><p class="score">%s<small> %s</small></p><p>%s to %s (95 %%)</p><p class="change">%s %s points, p %s</p><p class="faint">%s answers</p></div>',
     class, pg_temp.escaped(line->>'metric'), pg_temp.signed(round(score, 1)::text), line->>'unit',
     pg_temp.signed(round(low, 1)::text), pg_temp.signed(round(high, 1)::text),
     CASE class WHEN 'up' THEN '&#9650;' WHEN 'down' THEN '&#9660;' ELSE 'unclear:' END,
     pg_temp.signed(to_char(change, 'FMSG990.0')), CASE WHEN p_value < 0.001 THEN '&lt; 0.001' ELSE '= ' || round(p_value, 3) END,
     to_char(answers, 'FM9,999,999')), E'\n' ORDER BY n)
   FROM pg_temp.rows_of(statement) WITH ORDINALITY AS r(line, n),
        json_to_record(line) AS v(score numeric, low numeric, high numeric, answers bigint, change numeric, p_value numeric),
        LATERAL (SELECT CASE WHEN p_value > 0.05 THEN 'same' WHEN change < 0 THEN 'down' ELSE 'up' END AS class) AS c $$;

SELECT '<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head><meta charset="utf-8"/><title>Airport survey</title>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<style>
:root { --text: #222; --faint: #666; --page: #eef1f4; --panel: #fff; --edge: #d6dbe0; --code: #f5f7f9; --up: #0072b2; --down: #b84e00; --same: #999; }
body { font: 15px/1.45 sans-serif; color: var(--text); background: var(--page); margin: 0 auto; max-width: 1040px; padding: 12px 20px 30px; }
h1 { font-size: 26px; margin: 10px 0 0; } h2 { font-size: 18px; margin: 0 0 6px; } h3 { font-size: 15px; margin: 0; }
section { background: var(--panel); border: 1px solid var(--edge); border-radius: 6px; padding: 14px 18px; margin: 14px 0; }
p { margin: 2px 0; } .faint, .note, footer { color: var(--faint); } a { color: var(--up); }
.cards { display: flex; flex-wrap: wrap; gap: 14px; margin-top: 10px; }
.card { flex: 1 1 240px; border-left: 4px solid var(--same); padding: 2px 14px; }
.card.up { border-color: var(--up); } .card.down { border-color: var(--down); }
.up .change { color: var(--up); } .down .change { color: var(--down); } .same .change { color: var(--faint); }
.score { font-size: 42px; font-weight: bold; line-height: 1.2; } .score small { font-size: 20px; }
.pictures { display: flex; flex-wrap: wrap; gap: 8px; } .pictures .wide { flex: 1 1 400px; } .pictures .narrow { flex: 0 1 420px; display: none; }
svg { display: block; width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; }
th { text-align: left; vertical-align: bottom; border-bottom: 2px solid var(--same); } th, td { padding: 4px 10px; }
td { border-bottom: 1px solid var(--edge); } .all td { font-weight: bold; border-top: 2px solid var(--same); border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; } td.number { white-space: nowrap; } code { overflow-wrap: anywhere; }
.bar { width: 20%; padding: 4px 0; } td.bar { background: linear-gradient(var(--edge), var(--edge)) center / 1px 100% no-repeat; }
.bar div { height: 12px; background: var(--up); print-color-adjust: exact; } .bar .down { background: var(--down); }
summary { cursor: pointer; color: var(--up); margin-top: 8px; } pre { overflow-x: auto; background: var(--code); padding: 10px; font-size: 13px; }
footer { font-size: 13px; }
@media (max-width: 780px) {
  body { padding: 8px 10px 20px; } section { padding: 12px; } .wide, .pictures .wide { display: none; } .pictures .narrow { display: block; }
  table { font-size: 13px; } th, td { padding: 4px 5px; } .bar { width: 14%; padding: 4px 0; }
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e2e5e8; --faint: #a3abb3; --page: #14171a; --panel: #1e2226; --edge: #3a4046; --code: #14171a; --up: #56a8dc; --down: #e8873c; --same: #7c848c; }
  svg { fill: var(--text); } svg [fill="#666666"] { fill: var(--faint); }
  svg > [fill="#ffffff"]:not(text) { fill: var(--panel); } svg [stroke="#dddddd"] { stroke: var(--edge); } svg path[stroke="#666666"] { stroke: var(--faint); }
}
@media print {
  body { background: none; max-width: none; padding: 0; } section { break-inside: avoid; border: 0; padding: 0; } details { display: none; }
}
</style></head>
<body>
<h1>Airport survey, San Francisco</h1>
<p class="note">A page made by SQL on PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) ||
' with satisfaction ' || extversion || '. "SQL" below a panel shows its statement.</p>'
FROM pg_extension
WHERE extname = 'satisfaction';

SELECT '<section><h2>' || pg_temp.escaped(heading) || '</h2>' ||
       coalesce('<p class="note">' || pg_temp.escaped(note) || '</p>', '') ||
       '<div class="' || kind || E'">\n' ||
       CASE kind WHEN 'cards' THEN pg_temp.as_cards(statement)
                 WHEN 'table' THEN pg_temp.as_table(statement, classes)
                 WHEN 'pictures' THEN pg_temp.as_pictures(statement) END ||
       E'\n</div>\n<details><summary>SQL</summary><pre>' || pg_temp.escaped(statement) || ';</pre></details></section>'
FROM panel
ORDER BY number;

SELECT format('<footer>
<p>Asked of passengers: how likely it is that they would recommend the airport (0 to 10, not weighted); the airport as a whole (5 outstanding to 1 unacceptable, satisfied: 4 and 5); finding their way (5 easy to 1 difficult, easily: 4 and 5).</p>
<p>%s interviews, %s. Source: San Francisco International Airport on DataSF, <a href="https://data.sfgov.org/d/nnh5-5rwz">2017</a> and <a href="https://data.sfgov.org/d/3w8r-nuxp">2018 SFO Customer Survey</a>, under DataSF''s policy for its data, the <a href="https://opendatacommons.org/licenses/pddl/1-0/">Public Domain Dedication and License</a>.</p>
</footer>
</body></html>', to_char(sum(interviews), 'FM9,999'), string_agg(days, ' and ' ORDER BY year))
FROM (SELECT year, count(*) AS interviews,
             format('%s to %s', extract(day FROM min(interview_date)), to_char(max(interview_date), 'FMDD FMMonth YYYY')) AS days
      FROM answers
      GROUP BY year) AS years;
