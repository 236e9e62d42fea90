-- The tables of an application: answers, and a table that stores tallies
CREATE TABLE responses (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team text NOT NULL, score integer, csat integer);
INSERT INTO responses (team, score, csat) SELECT barea, score, csat FROM answers;
CREATE TABLE daily (team text PRIMARY KEY, scores tally NOT NULL);
INSERT INTO daily SELECT team, tally(score) FROM responses GROUP BY team;
