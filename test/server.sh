# A throw-away PostgreSQL server that has the extension, for demo.sh and
# check.sh, which source this file.
#
# Everything happens in a private folder that is removed at the end: the
# checkout is copied there and built, the server's own programs are copied
# beside the extension, and the server listens on a socket in that folder and
# nowhere else.  The only lasting trace is packages that had to be installed.
#
# PG_CONFIG chooses the server; otherwise the newest one that is installed is
# taken, and if there is none, the distribution's.

fail() {
	echo "$*" >&2
	exit 1
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		fail "Packages are missing ($missing), and there is no sudo to install them with."
	fi
}

# The server refuses to run as root, so as root everything below is done by
# the user that the server's package comes with.
as_user() {
	if [ "$(id -u)" -eq 0 ]; then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

install_packages() {
	missing="$*"
	command -v apt-get >/dev/null ||
		fail "Please install a C compiler, make, and a PostgreSQL server with its development files ($missing); only Debian and Ubuntu are known here."
	echo "Installing $missing ..."
	as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >"$work/apt.log" 2>&1 &&
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
			--no-install-recommends "$@" >>"$work/apt.log" 2>&1 </dev/null || {
		cat "$work/apt.log" >&2
		fail "Could not install: $missing"
	}
}

# The server's package makes and starts a cluster of its own unless it is told
# not to; the setting is put back at once.
install_server() {
	settings=/etc/postgresql-common/createcluster.conf
	install_packages postgresql-common
	cp "$settings" "$work/createcluster.conf"
	echo "create_main_cluster = false" | as_root tee -a "$settings" >/dev/null
	install_packages "postgresql-$1" "postgresql-server-dev-$1"
	restore_settings
}

restore_settings() {
	if [ -f "$work/createcluster.conf" ]; then
		as_root cp "$work/createcluster.conf" /etc/postgresql-common/createcluster.conf
		rm "$work/createcluster.conf"
	fi
}

# Does this pg_config lead to both a server and its development files?
is_complete() {
	[ -x "$("$1" --bindir 2>/dev/null)/postgres" ] &&
		[ -f "$("$1" --includedir-server)/postgres.h" ] &&
		[ -f "$("$1" --pgxs)" ]
}

newest_server() {
	for bin in /usr/lib/postgresql/*/bin; do
		[ -x "$bin/postgres" ] && echo "$bin"
	done | sort -t / -k 5 -n | tail -n 1
}

distribution_version() {
	apt-cache depends postgresql 2>/dev/null |
		sed -n 's/.*Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1
}

find_server() {
	if [ -z "${PG_CONFIG:-}" ]; then
		bin=$(newest_server)
		if [ -n "$bin" ]; then
			PG_CONFIG=$bin/pg_config
			is_complete "$PG_CONFIG" ||
				install_packages "postgresql-server-dev-$(basename "$(dirname "$bin")")"
		elif command -v pg_config >/dev/null && is_complete pg_config; then
			PG_CONFIG=pg_config
		else
			command -v apt-get >/dev/null && as_root apt-get update -qq >/dev/null 2>&1
			version=$(distribution_version)
			install_server "${version:-of-any-version}"
			PG_CONFIG=$(newest_server)/pg_config
		fi
	fi
	is_complete "$PG_CONFIG" ||
		fail "$PG_CONFIG does not lead to a PostgreSQL server with its development files."
	PATH=$("$PG_CONFIG" --bindir):$PATH
}

find_tools() {
	command -v make >/dev/null || install_packages make
	command -v cc >/dev/null || install_packages gcc libc6-dev
}

# Leave no process and no file behind, however the script ends.
clean_up() {
	status=$?
	trap '' INT TERM HUP PIPE
	trap - EXIT
	set +e
	stop_server
	restore_settings
	rm -rf "$work"
	exit $status
}

begin_work() {
	top=$(cd "$(dirname "$0")" && while [ ! -f satisfaction.control ]; do cd ..; done && pwd)
	missing=
	# No variable of the caller's may lead psql to another server, as PGHOSTADDR
	# would, or change what make and the compiler print.
	unset MAKEFLAGS MFLAGS $(env | sed -n 's/^\(PG[A-Z]*\)=.*/\1/p')
	export LC_ALL=C
	work=$(mktemp -d /tmp/satisfaction.XXXXXX)
	trap clean_up EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	trap 'exit 141' PIPE
	find_tools
	find_server
	mkdir "$work/source" "$work/socket"
	(cd "$top" && tar -cf - --exclude='*.o' --exclude='*.so' --exclude='*.bc' \
		Makefile README.md satisfaction.control sql src expected test) |
		tar -xf - -C "$work/source"
	if [ "$(id -u)" -eq 0 ]; then
		chown -R postgres "$work"
	fi
	cd "$work/source"
}

# What clang would make for JIT is left out: it is not needed for the tests to
# run with JIT, and the matching clang may not be there.
build() {
	as_user make -s with_llvm=no PG_CONFIG="$PG_CONFIG" "$@"
}

# A copy of the server beside the extension.  The programs find their files
# relative to themselves, so links would not do.
stage() {
	stage=$work/stage
	for kind in bindir sharedir pkglibdir; do
		as_user mkdir -p "$stage$("$PG_CONFIG" --$kind)"
	done
	as_user cp -a "$("$PG_CONFIG" --bindir)/." "$stage$("$PG_CONFIG" --bindir)/"
	as_user cp -a "$("$PG_CONFIG" --sharedir)/." "$stage$("$PG_CONFIG" --sharedir)/"
	as_user cp -a "$("$PG_CONFIG" --pkglibdir)/." "$stage$("$PG_CONFIG" --pkglibdir)/"
	build install DESTDIR="$stage" >/dev/null
	PATH=$stage$("$PG_CONFIG" --bindir):$PATH
}

start_server() {
	export PGHOST="$work/socket" PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
	as_user initdb -D "$work/data" -U postgres -A trust --no-locale -E UTF8 \
		>"$work/initdb.log" 2>&1 || {
		cat "$work/initdb.log" >&2
		fail "initdb failed"
	}
	as_user pg_ctl -D "$work/data" -l "$work/data/server.log" -w \
		-o "-c listen_addresses='' -c unix_socket_directories='$work/socket' -c fsync=off" \
		start >/dev/null || {
		cat "$work/data/server.log" >&2
		fail "the server did not start"
	}
}

# What a script needs that is no test: the server, with the extension to create.
build_and_start() {
	echo "Building for $("$PG_CONFIG" --version) ..."
	build >"$work/build.log" 2>&1 || {
		cat "$work/build.log" >&2
		fail "the build failed"
	}
	stage
	start_server
}

# A program that talks to the server: name, sources.  To be compiled before the
# staged programs hide where libpq's header is.
compile_client() {
	program=$1
	shift
	as_user cc -O2 -Wall -Wextra -Werror -I "$("$PG_CONFIG" --includedir)" \
		-o "$work/$program" "$@" -L "$("$PG_CONFIG" --libdir)" -lpq
}

# The sources that a fuzz target is about; they know no server.
fuzz_sources() {
	case $1 in
		tally) echo src/tally.c src/tally_parse.c ;;
		estimate) echo src/estimate.c src/distribution.c ;;
	esac
}

# A fuzz target: name, compiler with options, the program's other sources.
compile_fuzz_target() {
	target=$1
	shift
	# shellcheck disable=SC2046
	as_user "$@" -g -Wall -Wextra -Werror -fno-sanitize-recover=all \
		-DSATISFACTION_WITHOUT_SERVER -I src -o "$work/fuzz_$target" \
		"test/fuzz/${target}_fuzz.c" $(fuzz_sources "$target") -lm
}

stop_server() {
	if [ -f "$work/data/postmaster.pid" ]; then
		as_user pg_ctl -D "$work/data" -m immediate stop >/dev/null 2>&1
	fi
}
