-- Answers as words: their positions in a list that begins with the lowest label,
-- in several languages, and within jsonb.
CREATE TEMP TABLE opinions (opinion text, data jsonb);
INSERT INTO opinions VALUES
  ('Very good', '{"answers": [{"question": "overall", "answer": "Very good"}]}'),
  ('GOOD',      '{"answers": [{"question": "price", "answer": "Bad"}, {"question": "overall", "answer": "Good"}]}'),
  (' good',     '{"answers": []}'),
  ('n/a',       '{}');

SELECT csat(rating_of(opinion, '{very bad, bad, neutral, good, very good}', missing => '{n/a}')) AS of_text,
       csat(rating_of(jsonb_path_query_first(data, '$.answers[*] ? (@.question == "overall").answer') #>> '{}',
                      '{very bad, bad, neutral, good, very good}')) AS of_jsonb
FROM opinions;

-- One row of the list per rating, with its label in each language
SELECT answer, rating_of(answer, '{{schlecht,bad},{mittel,NULL},{gut,good}}') AS rating
FROM unnest('{gut,Good,mittel,schlecht,BAD}'::text[]) AS answer;

-- An enum in its own order
CREATE TYPE pg_temp.mood AS ENUM ('sad', 'ok', 'happy');
SELECT mood, rating_of(mood, enum_range(mood)::text[]) AS rating FROM unnest(enum_range(NULL::pg_temp.mood)) AS mood;
