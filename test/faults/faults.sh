#!/bin/sh
# Stored tallies equal the raw rows after crashes and other faults.
#
#   sh test/faults/faults.sh [step ...]
#
#   crashes    eight clients insert, change, delete and read while backends are
#              cancelled and terminated and the server is stopped immediately,
#              again and again; at the end a standby is promoted
#   disk       the disk of a tablespace fills (as root, which can mount one)
#   cancel     statement_timeout ends long statements within 100 ms
#   memory     what a query takes at its peak, with work_mem from 64 kB on
#
# All of them by default, in about four minutes; FAULT_ROUNDS sets how often the
# server is stopped.
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/../suite.sh"

rounds=${FAULT_ROUNDS:-10}
server_options="-c listen_addresses='' -c wal_level=replica -c max_wal_senders=5 -c fsync=off -c max_connections=60"

sql() {
	as_user psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"
}

start_with_options() {
	as_user pg_ctl -D "$work/data" -l "$work/data/server.log" -w -t 120 \
		-o "$server_options -c unix_socket_directories='$work/socket'" start >/dev/null
}

#
# Crashes
#

# One client: pgbench gives up when its backend is terminated, and is started
# again.
client() {
	while [ ! -e "$work/enough" ]; do
		as_user pgbench -n -c 1 -T 2 -d faults -f "$work/put.sql@4" -f "$work/change.sql@2" \
			-f "$work/take.sql@2" -f "$work/check.sql@1" -f "$work/read.sql@1" \
			>>"$work/clients" 2>&1 || sleep 0.2
	done
}

interrupt_backends() {
	while [ ! -e "$work/enough" ]; do
		sql -d postgres -c "
			SELECT CASE WHEN random() < 0.7 THEN pg_cancel_backend(pid) ELSE pg_terminate_backend(pid) END
			FROM pg_stat_activity WHERE datname = 'faults' AND random() < 0.2" \
			>>"$work/interruptions" 2>/dev/null || true
		sleep 0.1
	done
}

equal_everywhere() {
	sql -d faults -c "SELECT check_stored()"
}

stop_and_recover() {
	round=0
	while [ $round -lt "$rounds" ]; do
		round=$((round + 1))
		sleep 3
		as_user pg_ctl -D "$work/data" -m immediate stop >/dev/null
		start_with_options
		equal_everywhere || return 1
	done
}

begin_standby() {
	as_user pg_basebackup -D "$work/standby" -R -X stream -c fast
	as_user mkdir "$work/standby_socket"
	as_user pg_ctl -D "$work/standby" -l "$work/standby.log" -w \
		-o "$server_options -c hot_standby=on -c unix_socket_directories='$work/standby_socket'" start >/dev/null
}

# Beside the load: read on the standby, then let it become a primary.
promote_standby() {
	for _ in 1 2 3 4 5; do
		sql -h "$work/standby_socket" -d faults -c "SELECT check_stored()" || return 1
		sleep 0.5
	done
	as_user pg_ctl -D "$work/standby" -w promote >/dev/null
	sql -h "$work/standby_socket" -d faults -c "SELECT check_stored()" -c "SELECT put(100)" -c "SELECT check_stored()"
}

no_client_saw_a_difference() {
	! grep -E "stored tallies differ|XX00[0-9]|cannot remove answers" "$work/clients"
}

