#!/bin/sh
#
# Runs test/check.sh, or another script of this folder, on several PostgreSQL
# majors, each in a chroot of the Debian or Ubuntu release that carries it.
#
#     sh test/matrix.sh               # 13 14 15 16 17 18 19, 15 and 19 in 32 bits
#     sh test/matrix.sh 13 15-i386    # only these
#     sh test/matrix.sh beside 18     # test/beside.sh instead
#
# Needs root, because chroots and mounts do.  The first run of a major builds
# its chroot (about 1 GB and two minutes); later runs reuse it.  To get a newer
# minor release, delete the folder of that major.
#
# MATRIX_DIR (<checkout>/tmp_matrix) holds for every major <major>/, the chroot,
# <major>.setup.log, how it was made, and <major>.<script>.log, the last run.
# i386 is for machines that run its programs.

set -u
export LC_ALL=C
umask 022   # the server's user must get into the chroots

script=$0
checkout=$(cd "$(dirname "$0")/.." && pwd) || exit 2
matrix_dir=${MATRIX_DIR:-$checkout/tmp_matrix}
all_majors='13 14 15 16 17 18 19 15-i386 19-i386'

say() {
	echo "matrix: $*" >&2
}

die() {
	say "$*"
	exit 2
}

# ---------------------------------------------------------------------------
# What the chroot of a major is made of

release_of() {
	case $1 in
		13) echo bullseye ;;
		14) echo jammy ;;
		15 | 15-i386) echo bookworm ;;
		16) echo noble ;;
		17) echo trixie ;;
		18) echo forky ;;
		19 | 19-i386) echo sid ;;
		*) return 1 ;;
	esac
}

# A suite of the release's archive that the server comes from
server_suite_of() {
	case $1 in
		14 | 16) echo "$(release_of "$1")-updates" ;;
		19 | 19-i386) echo experimental ;;
		*) release_of "$1" ;;
	esac
}

# 18 also has what test/beside.sh runs beside, and the keys to Ubuntu's archive.
packages_of() {
	echo "postgresql-${1%-*}" libpq-dev
	[ "$1" != 18 ] ||
		echo postgresql-18-timescaledb postgresql-18-pg-ivm postgresql-18-pg-hint-plan \
			postgresql-18-partman postgresql-18-repack postgresql-18-squeeze ubuntu-keyring
}

root_of() {
	echo "$matrix_dir/$1"
}

# Where the server's programs are, seen from inside
programs_of() {
	echo "/usr/lib/postgresql/${1%-*}/bin"
}

# The stamp says what a chroot was made of, so that a changed recipe makes a
# new one, and it is written last, so that an interrupted one is made again.
stamp_text() {
	echo "$(server_suite_of "$1")" $(packages_of "$1")
}

is_ready() {
	[ "$(cat "$(root_of "$1")/.matrix-ready" 2>/dev/null)" = "$(stamp_text "$1")" ]
}

# ---------------------------------------------------------------------------
# Making a chroot

# debootstrap may be older than the release and lack a recipe of that name, but
# all releases of Debian have the same one, and so have all of Ubuntu.  The
# empty argument is the mirror: the default one.
bootstrap() {
	release=$(release_of "$1")
	root=$(root_of "$1")
	case $1 in
		*-i386) set -- --arch=i386 ;;
		*) set -- ;;
	esac
	set -- "$@" --variant=minbase --include=gcc,make,libc6-dev,perl,ca-certificates
	case $release in
		jammy | noble)
			debootstrap "$@" --components=main,universe \
				--keyring="$(root_of 18)/usr/share/keyrings/ubuntu-archive-keyring.gpg" \
				"$release" "$root" '' jammy ;;
		*)
			debootstrap "$@" "$release" "$root" '' sid ;;
	esac
}

# The index of a testing suite runs out after a week, which is soon for a mirror
# that lags behind; for a test an older index will do.  Its signature is still
# checked.
write_sources() {
	list=$2/etc/apt/sources.list
	sed -i 's/^deb /deb [check-valid-until=no] /' "$list"
	sed "s/ $(release_of "$1") / $(server_suite_of "$1") /" "$list" >"$list.d/server.list"
}

# The server's headers are only unpacked: installing them would bring along
# clang and LLVM, which are of no use to a build without bitcode.
install_server() {
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy="$http_proxy"} \
		chroot "$2" sh -ec "
			apt-get update
			apt-get upgrade -y
			apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold \
				-t $(server_suite_of "$1") $(packages_of "$1" | tr '\n' ' ')
			cd /root
			apt-get -o APT::Sandbox::User=root download postgresql-server-dev-${1%-*}
			dpkg -x postgresql-server-dev-*.deb /
			rm postgresql-server-dev-*.deb
			apt-get clean
			test -e \$($(programs_of "$1")/pg_config --pgxs)"
}

