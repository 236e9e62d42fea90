# Running tests and counting them, for the scripts that source this file after
# server.sh.

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
	began=$(date +%s)
	shift
	# not in a condition, where the shell would go on after a failed step
	set +e
	(set -e; "$@") >"$work/output" 2>&1
	status=$?
	set -e
	report $status "$name ($(($(date +%s) - began)) s)"
	[ $status -eq 0 ] || sed 's/^/    /' "$work/output"
}

# The suite with pg_regress: a name for the run, settings for it, and variables
# for make that choose a part of it.
regress() {
	run=$1
	settings=$2
	complete=0
	shift 2
	as_user env PGOPTIONS="$settings" make -s installcheck PG_CONFIG="$PG_CONFIG" \
		with_llvm=no "$@" >"$work/regress.log" 2>&1 || complete=1
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

# The last words of a script, and its exit status.
summary() {
	echo
	echo "$passed passed, $failed failed"
	[ $failed -eq 0 ]
}

# A build outside the source tree, as packagers do it: folder, settings ...
build_elsewhere() {
	folder=$work/$1
	shift
	as_user mkdir "$folder"
	build -C "$folder" -f "$work/source/Makefile" VPATH="$work/source" "$@"
	[ -f "$folder/satisfaction.so" ]
	build -C "$folder" -f "$work/source/Makefile" VPATH="$work/source" install DESTDIR="$folder/installed"
	version=$(sed -n "s/^default_version = '\(.*\)'/\1/p" satisfaction.control)
	[ -f "$folder/installed$("$PG_CONFIG" --sharedir)/extension/satisfaction--$version.sql" ]
}

# What a statement takes at its peak, in kB of memory of its own, in a new
# session: database, settings, statement.
peak_memory() {
	as_user psql -X -A -t -q -v ON_ERROR_STOP=1 -d "$1" <<-SQL | tail -n 1
		SET max_parallel_workers_per_gather = 0;
		SET jit = off;
		$2;
		$3 \g /dev/null
		SELECT substring(status FROM 'VmHWM:\s+(\d+)')::integer -
			   substring(status FROM 'RssShmem:\s+(\d+)')::integer -
			   substring(status FROM 'RssFile:\s+(\d+)')::integer
		FROM pg_read_file('/proc/self/status', 0, 10000) AS status;
	SQL
}
