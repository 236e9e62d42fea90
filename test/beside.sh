#!/bin/sh
# Runs the suite beside extensions that change plans or tables, TimescaleDB (its
# Apache edition) and pg_ivm, then their own tables under our aggregates; then what
# pg_hint_plan, pg_partman, pg_squeeze and pg_repack do to plans, tables and rollups.
# All are packages of Debian for PostgreSQL 18: sh test/matrix.sh beside 18
set -eu

. "$(dirname "$0")/server.sh"
. "$(dirname "$0")/suite.sh"

is_installed() {
	[ -f "$("$PG_CONFIG" --sharedir)/extension/$1.control" ]
}

# An extension's own test
over_its_tables() {
	regress "over its tables" "" EXTRA_REGRESS_OPTS="--load-extension=$1" \
		REGRESS_OPTS="--inputdir=test/beside --load-extension=satisfaction" \
		REGRESS="$1" ISOLATION=
}

# The suite with an extension in its database before that
beside() {
	try "$1 is installed" is_installed "$1"
	regress "beside $1" "" EXTRA_REGRESS_OPTS="--load-extension=$1"
	over_its_tables "$1"
}

# pg_repack is a program.  It rewrites a table, a table of tallies and a rollup's log,
# and the rollup goes on.
repack() {
	as_user createdb repack
	as_user psql -X -q -v ON_ERROR_STOP=1 -d repack -c "CREATE EXTENSION satisfaction" -c "CREATE EXTENSION pg_repack" \
		-f test/beside/tables.sql
	as_user psql -X -A -t -d repack -c "SELECT * FROM fingerprint" >"$work/before"
	as_user pg_repack -d repack -t answers -t daily -t answers_rollup_log
	as_user psql -X -A -t -d repack -c "SELECT * FROM fingerprint" | diff "$work/before" -
	as_user psql -X -q -d repack -c "DELETE FROM answers WHERE id % 7 = 0" \
		-c "INSERT INTO answers SELECT i, date '2024-02-01', 'team 1', 9 FROM generate_series(6001, 6100) AS i"
	[ -z "$(as_user psql -X -A -t -d repack -c "SELECT * FROM rollup_check('answers_rollup')")" ]
	[ "$(as_user psql -X -A -t -d repack -c "SELECT (SELECT nps(sum(score)) FROM answers_rollup) = (SELECT nps(score) FROM answers)")" = t ]
}

begin_work
echo "PostgreSQL: $("$PG_CONFIG" --version)"
stage
make_cluster
start_server "-c shared_preload_libraries=timescaledb,pg_ivm,pg_hint_plan,pg_squeeze -c timescaledb.telemetry_level=off -c wal_level=logical -c output_plugin_libraries=pg_squeeze"
beside timescaledb
beside pg_ivm
over_its_tables pg_hint_plan
over_its_tables pg_partman
over_its_tables pg_squeeze
try "pg_repack" repack
summary
