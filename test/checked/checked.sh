#!/bin/sh
# What compilers, analysers, sanitizers and valgrind say, against the stock
# server.  Run: sh test/checked/checked.sh [step ...]
#
#   compilers    gcc and clang, every warning an error
#   analysers    scan-build, clang-tidy, cppcheck
#   sanitizers   our code with assertions and UBSan: the test suite, the
#                SQL fuzzer and the differential test
#   valgrind     the test suite, file by file in one session each
#   leaks        a million calls in one session: its memory must not grow
#
# All of them by default, in about twenty minutes.
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/../suite.sh"

warnings="-Wall -Wextra -Wno-unused-parameter"

find_checkers() {
	for tool in clang clang-tidy scan-build cppcheck valgrind; do
		command -v $tool >/dev/null || case $tool in
			scan-build) missing_tools="${missing_tools:-} clang-tools" ;;
			*) missing_tools="${missing_tools:-} $tool" ;;
		esac
	done
	# shellcheck disable=SC2086
	[ -z "${missing_tools:-}" ] || install_packages $missing_tools
}

gcc_build() {
	build_elsewhere gcc CC=gcc COPT="$warnings -Werror"
}

# Options that the server was built with are gcc's, and so is the format
# attribute in its headers.
clang_build() {
	build_elsewhere clang CC=clang COPT="$warnings -Werror \
		-Wno-unknown-warning-option -Wno-ignored-optimization-argument \
		-Wno-ignored-attributes -Wno-unused-command-line-argument"
}

check_compilers() {
	try "gcc -Werror" gcc_build
	try "clang -Werror" clang_build
}

# Reports on the server's inline functions are not about our code.
scan_build() {
	mkdir "$work/scanned"
	chown "$(stat -c %U "$work")" "$work/scanned"
	as_user scan-build -disable-checker security.FloatLoopCounter -o "$work/scanned" --exclude "$("$PG_CONFIG" --includedir-server)" \
		--status-bugs make -s -C "$work/source" with_llvm=no PG_CONFIG="$PG_CONFIG" \
		COPT=-DUSE_ASSERT_CHECKING
	build clean >/dev/null
}

# Off: what the server's own style asks for (macros without parentheses around
# types, several arguments of one type, names that begin with an underscore,
# assignments in conditions), conversions of C's usual arithmetic, the order of
# members in tables of constants, and whole numbers in doubles that count terms.
clang_tidy() {
	clang-tidy --quiet --warnings-as-errors='*' --checks='-*,clang-analyzer-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier,-bugprone-macro-parentheses,-bugprone-assignment-in-if-condition,-bugprone-narrowing-conversions,-bugprone-implicit-widening-of-multiplication-result,-clang-analyzer-optin.performance.Padding,-clang-analyzer-security.FloatLoopCounter' \
		src/*.c src/page_scan/*/*.c -- -std=gnu99 -I src \
		-isystem "$("$PG_CONFIG" --includedir-server)" -DSATISFACTION_VERSION='"x"' \
		-D_GNU_SOURCE -DUSE_ASSERT_CHECKING
}

# It does not see the server's headers, nor so that ereport(ERROR) does not
# return; and it takes a variable that is handed over to be filled in for one
# that is read.  A dense value is an array of
# counts that arrays of doubles follow.
cpp_check() {
	cppcheck -q --enable=warning,performance,portability --error-exitcode=1 \
		--inline-suppr --std=c99 -I src -DPG_VERSION_NUM=150000 \
		-DPG_MAJORVERSION_NUM=15 -DUSE_FLOAT8_BYVAL=1 \
		--library=test/checked/cppcheck.cfg \
		--suppress=nullPointerRedundantCheck --suppress=ctuuninitvar \
		--suppress=invalidPointerCast:src/tally.c --suppress=invalidPointerCast:src/tally.h \
		src
}

check_analysers() {
	try "scan-build" scan_build
	try "clang-tidy" clang_tidy
	try "cppcheck" cpp_check
}

# ASan is not for a server that is built without it: it hangs with ASan's library
# loaded first and crashes with it loaded later.  "make fuzz" has ASan watch the
# plain C, and memory that the server allocates is valgrind's matter.
start_sanitized_server() {
	build_elsewhere sanitized CC=gcc COPT="-O1 -fno-omit-frame-pointer -DUSE_ASSERT_CHECKING -fsanitize=undefined"
	as_user cp "$work/sanitized/satisfaction.so" "$stage$("$PG_CONFIG" --pkglibdir)/"
	as_user mkdir "$work/reports"
	stop_server
	as_user env UBSAN_OPTIONS="print_stacktrace=1:log_path=$work/reports/ubsan" \
		pg_ctl -D "$work/data" -l "$work/data/server.log" -w \
		-o "-c listen_addresses='' -c unix_socket_directories='$work/socket' -c fsync=off" start
}

