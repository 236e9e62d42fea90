#!/bin/sh
# Pass the tests: build, start a private server, run everything, and end with
# a line "N passed, N failed".  Run: sh test/check.sh, or with PAGE_SCAN=no in the
# environment for a build without the page scan.
set -eu

. "$(dirname "$0")/server.sh"
. "$(dirname "$0")/suite.sh"
. "$(dirname "$0")/faults/rollup.sh"
. "$(dirname "$0")/system/upgrade.sh"
. "$(dirname "$0")/changes/changes.sh"

# Unused parameters come with the server's interfaces.
build_without_warnings() {
	build COPT="-Wall -Wextra -Wno-unused-parameter" >"$work/build.log" 2>&1 || {
		cat "$work/build.log"
		return 1
	}
	! grep -A 3 'warning:' "$work/build.log"
}

# A program that tests the parts which know no server, by its own count.
unit_test() {
	program=$1
	shift
	as_user cc -O2 $rounding -Wall -Wextra -Werror -DSATISFACTION_WITHOUT_SERVER -I src \
		-o "$work/$program" "test/unit/$program.c" "$@" -lm
	"$work/$program"
}

# Those tests that read files beside their own.
installcheck_elsewhere() {
	as_user make -s -C "$work/elsewhere" -f "$work/source/Makefile" installcheck \
		VPATH="$work/source" REGRESS="nps reference survey" ISOLATION= \
		PG_CONFIG="$PG_CONFIG" with_llvm=no
}

# There is no page scan where a Datum has 32 bits, or in a build without it.
has_page_scan() {
	[ "${PAGE_SCAN:-yes}" = yes ] &&
		[ "$(as_user psql -X -A -t -c "SELECT typbyval FROM pg_type WHERE oid = 'float8'::regtype")" = t ]
}

# The page scan, from a build whose memory and counters are soon full, and which
# takes the server for one that was not tested.
page_scan_variant() {
	as_user cp "$work/elsewhere/satisfaction.so" "$stage$("$PG_CONFIG" --pkglibdir)/"
	try "page scan off by default" off_by_default
	regress "little memory" "" REGRESS="page_scan page_scan_join" ISOLATION=
}

off_by_default() {
	[ "$(as_user psql -X -A -t -c "LOAD 'satisfaction'" -c "
		SELECT boot_val, extra_desc ~ 'has not been tested'
		FROM pg_settings WHERE name = 'satisfaction.page_scan'" | tail -n 1)" = "off|t" ]
}

# Extensions of ours for tests, below test/modules: each with tests of its own.
test_module() {
	(cd "test/modules/$1" &&
		build &&
		build install DESTDIR="$stage" &&
		as_user make -s installcheck PG_CONFIG="$PG_CONFIG" with_llvm=no \
			NO_LOCALE=1 ENCODING=UTF8 || {
		cat regression.diffs
		return 1
	})
}

