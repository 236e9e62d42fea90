#!/bin/sh
# Build the image of the Dockerfile, start a server in it, and ask for a score.
# No registry of images is needed: buildah does what docker would, and the
# official image's place is taken by a clean root of Debian with its PostgreSQL.
# Run as root: sh test/package/docker.sh
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/root.sh"

images() {
	buildah --root "$work/images" --runroot "$work/running" --storage-driver vfs "$@"
}

make_base_image() {
	make_clean_root
	in_root apt-get install -q -y --no-install-recommends postgresql
	major=$(ls "$root/usr/lib/postgresql")
	mkdir "$root/docker-entrypoint-initdb.d"
	container=$(images from scratch)
	images copy -q "$container" "$root" /
	images config --env "PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/$major/bin" "$container"
	images commit -q "$container" "docker.io/library/postgres:$major"
}

build_image() {
	images bud --isolation chroot --pull-never -f test/package/Dockerfile \
		--build-arg PG_MAJOR="$(ls "$root/usr/lib/postgresql")" -t satisfaction .
}

# As the official image does at its first start
use_image() {
	container=$(images from --pull-never localhost/satisfaction)
	images run --isolation chroot --user postgres "$container" -- sh -c "
		initdb -D /tmp/data >/dev/null
		pg_ctl -D /tmp/data -l /tmp/log -w -o '-c listen_addresses= -c unix_socket_directories=/tmp' start >/dev/null
		for file in /docker-entrypoint-initdb.d/*.sql; do
			psql -X -q -v ON_ERROR_STOP=1 -h /tmp -f \$file
		done
		psql -X -A -t -h /tmp -c \"SELECT nps(score) FROM unnest('{10,9,3}'::integer[]) AS score\"
		pg_ctl -D /tmp/data -m fast stop >/dev/null" | grep '^33\.33'
}

begin_work
[ "$(id -u)" -eq 0 ] || fail "Please run this as root."
install_packages buildah debootstrap
root=$work/root
step "Making an image to build on" make_base_image
step "Building the image" build_image
step "Using it" use_image
