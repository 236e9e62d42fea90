-- Surveys whose highest answer is below the top of the assumed scale: three faces
-- read as 1-5 have a CSAT of 0, stars of 1-5 read as 0-10 an NPS of -100.  Nothing
-- is off the scale, so there is no error; this query finds them.
CREATE TEMP TABLE imported (survey text, kind text, score int);
INSERT INTO imported SELECT survey, kind, 1 + i % top FROM (VALUES ('kiosk faces', 'csat', 3), ('shop stars', 'nps', 5), ('web', 'csat', 5), ('mail', 'nps', 10)) AS v(survey, kind, top), generate_series(1, 60) AS i;
SELECT survey, kind, tally_min(t) AS lowest, tally_max(t) AS highest, round(CASE kind WHEN 'csat' THEN csat(t) ELSE nps(t) END) AS score,
       tally_max(t) < CASE kind WHEN 'csat' THEN 5 ELSE 10 END AND tally_count(t) >= 30 AS suspect
FROM (SELECT survey, kind, tally(score) AS t FROM imported GROUP BY survey, kind) AS s
ORDER BY suspect DESC, survey;
