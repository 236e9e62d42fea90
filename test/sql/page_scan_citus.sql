\set ECHO none \\ \i test/page_scan.sql \\ \set ECHO all
-- Our aggregates inside those with which Citus asks its workers for states.
-- These stand in for its own: they say "wrapper" where the planner leaves them.

SET max_parallel_workers_per_gather = 0;
SET client_min_messages = warning;
CREATE FUNCTION page_wrapper(text, oid, anyelement) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'wrapper' $$;
CREATE AGGREGATE pg_catalog.worker_partial_agg(oid, anyelement) (SFUNC = public.page_wrapper, STYPE = text, FINALFUNC = textout);
CREATE AGGREGATE pg_catalog.worker_binary_partial_agg(oid, anyelement) (SFUNC = public.page_wrapper, STYPE = text, FINALFUNC = textsend);
CREATE AGGREGATE public.worker_partial_agg(oid, anyelement) (SFUNC = public.page_wrapper, STYPE = text, FINALFUNC = textout);
-- It begins with something, so its states are not those of tally().
CREATE AGGREGATE page_own(integer) (SFUNC = _tally_transition, STYPE = tally, COMBINEFUNC = tally_add, INITCOND = '{1:1}');
RESET client_min_messages;
CREATE TABLE page_shard AS SELECT i % 4 AS team, CASE WHEN i % 4 < 3 THEN i % 11 END AS score, i % 2 = 0 AS happy, (i % 5)::numeric AS rating, i % 3 / 2.0 AS weight, i % 60 * interval '1 second' AS wait, date '2026-01-01' + i % 90 AS joined FROM generate_series(1, 1000) AS i;
ANALYZE page_shard;

-- Nothing is done before the library is there.
\c -
SELECT pg_catalog.worker_partial_agg('nps(integer)'::regprocedure, score) FROM page_shard;
LOAD 'satisfaction';
SET satisfaction.page_scan = on;
SET max_parallel_workers_per_gather = 0;

-- The state, as text and in binary form; NULL if nothing was counted.
SELECT team, worker_partial_agg('nps(integer)'::regprocedure, score), worker_binary_partial_agg('nps(integer)'::regprocedure, score),
	worker_partial_agg('nps(integer)'::regprocedure, score)::text IS NOT DISTINCT FROM CASE WHEN count(score) > 0 THEN tally(score)::text END AS same,
	worker_binary_partial_agg('csat(integer)'::regprocedure, score) IS NOT DISTINCT FROM CASE WHEN count(score) > 0 THEN tally_send(tally(score)) END AS same_binary
FROM page_shard GROUP BY team ORDER BY team;
SELECT team, worker_partial_agg('tally_weighted(integer,numeric)'::regprocedure, ROW(score, weight))::text IS NOT DISTINCT FROM nullif(tally_weighted(score, weight), '{}')::text AS weighted,
	worker_partial_agg('service_level(interval,interval,boolean)'::regprocedure, ROW(wait, '20 s'::interval, happy))::text::tally = tally(wait <= '20 s') FILTER (WHERE NOT happy OR wait > '20 s') AS level,
	rate(worker_partial_agg('churn_rate(date,date,date,date)'::regprocedure, ROW(joined, (joined + team * 10), '2026-02-01'::date, '2026-03-01'::date))::text::tally) = churn_rate(joined, joined + team * 10, '2026-02-01', '2026-03-01') AS churn
