#!/bin/sh
# Pass the tests: build, start a private server, run everything, and end with
# a line "N passed, N failed".  Run: sh test/check.sh
set -eu

. "$(dirname "$0")/server.sh"

passed=0
failed=0

report() {
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok      $2"
	else
		failed=$((failed + 1))
		echo "FAILED  $2"
	fi
}

# A test that is one command: name, command ...
try() {
	name=$1
	shift
	# not in a condition, where the shell would go on after a failed step
	set +e
	(set -e; "$@") >"$work/output" 2>&1
	status=$?
	set -e
	report $status "$name"
	[ $status -eq 0 ] || sed 's/^/    /' "$work/output"
}

# The server's own headers are not ours to mend, our sources are.
build_without_warning() {
	build "$@" COPT="-Wall -Wextra -Wno-unused-parameter" 2>&1 || return 1
}

no_warning() {
	build_without_warning "$@" >"$work/build.log" 2>&1 || {
		cat "$work/build.log"
		return 1
	}
	! grep -A 3 'warning:' "$work/build.log"
}

# The suite, or what is chosen of it, with pg_regress; a name for the run, then
# settings for it.
chosen=
regress() {
	run=$1
	complete=0
	shift
	as_user env PGOPTIONS="$*" make -s installcheck $chosen PG_CONFIG="$PG_CONFIG" \
		with_llvm=no NO_LOCALE=1 ENCODING=UTF8 >"$work/regress.log" 2>&1 || complete=1
	# 13 to 15 write "test name ... ok", later ones "ok 1 - name"
	sed -n -e 's/^\(ok\|not ok\) *[0-9]* *[-+] \([a-z0-9_]*\) .*/\1 \2/p' \
		-e 's/^test \([a-z0-9_]*\) *\.\.\. ok.*/ok \1/p' \
		-e 's/^test \([a-z0-9_]*\) *\.\.\. FAILED.*/not ok \1/p' \
		"$work/regress.log" >"$work/regress.results"
	while read -r result name more; do
		case $result in
			ok) report 0 "$run: $name" ;;
			*) report 1 "$run: $more" ;;
		esac
	done <"$work/regress.results"
	if [ $complete -ne 0 ]; then
		grep -q '^not' "$work/regress.results" || report 1 "$run: pg_regress"
		cat "$work/regress.log"
		cat regression.diffs 2>/dev/null || true
	fi
}

# A program that tests the parts which know no server, by its own count.
unit_test() {
	program=$1
	shift
	as_user cc -O2 -Wall -Wextra -Werror -DSATISFACTION_WITHOUT_SERVER -I src \
		-o "$work/$program" "test/unit/$program.c" "$@" -lm
	"$work/$program"
}

# A build outside the source tree, as packagers do it: folder, settings ...
build_elsewhere() {
	folder=$work/$1
	shift
	as_user mkdir "$folder"
	as_user make -s -C "$folder" -f "$work/source/Makefile" with_llvm=no \
		VPATH="$work/source" PG_CONFIG="$PG_CONFIG" "$@"
	[ -f "$folder/satisfaction.so" ]
}

# The page scan, from a build whose counters are full after 300 rows.
full_counters() {
	as_user cp "$work/full/satisfaction.so" "$stage$("$PG_CONFIG" --pkglibdir)/"
	chosen="REGRESS=page_scan ISOLATION="
	regress "full counters"
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

# A short form of "make differential", always of the same statements.
compare_plans() {
	as_user createdb differential
	as_user env PGDATABASE=differential "$work/differential" -s 6 -n 2000 -t 60 \
		-g test/differential/queries -o "$work"
}

# Short forms of "make fuzz".
fuzz() {
	compile_fuzz_target "$1" cc -O2 -fsanitize=undefined,address test/fuzz/driver.c
	"$work/fuzz_$1" "$2" 1 test/fuzz/seeds/"$1"/*
}

fuzz_sql() {
	as_user createdb fuzz
	as_user env PGDATABASE=fuzz "$work/sql_fuzz" -n 4000
}

begin_work
echo "PostgreSQL: $("$PG_CONFIG" --version)"
try "builds outside the source tree" build_elsewhere elsewhere
try "builds with small counters" build_elsewhere full COPT=-DPAGE_COUNTER_MAX=300
try "builds without a warning" no_warning
try "unit test of the histogram" unit_test tally_test src/tally.c src/tally_parse.c
try "unit test of the statistics" unit_test estimate_test src/estimate.c src/significance.c src/distribution.c
try "unit test of series" unit_test series_test src/series.c src/one_sample.c src/estimate.c src/distribution.c
try "builds the differential test" compile_client differential test/differential/*.c
try "builds the SQL fuzzer" compile_client sql_fuzz test/fuzz/sql_fuzz.c
try "fuzzes the histogram" fuzz tally 300000
try "fuzzes the statistics" fuzz estimate 60000
stage
start_server
try "fuzzes every function" fuzz_sql
try "page scan against the ordinary plan" compare_plans
try "dump and restore" dump_and_restore
try "examples of the README" readme_examples
regress "plain"
regress "parallel" "-c parallel_setup_cost=0 -c parallel_tuple_cost=0 -c min_parallel_table_scan_size=0 -c max_parallel_workers_per_gather=2"
full_counters

echo
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
