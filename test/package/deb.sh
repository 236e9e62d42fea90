#!/bin/sh
# Build the Debian packages of the last commit, with the tests, for every server whose
# development files are installed; check them with lintian; install one in a clean root of the
# same release, use it, remove and purge it.  The packages are left in the folder this
# is called from.  Run as root: sh test/package/deb.sh
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/root.sh"
. "$(dirname "$0")/project.sh"

# What was released, and Debian's folder beside it
export_source() {
	export_release "$work/deb"
	tar -C "$work/deb" -czf "$work/deb/satisfaction_$version.orig.tar.gz" "$name"
	cp -r "$source/test/package/debian" "$source/debian"
	[ -n "$repository" ] || rm "$source/debian/watch"
	(cd "$source" && pg_buildext updatecontrol)
}

build_packages() {
	cd "$source"
	# the server of the tests must not run as root
	chown -R nobody "$work/deb"
	runuser -u nobody -- env HOME="$work/deb" DEB_BUILD_OPTIONS="noddebs" dpkg-buildpackage -us -uc -d
}

no_files() {
	! find "$@" -name '*satisfaction*' | grep .
}

install_and_remove() {
	package=$(ls "$work"/deb/postgresql-*-satisfaction_*.deb | tail -n 1)
	major=$(basename "$package" | cut -d - -f 2)
	cp "$package" "$root/package.deb"
	in_root apt-get install -q -y --no-install-recommends ./package.deb
	in_root runuser -u postgres -- "/usr/lib/postgresql/$major/bin/initdb" -D /tmp/data >/dev/null
	in_root runuser -u postgres -- sh -c "
		bin=/usr/lib/postgresql/$major/bin
		\$bin/pg_ctl -D /tmp/data -l /tmp/log -w -o '-c listen_addresses= -c unix_socket_directories=/tmp' start >/dev/null
		\$bin/psql -X -A -t -h /tmp -d postgres -c 'CREATE EXTENSION satisfaction' -c \"SELECT nps(score) FROM unnest('{10,9,3}'::integer[]) AS score\"
		\$bin/pg_ctl -D /tmp/data -m fast stop >/dev/null" | tee "$work/used"
	grep -q '^33\.33' "$work/used"
	in_root apt-get remove -q -y "postgresql-$major-satisfaction"
	no_files "$root/usr"
	in_root dpkg --purge "postgresql-$major-satisfaction"
	no_files "$root/etc" "$root/usr" "$root/var/lib/dpkg"
}

caller=$(pwd)
begin_work
[ "$(id -u)" -eq 0 ] || fail "Please run this as root."
install_packages build-essential debhelper debootstrap fakeroot git lintian postgresql-server-dev-all
read_project
source=$work/deb/$name
root=$work/root
mkdir "$work/deb"
step "Copying the source" export_source
step "Building the packages, with their tests" build_packages
cp "$work"/deb/*.deb "$caller"
# A first upload to Debian itself would close a request for it.
step "Looking through them with lintian" lintian --fail-on warning \
	--suppress-tags initial-upload-closes-no-bugs "$work"/deb/*.changes
step "Making a clean root" make_clean_root
step "Installing, using and removing a package" install_and_remove
ls -l "$caller"/postgresql-*-satisfaction_*.deb
