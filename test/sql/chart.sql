--
-- chart: a tally as text bars, in blocks of eighths where the database has
-- UTF-8, in number signs where it has not
--
SELECT getdatabaseencoding() <> 'UTF8' AS other_encoding \gset
\if :other_encoding
\quit
\endif
\pset format unaligned
\pset tuples_only on
\pset null NULL

-- Plain: from the lowest answer to the highest, the longest bar 40 wide
SELECT tally_chart('{0:1,7:20,8:40,9:60,10:80}');
SELECT tally_chart('{5:3}');
SELECT tally_chart('{98:1,100:3}', width => 8);

-- With the groups of a metric, on all of its scale
SELECT tally_chart('{0:74,1:10,2:22,3:35,4:40,5:140,6:41,7:57,8:119,9:227,10:235}', 'nps');
SELECT tally_chart('{1:10,2:20,3:15,4:3,5:2}', 'csat', 20);
SELECT tally_chart('{2:1,4:2,6:5}', 'ces', 10);

-- Lengths: every eighth, the smallest mark, the greatest counts and widths
SELECT tally_chart('{0:8,1:1,2:2,3:3,4:4,5:5,6:6,7:7}', width => 1);
SELECT tally_chart('{1:1,2:1000000}', width => 3);
SELECT tally_chart('{9:4611686018427387903,10:4611686018427387904}', width => 4);
SELECT length(tally_chart('{1:1,2:2}', width => 500)) AS characters;

-- Weighted: bars and percentages follow the weights, counts are answers.
SELECT tally_chart('{1:5(2,1),2:5(8,16)}', width => 8);
SELECT tally_chart('{1:5(0,0)}', width => 8);

-- Nothing to show
SELECT tally_chart('{}'), tally_chart('{}', 'nps');
SELECT tally_chart(NULL), tally_chart(NULL, 'nonsense', 0);
SELECT tally_chart('{5:3}', NULL, NULL) = tally_chart('{5:3}') AS by_default;

SELECT bool_and(tally_chart('{5:3}', upper(m)) = tally_chart('{5:3}', m)) AS any_case FROM unnest('{nps,csat,ces}'::text[]) AS m;

-- Errors
\set VERBOSITY terse
SELECT tally_chart('{5:3}', 'nps ');
SELECT tally_chart('{5:3}', '');
SELECT tally_chart('{5:3}', width => 0);
SELECT tally_chart('{5:3}', width => 501);
\set VERBOSITY default
SELECT tally_chart('{5:3}', 'sus');
SELECT tally_chart('{5:3,11:2}', 'nps');
SELECT tally_chart('{0:1}', 'csat');
SELECT tally_chart('{8:1}', 'ces');

-- In another encoding
\set here :DBNAME
SET client_min_messages = warning;
DROP DATABASE IF EXISTS regress_satisfaction_latin1;
RESET client_min_messages;
CREATE DATABASE regress_satisfaction_latin1 TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C';
\connect regress_satisfaction_latin1
CREATE EXTENSION satisfaction;
SELECT tally_chart('{1:1,3:50,4:60,5:100}', 'csat', 20);
SELECT tally_chart('{1:1,2:1000000}', width => 3);
\connect :here
DROP DATABASE regress_satisfaction_latin1;
