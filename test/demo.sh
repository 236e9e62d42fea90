#!/bin/sh
# Show what the extension does: build, start a private server, load the survey
# and print its dashboard.  Run: sh test/demo.sh
set -eu

. "$(dirname "$0")/server.sh"

begin_work
build_and_start
as_user psql -X -q -v ON_ERROR_STOP=1 -c "CREATE EXTENSION satisfaction" \
	-f test/data/survey.sql -f test/demo/answers.sql
as_user psql -X -q -P pager=off -f test/demo/dashboard.sql 2>&1
echo
echo "The SQL of this dashboard is in test/demo/dashboard.sql."
