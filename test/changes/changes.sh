#!/bin/sh
# Rollups under random changes equal plain SQL over the rows.
# Run: sh test/changes/changes.sh [statements] [seed]
#
# check.sh sources this file for a short run on its own server.
set -eu

# Arguments: statements, seed from -1 to 1
rollups_equal_plain_sql() {
	as_user createdb changes
	as_user psql -X -q -A -t -d changes -v statements="$1" -v seed="$2" -f test/changes/changes.sql
	as_user dropdb changes
}

if [ "$(basename "$0")" = changes.sh ]; then
	. "$(dirname "$0")/../server.sh"
	begin_work
	build_and_start
	rollups_equal_plain_sql "${1:-100000}" "${2:-0.5}"
fi