make_chroot() {
	root=$(root_of "$1")
	is_ready "$1" && return
	rm -rf --one-file-system "$root" &&
		mkdir -p "$root" &&
		bootstrap "$1" &&
		mount_system "$root" || return
	write_sources "$1" "$root"
	# Without a name for itself a server of 13 has no statistics collector.
	cp /etc/hosts "$root/etc/hosts"
	# No cluster is wanted: the scripts make their own.
	mkdir -p "$root/etc/postgresql-common"
	echo 'create_main_cluster = false' >"$root/etc/postgresql-common/createcluster.conf"
	install_server "$1" "$root" || return
	stamp_text "$1" >"$root/.matrix-ready"
}

# ---------------------------------------------------------------------------
# Running a script

# Fresh in-memory folders where a server that was killed would leave sockets,
# locks and shared memory behind.
mount_system() {
	mount -t proc proc "$1/proc" &&
		mount --rbind /dev "$1/dev" || return
	for folder in dev/shm tmp run/postgresql; do
		mkdir -p "$1/$folder" &&
			mount -t tmpfs -o mode=1777 tmpfs "$1/$folder" || return
	done
}

# The scripts build in a copy of their own, so they need not write here.
mount_checkout() {
	mkdir -p "$1" &&
		mount --bind "$checkout" "$1" &&
		mount -o remount,bind,ro "$1"
}

run_inside() {
	root=$(root_of "$2")
	mount_system "$root" &&
		mount_checkout "$root/checkout" || return
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
		PG_CONFIG="$(programs_of "$2")/pg_config" \
		chroot "$root" sh "/checkout/test/$1.sh"
}

# ---------------------------------------------------------------------------
# The whole

# This script again, in namespaces of its own: no mount and no server that
# it makes outlives it.
separately() {
	unshare --mount --pid --ipc --fork --kill-child sh "$script" "$@" </dev/null
}

# One run at a time makes chroots; they may be used by several.
make_if_needed() {
	is_ready "$1" && return
	case $(release_of "$1") in
		jammy | noble) make_if_needed 18 || return ;;
	esac
	command -v debootstrap >/dev/null || die "no debootstrap; try: apt-get install debootstrap"
	say "making the chroot for $1 ($(release_of "$1"))"
	exec 9>"$matrix_dir/lock" && flock 9
	separately --make "$1" >"$matrix_dir/$1.setup.log" 2>&1
	made=$?
	exec 9>&-
	return $made
}

# A script closes with "N passed, N failed"; one that does not, or that broke
# off, counts as one by its exit status.
add_row() {
	passed=$(echo "$4" | sed -nE 's/^([0-9]+) passed, [0-9]+ failed.*/\1/p')
	failed=$(echo "$4" | sed -nE 's/^[0-9]+ passed, ([0-9]+) failed.*/\1/p')
	[ "$3" -eq 0 ] || [ "${failed:-0}" -gt 0 ] || failed=1
	total_passed=$((total_passed + ${passed:-1 - ${failed:-0}}))
	total_failed=$((total_failed + ${failed:-0}))
	rows=$rows$(printf '%-8s %-8s %s' "$1" "$2" "$4")$newline
}

run_major() {
	if ! make_if_needed "$2"; then
		add_row "$2" - 1 "no chroot, see $matrix_dir/$2.setup.log"
		return
	fi
	say "running $1.sh on $2"
	log=$matrix_dir/$2.$(basename "$1").log
	separately --run "$1" "$2" >"$log" 2>&1
	status=$?
	line=$(tail -n 1 "$log")
	[ "$status" -eq 0 ] || line="$line (exit status $status, see $log)"
	version=$(chroot "$(root_of "$2")" "$(programs_of "$2")/postgres" --version |
		sed 's/^[^0-9]*//; s/ .*//')
	add_row "$2" "$version" "$status" "$line"
}

# The folder hides itself from git wherever it lies, so that no chroot is ever
# taken for part of the checkout.
prepare_folder() {
	mkdir -p "$matrix_dir" &&
		matrix_dir=$(cd "$matrix_dir" && pwd) &&
		echo '*' >"$matrix_dir/.gitignore" || exit 2
	export MATRIX_DIR="$matrix_dir"
}

main() {
	name=check
	if [ -n "${1-}" ] && [ -e "$checkout/test/$1.sh" ]; then
		name=$1
		shift
	fi
	[ $# -gt 0 ] || set -- $all_majors
	for major in "$@"; do
		release_of "$major" >/dev/null ||
			die "no release has PostgreSQL '$major'; the majors are $all_majors"
	done
	[ "$(id -u)" -eq 0 ] ||
		die "must run as root, as it mounts and changes root: sudo sh $script"
	unshare --mount --pid --ipc --fork true 2>/dev/null ||
		die "may not make namespaces here; a container needs CAP_SYS_ADMIN (docker run --privileged)"
	prepare_folder

	newline='
'
	rows='' total_passed=0 total_failed=0
	for major in "$@"; do
		run_major "$name" "$major"
	done
	printf '%-8s %-8s %s\n%s' major server result "$rows"
	echo "total: $total_passed passed, $total_failed failed"
	[ "$total_failed" -eq 0 ]
}

case ${1-} in
	--make) make_chroot "$2" ;;
	--run) run_inside "$2" "$3" ;;
	*) main "$@" ;;
esac
