#!/bin/sh
# Do tests, intervals and sample sizes keep what they promise?  Simulate and
# enumerate them from populations that are known, and compare what comes out
# with the bounds of test/calibration/bounds.c: some minutes on two cores.
#
#   sh test/calibration/calibration.sh [repetitions [topic ...]]
#
# A topic is a file of this folder that has settings, such as nps or series.
set -eu

. "$(dirname "$0")/../server.sh"

cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find_tools
find_rounding
compile_calibration cc
"$work/calibration" "$@"
