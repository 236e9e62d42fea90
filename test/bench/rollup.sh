#!/bin/sh
# Measure what a rollup costs its table, and what reading it saves.
# Run: sh test/bench/rollup.sh [rounds] [rows]
#
# pgbench inserts into a table without and with a rollup, in turns whose order
# changes, by eight sessions with one row, by one session with 100 and with
# 10,000 rows a statement; the ratio is the median over the rounds of time with
# to time without.  Then rows, the log before and after compaction, and the
# same dashboards from each.  This is a measurement and no test.
set -eu

. "$(dirname "$0")/../server.sh"

rounds=${1:-15}
rows=${2:-2000000}

run_sql() {
	as_user psql -X -q -v ON_ERROR_STOP=1 "$@"
}

make_tables() {
	run_sql >/dev/null <<-SQL
		CREATE EXTENSION satisfaction;
		CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
			answered_at timestamptz NOT NULL DEFAULT now(), team text, score smallint, comment text);
		CREATE INDEX ON bare (answered_at);
		CREATE TABLE kept (LIKE bare INCLUDING ALL);
		SELECT rollup_create('kept', 'answered_at', '{nps:score}', '{team}', time_zone => 'Europe/Berlin');
	SQL
	for table in bare kept; do
		cat >"$work/1_$table.sql" <<-SQL
			\\set team random(1, 20)
			\\set score random(0, 10)
			INSERT INTO $table (team, score, comment) VALUES ('team ' || :team, :score, 'the support was friendly, the wait was long');
		SQL
		for batch in 100 10000; do
			cat >"$work/${batch}_$table.sql" <<-SQL
				INSERT INTO $table (team, score, comment)
				SELECT 'team ' || i % 20, i % 11, 'the support was friendly, the wait was long' FROM generate_series(1, $batch) AS i;
			SQL
		done
	done
}

# Milliseconds a transaction: batch, table, sessions, transactions
time_of() {
	as_user pgbench -n -c "$3" -j 2 -t "$4" -f "$work/$1_$2.sql" postgres 2>/dev/null |
		sed -n 's/^latency average = \([0-9.]*\) ms.*/\1/p'
}

median() {
	sort -n | awk '{ v[NR] = $1 } END { printf "%.2f\n", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

compare_inserts() {
	round=0
	: >"$work/ratios"
	while [ $round -lt "$rounds" ]; do
		if [ $((round % 2)) -eq 0 ]; then
			bare=$(time_of "$1" bare "$2" "$3")
			kept=$(time_of "$1" kept "$2" "$3")
		else
			kept=$(time_of "$1" kept "$2" "$3")
			bare=$(time_of "$1" bare "$2" "$3")
		fi
		echo "$kept $bare" | awk '{ print $1 / $2 }' >>"$work/ratios"
		round=$((round + 1))
	done
	printf '%6s rows a statement, %s sessions: %s times bare\n' "$1" "$2" "$(median <"$work/ratios")"
}

# The median time of a query, in milliseconds
time_query() {
	for turn in 1 2 3 4 5; do
		run_sql -c '\timing on' -c "$1" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p'
	done | median
}

compare_reads() {
	run_sql >/dev/null <<-SQL
		TRUNCATE kept;
		INSERT INTO kept (answered_at, team, score, comment)
		SELECT timestamptz '2023-01-01 12:00+00' + i * interval '30 seconds', 'team ' || i % 20, i % 11, 'friendly' FROM generate_series(1, $rows) AS i;
		VACUUM ANALYZE kept;
		ANALYZE kept_rollup_log;
	SQL
	run_sql -A -t -c "SELECT format('%s rows of %s; %s groups of %s', $rows, pg_size_pretty(pg_table_size('kept')), count(*), pg_size_pretty(pg_table_size('kept_rollup_log'))) FROM kept_rollup"
	rows_total=$(time_query "SELECT nps(score) FROM kept")
	rows_month=$(time_query "SELECT date_trunc('month', answered_at AT TIME ZONE 'Europe/Berlin'), nps(score) FROM kept GROUP BY 1")
	rows_team=$(time_query "SELECT date_trunc('month', answered_at AT TIME ZONE 'Europe/Berlin'), nps(score) FROM kept WHERE team = 'team 7' GROUP BY 1")
	printf 'milliseconds:                          total  by month  one team by month\n'
	printf 'from the rows                       %8s  %8s  %8s\n' "$rows_total" "$rows_month" "$rows_team"
	read_rollup "from the rollup"
	i=0
	while [ $i -lt 20 ]; do
		run_sql -c "UPDATE kept SET score = (score + 1) % 11 WHERE id % 200 = $i"
		i=$((i + 1))
	done
	read_rollup "with $(run_sql -A -t -c "SELECT count(*) FROM kept_rollup_log") rows in its log"
	printf 'compaction                          %8s\n' "$(run_sql -c '\timing on' -c "SELECT rollup_compact('kept_rollup')" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p')"
	run_sql -c "VACUUM kept_rollup_log"
	read_rollup "compacted and vacuumed"
	printf 'rollup_check                        %8s\n' "$(time_query "SELECT count(*) FROM rollup_check('kept_rollup')")"
	printf 'backfill, writers wait              %8s\n' "$(run_sql -c '\timing on' -c "SELECT rollup_create('kept', 'answered_at', '{nps:score}', '{team}', time_zone => 'Europe/Berlin', name => 'again')" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p')"
}

read_rollup() {
	printf '%-35s %8s  %8s  %8s\n' "$1" "$(time_query "SELECT nps(sum(score)) FROM kept_rollup")" \
		"$(time_query "SELECT date_trunc('month', period), nps(sum(score)) FROM kept_rollup GROUP BY 1")" \
		"$(time_query "SELECT date_trunc('month', period), nps(sum(score)) FROM kept_rollup WHERE team = 'team 7' GROUP BY 1")"
}

begin_work
build_and_start
make_tables
compare_inserts 1 8 2000
compare_inserts 1 1 2000
compare_inserts 100 1 200
compare_inserts 10000 1 10
compare_reads
