--
-- soft_errors: from version 16 on bad input can be asked about instead of
-- being raised, also inside an array or a domain
--
\pset null NULL

SELECT input, pg_input_is_valid(input, 'tally') AS valid
  FROM (VALUES (1, '{}'), (2, '{0:3,9:12,10:40}'), (3, ' { 9 : 12(10.5,9.75) } '),
               (4, ''), (5, '{9}'), (6, '{101:1}'), (7, '{9:-1}'), (8, '{9:1,9:1}'), (9, '{9:1(-1,1)}'), (10, '{9:0(1,1)}'),
               (11, '{9:9223372036854775807,10:1}')) AS v(n, input)
 ORDER BY n;
SELECT * FROM pg_input_error_info('{0:3,9:12,10:40}', 'tally');
SELECT * FROM pg_input_error_info('{101:1}', 'tally') \gx
SELECT * FROM pg_input_error_info('{9:9223372036854775807,10:1}', 'tally') \gx

-- within an array, and before the check of a domain
SELECT pg_input_is_valid('{"{9:1}","{10:2}"}', 'tally[]') AS good, pg_input_is_valid('{"{9:1}","{10:}"}', 'tally[]') AS bad;
CREATE DOMAIN soft_answered AS tally CHECK (tally_count(VALUE) > 0);
SELECT pg_input_is_valid('{9:1}', 'soft_answered') AS good, pg_input_is_valid('{9:}', 'soft_answered') AS bad,
       pg_input_is_valid('{}', 'soft_answered') AS unanswered;
DROP DOMAIN soft_answered;

-- The transaction goes on.
BEGIN;
CREATE TEMP TABLE kept AS
  SELECT input::tally AS t FROM (VALUES ('{9:1}'), ('{9:x}'), ('{10:2}')) AS v(input) WHERE pg_input_is_valid(input, 'tally');
SELECT sum(t), count(*) FROM kept;
COMMIT;
