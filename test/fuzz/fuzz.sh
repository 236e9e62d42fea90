#!/bin/sh
# Hostile input: fuzz the plain C with clang's libFuzzer and sanitizers, then
# every function of the extension by SQL.
#
#   sh test/fuzz/fuzz.sh [inputs [seed]]
#
# The inputs, ten million by default, are shared by the targets; the number of
# SQL calls is a fiftieth of it.  Without clang the targets are driven by
# test/fuzz/driver.c.  An input that fails is left in tmp_fuzz/.
set -eu

. "$(dirname "$0")/../server.sh"

inputs=${1:-10000000}
seed=${2:-1}
failed=0

# libFuzzer writes what it finds into a corpus of its own.
fuzz_with_clang() {
	compile_fuzz_target "$1" clang -O1 -fsanitize=fuzzer,address,undefined
	as_user mkdir "$work/corpus_$1"
	as_user "$work/fuzz_$1" -runs="$2" -seed="$seed" -max_len=4096 \
		-artifact_prefix="$work/found/$1." "$work/corpus_$1" \
		test/fuzz/seeds/"$1" >"$work/fuzz_$1.log" 2>&1 || return 1
	sed -n "s/^Done/$1: done/p" "$work/fuzz_$1.log"
}

fuzz_with_driver() {
	compile_fuzz_target "$1" cc -O2 -fsanitize=undefined,address test/fuzz/driver.c
	as_user "$work/fuzz_$1" "$2" "$seed" test/fuzz/seeds/"$1"/* \
		>"$work/fuzz_$1.log" 2>&1 || return 1
	sed "s/^/$1: /" "$work/fuzz_$1.log"
}

fuzz() {
	if [ -n "$clang" ]; then
		fuzz_with_clang "$@"
	else
		fuzz_with_driver "$@"
	fi || {
		failed=1
		tail -n 40 "$work/fuzz_$1.log"
	}
}

begin_work
as_user mkdir "$work/found"
clang=$(command -v clang || true)
[ -n "$clang" ] || echo "Without clang (and libclang-rt-NN-dev) no coverage guides the inputs."
compile_client sql_fuzz test/fuzz/sql_fuzz.c
fuzz tally $((inputs / 5 * 3))
fuzz estimate $((inputs / 5 * 2))
build_and_start
as_user "$work/sql_fuzz" -s "$seed" -n $((inputs / 50)) || failed=1
if [ -n "$(ls "$work/found")" ]; then
	mkdir -p "$top/tmp_fuzz"
	cp "$work"/found/* "$top/tmp_fuzz/"
	echo "Inputs that failed are in tmp_fuzz/."
fi
[ $failed -eq 0 ] && echo "fuzz: no finding" || echo "fuzz: FAILED"
exit $failed
