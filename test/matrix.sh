#!/bin/sh
#
# Runs test/check.sh against several PostgreSQL majors, each in a chroot of
# the Debian suite that carries it.
#
#     sh test/matrix.sh               # 13 15 17 18
#     sh test/matrix.sh 13 18         # only these
#
# Needs root on a Debian machine, because chroots and mounts do.  The first
# run of a major builds its chroot (about 1 GB and a few minutes); later runs
# reuse it.  To get a newer minor release, delete the folder of that major.
#
#     MATRIX_DIR      where chroots and logs live (<checkout>/tmp_matrix)
#     MATRIX_MIRROR   address of a Debian archive, if apt is set up without one
#
# Afterwards MATRIX_DIR holds, for every major, <major>/ (the chroot),
# <major>.log (the last check) and <major>.setup.log (how the chroot was made).

set -u
export LC_ALL=C
umask 022   # an unprivileged user must get into the chroots

# minbase already has apt, dpkg and the core utilities.
build_packages=gcc,make,libc6-dev,perl,ca-certificates

# Where the sources lie inside a chroot.  Short, because the path of a server's
# socket may not exceed about 100 characters.
inner_checkout=/build

script=$0
checkout=$(cd "$(dirname "$0")/.." && pwd) || exit 2
matrix_dir=${MATRIX_DIR:-$checkout/tmp_matrix}

say()
{
    echo "matrix: $*" >&2
}

die()
{
    say "$*"
    exit 2
}

# Each Debian suite ships exactly one PostgreSQL major; 14 and 16 have none.
suite_of()
{
    case $1 in
        13) echo bullseye ;;
        15) echo bookworm ;;
        17) echo trixie ;;
        18) echo forky ;;
        *) return 1 ;;
    esac
}

root_of()
{
    echo "$matrix_dir/$1"
}

# The stamp says what the chroot was made of, so that a changed recipe makes a
# new one, and it is written last, so that an interrupted one is made again.
stamp_text()
{
    echo "$(suite_of "$1") $build_packages postgresql-$1"
}

is_ready()
{
    [ "$(cat "$(root_of "$1")/.matrix-ready" 2>/dev/null)" = "$(stamp_text "$1")" ]
}

# ---------------------------------------------------------------------------
# What the host must offer

require_root()
{
    [ "$(id -u)" -eq 0 ] ||
        die "must run as root, as it mounts and changes root: sudo sh $script $*"
    unshare --mount --pid --ipc --fork true 2>/dev/null ||
        die "may not make namespaces here; a container needs CAP_SYS_ADMIN (docker run --privileged)"
}

require_debootstrap()
{
    { command -v debootstrap && [ -e /usr/share/keyrings/debian-archive-keyring.gpg ]; } \
        >/dev/null && return
    say "installing debootstrap"
    { apt-get update &&
          apt-get install -y --no-install-recommends debootstrap debian-archive-keyring
    } >"$matrix_dir/debootstrap.log" 2>&1 ||
        die "no debootstrap; try: apt-get install debootstrap debian-archive-keyring" \
            "(see $matrix_dir/debootstrap.log)"
}

# apt itself reads its configuration best, whichever of its two formats that is
# in.  Archives of third parties differ from Debian's in suite or component.
# shellcheck disable=SC1091,SC2016
host_mirror()
{
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
    apt-get indextargets --no-release-info --format '$(RELEASE) $(COMPONENT) $(SITE)' \
            'Created-By: Packages' |
        sed -n "s/^$codename main //p" | sed 1q
}

find_mirror()
{
    mirror=${MATRIX_MIRROR:-$(host_mirror)}
    [ -n "$mirror" ] ||
        die "apt's configuration names no Debian archive; give its address as MATRIX_MIRROR"
}

# ---------------------------------------------------------------------------
# Making a chroot

