# Building, and what needs no query: for check.sh.

# Unused parameters come with the server's interfaces, and its headers hide names.
build_without_warnings() {
	build COPT="-Wall -Wextra -Wshadow -Wno-unused-parameter" >"$work/build.log" 2>&1 || {
		cat "$work/build.log"
		return 1
	}
	! grep -v '^/.*\[-Wshadow\]' "$work/build.log" | grep -A 3 'warning:'
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

# The worked values of src/README.md are among those that formats.sql checks.
worked_values() {
	sed -n 's/^| `\({[^`]*}\)` | \(.*\) | \(.*\) |$/\1|\2|\3/p' src/README.md |
		tr -d '` ' >"$work/worked"
	awk -F '\t' '{ print $1 "|" $3 "|" $2 }' test/data/tally_1.0.tsv >"$work/values"
	[ "$(grep -c -x -F -f "$work/values" "$work/worked")" -eq "$(wc -l <"$work/worked")" ] &&
		[ "$(wc -l <"$work/worked")" -ge 4 ]
}

# A build in another folder does not take what was built beside the sources.
build_beside_a_build() {
	as_user mkdir -p "$work/beside"
	! build -C "$work/beside" -f "$work/source/Makefile" VPATH="$work/source" >"$work/message" 2>&1 &&
		grep 'run "make clean" there first' "$work/message"
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

# Where there is no compiler and no sudo, one line says what is missing.
missing_tools_are_named() {
	mkdir "$work/few"
	for program in dirname env id mktemp rm sed; do
		ln -s "$(command -v $program)" "$work/few"
	done
	! as_user env -i PATH="$work/few" "$(command -v sh)" test/demo.sh >"$work/said" 2>&1 || return 1
	cat "$work/said"
	[ "$(wc -l <"$work/said")" -eq 1 ] && grep -q 'no sudo.*: make gcc libc6-dev$' "$work/said"
}

# A short form of "make calibration": what is enumerated is exact, and of what is
# simulated only gross faults show.
calibration() {
	compile_calibration as_user cc
	"$work/calibration" 300
}