check_crashes() {
	as_user createdb faults
	try "load" sql -d faults -f test/faults/load.sql
	for name in put change take; do
		echo "SELECT $name(1 + (random() * 20)::integer);" >"$work/$name.sql"
	done
	echo "SELECT check_stored();" >"$work/check.sql"
	echo "SELECT team, nps(score), count(*) FROM answers GROUP BY team;" >"$work/read.sql"
	: >"$work/clients"
	chmod a+rw "$work"/*.sql "$work/clients"
	for _ in 1 2 3 4 5 6 7 8; do
		client &
	done
	interrupt_backends &
	try "$rounds immediate stops under load, each recovered with equal tallies" stop_and_recover
	try "a standby begins under load" begin_standby
	try "reads and promotion of the standby under load" promote_standby
	touch "$work/enough"
	wait
	try "equal tallies after the load" equal_everywhere
	try "no client saw a difference" no_client_saw_a_difference
	echo "    $(grep -c '^t' "$work/interruptions") interruptions, $(grep -c 'tps =' "$work/clients") client runs, $(awk '/number of transactions actually processed/ { n += $NF } END { print n + 0 }' "$work/clients") transactions"
	as_user pg_ctl -D "$work/standby" -m immediate stop >/dev/null
}

#
# A full disk
#

fill_the_disk() {
	sql -d full <<-'SQL'
		CREATE EXTENSION satisfaction;
		CREATE TABLE answers (n bigint, team integer, score integer, note text);
		CREATE TABLE stored (team integer PRIMARY KEY, answers tally) TABLESPACE small;
		ALTER TABLE answers SET TABLESPACE small;
	SQL
	sql -d full -v ON_ERROR_STOP=0 >"$work/full.log" 2>&1 <<-'SQL' || true
		\set VERBOSITY sqlstate
		DO $$ BEGIN
			FOR i IN 1..100000 LOOP
				WITH new AS (
					INSERT INTO answers SELECT i, n % 50, n % 11, repeat('x', 500) FROM generate_series(1, 500) n
					RETURNING team, score
				)
				INSERT INTO stored SELECT team, tally(score) FROM new GROUP BY team
				ON CONFLICT (team) DO UPDATE SET answers = stored.answers + excluded.answers;
				COMMIT;
			END LOOP;
		END $$;
	SQL
	grep -q 53100 "$work/full.log" || {
		cat "$work/full.log"
		return 1
	}
	sql -d full <<-'SQL' | tee "$work/full.answer"
		SELECT count(*), bool_and(a.r = s.answers), sum(tally_count(s.answers))
		FROM (SELECT team, tally(score) AS r FROM answers GROUP BY team) a FULL JOIN stored s USING (team)
	SQL
	grep -q '^50|t|[1-9]' "$work/full.answer"
	# there is room again
	sql -d full -c "DROP TABLE answers" \
		-c "UPDATE stored SET answers = answers + answers" -c "SELECT nps(sum(answers)) FROM stored"
}

check_disk() {
	as_user mkdir "$work/small"
	if [ "$(id -u)" -ne 0 ] || ! mount -t tmpfs -o size=24m tmpfs "$work/small" 2>/dev/null; then
		echo "SKIPPED: the full disk, because a small file system cannot be mounted here (run as root)"
		return
	fi
	chown postgres "$work/small"
	as_user mkdir "$work/small/space"
	as_user createdb full
	sql -d postgres -c "CREATE TABLESPACE small LOCATION '$work/small/space'"
	try "a full disk loses nothing that was committed" fill_the_disk
	as_user dropdb full
	sql -d postgres -c "DROP TABLESPACE small"
	umount "$work/small"
}

#
# Interruption
#

prepare_large() {
	as_user createdb "$1"
	sql -d "$1" <<-'SQL'
		CREATE EXTENSION satisfaction;
		CREATE TABLE large (n integer, team integer, score smallint, answered_at timestamptz, word text);
		INSERT INTO large SELECT i, i % 100, i % 11, timestamptz '2024-01-01' + i * interval '10 s', 'word ' || i FROM generate_series(1, 2000000) i;
		CREATE TABLE tallies AS SELECT n AS team, tally(score) AS answers FROM large GROUP BY n;
		ANALYZE;
	SQL
}

# Milliseconds until a statement has ended by statement_timeout after 100 ms:
# the best of three, because the machine may be busy.
milliseconds_to_cancel() {
	for _ in 1 2 3; do
		sql -d cancel -v ON_ERROR_STOP=0 2>&1 <<-SQL | sed -n 's/^Time: \([0-9]*\).*/\1/p'
			\o /dev/null
			LOAD 'satisfaction';
			SET jit = off;
			SET max_parallel_workers_per_gather = ${2:-0};
			SET work_mem = '1GB';
			SET statement_timeout = 100;
			\timing on
			$1;
		SQL
	done | sort -n | head -n 1
}

cancels() {
	taken=$(milliseconds_to_cancel "$1" "${2:-0}")
	echo "$taken ms: $1"
	[ -n "$taken" ] && [ "$taken" -ge 95 ] && [ "$taken" -le 200 ]
}

