#!/bin/sh
# The extension in a folder of its own, which a server from 18 on finds by
# extension_control_path.  Run: PG_CONFIG=... sh test/package/control_path.sh
set -eu

. "$(dirname "$0")/../server.sh"

use_extension() {
	as_user psql -X -A -t -v ON_ERROR_STOP=1 -c "CREATE EXTENSION satisfaction" \
		-c "SELECT nps(score) FROM unnest('{10,9,3}'::integer[]) AS score" | grep -q '^33\.33'
}

begin_work
step "Building for $("$PG_CONFIG" --version)" build
build install DESTDIR="$work/elsewhere" >/dev/null
[ ! -e "$("$PG_CONFIG" --sharedir)/extension/satisfaction.control" ] ||
	fail "The extension is installed in the server's own folder, too."
make_cluster
start_server -c "extension_control_path='$work/elsewhere$("$PG_CONFIG" --sharedir)'" \
	-c "dynamic_library_path='$work/elsewhere$("$PG_CONFIG" --pkglibdir):\$libdir'"
step "Creating and using the extension" use_extension