sanitized_fuzz() {
	as_user createdb fuzz
	as_user env PGDATABASE=fuzz "$work/sql_fuzz" -n 20000
}

sanitized_differential() {
	as_user createdb differential
	as_user env PGDATABASE=differential "$work/differential" -s 6 -n 3000 -t 60 \
		-g test/differential/queries -o "$work"
}

no_report() {
	if [ -n "$(ls "$work/reports")" ]; then
		head -n 60 "$work"/reports/*
		return 1
	fi
}

check_sanitizers() {
	try "build with assertions and UBSan" start_sanitized_server
	regress "sanitized" ""
	try "sanitized: SQL fuzzer" sanitized_fuzz
	try "sanitized: differential test" sanitized_differential
	try "sanitized: no report" no_report
	stop_server
}

# Every test file by psql, in a database of its own, with one server process
# at a time.  The output is compared by "make test"; here only memory counts.
suite_under_valgrind() {
	as_user mkdir "$work/valgrind"
	build_elsewhere debuggable COPT="-O1 -g -fno-omit-frame-pointer"
	as_user cp "$work/debuggable/satisfaction.so" "$stage$("$PG_CONFIG" --pkglibdir)/"
	as_user valgrind --quiet --trace-children=yes --leak-check=no --error-limit=no \
		--num-callers=30 --log-file="$work/valgrind/%p.log" \
		"$(command -v postgres)" -D "$work/data" -c listen_addresses='' \
		-c unix_socket_directories="$work/socket" -c fsync=off -c autovacuum=off \
		-c jit=off -c max_parallel_workers_per_gather=0 >"$work/valgrind.out" 2>&1 &
	tries=0
	until as_user psql -X -q -c "SELECT 1" >/dev/null 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 120 ] || return 1
		sleep 1
	done
	as_user createdb valgrind
	as_user psql -X -q -d valgrind -c "CREATE EXTENSION satisfaction"
	for file in test/sql/*.sql; do
		as_user psql -X -q -d valgrind -f "$file" >/dev/null 2>&1
		as_user psql -X -q -d valgrind -c "SELECT 1" >/dev/null ||
			{ echo "no server after $file"; return 1; }
	done
	as_user pg_ctl -D "$work/data" -m fast -w stop >/dev/null
}

# The packaged server has no debugging symbols, so a frame with a source file
# of that name is ours.  For its cache of regular expressions the server calls
# memmove(), which valgrind takes for memcpy().
our_valgrind_reports() {
	names=$(ls src/*.c src/page_scan/*/*.c | xargs -n 1 basename | sed 's/[.]c$//' | tr '\n' '|')
	cat "$work"/valgrind/*.log | sed 's/^==[0-9]*== \{0,1\}//' |
		awk -v RS= -v ours="[(](${names%|})[.]c:[0-9]+[)]|satisfaction[.]so" '$0 ~ ours && $0 !~ /overlap in memcpy_chk[^\n]*\n[^\n]*\n[^\n]*RE_compile_and_cache/ { print; print ""; found = 1 } END { exit found }'
}

check_valgrind() {
	try "valgrind: suite" suite_under_valgrind
	try "valgrind: no report about our code" our_valgrind_reports
	stop_server
}

leak_test() {
	as_user createdb leaks
	as_user psql -X -q -d leaks -v ON_ERROR_STOP=1 -A -t -f test/checked/leaks.sql >"$work/leaks"
	cat "$work/leaks"
	[ "$(grep -c 'ok$' "$work/leaks")" -ge 5 ] && ! grep -q 'GREW' "$work/leaks"
}

check_leaks() {
	build_elsewhere plain
	as_user cp "$work/plain/satisfaction.so" "$stage$("$PG_CONFIG" --pkglibdir)/"
	start_again
	try "leaks: a million calls" leak_test
	sed 's/^/    /' "$work/leaks"
	stop_server
}

start_again() {
	as_user pg_ctl -D "$work/data" -l "$work/data/server.log" -w \
		-o "-c listen_addresses='' -c unix_socket_directories='$work/socket' -c fsync=off" start >/dev/null
}

begin_work
find_checkers
echo "PostgreSQL: $("$PG_CONFIG" --version)"
compile_client differential test/differential/*.c
compile_client sql_fuzz test/fuzz/sql_fuzz.c
build_and_start
# or builds elsewhere would take the objects from here
build clean >/dev/null
for step in ${*:-compilers analysers sanitizers valgrind leaks}; do
	"check_$step"
done
summary
