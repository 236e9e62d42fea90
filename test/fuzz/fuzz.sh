#!/bin/sh
# Fuzz the readers of foreign input for a while (seconds, default 60) with
# clang's libFuzzer and sanitizers.  Run: sh test/fuzz/fuzz.sh [seconds]
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
command -v clang >/dev/null || {
	echo "Please install clang, with its libFuzzer (on Debian libclang-rt-NN-dev)." >&2
	exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
clang -g -O1 -std=c99 -fsanitize=fuzzer,address,undefined \
	-DSATISFACTION_WITHOUT_SERVER -I "$top/src" -o "$work/fuzz" \
	"$top/test/fuzz/tally_fuzz.c" "$top/src/tally.c" "$top/src/tally_body.c" \
	"$top/src/tally_parse.c" -lm
mkdir "$work/corpus"
printf '0{0:3,9:12,10:40}' >"$work/corpus/text"
printf '0{9:12(10.5,9.75), 10:1}' >"$work/corpus/weighted"
printf '1\001\001\013\000\000\011\014\050' >"$work/corpus/packed"
printf '1\001\000\000\000\001\000\000\000\000\000\000\000' >"$work/corpus/dense"
cd "$work"
./fuzz -max_total_time="${1:-60}" -max_len=4096 -print_final_stats=1 corpus