check_cancel() {
	prepare_large cancel
	for statement in \
		"SELECT team, tally(score) FROM large WHERE md5(word) > 'a' GROUP BY team" \
		"SELECT n, tally(score) FROM large GROUP BY n" \
		"SELECT word, tally(score) FROM large GROUP BY word" \
		"SELECT date_trunc('minute', answered_at), nps(score) FROM large GROUP BY 1" \
		"SELECT nps(score) OVER (ORDER BY n ROWS 1000 PRECEDING) FROM large" \
		"SELECT count(*) FROM (SELECT nps(score) FROM large GROUP BY n OFFSET 0) q" \
		"SELECT sum(answers) FROM tallies, generate_series(1, 20)" \
		"SELECT count(nps_interval(answers, method => 'score')) FROM tallies" \
		"SELECT count(answers::text::tally) FROM tallies" \
		"SELECT l.team, tally(l.score) FROM large l JOIN large o ON l.n = o.n GROUP BY l.team" \
		"SELECT o.word, tally(l.score) FROM large l JOIN large o ON l.word = o.word GROUP BY o.word" \
		"SELECT tally(l.score) FROM large l JOIN large o ON l.team = o.team" \
		"SELECT team, tally(CASE word WHEN 'a' THEN 1 ELSE length(repeat(word, 9)) % 11 END) FROM large GROUP BY team" \
		"SELECT rollup_create('large', 'answered_at', '{score}', '{team}', grain => 'hour', time_zone => 'UTC', name => 'hourly')"; do
		try "ends within 100 ms of its timeout: $statement" cancels "$statement"
		echo "    $(tail -n 1 "$work/output")"
	done
	try "ends within 100 ms, with two workers" cancels \
		"SELECT word, tally(score) FROM large WHERE md5(word) > 'a' GROUP BY word" 2
}

#
# Memory
#

memory_row() {
	query=$1
	shift
	for work_mem; do
		with=$(peak_memory memory "SET work_mem = '$work_mem'; SET satisfaction.page_scan = on" "$query")
		without=$(peak_memory memory "SET work_mem = '$work_mem'; SET satisfaction.page_scan = off" "$query")
		echo "$work_mem, page scan $with kB, ordinary plan $without kB: $query"
		[ "$with" -le $((without + without / 5 + 4096)) ] || over=1
	done
}

memory_is_bounded() {
	over=0
	for query in \
		"SELECT team, tally(score) FROM large GROUP BY team" \
		"SELECT n % 100000, tally(score) FROM large GROUP BY 1" \
		"SELECT n, tally(score) FROM large GROUP BY n" \
		"SELECT word, tally(score), count(*) FROM large GROUP BY word" \
		"SELECT nps(score) FROM large" \
		"SELECT sum(answers) FROM tallies"; do
		memory_row "$query" 64kB 4MB 64MB
	done
	# far more rows and values than the planner expects
	for query in \
		"SELECT g.score, tally(l.score) FROM large l JOIN guessed g ON l.n = g.n WHERE g.n + 0 = g.n AND g.score + 0 = g.score GROUP BY 1" \
		"SELECT g.score, tally(l.score) FROM large l LEFT JOIN guessed g ON l.word = g.word AND g.n + 0 = g.n AND g.score + 0 = g.score GROUP BY 1" \
		"SELECT nps(score), count(DISTINCT n) FROM guessed"; do
		memory_row "$query" 64kB 4MB
	done
	[ $over -eq 0 ]
}

check_memory() {
	if [ ! -r /proc/self/status ]; then
		echo "SKIPPED: memory, because there is no /proc here"
		return
	fi
	prepare_large memory
	sql -d memory <<-'SQL'
		CREATE TABLE guessed AS SELECT n, score, word FROM large;
		ALTER TABLE guessed ALTER n SET (n_distinct = 100);
		ANALYZE guessed;
	SQL
	try "with any work_mem no more memory than the ordinary plan" memory_is_bounded
	sed 's/^/    /' "$work/output"
}

clean_up_mount() {
	umount "$work/small" 2>/dev/null
	[ ! -d "$work/standby" ] || as_user pg_ctl -D "$work/standby" -m immediate stop >/dev/null 2>&1
	touch "$work/enough" 2>/dev/null
	clean_up
}

begin_work
trap clean_up_mount EXIT
echo "PostgreSQL: $("$PG_CONFIG" --version)"
build_and_start
as_user pg_ctl -D "$work/data" -m fast stop >/dev/null
start_with_options
for step in ${*:-crashes disk cancel memory}; do
	"check_$step"
done
summary
