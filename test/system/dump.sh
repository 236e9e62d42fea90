# Stored tallies and rollups through dumps and replication: for check.sh.

# Stored tallies, and the extension as a member, survive a dump.
dump_and_restore() {
	as_user psql -X -q -v ON_ERROR_STOP=1 <<-'SQL'
		CREATE DATABASE before;
		CREATE DATABASE after;
		\c before
		CREATE EXTENSION satisfaction;
		CREATE TABLE stored AS
		SELECT g, tally((g * i) % 11) AS r
		FROM generate_series(1, 50) AS g, generate_series(1, 100) AS i GROUP BY g;
		CREATE INDEX ON stored (r);
	SQL
	as_user pg_dump before >"$work/dump.sql"
	as_user psql -X -q -v ON_ERROR_STOP=1 -d after -f "$work/dump.sql" >/dev/null
	for database in before after; do
		as_user psql -X -A -t -d $database \
			-c "SELECT g, r, nps(r) FROM stored ORDER BY g" >"$work/$database"
	done
	cmp "$work/before" "$work/after" &&
		[ "$(wc -l <"$work/after")" -eq 50 ]
}

# Rollups survive a dump, and a restore of data alone counts nothing twice: to
# tables whose triggers fire, to tables whose triggers do not, and by pg_restore.
rollup_dump_and_restore() {
	for database in rolled whole data_only disabled sections; do
		as_user createdb $database
	done
	as_user psql -X -q -v ON_ERROR_STOP=1 -d rolled <<-'SQL'
		CREATE SCHEMA metrics;
		CREATE EXTENSION satisfaction SCHEMA metrics;
		CREATE TABLE answers (gone integer, answered_at timestamptz, team text, score integer);
		ALTER TABLE answers DROP COLUMN gone;
		CREATE TABLE parts (day date, score integer) PARTITION BY RANGE (day);
		CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
		INSERT INTO answers SELECT timestamptz '2025-01-01' + i * interval '1 hour', nullif('t' || i % 3, 't2'), i % 12 FROM generate_series(1, 500) AS i;
		SELECT metrics.rollup_create('answers', 'answered_at', '{nps:score}', '{team}', time_zone => 'Asia/Tokyo', name => 'a"b');
		SELECT metrics.rollup_create('parts', 'day', '{nps:score}');
		SELECT metrics.rollup_view('"a""b"', 'month', '{}');
		INSERT INTO parts_1 SELECT '2025-01-01', i % 11 FROM generate_series(1, 50) AS i;
		DELETE FROM answers WHERE score = 3;
		ALTER VIEW parts_rollup RENAME TO renamed;
	SQL
	as_user pg_dump rolled >"$work/rolled.sql"
	as_user pg_dump --section=pre-data --section=post-data rolled >"$work/rolled_schema.sql"
	as_user pg_dump --data-only rolled >"$work/rolled_data.sql"
	as_user pg_dump --data-only --disable-triggers rolled >"$work/rolled_disabled.sql"
	as_user pg_dump -Fc rolled >"$work/rolled.custom"
	as_user psql -X -q -v ON_ERROR_STOP=1 -d whole -f "$work/rolled.sql" >/dev/null
	as_user psql -X -q -v ON_ERROR_STOP=1 -d data_only -f "$work/rolled_schema.sql" -f "$work/rolled_data.sql" >/dev/null
	as_user psql -X -q -v ON_ERROR_STOP=1 -d disabled -f "$work/rolled_schema.sql" -f "$work/rolled_disabled.sql" >/dev/null
	as_user pg_restore --exit-on-error -j 2 -d sections "$work/rolled.custom"
	for database in rolled whole data_only disabled sections; do
		# as it came, then after more changes
		as_user psql -X -A -t -v ON_ERROR_STOP=1 -d $database >"$work/rolled.$database" <<-'SQL'
			SET client_min_messages = error;
			TABLE "a""b" ORDER BY 1, 2;
			TABLE "a""b_month" ORDER BY 1;
			TABLE renamed;
			SELECT count(*) FROM metrics.rollup_check('"a""b"');
			INSERT INTO answers VALUES ('2025-01-01', 'later', 10);
			UPDATE answers SET team = 't2' WHERE team IS NULL;
			INSERT INTO parts_1 VALUES ('2025-01-01', 10);
			SELECT metrics.rollup_compact('"a""b"') >= 0;
			SELECT count(*) FROM metrics.rollup_check('"a""b"');
			SELECT count(*) FROM metrics.rollup_check('renamed');
			TABLE "a""b" ORDER BY 1, 2;
			TABLE renamed;
			SELECT metrics.rollup_drop('"a""b"');
			SELECT metrics.rollup_drop('renamed');
			SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal;
		SQL
		cmp "$work/rolled.rolled" "$work/rolled.$database" || return 1
	done
	[ "$(wc -l <"$work/rolled.rolled")" -gt 100 ]
}

