#!/bin/sh
# Show what the extension does: build, start a private server, load the survey,
# print its dashboard, and write it as a page to satisfaction-demo.html in the
# folder this is called from.  Run: sh test/demo.sh
set -eu

. "$(dirname "$0")/server.sh"

page=$(pwd)/satisfaction-demo.html
begin_work
build_and_start
step "Loading the survey" load_survey postgres
step "Making the page" make_page postgres "$page"
as_user psql -X -q -P pager=off -v ON_ERROR_STOP=1 -f test/demo/dashboard.sql 2>&1
echo "The same and more as a page, to open in a browser:"
echo "$page"
