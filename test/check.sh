#!/bin/sh
# Pass the tests: build, start a private server, run everything, and end with
# a line "N passed, N failed".  Run: sh test/check.sh, or with PAGE_SCAN=no in the
# environment for a build without the page scan.
set -eu

. "$(dirname "$0")/server.sh"
. "$(dirname "$0")/suite.sh"
. "$(dirname "$0")/faults/rollup.sh"
. "$(dirname "$0")/system/upgrade.sh"
. "$(dirname "$0")/system/surface.sh"
. "$(dirname "$0")/changes/changes.sh"
. "$(dirname "$0")/system/build.sh"
. "$(dirname "$0")/system/page_scan.sh"
. "$(dirname "$0")/system/dump.sh"
. "$(dirname "$0")/system/documents.sh"
. "$(dirname "$0")/system/fuzz.sh"
. "$(dirname "$0")/system/release.sh"

begin_work
echo "PostgreSQL: $("$PG_CONFIG" --version)"
try "build in another folder" build_elsewhere elsewhere
try "build without warnings" build_without_warnings
try "build beside a build" build_beside_a_build
try "make without the headers of a server" make_without_headers
try "demo without a compiler and sudo" missing_tools_are_named
try "worked values of the forms" worked_values
try "version numbers" versions_agree
! command -v git >/dev/null || try "make release" release_checks
try "width and size of the documents" document_sizes
try "links of the documents" document_links
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
	try "page scan off on an untested major" off_on_untested_major
	try "names of the server's functions" names_of_the_server
	try "a module that owns a table's rows" test_module row_owner
fi
try "every function is called by a test" every_function_is_called
try "fuzzing of SQL functions" fuzz_sql
! has_page_scan || try "page scan equals ordinary plan" compare_plans 6 2000
try "upgrade to an invented 1.1" invented_upgrade
try "dump and restore" dump_and_restore
try "dump and restore of rollups" rollup_dump_and_restore
try "replication of rollups" rollup_replication
try "rollups through faults" rollups_survive 2
try "the survey is loaded once" survey_loads_once
try "rollups under random changes" rollups_equal_plain_sql 1000 0.5
try "examples of the documents" document_examples
try "demo and its page" demo
for folder in newcomer analyst grafana metabase superset formbricks_hub; do
	try "examples: $folder" examples $folder
done
try "examples of recipes" examples recipes
! has_page_scan || try "examples: administrator" examples administrator
try "tests in another folder" installcheck_elsewhere
echo "Running test/sql, as it is and with parallel plans of the server alone ..."
regress "plain" ""
try "OIDs above 2^31 from now on" go_on_with_high_oids
! has_page_scan || try "page scan equals ordinary plan with high OIDs" compare_plans 7 1000
regress "parallel" "-c satisfaction.page_scan=off -c parallel_setup_cost=0 -c parallel_tuple_cost=0 -c min_parallel_table_scan_size=0 -c max_parallel_workers_per_gather=2"
! has_page_scan || page_scan_with_limits

summary
