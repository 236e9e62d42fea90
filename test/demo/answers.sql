-- The survey's answers, with the codes for "no answer" turned to NULL.

CREATE VIEW answers AS
SELECT year, interview_date, barea, lang, weight,
       nullif(netpro, 11)                                       AS score,
       CASE WHEN q7all IN ('1', '2', '3', '4', '5')
            THEN q7all::integer END                             AS csat,
       CASE WHEN q14find BETWEEN 1 AND 5 THEN q14find END       AS effort
FROM survey;
