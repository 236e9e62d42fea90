-- Words beside the score, with PostgreSQL's own text search.
CREATE TEMP TABLE reviews (id int, language regconfig, nps int, topics text[], comment text);
INSERT INTO reviews VALUES
  (1, 'english', 2,  '{waiting}',          'Waited an hour on the phone, and the phone line broke.'),
  (2, 'english', 10, '{staff}',            'Friendly staff, quick answers.'),
  (3, 'english', 4,  '{waiting,staff}',    'Waiting again. The staff were friendly, though.'),
  (4, 'dutch',   9,  '{staff}',            'Vriendelijke medewerkers en snelle antwoorden.'),
  (5, 'dutch',   3,  '{waiting}',          'Lang wachten op antwoord, te lang.'),
  (6, 'dutch',   8,  '{}',                 NULL),
  (7, 'english', 9,  '{price}',            'Good price'),
  (8, 'english', 6,  '{}',                 '');
-- Words by promoters and detractors, each in its language: in how many comments
SELECT language, nps_category(nps) AS who, w.word, count(*) AS comments
FROM reviews, LATERAL unnest(tsvector_to_array(to_tsvector(language, comment))) AS w(word)
WHERE nps_category(nps) <> 'passive'
GROUP BY 1, 2, 3 HAVING count(*) > 1 ORDER BY 1, 2, 4 DESC, 3;
-- Over a table with an index on words, ts_stat() counts them all at once.
SELECT word, ndoc AS comments, nentry AS times
FROM ts_stat($$SELECT to_tsvector(language, comment) FROM reviews WHERE nps_category(nps) = 'detractor'$$)
ORDER BY ndoc DESC, nentry DESC, word LIMIT 3;
-- Who says so, with the words in their place
SELECT id, nps, ts_headline(language, comment, to_tsquery(language, query), 'StartSel=[, StopSel=]')
FROM reviews JOIN (VALUES ('english'::regconfig, 'wait'), ('dutch', 'wachten')) AS q(language, query) USING (language)
WHERE to_tsvector(language, comment) @@ to_tsquery(language, query) ORDER BY id;
-- How many answers come with a comment, by group
SELECT nps_category(nps) AS who, round(rate(coalesce(comment, '') <> '')) AS with_comment, count(*) AS answers
FROM reviews GROUP BY 1 ORDER BY 1;
-- By topic: how many comments, their score, and what they take from the score of
-- all or add to it.  A comment with two topics counts under both, so these
-- contributions do not add up.
SELECT topic, tally_count(t) AS comments, round(nps(t)) AS nps, round(nps_contribution(t, whole)::numeric, 1) AS contribution
FROM (SELECT topic, tally(nps) AS t FROM reviews, unnest(topics) AS topic GROUP BY topic) AS g,
     (SELECT tally(nps) AS whole FROM reviews) AS w
ORDER BY contribution, topic;
