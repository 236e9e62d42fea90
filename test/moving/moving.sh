#!/bin/sh
# Stored tallies and rollups move: dump and restore, binary COPY, logical replication and
# pg_upgrade from each server to the next, and a standby.
#
#   sh test/moving/moving.sh [pg_config ...]
#
# The servers are those of the pg_configs, in ascending order; by default all
# that are installed below /usr/lib/postgresql.  With one server everything is
# moved to another cluster of the same.
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/../suite.sh"

installed_servers() {
	for config in $(ls -d /usr/lib/postgresql/*/bin/pg_config 2>/dev/null | sort -t / -k 5 -n); do
		is_complete "$config" && echo "$config"
	done
}

# A copy of the server and the extension for it, below the folder of all.
prepare() {
	PG_CONFIG=$1
	build clean >/dev/null 2>&1
	stage
	echo "$stage$("$PG_CONFIG" --bindir)" >"$work/bin.$2"
	as_user mkdir "$work/socket.$2"
}

bin() {
	cat "$work/bin.$1"
}

# The first argument is the number of a server in the list; the second the name
# of a cluster.
make_cluster_of() {
	checksums=
	! "$(bin "$1")/initdb" --help | grep -q no-data-checksums || checksums=--no-data-checksums
	as_user "$(bin "$1")/initdb" -D "$work/$2" -U postgres -A trust --no-locale -E UTF8 $checksums >/dev/null
	echo "unix_socket_directories = '$work/socket.$1'
listen_addresses = ''
wal_level = logical
fsync = off
max_prepared_transactions = 2" | as_user tee -a "$work/$2/postgresql.conf" >/dev/null
}

start_of() {
	as_user "$(bin "$1")/pg_ctl" -D "$work/$2" -l "$work/$2.log" -w start >/dev/null
}

stop_of() {
	as_user "$(bin "$1")/pg_ctl" -D "$work/$2" -m fast -w stop >/dev/null
}

sql_of() {
	server=$1
	shift
	as_user "$(bin "$server")/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$work/socket.$server" "$@"
}

digest_is() {
	got=$(sql_of "$1" -d "$2" -c "SELECT digest()")
	echo "$got"
	[ -n "$got" ] && [ "$got" = "$(cat "$work/digest")" ]
}

# Rollups go on where they were: rows are changed, and nothing differs.
rollups_go_on() {
	[ "$(sql_of "$1" -d "$2" -c "
		INSERT INTO answers VALUES ('2025-01-01 12:00+00', 'later', 10), ('2025-01-01 12:00+00', 'team 1', 99)" -c "
		DELETE FROM answers WHERE score = 3" -c "
		INSERT INTO parts_1 (day, score) VALUES ('2025-03-01', 10)" -c "
		UPDATE parts SET day = day + 1 WHERE score = 5" -c "
		SELECT rollup_compact(rollup) > 0 FROM rollup_list()" -c "
		SELECT triggers_complete, (SELECT count(*) FROM rollup_check(rollup)) FROM rollup_list()" | tr '\n' ' ')" = "t t t|0 t|0 " ]
}

# Indexes, too, must lead to the values.
indexes_work() {
	[ "$(sql_of "$1" -d "$2" -c "SET enable_seqscan = off" -c "
		SELECT count(*) FROM stored s WHERE EXISTS (SELECT FROM stored i WHERE i.answers = s.answers)")" = "$(sql_of "$1" -d "$2" -c "SELECT count(*) FROM stored")" ]
}

restore_dump() {
	sql_of "$2" -d postgres -c "CREATE DATABASE restored_$1"
	as_user "$(bin "$2")/pg_dump" -h "$work/socket.$1" -Fc -f "$work/dump.$1.$2" moving
	as_user "$(bin "$2")/pg_restore" -h "$work/socket.$2" -d "restored_$1" --exit-on-error "$work/dump.$1.$2"
	digest_is "$2" "restored_$1" && indexes_work "$2" "restored_$1"
	sql_of "$2" -d postgres -c "CREATE DATABASE go_on_$1 TEMPLATE restored_$1"
	rollups_go_on "$2" "go_on_$1"
}

copy_binary() {
	sql_of "$1" -d moving -c "\\copy (SELECT id, answers FROM stored) TO '$work/copy.$1.$2' (FORMAT binary)"
	sql_of "$2" -d "restored_$1" -c "TRUNCATE stored" \
		-c "\\copy stored (id, answers) FROM '$work/copy.$1.$2' (FORMAT binary)"
	digest_is "$2" "restored_$1"
}

replicate_logically() {
	sql_of "$2" -d "restored_$1" -c "TRUNCATE stored"
	sql_of "$1" -d moving -c "CREATE PUBLICATION p FOR TABLE stored"
	sql_of "$2" -d "restored_$1" -c "CREATE SUBSCRIPTION s_$1_$2 CONNECTION 'host=$work/socket.$1 dbname=moving user=postgres' PUBLICATION p"
	wait_for_digest "$2" "restored_$1"
	# changes, and back again
	sql_of "$1" -d moving -c "UPDATE stored SET answers = answers + '{5:1}' WHERE id % 3 = 0 AND tally_count(answers) < 1e9" \
		-c "DELETE FROM stored WHERE id = 2" -c "INSERT INTO stored VALUES (3000, '{1:1}')"
	sql_of "$1" -d moving -c "SELECT digest()" | as_user tee "$work/digest" >/dev/null
	wait_for_digest "$2" "restored_$1"
	sql_of "$2" -d "restored_$1" -c "DROP SUBSCRIPTION s_$1_$2"
	sql_of "$1" -d moving -c "DROP PUBLICATION p"
}

wait_for_digest() {
	for _ in $(seq 60); do
		! digest_is "$1" "$2" >/dev/null || return 0
		sleep 0.5
	done
	return 1
}

replicate_physically() {
	as_user "$(bin "$1")/pg_basebackup" -h "$work/socket.$1" -U postgres -D "$work/standby.$1" -R -X stream -c fast
	as_user mkdir "$work/socket.standby"
	echo "unix_socket_directories = '$work/socket.standby'" | as_user tee -a "$work/standby.$1/postgresql.conf" >/dev/null
	start_of "$1" "standby.$1"
	cp "$work/bin.$1" "$work/bin.standby"
	sql_of "$1" -d moving -c "UPDATE stored SET answers = answers + answers WHERE id BETWEEN 1000 AND 1100"
	sql_of "$1" -d moving -c "SELECT digest()" | as_user tee "$work/digest" >/dev/null
	wait_for_digest standby moving
	indexes_work standby moving
	stop_of "$1" "standby.$1"
}

upgrade() {
	make_cluster_of "$2" "upgraded.$2"
	(cd "$work/socket.$2" && as_user "$(bin "$2")/pg_upgrade" -b "$(bin "$1")" -B "$(bin "$2")" \
		-d "$work/$3" -D "$work/upgraded.$2" -U postgres)
	start_of "$2" "upgraded.$2"
	digest_is "$2" moving && indexes_work "$2" moving
	sql_of "$2" -d moving -c "REFRESH MATERIALIZED VIEW by_team" -c "ANALYZE"
	sql_of "$2" -d postgres -c "CREATE DATABASE go_on TEMPLATE moving"
	rollups_go_on "$2" go_on
	sql_of "$2" -d postgres -c "DROP DATABASE go_on"
	stop_of "$2" "upgraded.$2"
}

version_of() {
	"$(bin "$1")/postgres" -V | sed 's/.*) \([0-9.a-z]*\).*/\1/'
}

stop_all() {
	for postmaster in "$work"/*/postmaster.pid; do
		[ ! -f "$postmaster" ] || kill -INT "$(head -n 1 "$postmaster")" 2>/dev/null
	done
	sleep 1
	clean_up
}

servers=${*:-$(installed_servers)}
begin_work
trap stop_all EXIT
export PGUSER=postgres PGPORT=5432
count=0
for config in $servers; do
	count=$((count + 1))
	prepare "$config" $count
	echo "$count: PostgreSQL $(version_of $count)"
done
last=$count

make_cluster_of 1 first
start_of 1 first
sql_of 1 -d postgres -c "CREATE DATABASE moving"
sql_of 1 -d moving -f test/moving/moving.sql
sql_of 1 -d moving -c "SELECT digest()" | as_user tee "$work/digest"
if [ $last -eq 1 ]; then
	cp "$work/bin.1" "$work/bin.2"
	as_user mkdir "$work/socket.2"
	count=2
fi
for to in $(seq 2 $count); do
	what="from $(version_of 1) to $(version_of "$to")"
	make_cluster_of "$to" "target.$to"
	start_of "$to" "target.$to"
	try "dump and restore $what" restore_dump 1 "$to"
	try "binary COPY $what" copy_binary 1 "$to"
	try "logical replication $what" replicate_logically 1 "$to"
	stop_of "$to" "target.$to"
done
try "standby of $(version_of 1)" replicate_physically 1
stop_of 1 first
cluster=first
for to in $(seq 2 $count); do
	try "pg_upgrade from $(version_of $((to - 1))) to $(version_of "$to")" upgrade $((to - 1)) "$to" "$cluster"
	cluster=upgraded.$to
done
summary
