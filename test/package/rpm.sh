#!/bin/sh
# Build the RPM of the last commit from the zip, look it through with rpmlint,
# install it beside a copy of the server, use it and remove it.  It also runs on
# Debian, where rpmbuild is installed, and the server's folders are Debian's.
# Run as root: sh test/package/rpm.sh
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/project.sh"

build_rpm() {
	mkdir -p "$rpm/SOURCES"
	export_release "$rpm"
	(cd "$rpm" && zip -q -r "SOURCES/$name.zip" "$name")
	# without the names of packages that only the distributions of RPM know
	rpmbuild -ba --nodeps --define "_topdir $rpm" --define "pgmajorversion $major" \
		--define "pgbindir $("$PG_CONFIG" --bindir)" \
		--define "pglibdir $("$PG_CONFIG" --pkglibdir)" \
		--define "pgsharedir $("$PG_CONFIG" --sharedir)" \
		--define "_build_id_links none" "$spec"
	ls "$rpm"/RPMS/*/satisfaction_"$major-$version"-1*.rpm "$rpm"/SRPMS/satisfaction_"$major-$version"-1*.src.rpm
}

# What is in it, and nothing else
check_files() {
	rpm -qlp "$rpm"/RPMS/*/*.rpm | grep -v '/share/doc/\|/share/licenses/' | sort >"$work/files"
	for file in "$("$PG_CONFIG" --pkglibdir)/satisfaction.so" \
		"$("$PG_CONFIG" --sharedir)/extension/satisfaction--${version%.*}.sql" \
		"$("$PG_CONFIG" --sharedir)/extension/satisfaction.control"; do
		echo "$file"
	done | sort | diff - "$work/files"
}

# Who builds it for others signs it, and gives himself and a group; section .hash
# is for loaders of before 2006.
lint() {
	for filter in no-signature no-packager-tag no-group-tag missing-hash-section; do
		echo "addFilter('$filter')"
	done >"$work/rpmlintrc"
	rpmlint -r "$work/rpmlintrc" "$rpm"/RPMS/*/*.rpm "$spec"
}

# A copy of the server without the extension, in which rpm keeps a list of its own
copy_server() {
	for kind in bindir sharedir pkglibdir; do
		folder=$("$PG_CONFIG" --$kind)
		mkdir -p "$stage$folder"
		cp -a "$folder/." "$stage$folder/"
	done
	chmod 755 "$work"
	! find "$stage" -name 'satisfaction*' | grep . ||
		fail "The server has these files of the extension already; uninstall them first."
}

in_stage() {
	rpm --root "$stage" --dbpath /rpm "$@"
}

use_extension() {
	as_user psql -X -A -t -v ON_ERROR_STOP=1 -c "CREATE EXTENSION satisfaction" \
		-c "SELECT nps(score) FROM unnest('{10,9,3}'::integer[]) AS score" \
		-c "DROP EXTENSION satisfaction" | grep '^33\.33'
}

remove_rpm() {
	in_stage -e "satisfaction_$major"
	! find "$stage" -name 'satisfaction*' | grep .
}

begin_work
[ "$(id -u)" -eq 0 ] || fail "Please run this as root."
command -v rpmbuild >/dev/null && command -v rpmlint >/dev/null && command -v zip >/dev/null ||
	install_packages rpm rpmlint zip
read_project
major=$("$PG_CONFIG" --version | sed 's/^PostgreSQL \([0-9]*\).*/\1/')
rpm=$work/rpm
spec=$rpm/$name/test/package/satisfaction.spec
stage=$work/stage
step "Building the RPM for $("$PG_CONFIG" --version)" build_rpm
step "Checking what is in it" check_files
step "Looking through it with rpmlint" lint
step "Copying the server" copy_server
step "Installing it" in_stage -i --nodeps "$rpm"/RPMS/*/*.rpm
PATH=$stage$("$PG_CONFIG" --bindir):$PATH
make_cluster
start_server
step "Using it" use_extension
step "Removing it" remove_rpm