# A debootstrap older than the suite has no script of that name.  sid's serves,
# since every suite starts as a copy of it.
bootstrap()
{
    suite_script=/usr/share/debootstrap/scripts/$1
    [ -e "$suite_script" ] || suite_script=/usr/share/debootstrap/scripts/sid
    debootstrap --variant=minbase --include="$build_packages" \
        "$1" "$2" "$mirror" "$suite_script"
}

# The index of a testing suite runs out after a week, which is soon for a mirror
# that lags behind; for a test an older index will do.  Its signature is still
# checked.  Security archives are left out: minor releases reach the main one
# with every point release, and an old suite's security archive may be partial.
write_sources()
{
    echo "deb [check-valid-until=no] $mirror $1 main"
}

# No service may start inside, and no cluster is wanted: check.sh makes its own.
forbid_services()
{
    printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
    chmod 755 "$1/usr/sbin/policy-rc.d"
    mkdir -p "$1/etc/postgresql-common"
    echo 'create_main_cluster = false' >"$1/etc/postgresql-common/createcluster.conf"
}

inside()
{
    root=$1
    shift
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy="$http_proxy"} \
        chroot "$root" "$@"
}

# The server's headers are only unpacked: installing them would bring along
# clang and LLVM, which are of no use to a build without bitcode.
install_postgresql()
{
    inside "$1" apt-get update &&
        inside "$1" apt-get upgrade -y &&
        inside "$1" apt-get install -y --no-install-recommends \
            -o Dpkg::Options::=--force-confold "postgresql-$2" &&
        inside "$1" sh -ec "
            cd /root
            apt-get -o APT::Sandbox::User=root download postgresql-server-dev-$2
            dpkg -x postgresql-server-dev-$2_*.deb /
            rm postgresql-server-dev-$2_*.deb
            apt-get clean
            /usr/lib/postgresql/$2/bin/postgres --version
            test -e \$(/usr/lib/postgresql/$2/bin/pg_config --pgxs)"
}

# Runs in a mount namespace of its own, so a debootstrap that dies leaves
# nothing mounted below the folder that is then removed.
make_chroot()
{
    suite=$(suite_of "$1")
    root=$(root_of "$1")
    rm -rf --one-file-system "$root" &&
        mkdir -p "$root" &&
        bootstrap "$suite" "$root" || return
    mount_system "$root" || return
    # Without a name for itself a server of 13 has no statistics collector.
    cp /etc/hosts "$root/etc/hosts"
    write_sources "$suite" >"$root/etc/apt/sources.list"
    forbid_services "$root"
    install_postgresql "$root" "$1" || return
    stamp_text "$1" >"$root/.matrix-ready"
}

# ---------------------------------------------------------------------------
# Running the check

# Fresh in-memory folders where a server that was killed would leave sockets,
# locks and shared memory behind.  Devices come from the host, because in a
# container debootstrap may not make any.
mount_system()
{
    mount -t proc proc "$1/proc" || return
    for folder in dev/shm tmp run/postgresql; do
        mkdir -p "$1/$folder" &&
            mount -t tmpfs -o mode=1777 tmpfs "$1/$folder" || return
    done
    for device in null zero full random urandom; do
        touch "$1/dev/$device" &&
            mount --bind "/dev/$device" "$1/dev/$device" || return
    done
}

# NUL-separated names of what a commit of everything would hold: tracked and
# new files, without ignored ones and without those deleted but not yet staged.
list_checkout()
{
    listing=$(mktemp -d) || return
    git_checkout ls-files -z -co --exclude-standard |
        sort -zu >"$listing/known"
    git_checkout ls-files -z -d | sort -zu >"$listing/deleted"
    comm -z -23 "$listing/known" "$listing/deleted"
    rm -r "$listing"
}

# root often works on somebody else's checkout here, which git would refuse.
git_checkout()
{
    git -c safe.directory="$checkout" -C "$checkout" "$@"
}

copy_checkout()
{
    rm -rf "$1" &&
        mkdir -p "$1" &&
        list_checkout |
            tar -C "$checkout" --null --no-recursion -T - -c |
            tar -C "$1" --no-same-owner -x
}

