#!/bin/sh
# Compare the C sources with what pgindent makes of them, and fail where they
# differ.  With WRITE=yes, write its result instead.
# Run: make pgindent PG_CONFIG=..., of PostgreSQL 19: older ones set no space
# between the parts of an initializer.
set -eu

cd "$(dirname "$0")/../.."
PG_CONFIG=${PG_CONFIG:-pg_config}
programs=$("$PG_CONFIG" --bindir)
typedefs=$("$PG_CONFIG" --sharedir)/typedefs.list
grep -q 'INDENT_VERSION = "2.1.3"' "$programs/pgindent" && [ -r "$typedefs" ] || {
	echo "$programs has no pgindent 2.1.3; it comes with the development files of PostgreSQL 19" >&2
	exit 1
}
list=$(mktemp)
trap 'rm -f "$list"' EXIT
sources=$(find src test -name '*.[ch]' | sort)

# Types of the server, but for names that are those of variables here, and ours.
{
	grep -v -x -e decimal -e iterator -e symbol -e text -e type "$typedefs"
	cat $sources | sed -n -E \
		-e 's/^\} ([A-Z][A-Za-z]*);.*/\1/p' \
		-e 's/^typedef [^(]*[ *]([A-Z][A-Za-z]*);.*/\1/p' \
		-e 's/^typedef .*\(\*([A-Z][A-Za-z]*)\).*/\1/p'
} >"$list"

PATH=$programs:$PATH "$programs/pgindent" --typedefs="$list" \
	$([ "${WRITE:-no}" = yes ] || echo "--check --diff") $sources