# An extension that is created before the server has ever run has OIDs as the
# server's own objects have them.
create_in_single_user_mode() {
	for command in "CREATE DATABASE single" "CREATE EXTENSION satisfaction"; do
		echo "$command" | as_user postgres --single -D "$work/data" \
			"$(echo "$command" | sed -n 's/.*EXTENSION.*/single/p; s/.*DATABASE.*/postgres/p')"
	done
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

# The worked values of src/README.md are among those that formats.sql checks.
worked_values() {
	sed -n 's/^| `\({[^`]*}\)` | \(.*\) | \(.*\) |$/\1|\2|\3/p' src/README.md |
		tr -d '` ' >"$work/worked"
	awk -F '\t' '{ print $1 "|" $3 "|" $2 }' test/data/tally_1.0.tsv >"$work/values"
	[ "$(grep -c -x -F -f "$work/values" "$work/worked")" -eq "$(wc -l <"$work/worked")" ] &&
		[ "$(wc -l <"$work/worked")" -ge 4 ]
}

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

# The examples of the README, in order, in one database; where a result
# stands below the SQL it must be the one that the server gives.
split_readme() {
	awk -v folder="$work/readme" '
		/^```sql$/ { kind = "sql"; file = sprintf("%s/%02d.sql", folder, ++number); next }
		/^```$/ && kind == "" && below { kind = "out"; file = sprintf("%s/%02d.out", folder, number); next }
		/^```/ && kind != "" { below = (kind == "sql"); close(file); kind = ""; next }
		/^```/ { kind = "other"; file = "/dev/null"; next }
		kind != "" { print > file; next }
		NF { below = 0 }' README.md
}

# Where only the client's package is installed, make says what is missing.
make_without_headers() {
	cat >"$work/client_pg_config" <<-SCRIPT
		#!/bin/sh
		[ "\$1" != --includedir-server ] || exec echo "$work/nowhere"
		exec "$PG_CONFIG" "\$@"
	SCRIPT
	chmod +x "$work/client_pg_config"
	! as_user make PG_CONFIG="$work/client_pg_config" >"$work/message" 2>&1 &&
		grep 'does not lead to the development files' "$work/message"
}

# The README's line for the survey, from another folder, and once more: that
# changes nothing and says so.
survey_loads_once() {
	as_user createdb survey
	for expected in 0 3; do
		status=0
		(cd "$work/socket" && as_user psql -X -q -d survey -f "$work/source/test/data/survey.sql" \
			-f "$work/source/test/demo/answers.sql") || status=$?
		[ $status -eq $expected ] || return 1
	done
	[ "$(as_user psql -X -A -t -d survey -c "SELECT count(*) FROM answers")" = 5640 ]
}

readme_examples() {
	as_user mkdir "$work/readme"
	as_user createdb readme
	as_user psql -X -q -v ON_ERROR_STOP=1 -d readme -c "CREATE EXTENSION satisfaction" \
		-f test/data/survey.sql -f test/demo/answers.sql
	split_readme
	for sql in "$work"/readme/*.sql; do
		echo "-- $(basename "$sql")"
		as_user psql -X -q -P footer=off -v ON_ERROR_STOP=1 -d readme -f "$sql" \
			>"$work/readme/got" 2>&1 || {
			cat "$sql" "$work/readme/got"
			return 1
		}
		[ ! -f "${sql%.sql}.out" ] ||
			diff -bB "${sql%.sql}.out" "$work/readme/got" || return 1
	done
}

# The demo raises no error, and its page is XML for the server's own parser:
# five panels, each with its statement, three pictures.
demo() {
	as_user createdb demo
	load_survey demo
	make_page demo "$work/page.html"
	as_user psql -X -q -v ON_ERROR_STOP=1 -d demo -f test/demo/dashboard.sql >"$work/dashboard"
	[ "$(grep -c '</pre></details></section>$' "$work/page.html")" -eq 5 ] || return 1
	[ "$(grep -c '<svg ' "$work/page.html")" -eq 3 ] || return 1
	case $("$PG_CONFIG" --configure) in
		*--with-libxml*)
			as_user psql -X -q -A -t -v ON_ERROR_STOP=1 -d demo -c "SELECT xmlparse(DOCUMENT pg_read_file('$work/page.html')) IS DOCUMENT" ;;
	esac
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

# A short form of "make calibration": what is enumerated is exact, and of what is
# simulated only gross faults show.
calibration() {
	compile_calibration as_user cc
	"$work/calibration" 300
}

# Short forms of "make fuzz".
fuzz() {
	compile_fuzz_target "$1" cc -O2 -fsanitize=undefined,address test/fuzz/driver.c
	"$work/fuzz_$1" "$2" 1 test/fuzz/seeds/"$1"/*
}

# The examples of one folder, each in a session of its own, over the survey and
# its answers.  Beside each stands what it prints.
examples() {
	as_user psql -X -q -v ON_ERROR_STOP=1 <<-SQL
		CREATE DATABASE examples_$1;
		\\c examples_$1
		CREATE EXTENSION satisfaction;
		\\i test/data/survey.sql
		\\i test/demo/answers.sql
	SQL
	for sql in test/examples/"$1"/*.sql; do
		as_user psql -X -q -P footer=off -v ON_ERROR_STOP=1 -d "examples_$1" -f "$sql" 2>&1 |
			diff "${sql%.sql}.out" - || {
			echo "$sql"
			return 1
		}
	done
}

fuzz_sql() {
	as_user createdb fuzz
	as_user env PGDATABASE=fuzz "$work/sql_fuzz" -n 4000
}

begin_work
echo "PostgreSQL: $("$PG_CONFIG" --version)"
try "build in another folder" build_elsewhere elsewhere COPT="-DPAGE_SUM_MAX=1000000 -DPAGE_SCAN_MEMORY=16384 -DPAGE_SCAN_TESTED_MAJOR=false"
try "build without warnings" build_without_warnings
try "make without the headers of a server" make_without_headers
try "worked values of the forms" worked_values
try "version numbers" versions_agree
try "unit test of tallies" unit_test tally_test src/tally.c src/tally_body.c src/tally_parse.c
for room in distribution estimate estimate_net significance sample_size series contingency sample_design; do
	try "unit test: $room" unit_test ${room}_test $statistics
done
try "calibration of tests and intervals" calibration
try "build of the differential test" compile_client differential test/differential/*.c
try "build of the SQL fuzzer" compile_client sql_fuzz test/fuzz/sql_fuzz.c
try "fuzzing of tallies" fuzz tally 300000
try "fuzzing of estimates" fuzz estimate 60000
stage
make_cluster
try "extension from single-user mode" create_in_single_user_mode
start_server
if has_page_scan; then
	try "page scan of an extension from single-user mode" single_user_page_scan
	[ ! -r /proc/self/status ] || try "memory of wide keys" memory_of_wide_keys
	try "a module that owns a table's rows" test_module row_owner
fi
try "fuzzing of SQL functions" fuzz_sql
! has_page_scan || try "page scan equals ordinary plan" compare_plans 6 2000
try "upgrade to an invented 1.1" invented_upgrade
try "dump and restore" dump_and_restore
try "dump and restore of rollups" rollup_dump_and_restore
try "replication of rollups" rollup_replication
try "rollups through faults" rollups_survive 2
try "the survey is loaded once" survey_loads_once
try "rollups under random changes" rollups_equal_plain_sql 1000 0.5
try "README examples" readme_examples
try "demo and its page" demo
for folder in analyst grafana metabase superset formbricks_hub; do
	try "examples: $folder" examples $folder
done
try "examples of recipes" examples recipes
try "tests in another folder" installcheck_elsewhere
echo "Running test/sql, as it is and with parallel plans ..."
regress "plain" ""
try "OIDs above 2^31 from now on" go_on_with_high_oids
! has_page_scan || try "page scan equals ordinary plan with high OIDs" compare_plans 7 1000
regress "parallel" "-c parallel_setup_cost=0 -c parallel_tuple_cost=0 -c min_parallel_table_scan_size=0 -c max_parallel_workers_per_gather=2"
! has_page_scan || page_scan_variant

summary
