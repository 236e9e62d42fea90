#!/bin/sh
# What arrives at clients: twelve queries of dashboards, and parameters, from
# every client that can be installed from Debian and npm, straight and through
# pgbouncer in transaction mode.  Values are compared with psql's, types with
# arrives.tsv.  Then ORMs, each with what it needs to get scores right and to store
# a tally.  Run as root, for the packages: sh test/clients/clients.sh
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/../suite.sh"
. "$(dirname "$0")/orm.sh"

clients=test/clients
queries=$clients/queries.tsv

install_clients() {
	install_packages libpostgresql-jdbc-java openjdk-17-jdk-headless odbc-postgresql \
		unixodbc python3 python3-pyodbc python3-psycopg2 python3-psycopg r-base-core \
		r-cran-rpostgresql php-cli php-pgsql ruby ruby-pg pgbouncer
	install_node
	mkdir "$work/node"
	cp $clients/client.js "$work/node"
	(cd "$work/node" && step "Installing pg and postgres" npm install --silent --no-audit --no-fund pg@8 postgres@3)
}

# The name of the query, the type, which is text, and the value
client_psql() {
	while IFS='	' read -r name sql; do
		value=$(psql -X -A -t -c "$sql" </dev/null | awk '{ printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }')
		printf '%s\t%s\t%s\n' "$name" "$([ -n "$value" ] && echo text || echo null)" "$value"
	done <$queries
}

jdbc() {
	java -cp /usr/share/java/postgresql.jar $clients/Client.java \
		"jdbc:postgresql://127.0.0.1:$PGPORT/$PGDATABASE?user=$PGUSER&$1" $queries
}

run_client() {
	case $1 in
		psql) client_psql ;;
		pg | postgres) node "$work/node/client.js" "$1" $queries ;;
		psycopg* | pyodbc) /usr/bin/python3 $clients/client.py "$1" $queries ;;
		jdbc) jdbc "prepareThreshold=${jdbc_threshold:-5}" ;;
		jdbc-unspecified) jdbc "stringtype=unspecified" ;;
		php) php $clients/client.php $queries ;;
		ruby) ruby $clients/client.rb $queries 2>/dev/null ;;
		r) Rscript $clients/client.R $queries 2>/dev/null ;;
	esac
}

# Numbers are equal as numbers, other values as text; bytes are not looked into.
same_values() {
	awk -F '\t' '
		NR == FNR { expected[$1] = $3; next }
		$2 == "bytes" || $2 == "error" || !($1 in expected) { next }
		{ compared++ }
		expected[$1] ~ /^-?[0-9.]+$/ && $3 + 0 == expected[$1] + 0 { next }
		$3 != expected[$1] { print "differs: " $0; bad = 1 }
		END { exit (bad || compared < 10) }' "$work/psql" "$1"
}

# One client: its name, and what to call the run
arrives() {
	run_client "$1" >"$work/$2" || return 1
	same_values "$work/$2"
	cut -f 1,2 "$work/$2" | sed "s/^/$2	/" >>"$work/arrives"
}

start_pgbouncer() {
	cat >"$work/pgbouncer.ini" <<-EOT
		[databases]
		postgres = host=127.0.0.1 port=$PGPORT user=postgres
		[pgbouncer]
		listen_addr = 127.0.0.1
		listen_port = $((PGPORT + 1))
		unix_socket_dir = $work/socket
		auth_type = any
		pool_mode = transaction
		default_pool_size = 1
		ignore_startup_parameters = extra_float_digits
		pidfile = $work/pgbouncer.pid
		logfile = $work/pgbouncer.log
	EOT
	chown -R nobody "$work/pgbouncer.ini"
	runuser -u nobody -- /usr/sbin/pgbouncer -q -d "$work/pgbouncer.ini"
	export PGPORT=$((PGPORT + 1))
}

stop_pgbouncer() {
	[ ! -f "$work/pgbouncer.pid" ] || kill "$(cat "$work/pgbouncer.pid")" || true
}

# A setting stays with the pooled session, and so comes to the next client,
# unless it is of one transaction.
settings_in_a_pool() {
	psql -X -q -c "SET satisfaction.page_scan = off"
	[ "$(psql -X -A -t -c "SHOW satisfaction.page_scan")" = off ]
	psql -X -q -c "RESET satisfaction.page_scan"
	psql -X -q -c "BEGIN" -c "SET LOCAL satisfaction.page_scan = off" -c "COMMIT"
	[ "$(psql -X -A -t -c "SHOW satisfaction.page_scan")" = on ]
}

# PDO makes floats of numbers from PHP 8.4 on.
types_that_arrive() {
	php -r 'exit((int) (PHP_VERSION_ID < 80400));' &&
		double='s/^(php(-pooled)?\t(nps|share|limit|median|mean|parameter|typed)\t)string/\1double/'
	sed -E "${double:-}" $clients/arrives.tsv | diff - "$work/arrives"
}

begin_work
chmod 755 "$work"
install_clients
install_orms
step "Building for $("$PG_CONFIG" --version)" build
stage
make_cluster
port=$((20000 + $$ % 20000))
start_server -c listen_addresses=127.0.0.1 -c port=$port
export PGPORT=$port PGHOST=127.0.0.1
load_survey postgres
: >"$work/arrives"
for client in psql pg postgres jdbc jdbc-unspecified pyodbc psycopg2 psycopg psycopg-binary r php ruby; do
	try "$client" arrives $client $client
done
make_orm_tables
for tool in $orms; do
	try "$tool" orm "$tool"
done
trap 'stop_pgbouncer; clean_up' EXIT
start_pgbouncer
# no prepared statements, which a pool before 1.21 mixes up
jdbc_threshold=0
for client in psql pg postgres jdbc psycopg2 psycopg php ruby; do
	try "$client through pgbouncer" arrives $client $client-pooled
done
try "settings in a pool" settings_in_a_pool
try "types that arrive" types_that_arrive
summary
