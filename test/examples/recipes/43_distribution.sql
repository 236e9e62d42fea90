-- How the answers are spread, as bars of text and as rows for a charting tool.
\pset format unaligned
\pset tuples_only on
SELECT tally_chart(tally(csat), 'csat') FROM answers WHERE year = 2018;
\pset format aligned
\pset tuples_only off
SELECT u.score, u.answers, round(u.share::numeric, 1) AS share
FROM (SELECT tally(csat) AS r FROM answers WHERE year = 2018) AS t, unnest(t.r) AS u;
