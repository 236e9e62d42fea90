# The page scan beyond test/sql: for check.sh.

# There is no page scan where a Datum has 32 bits, or in a build without it.
has_page_scan() {
	[ "${PAGE_SCAN:-yes}" = yes ] &&
		[ "$(as_user psql -X -A -t -c "SELECT typbyval FROM pg_type WHERE oid = 'float8'::regtype")" = t ]
}

# The page scan with little memory, and with sums of numerics passed on early.
page_scan_with_limits() {
	regress "little memory" "-c satisfaction.debug_page_scan_memory=16kB -c satisfaction.debug_page_scan_sum=1000000" \
		REGRESS="page_scan page_scan_join" ISOLATION=
}

off_on_untested_major() {
	[ "$(as_user env PGOPTIONS="-c satisfaction.debug_untested_major=on" psql -X -A -t -c "LOAD 'satisfaction'" -c "
		SELECT boot_val, extra_desc ~ 'has not been tested'
		FROM pg_settings WHERE name = 'satisfaction.page_scan'" | tail -n 1)" = "off|t" ]
}

single_user_page_scan() {
	as_user psql -X -A -t -q -v ON_ERROR_STOP=1 -d single <<-'SQL' >"$work/single"
		SELECT oid < 16384 FROM pg_proc WHERE oid = 'nps(integer)'::regprocedure;
		CREATE TABLE answers AS SELECT i % 11 AS score FROM generate_series(1, 1000) AS i;
		SET satisfaction.page_scan = on;
		EXPLAIN (COSTS OFF) SELECT nps(score) FROM answers;
	SQL
	[ "$(head -n 1 "$work/single")" = t ] && grep -q 'Page Scan' "$work/single"
}

# The server has every function, operator and aggregate whose name the sources know, but
# for two that came with 14.
names_of_the_server() {
	awk '/static const char \*const/ { in_list = 1 }
		 in_list || /strcmp\(name, |time_of_call\(/ {
			rest = $0
			while (match(rest, /"[^"]+"/)) {
				print substr(rest, RSTART + 1, RLENGTH - 2)
				rest = substr(rest, RSTART + RLENGTH)
			}
		 }
		 /}/ { in_list = 0 }' src/rollup_expression.c src/rollup_period.c \
		src/page_scan/expression/*.c src/page_scan/planner/*.c |
		grep -v -e '[A-Z]' -e '^_' | sort -u >"$work/names"
	[ "$(wc -l <"$work/names")" -ge 50 ]
	as_user psql -X -A -t -v ON_ERROR_STOP=1 -v names="$(cat "$work/names")" >"$work/unknown" <<-'SQL'
		SELECT name FROM regexp_split_to_table(:'names', '\n') AS name
		WHERE NOT EXISTS (SELECT FROM pg_proc WHERE proname = name AND oid < 10000)
		  AND NOT EXISTS (SELECT FROM pg_operator WHERE oprname = name AND oid < 10000)
		  AND NOT (name IN ('extract', 'date_bin') AND current_setting('server_version_num')::integer < 140000);
	SQL
	cat "$work/unknown"
	[ ! -s "$work/unknown" ]
}

# A page of rows whose keys are 1 MB each needs no more memory than the ordinary
# plan, give or take the memory for hashing.
memory_of_wide_keys() {
	as_user createdb memory
	as_user psql -X -q -v ON_ERROR_STOP=1 -d memory <<-'SQL'
		CREATE EXTENSION satisfaction;
		CREATE TABLE answers AS
		SELECT i % 11 AS score, md5((i % 50)::text) AS word FROM generate_series(1, 600) AS i;
		CREATE TABLE wide AS SELECT score, repeat(word, 32768) AS word FROM answers LIMIT 200;
		ANALYZE;
	SQL
	for statement in \
		"SELECT length(repeat(word, 32768)), tally(score) FROM answers GROUP BY repeat(word, 32768)" \
		"SELECT md5(repeat(word, 32768)), tally(score) FROM answers GROUP BY 1" \
		"SELECT length(word || word), tally(score) FROM wide GROUP BY 1" \
		"SELECT word, tally(score) FROM wide GROUP BY 1"; do
		with=$(peak_memory memory "SET satisfaction.page_scan = on" "$statement")
		without=$(peak_memory memory "SET satisfaction.page_scan = off" "$statement")
		echo "$with kB, without page scan $without kB: $statement"
		[ "$with" -le $((without + 32768)) ] || return 1
	done
}

# A short form of "make differential", always of the same statements: seed, number
compare_plans() {
	as_user createdb "differential_$1"
	as_user env PGDATABASE="differential_$1" "$work/differential" -s "$1" -n "$2" -t 60 \
		-g test/differential/queries -o "$work"
}

# pg_resetwal needs a server that was shut down.
go_on_with_high_oids() {
	as_user pg_ctl -D "$work/data" -m fast -w stop
	raise_oids
	start_server
	[ "$(as_user psql -X -A -t -q -c "CREATE TYPE raised AS ENUM ('a')" \
		-c "SELECT min(oid) >= 3000000000 FROM pg_enum WHERE enumtypid = 'raised'::regtype")" = t ]
}
