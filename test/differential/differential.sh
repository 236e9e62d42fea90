#!/bin/sh
# The page scan against the ordinary plan: random statements over random
# tables with satisfaction.page_scan on and off, then both plans in one
# snapshot beside writers.  The cluster has OIDs above 2^31; that of check.sh has
# lower ones at first.
#
#   sh test/differential/differential.sh [statements [seed [seconds]]]
#
# Two drivers share the statements (100,000 by default, some five minutes), with
# this seed (by default the time) and the next; the writers run for 20 seconds.
# What differs is reduced, printed and written to tmp_differential/ as SQL that
# makes the table and runs the statement.  PG_CONFIG chooses the server.
set -eu

. "$(dirname "$0")/../server.sh"

statements=${1:-100000}
seed=${2:-$(date +%s)}
seconds=${3:-20}

drive() {
	as_user createdb "differential_$1"
	as_user env PGDATABASE="differential_$1" "$work/differential" -s "$1" \
		-n "$2" -t 300 -g test/differential/queries -o "$work/found" -c \
		>"$work/differential.$1" 2>&1
}

begin_work
as_user mkdir "$work/found"
compile_client differential test/differential/*.c
step "Building for $("$PG_CONFIG" --version)" build
stage
make_cluster
raise_oids
start_server
# It might meet a table that is being dropped, in a deadlock.
as_user psql -X -q -d postgres -c 'ALTER SYSTEM SET autovacuum = off' \
	-c 'SELECT pg_reload_conf()' >/dev/null
echo "Comparing $statements statements, seeds $seed and $((seed + 1)) ..."
failed=0
drive "$seed" $((statements / 2)) &
drive $((seed + 1)) $((statements - statements / 2)) || failed=1
wait $! || failed=1
for log in "$work"/differential.[0-9]*; do
	sed -n '/^statements, with/q; p' "$log"
	echo "Never with the page scan, of $(basename "$log"):"
	awk '/^ *[0-9]+ +0  / { print "   " $0 }' "$log" | head -n "${DIFFERENTIAL_LINES:-20}"
	tail -n 1 "$log"
done
echo "Comparing beside writers for $seconds seconds ..."
as_user sh test/differential/concurrent.sh "$seconds" || failed=1
if [ -n "$(ls "$work/found")" ]; then
	mkdir -p "$top/tmp_differential"
	cp "$work"/found/* "$top/tmp_differential/"
	echo "Reproductions are in tmp_differential/."
fi
[ $failed -eq 0 ] && echo "differential: no difference" || echo "differential: FAILED"
exit $failed
