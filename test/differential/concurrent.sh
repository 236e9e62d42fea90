#!/bin/sh
# The page scan beside writers: in one snapshot it must count what the ordinary
# plan counts, whatever others insert, update, delete, roll back and vacuum.
#
#   sh concurrent.sh [seconds]       with PGHOST, PGPORT, PGDATABASE set
set -eu

seconds=${1:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS satisfaction;
DROP TABLE IF EXISTS page_scan_concurrent;
CREATE TABLE page_scan_concurrent (id integer, team smallint, score integer, note text) WITH (fillfactor = 70);
INSERT INTO page_scan_concurrent SELECT i, i % 20, nullif(i % 12, 11), repeat('x', i % 40) FROM generate_series(1, 50000) AS i;
CREATE INDEX ON page_scan_concurrent (id);
ANALYZE page_scan_concurrent;
SQL

# Writers, each until the time is over.
end=$(($(date +%s) + seconds))
write() {
	while [ "$(date +%s)" -lt "$end" ]; do
		psql -X -q <<'SQL'
SET enable_seqscan = off;
UPDATE page_scan_concurrent SET score = (score + 1) % 11 WHERE id IN (SELECT (random() * 50000)::int FROM generate_series(1, 200));
DELETE FROM page_scan_concurrent WHERE id IN (SELECT (random() * 50000)::int FROM generate_series(1, 50));
INSERT INTO page_scan_concurrent SELECT (random() * 50000)::int, (random() * 19)::int, (random() * 10)::int, 'new' FROM generate_series(1, 50);
BEGIN;
UPDATE page_scan_concurrent SET score = 100 WHERE id IN (SELECT (random() * 50000)::int FROM generate_series(1, 100));
INSERT INTO page_scan_concurrent SELECT 1, 1, 99, 'never' FROM generate_series(1, 50);
ROLLBACK;
SQL
	done
}
sweep() {
	while [ "$(date +%s)" -lt "$end" ]; do
		psql -X -q -c 'VACUUM page_scan_concurrent'
		sleep 0.3
	done
}
write & write & sweep &

# The reader: both plans in one snapshot.
while [ "$(date +%s)" -lt "$end" ]; do
	for workers in 0 2; do
		psql -X -q -At -v ON_ERROR_STOP=1 >>"$work/answers" <<SQL
SET max_parallel_workers_per_gather = $workers;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
BEGIN ISOLATION LEVEL REPEATABLE READ;
CREATE TEMP TABLE a AS SELECT team, tally(score) AS t, count(*) AS n FROM page_scan_concurrent WHERE id > 100 GROUP BY team;
SET satisfaction.page_scan = off;
CREATE TEMP TABLE b AS SELECT team, tally(score) AS t, count(*) AS n FROM page_scan_concurrent WHERE id > 100 GROUP BY team;
SELECT CASE WHEN EXISTS ((TABLE a EXCEPT TABLE b) UNION ALL (TABLE b EXCEPT TABLE a)) THEN 'different' ELSE 'same' END;
ROLLBACK;
SQL
	done
done
wait
psql -X -q -c 'DROP TABLE page_scan_concurrent'
sort "$work/answers" | uniq -c
grep -q same "$work/answers" && ! grep -q different "$work/answers"