# Runs as the first process of its own process namespace, so that every server
# a check leaves running ends with it.
check_inside()
{
    root=$(root_of "$1")
    mount_system "$root" &&
        copy_checkout "$root$inner_checkout" || return
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        PG_CONFIG="/usr/lib/postgresql/$1/bin/pg_config" \
        chroot "$root" sh -c "cd $inner_checkout && sh test/check.sh"
}

# ---------------------------------------------------------------------------
# The table

server_version()
{
    chroot "$(root_of "$1")" "/usr/lib/postgresql/$1/bin/postgres" --version |
        sed 's/^[^0-9]*//; s/ .*//'
}

# check.sh closes with "N passed, N failed", maybe after a word and a colon and
# maybe followed by the number of skipped ones.
result_line()
{
    sed -nE 's/^([[:alpha:]]+: )?([0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?)$/\2/p' "$1" |
        tail -n 1
}

add_row()
{
    rows=$rows$(printf '%-6s %-8s %s' "$@")$newline
}

# A major that broke off counts as a failure, whatever it had printed before.
add_result()
{
    passed=$(echo "$2" | sed -n 's/^\([0-9]*\) passed.*/\1/p')
    failed=$(echo "$2" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')
    if [ "$1" -ne 0 ] || [ -z "$2" ]; then
        [ "${failed:-0}" -gt 0 ] || failed=1
    fi
    total_passed=$((total_passed + ${passed:-0}))
    total_failed=$((total_failed + failed))
}

# ---------------------------------------------------------------------------
# The whole

# This script again, in namespaces that end with it.
separately()
{
    unshare --mount --pid --ipc --fork --kill-child sh "$script" "$@" </dev/null
}

make_if_needed()
{
    is_ready "$1" && return
    require_debootstrap
    find_mirror
    say "making the chroot for $1 ($(suite_of "$1"))"
    separately --make "$1" >"$matrix_dir/$1.setup.log" 2>&1
}

run_major()
{
    if ! make_if_needed "$1"; then
        add_result 1 ''
        add_row "$1" - "no chroot, see $matrix_dir/$1.setup.log"
        return
    fi
    say "checking $1"
    separately --check "$1" >"$matrix_dir/$1.log" 2>&1
    status=$?
    line=$(result_line "$matrix_dir/$1.log")
    add_result "$status" "$line"
    [ "$failed" -eq 0 ] ||
        line="${line:-no result line} (exit status $status, see $matrix_dir/$1.log)"
    add_row "$1" "$(server_version "$1")" "$line"
}

# The folder hides itself from git wherever it lies, so that no chroot is ever
# taken for part of the checkout.
prepare_folder()
{
    mkdir -p "$matrix_dir" &&
        matrix_dir=$(cd "$matrix_dir" && pwd) &&
        echo '*' >"$matrix_dir/.gitignore" || exit 2
    export MATRIX_DIR="$matrix_dir"
}

# Two runs at once would take each other's chroots apart.
take_turns()
{
    exec 9>"$matrix_dir/lock"
    flock --nonblock 9 && return
    say "waiting for another run in $matrix_dir"
    flock 9
}

main()
{
    [ $# -gt 0 ] || set -- 13 15 17 18
    for major in "$@"; do
        suite_of "$major" >/dev/null ||
            die "no Debian suite for '$major'; the majors are 13 15 17 18"
    done
    require_root "$@"
    git_checkout rev-parse --git-dir >/dev/null || die "$checkout is no git checkout"
    prepare_folder
    take_turns

    newline='
'
    rows='' total_passed=0 total_failed=0
    add_row major server result
    for major in "$@"; do
        run_major "$major"
    done
    printf '%s' "$rows"
    echo "total: $total_passed passed, $total_failed failed"
    [ "$total_failed" -eq 0 ]
}

case ${1-} in
    --make) find_mirror; make_chroot "$2" ;;
    --check) check_inside "$2" ;;
    *) main "$@" ;;
esac