FROM page_shard WHERE team > 0 GROUP BY team ORDER BY team;
SELECT query, page_scan_plan(query), page_scan_rows(query) FROM (VALUES
	('SELECT worker_partial_agg(''nps(integer)''::regprocedure, score) FROM page_shard'),
	('SELECT team, worker_partial_agg(''nps(integer)''::regprocedure::oid, score) FILTER (WHERE happy) FROM page_shard GROUP BY team'),
	('SELECT worker_partial_agg(''rate(boolean)''::regprocedure, happy), worker_partial_agg(''tally(numeric)''::regprocedure, rating), worker_partial_agg(''nps(integer)''::regprocedure, nullif(score, 10)) FROM page_shard'),
	('SELECT * FROM (SELECT team, worker_partial_agg(''nps(integer)''::regprocedure, score) FROM page_shard GROUP BY team) AS q WHERE team = 1'),
	('WITH q AS MATERIALIZED (SELECT worker_partial_agg(''nps(integer)''::regprocedure, score) FROM page_shard WHERE team < 2) SELECT * FROM q'),
	('SELECT worker_partial_agg(''nps(integer)''::regprocedure, score) FROM page_shard WHERE team > 9'),
	('SELECT worker_partial_agg(''nps(integer)''::regprocedure, (random() * 0)::integer + score) FROM page_shard'),
	('SELECT worker_partial_agg(''sum(tally)''::regprocedure, (''{'' || score || '':1}'')::tally) FROM page_shard'),
	-- several arguments
	('SELECT team, worker_partial_agg(''tally_counted(numeric,numeric)''::regprocedure, ROW(rating, (score)::numeric)), worker_partial_agg(''tally_counted(boolean,numeric)''::regprocedure, ROW(happy, 2::numeric)) FROM page_shard GROUP BY team'),
	('SELECT worker_partial_agg(''tally_weighted(integer,numeric)''::regprocedure, ROW(score, weight)) FROM page_shard'),
	('SELECT worker_partial_agg(''service_level(interval,interval)''::regprocedure, ROW(wait, ''20 s''::interval)) FILTER (WHERE team < 2) FROM page_shard'),
	('SELECT worker_partial_agg(''service_level(interval,interval,boolean)''::regprocedure, ROW(wait, ''20 s''::interval, happy)), worker_partial_agg(''service_level(interval,interval,boolean,text)''::regprocedure, ROW(wait, ''20 s''::interval, happy, ''offered''::text)) FROM page_shard'),
	('SELECT worker_partial_agg(''churn_rate(date,date,date,date)''::regprocedure, ROW(joined, (joined + team), ''2026-02-01''::date, ''2026-03-01''::date)) FROM page_shard'),
	('SELECT worker_partial_agg(''retention_rate(timestamptz,timestamptz,timestamptz,timestamptz)''::regprocedure, ROW((joined)::timestamptz, (joined + team)::timestamptz, ''2026-02-01''::timestamptz, ''2026-03-01''::timestamptz)) FROM page_shard'),
	-- left alone
	('SELECT worker_partial_agg(''avg(integer)''::regprocedure, score) FROM page_shard'),
	('SELECT worker_partial_agg(''count("any")''::regprocedure, score) FROM page_shard'),
	('SELECT worker_partial_agg(''nps(integer)''::regprocedure, rating) FROM page_shard'),
	('SELECT worker_partial_agg(''nps(integer)''::regprocedure, ROW(score, score)), worker_partial_agg(''nps(integer)''::regprocedure, ROW(score)) FROM page_shard'),
	('SELECT worker_partial_agg(''tally_weighted(integer,numeric)''::regprocedure, ROW(score, score)) FROM page_shard'),
	('SELECT worker_partial_agg(''nps_paired_test(double precision,double precision)''::regprocedure, ROW(1::float8, 2::float8)) FROM page_shard'),
	('SELECT worker_partial_agg(''trailing_run(boolean)''::regprocedure, happy) FROM page_shard'),
	('SELECT worker_partial_agg(''page_own(integer)''::regprocedure, score) FROM page_shard'),
	('SELECT worker_partial_agg(NULL::oid, score) FROM page_shard'),
	('SELECT worker_partial_agg(12345678, score) FROM page_shard'),
	('SELECT worker_partial_agg(team::oid, score) FROM page_shard'),
	('SELECT worker_partial_agg(DISTINCT ''nps(integer)''::regprocedure, score) FROM page_shard'),
	('SELECT public.worker_partial_agg(''nps(integer)''::regprocedure, score) FROM page_shard'),
	('SELECT DISTINCT worker_partial_agg(''nps(integer)''::regprocedure, score) OVER ()::text FROM page_shard')
) AS q (query);
SET satisfaction.page_scan = off;
SELECT worker_partial_agg('nps(integer)'::regprocedure, score) FROM page_shard;
SET satisfaction.page_scan = on;
PREPARE page_state AS SELECT worker_partial_agg('nps(integer)'::regprocedure, score) FROM page_shard WHERE team = $1;
EXECUTE page_state(1);
EXECUTE page_state(3);

-- Who may not call an aggregate is told so by the wrapper.
CREATE ROLE regress_page_worker;
GRANT SELECT ON page_shard TO regress_page_worker;
REVOKE EXECUTE ON FUNCTION nps(integer) FROM public;
SET ROLE regress_page_worker;
SELECT worker_partial_agg('nps(integer)'::regprocedure, score) FROM page_shard;
SELECT worker_partial_agg('csat(integer)'::regprocedure, score) FROM page_shard;
RESET ROLE;
GRANT EXECUTE ON FUNCTION nps(integer) TO public;

DROP TABLE page_shard;
DROP ROLE regress_page_worker;
DROP AGGREGATE pg_catalog.worker_partial_agg(oid, anyelement);
DROP AGGREGATE pg_catalog.worker_binary_partial_agg(oid, anyelement);
DROP AGGREGATE public.worker_partial_agg(oid, anyelement);
DROP AGGREGATE page_own(integer);
DROP FUNCTION page_wrapper(text, oid, anyelement);
