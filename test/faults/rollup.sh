#!/bin/sh
# Rollups through faults: eight sessions write, backends are terminated, and the
# server is stopped immediately; after each recovery no rollup may differ from its
# rows.  Run: sh test/faults/rollup.sh [rounds]
#
# check.sh sources this file for a few rounds on its own server.
set -eu

rollup_sql() {
	as_user psql -X -q -A -t -v ON_ERROR_STOP=1 -d rollup_faults "$@"
}

# A table and a partitioned one, with two rollups on the first.  The load keeps
# to one row a statement where rows are locked, so a deadlock would be ours.
make_rollups() {
	as_user createdb rollup_faults
	rollup_sql >/dev/null <<-'SQL'
		CREATE EXTENSION satisfaction;
		CREATE TABLE answers (id integer PRIMARY KEY, answered_at timestamptz, team text, score integer, rating integer);
		CREATE TABLE parts (day date, team text, score integer) PARTITION BY RANGE (day);
		CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
		CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM ('2025-02-01') TO ('2026-01-01');
		INSERT INTO answers SELECT i, timestamptz '2025-01-01' + i * interval '1 hour', 't' || i % 5, i % 11, i % 5 + 1 FROM generate_series(1, 2000) AS i;
		SELECT rollup_create('answers', 'answered_at', '{nps:score, csat:rating}', '{team}', time_zone => 'UTC');
		SELECT rollup_create('answers', 'answered_at', '{nps:score}', grain => 'month', time_zone => 'UTC', name => 'by_month');
		SELECT rollup_create('parts', 'day', '{nps:score}', '{team}');
	SQL
	cat >"$work/load.sql" <<-'SQL'
		\set id random(1, 4000)
		\set team random(1, 5)
		\set score random(-1, 11)
		\set what random(1, 200)
		\if :what <= 60
		INSERT INTO answers VALUES (:id, timestamptz '2025-01-01' + :id * interval '1 hour', nullif('t' || :team, 't5'), :score, :team)
		    ON CONFLICT (id) DO UPDATE SET score = excluded.score, team = excluded.team;
		\elif :what <= 100
		UPDATE answers SET answered_at = answered_at + interval '1 day', team = 't' || :team WHERE id = :id;
		\elif :what <= 130
		DELETE FROM answers WHERE id = :id;
		\elif :what <= 150
		BEGIN;
		INSERT INTO parts (day, team, score) SELECT date '2025-01-01' + i, 't' || :team, i % 11 FROM generate_series(1, 60) AS i;
		INSERT INTO parts_1 (day, team, score) VALUES ('2025-01-05', 't' || :team, :score);
		COMMIT;
		\elif :what <= 170
		BEGIN;
		INSERT INTO answers VALUES (:id, '2025-01-01', 't1', :score, 3) ON CONFLICT DO NOTHING;
		INSERT INTO parts (day, team, score) VALUES ('2025-02-05', 't' || :team, :score);
		ROLLBACK;
		\elif :what <= 197
		BEGIN;
		INSERT INTO parts (day, team, score) VALUES ('2025-01-31', 't1', :score), ('2025-02-01', 't2', :score);
		INSERT INTO parts_2 (day, team, score) VALUES ('2025-02-01', 't1', :score);
		COMMIT;
		\elif :what <= 199
		SELECT rollup_compact('answers_rollup'), rollup_compact('parts_rollup');
		\else
		SELECT rollup_refresh('by_month');
		\endif
	SQL
}

# What differs, over all rollups; and that the load got through
differences_of_rollups() {
	rollup_sql -c "SELECT count(*) FROM (SELECT * FROM rollup_check('answers_rollup') UNION ALL SELECT * FROM rollup_check('by_month')
		UNION ALL SELECT * FROM rollup_check('parts_rollup')) AS d" -c "SELECT (SELECT sum(tally_count(score)) FROM parts_rollup) > 0"
}

terminate_one() {
	rollup_sql -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgbench' ORDER BY random() LIMIT 1" >/dev/null
}

rollups_survive() {
	rounds=$1
	make_rollups
	while [ "$rounds" -gt 0 ]; do
		as_user pgbench -n -c 8 -j 2 -T 60 -f "$work/load.sql" rollup_faults >"$work/load.log" 2>&1 &
		for pause in 0.3 0.2 0.3 0.2; do
			sleep $pause
			terminate_one
		done
		as_user pg_ctl -D "$work/data" -l "$work/data/server.log" -m immediate -w restart >/dev/null
		wait $! || true
		if grep -i deadlock "$work/load.log"; then
			return 1
		fi
		found=$(differences_of_rollups)
		[ "$found" = "0
t" ] || {
			echo "after a recovery: $found"
			return 1
		}
		rounds=$((rounds - 1))
	done
	if grep -i 'deadlock detected' "$work/data/server.log"; then
		return 1
	fi
	as_user dropdb rollup_faults
}

if [ "$(basename "$0")" = rollup.sh ]; then
	. "$(dirname "$0")/../server.sh"
	begin_work
	build_and_start
	rollups_survive "${1:-30}"
	echo "${1:-30} recoveries, and no rollup differs from its rows"
fi
