-- The survey's answers, with the codes for "no answer" turned to NULL: score is
-- 0 to 10, csat and effort are 1 to 5.

\set on_error_stop_before :ON_ERROR_STOP
\set ON_ERROR_STOP on
CREATE VIEW answers AS
SELECT year, interview_date, barea, lang, weight,
       nullif(netpro, 11)                                       AS score,
       CASE WHEN q7all IN ('1', '2', '3', '4', '5')
            THEN q7all::integer END                             AS csat,
       CASE WHEN q14find BETWEEN 1 AND 5 THEN q14find END       AS effort
FROM survey;
\set ON_ERROR_STOP :on_error_stop_before
\unset on_error_stop_before
