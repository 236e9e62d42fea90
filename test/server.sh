# A throw-away PostgreSQL server that has the extension, for the scripts that
# source this file.
#
# Everything happens in a private folder that is removed at the end: the
# checkout is copied there and built, and a copy of the server with the
# extension runs there, with a socket in that folder and no other address.
#
# PG_CONFIG chooses the server.  By default it is the newest one that is installed
# with its development files.  If there is none, the packages of the distribution
# are unpacked in the private folder, which does not require root.  Only a compiler
# and make are installed if they are missing.

fail() {
	echo "$*" >&2
	exit 1
}

# Run a command and print how long it took: step MESSAGE COMMAND ...
step() {
	printf '%s ... ' "$1"
	shift
	began=$(date +%s)
	# not in a condition, where the shell would go on after a failed command
	set +e
	(set -e; "$@") >"$work/step.log" 2>&1 </dev/null
	status=$?
	set -e
	[ $status -eq 0 ] || {
		echo "failed"
		cat "$work/step.log" >&2
		exit 1
	}
	echo "$(($(date +%s) - began)) s"
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# The server refuses to run as root.
as_user() {
	if [ "$(id -u)" -eq 0 ]; then
		runuser -u nobody -- "$@"
	else
		"$@"
	fi
}

# Package lists of our own need no root, and are as new as the archive.
apt_options=
read_package_lists() {
	[ -z "$apt_options" ] || return 0
	command -v apt-get >/dev/null ||
		fail "Please install a C compiler, make, and a PostgreSQL server with its development files, or say where its pg_config is: PG_CONFIG=/path/to/pg_config sh $0"
	apt_options="-q -o Dir::State::Lists=$work/apt/lists -o Dir::Cache=$work/apt/cache -o APT::Sandbox::User=root"
	mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
	step "Reading the package lists" apt-get $apt_options update
}

install_packages() {
	[ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
		fail "These packages are missing, and there is no sudo to install them with: $*"
	read_package_lists
	step "Installing $*" as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get $apt_options -o DPkg::Lock::Timeout=300 -y --no-install-recommends install "$@"
}

# Tools of today want a newer Node.js than Debian 12 has.  npm has it as a package.
install_node() {
	command -v npm >/dev/null || install_packages nodejs npm
	node -e 'process.exit(+(parseInt(process.versions.node) < 20))' || {
		program=node-linux-$(node -p process.arch)
		step "Getting a newer Node.js from npm" npm install --silent --no-audit --no-fund \
			--prefix "$work/node20" "$program@22"
		PATH=$work/node20/node_modules/$program/bin:$PATH
	}
}

find_tools() {
	missing=
	command -v make >/dev/null || missing="make"
	command -v cc >/dev/null || missing="$missing gcc libc6-dev"
	[ -z "$missing" ] || install_packages $missing
}

# Programs without the server round as the Makefile has it.
find_rounding() {
	rounding=-ffp-contract=off
	case $(cc -dumpmachine) in
		i?86-*) rounding="$rounding -msse2 -mfpmath=sse" ;;
	esac
}

# Does this pg_config lead to both a server and its development files?
is_complete() {
	[ -x "$("$1" --bindir 2>/dev/null)/postgres" ] &&
		[ -f "$("$1" --includedir-server)/postgres.h" ] &&
		[ -f "$("$1" --pgxs)" ]
}

# Versions of Debian's and Ubuntu's packages, the oldest first.
installed_versions() {
	find /usr/lib/postgresql -path '*/bin/postgres' 2>/dev/null | cut -d / -f 5 | sort -n
}

packaged_version() {
	apt-cache $apt_options depends postgresql |
		sed -n 's/.*Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1
}

# The libraries of a server that are not installed, and libpq, which its headers
# need beside them.  JIT is done without: it needs a compiler that is larger
# than all the rest.
missing_libraries() {
	{
		echo libpq5
		apt-get $apt_options --simulate --no-install-recommends install "postgresql-$1" |
			sed -n 's/^Inst \(lib[^ ]*\) (.*/\1/p' |
			grep -v -e '-perl$' -e '^libperl' -e '^libllvm' -e '^libz3'
	} | sort -u
}

download_and_unpack() {
	cd "$work/apt"
	apt-get $apt_options download "$@"
	for package in ./*.deb; do
		dpkg -x "$package" "$work/unpacked"
	done
	rm ./*.deb
	rm -f "$work"/unpacked/usr/lib/postgresql/*/lib/llvmjit.so
}

unpack_server() {
	read_package_lists
	version=$(installed_versions | tail -n 1)
	[ -n "$version" ] || version=$(packaged_version)
	[ -n "$version" ] || fail "There is no package of a PostgreSQL server."
	[ -d /usr/share/zoneinfo ] || install_packages tzdata
	step "Downloading PostgreSQL $version to a private folder" download_and_unpack \
		"postgresql-$version" "postgresql-client-$version" \
		"postgresql-server-dev-$version" libpq-dev $(missing_libraries "$version")
	unpacked=yes
	PG_CONFIG=$work/unpacked/usr/lib/postgresql/$version/bin/pg_config
	for folder in "$work"/unpacked/lib/*-linux-* "$work"/unpacked/usr/lib/*-linux-*; do
		LD_LIBRARY_PATH=$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
	done
	export LD_LIBRARY_PATH
}

find_server() {
	unpacked=no
	if [ -z "${PG_CONFIG:-}" ]; then
		for version in $(installed_versions); do
			program=/usr/lib/postgresql/$version/bin/pg_config
			! is_complete "$program" || PG_CONFIG=$program
		done
	fi
	if [ -z "${PG_CONFIG:-}" ] && ! is_complete pg_config; then
		unpack_server
	fi
	# in full, for PATH will lead to the programs of the copy
	PG_CONFIG=$(command -v "${PG_CONFIG:-pg_config}" || echo "$PG_CONFIG")
	is_complete "$PG_CONFIG" ||
		fail "$PG_CONFIG does not lead to a PostgreSQL server with its development files."
	PATH=$("$PG_CONFIG" --bindir):$PATH
}

# Leave no process and no file behind, however the script ends.
clean_up() {
	status=$?
	trap '' INT TERM HUP PIPE
	trap - EXIT
	set +e
	stop_server
	rm -rf "$work"
	exit $status
}

begin_work() {
	top=$(cd "$(dirname "$0")" && while [ ! -f satisfaction.control ]; do cd ..; done && pwd)
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
	find_rounding
	find_server
	mkdir "$work/source" "$work/socket"
	(cd "$top" && tar -cf - --exclude='*.o' --exclude='*.d' --exclude='*.so' --exclude='*.bc' \
		Makefile README.md satisfaction.control sql src expected test) |
		tar -xf - -C "$work/source"
	if [ "$(id -u)" -eq 0 ]; then
		chown -R nobody "$work"
	fi
	cd "$work/source"
}

# What clang would make for JIT is left out: it is not needed for the tests to
# run with JIT, and the matching clang may not be there.
build() {
	as_user make -s -j "$(getconf _NPROCESSORS_ONLN)" with_llvm=no PG_CONFIG="$PG_CONFIG" "$@"
}

# The extension goes beside a copy of the server.  Programs find their files
# relative to themselves, so links would not do.  A server that was unpacked
# is a copy already.
stage() {
	stage=
	if [ $unpacked = no ]; then
		stage=$work/stage
		for kind in bindir sharedir pkglibdir; do
			folder=$("$PG_CONFIG" --$kind)
			as_user mkdir -p "$stage$folder"
			as_user cp -a "$folder/." "$stage$folder/"
		done
	fi
	build install DESTDIR="$stage" >/dev/null
	PATH=$stage$("$PG_CONFIG" --bindir):$PATH
}

make_cluster() {
	as_user initdb -D "$work/data" -U postgres -A trust --no-locale -E UTF8 \
		>"$work/initdb.log" 2>&1 || {
		cat "$work/initdb.log" >&2
		fail "initdb failed"
	}
}

# Objects from now on have OIDs above 2^31, whose Datums differ in the upper half
# between functions that take an OID for a signed number and those that do not.
raise_oids() {
	as_user pg_resetwal -o 3000000000 "$work/data" >/dev/null
}

# Arguments: settings of the server, as "-c name=value"
start_server() {
	export PGHOST="$work/socket" PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
	as_user pg_ctl -D "$work/data" -l "$work/data/server.log" -w \
		-o "-c listen_addresses='' -c unix_socket_directories='$work/socket' -c fsync=off $*" \
		start >/dev/null || {
		cat "$work/data/server.log" >&2
		fail "the server did not start"
	}
}

# What a script needs that is no test: the server, with the extension to create.
build_and_start() {
	step "Building for $("$PG_CONFIG" --version)" build
	stage
	make_cluster
	start_server
}

# The extension, the survey and its answers: database
load_survey() {
	as_user psql -X -q -v ON_ERROR_STOP=1 -d "$1" -c "CREATE EXTENSION satisfaction" \
		-f test/data/survey.sql -f test/demo/answers.sql
}

# The survey's dashboard as a page: database, file of the caller
make_page() {
	as_user psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$1" -f test/demo/page.sql >"$2"
}

# A program that talks to the server: name, sources.  To be compiled before the
# staged programs hide where libpq's header is.
compile_client() {
	program=$1
	shift
	as_user cc -O2 -Wall -Wextra -Werror -I "$("$PG_CONFIG" --includedir)" \
		-o "$work/$program" "$@" -L "$("$PG_CONFIG" --libdir)" -lpq
}

# The statistics on plain numbers; they know no server.
statistics="src/distribution.c src/normal.c src/estimate.c src/estimate_net.c src/significance.c src/sample_size.c src/series.c
	src/contingency.c src/sample_design.c"

# The sources that a fuzz target is about
fuzz_sources() {
	case $1 in
		tally) echo src/tally.c src/tally_body.c src/tally_parse.c ;;
		estimate) echo "$statistics" ;;
	esac
}

# The calibration suite: compiler with options
compile_calibration() {
	# shellcheck disable=SC2086
	"$@" -O2 $rounding -Wall -Wextra -Werror -DSATISFACTION_WITHOUT_SERVER -I src \
		-o "$work/calibration" test/calibration/*.c $statistics -lm
}

# A fuzz target: name, compiler with options, the program's other sources.
compile_fuzz_target() {
	target=$1
	shift
	# shellcheck disable=SC2046
	as_user "$@" $rounding -g -Wall -Wextra -Werror -fno-sanitize-recover=all \
		-DSATISFACTION_WITHOUT_SERVER -I src -o "$work/fuzz_$target" \
		"test/fuzz/${target}_fuzz.c" $(fuzz_sources "$target") -lm
}

stop_server() {
	if [ -f "$work/data/postmaster.pid" ]; then
		as_user pg_ctl -D "$work/data" -m immediate stop >/dev/null 2>&1
	fi
}