# Logical replication applies rows without firing triggers of statements, so a
# subscriber takes the log from the publisher as well.
rollup_replication() {
	as_user psql -X -q -v ON_ERROR_STOP=1 -c "ALTER SYSTEM SET wal_level = logical"
	as_user pg_ctl -D "$work/data" -l "$work/data/server.log" -w restart >/dev/null
	for database in publisher subscriber; do
		as_user createdb $database
		as_user psql -X -q -v ON_ERROR_STOP=1 -d $database <<-'SQL' >/dev/null
			CREATE EXTENSION satisfaction;
			CREATE TABLE answers (id integer PRIMARY KEY, day date, score integer);
			SELECT rollup_create('answers', 'day', '{nps:score}');
		SQL
	done
	as_user psql -X -q -v ON_ERROR_STOP=1 -d publisher <<-'SQL' >/dev/null
		INSERT INTO answers SELECT i, '2025-01-01', i % 11 FROM generate_series(1, 100) AS i;
		UPDATE answers SET score = 10 WHERE id < 10;
		CREATE PUBLICATION answers FOR TABLE answers, answers_rollup_log;
		SELECT rollup_refresh('answers_rollup');
		SELECT pg_create_logical_replication_slot('answers', 'pgoutput');
	SQL
	as_user psql -X -q -v ON_ERROR_STOP=1 -d subscriber -c "ALTER TABLE answers_rollup_log ADD PRIMARY KEY (id)"
	as_user psql -X -q -v ON_ERROR_STOP=1 -d subscriber -c "CREATE SUBSCRIPTION answers CONNECTION 'dbname=publisher' PUBLICATION answers WITH (create_slot = false, slot_name = 'answers')"
	tries=0
	until [ "$(as_user psql -X -A -t -d subscriber -c "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'")" = 0 ]; do
		sleep 0.2
		tries=$((tries + 1))
		[ $tries -lt 100 ] || return 1
	done
	as_user psql -X -q -v ON_ERROR_STOP=1 -d publisher <<-'SQL' >/dev/null
		INSERT INTO answers SELECT i, '2025-01-02', i % 11 FROM generate_series(101, 200) AS i;
		DELETE FROM answers WHERE id % 3 = 0;
		SELECT rollup_compact('answers_rollup');
		INSERT INTO answers VALUES (1000, '2025-01-03', 10);
	SQL
	tries=0
	until [ "$(as_user psql -X -A -t -d subscriber -c "SELECT count(*) FROM answers_rollup WHERE period = '2025-01-03'")" = 1 ]; do
		sleep 0.2
		tries=$((tries + 1))
		[ $tries -lt 100 ] || return 1
	done
	for database in publisher subscriber; do
		as_user psql -X -A -t -d $database -c "TABLE answers_rollup ORDER BY 1" \
			-c "SELECT count(*) FROM rollup_check('answers_rollup')" >"$work/replicated.$database"
	done
	# Without its log a subscriber's rollup misses what comes, and says so.
	as_user psql -X -A -t -q -d subscriber -c "SELECT rollup_create('answers', 'day', '{score}', name => 'unpublished')" \
		-c "SELECT count(*) FROM rollup_check('unpublished')" 2>&1 | grep -q 'does not count what a subscription brings' || return 1
	as_user psql -X -q -d subscriber -c "DROP SUBSCRIPTION answers"
	cmp "$work/replicated.publisher" "$work/replicated.subscriber" &&
		[ "$(tail -n 1 "$work/replicated.subscriber")" = 0 ]
}
