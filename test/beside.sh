#!/bin/sh
# Runs the suite beside extensions that change plans or tables, TimescaleDB (its
# Apache edition) and pg_ivm, then their own tables under our aggregates.  Both
# are packages of Debian for PostgreSQL 18: sh test/matrix.sh beside 18
set -eu

. "$(dirname "$0")/server.sh"
. "$(dirname "$0")/suite.sh"

is_installed() {
	[ -f "$("$PG_CONFIG" --sharedir)/extension/$1.control" ]
}

# The suite with an extension in its database, then the extension's own test.
beside() {
	try "$1 is installed" is_installed "$1"
	regress "beside $1" "" EXTRA_REGRESS_OPTS="--load-extension=$1"
	regress "over its tables" "" EXTRA_REGRESS_OPTS="--load-extension=$1" \
		REGRESS_OPTS="--inputdir=test/beside --load-extension=satisfaction" \
		REGRESS="$1" ISOLATION=
}

begin_work
echo "PostgreSQL: $("$PG_CONFIG" --version)"
stage
make_cluster
start_server "-c shared_preload_libraries=timescaledb,pg_ivm -c timescaledb.telemetry_level=off"
beside timescaledb
beside pg_ivm
summary
