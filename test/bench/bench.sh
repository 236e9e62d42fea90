#!/bin/sh
# Measure what the aggregates cost, beside what people use without them.
# Run: [SETTINGS="name=value ..."] sh test/bench/bench.sh [rows] [runs] [items]
#
# Three million rows, seven runs and all items of work unless told otherwise.
# This is a measurement rather than a test: it succeeds with any ratios.  README
# says how to choose items and settings, and what the figures mean.
set -eu

. "$(dirname "$0")/../server.sh"

rows=${1:-3000000}
runs=${2:-7}
only=${3:-%}

need_number() {
	case $1 in
		'' | *[!0-9]* | 0*) fail "usage: sh test/bench/bench.sh [rows] [runs] [items]" ;;
	esac
}

run_sql() {
	as_user psql -X -q -v ON_ERROR_STOP=1 "$@"
}

ask() {
	run_sql -A -t -c "$1"
}

begin_server() {
	build_and_start
	run_sql -v rows="$rows" -f test/bench/settings.sql
	for setting in ${SETTINGS:-}; do
		run_sql -c "ALTER SYSTEM SET ${setting%%=*} = '${setting#*=}'"
	done
	as_user pg_ctl -D "$work/data" -l "$work/data/server.log" -w restart >/dev/null
	run_sql -c "CREATE EXTENSION satisfaction"
}

make_rows() {
	echo "Making $rows rows ..."
	run_sql -v rows="$rows" -f test/bench/table.sql
	run_sql -f test/bench/measure.sql -f test/bench/contenders.sql -f test/bench/everyday.sql \
		-f test/bench/production.sql -f test/bench/tallies.sql
	[ -n "$(ask "SELECT 1 FROM contender WHERE $(wanted) LIMIT 1")" ] ||
		fail "There is no item '$only' in contenders.sql, everyday.sql, production.sql or tallies.sql."
}

# DuckDB comes as an npm package, into the private folder.  It is optional:
# what is missing is said, and its ratios are left out.
has_duckdb=no
begin_duckdb() {
	[ -n "$(ask "SELECT 1 FROM contender WHERE label = 'DuckDB' AND $(wanted) LIMIT 1")" ] ||
		return 0
	command -v node >/dev/null && command -v npm >/dev/null || {
		echo "DuckDB is left out: there is no node, or no npm, to get it with."
		return 0
	}
	echo "Loading the same rows into DuckDB ..."
	npm install --prefix "$work" --no-save --ignore-scripts --no-audit --no-fund \
		--fetch-retries 1 --cache "$work/npm" @duckdb/node-api \
		>"$work/npm.log" 2>&1 || {
		echo "DuckDB is left out: npm could not install @duckdb/node-api."
		return 0
	}
	for table in response survey; do
		run_sql -c "\\copy (SELECT * FROM exported_$table) TO '$work/$table.csv' (FORMAT csv)"
	done
	duckdb load "$work" && has_duckdb=yes ||
		echo "DuckDB is left out: it could not load the rows."
	rm -f "$work/response.csv" "$work/survey.csv"
}

duckdb() {
	as_user node test/bench/duckdb.js "$work/rows.duckdb" "$@"
}

# What one session does for one item, as a psql script.
turns() {
	echo "SELECT count(effort) FROM response \\g /dev/null"
	echo "CALL take_turns('$1', 0);"
	run=1
	while [ $run -le "$runs" ]; do
		echo "CALL take_turns('$1', $run);"
		duckdb_turns "$1"
		run=$((run + 1))
	done
}

# DuckDB's part of a run: psql calls it and notes the time that it prints.
duckdb_turns() {
	[ $has_duckdb = yes ] || return 0
	for position in $(ask "SELECT position FROM contender
			WHERE item = '$1' AND label = 'DuckDB' ORDER BY position"); do
		query=$work/query-$position.sql
		[ -e "$query" ] ||
			ask "SELECT query FROM contender WHERE position = $position" >"$query"
		echo "\\set took \`node test/bench/duckdb.js $work/rows.duckdb time $query\`"
		echo "INSERT INTO measurement SELECT item, label, variant, $run, :took"
		echo "	FROM contender WHERE position = $position;"
	done
}

# Which items were asked for, as a condition.
wanted() {
	echo "item LIKE ANY (string_to_array('$only', ','))"
}

measure_time() {
	ask "SELECT item FROM contender WHERE $(wanted)
		GROUP BY item ORDER BY min(position)" >"$work/items"
	while read -r item; do
		turns "$item" >"$work/turns.sql" </dev/null
		began=$(date +%s)
		run_sql -f "$work/turns.sql" </dev/null
		run_sql -A -t -F ' ' -v item="$item" <<-'END'
			SELECT format('%s: %s / %s', item, contender, rival), significant(ratio),
				   'goal: ' || goal
			FROM ratio WHERE item = :'item';
		END
		echo "	$(($(date +%s) - began)) s"
	done <"$work/items"
}

# The peak of the backend's own memory, in a session of its own: what it had
# resident at most, less program files and the shared buffers that it had looked
# at.  A scan looks at all of those first, so that they are in every peak.
measure_memory() {
	if [ ! -r /proc/self/status ]; then
		echo "Memory is left out: there is no /proc here."
		return 0
	fi
	echo "Measuring the memory of $(ask "SELECT string_agg(item, ', ') FROM measured_memory WHERE $(wanted)") ..."
	ask "SELECT position FROM contender
		WHERE item IN (SELECT item FROM measured_memory) AND label <> 'DuckDB'
		AND $(wanted)
		ORDER BY position" \
		>"$work/positions"
	while read -r position; do
		run_sql -v position="$position" -f test/bench/memory.sql </dev/null
	done <"$work/positions"
}

# The results go beside this script, where git ignores them.
report() {
	results=$top/test/bench/results
	mkdir -p "$results"
	echo
	run_sql -P pager=off -v runs="$runs" -f test/bench/report.sql
	for table in measurement ratio summary memory plan; do
		run_sql -c "\\copy (SELECT * FROM $table) TO STDOUT (FORMAT csv, HEADER)" \
			>"$results/$table.csv"
	done
	run_sql -A -t -c "SELECT line FROM markdown ORDER BY position" >"$results/summary.md"
	echo "The figures are in test/bench/results/, the last table in summary.md."
	plot
}

plot() {
	command -v gnuplot >/dev/null || {
		echo "There is no plot of them: gnuplot is not installed."
		return 0
	}
	gnuplot -e "ratios = '$results/ratio.csv'; picture = '$results/ratio.png'" \
		"$top/test/bench/plot.gnuplot" &&
		echo "A plot of them is test/bench/results/ratio.png."
}

need_number "$rows"
need_number "$runs"
begin_work
begin_server
make_rows
begin_duckdb
measure_time
measure_memory
report
