#!/bin/sh
# Run the examples for Cube and Evidence as their users would, with the tools
# from npm, and compare their numbers with psql's; check the dashboards for Grafana
# and Metabase against the tools' own types and schemas; and build the models with
# dbt, if it is there (pip install dbt-postgres).  Run: make test-examples
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/../suite.sh"

# An example in a folder of its own, with its tool: name, options of npm
install_tool() {
	tool=$1
	shift
	cp -r "test/examples/$tool" "$work/$tool"
	(cd "$work/$tool" && npm install --silent --no-audit --no-fund "$@")
}

cube() {
	cd "$work/cube"
	export CUBEJS_DB_TYPE=postgres CUBEJS_DB_HOST="$PGHOST" CUBEJS_DB_PORT=$PGPORT \
		CUBEJS_DB_NAME=$PGDATABASE CUBEJS_DB_USER=$PGUSER CUBEJS_API_SECRET=secret \
		CUBEJS_DEV_MODE=false CUBEJS_CACHE_AND_QUEUE_DRIVER=memory \
		CUBEJS_PRE_AGGREGATIONS_BUILDER=true CUBEJS_TELEMETRY=false \
		NODE_ENV=production PORT=$((20000 + $$ % 20000))
	node node_modules/.bin/cubejs-server >"$work/cube.log" 2>&1 &
	server=$!
	node check.js >"$work/cube.got" || cat "$work/cube.log"
	kill $server
	psql -X -A -t -f check.sql | diff - "$work/cube.got"
	# the rollup was made, and read
	[ "$(psql -X -A -t -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'prod_pre_aggregations'")" -gt 0 ]
}

# Two statements that its database of the pinned version does not know
pin_evidence() {
	grep -rl 'ieee_floating_point_ops' node_modules/@evidence-dev/universal-sql/src |
		xargs sed -i -e '/SET ieee_floating_point_ops/d' -e '/SET old_implicit_casting/d'
}

evidence() {
	cd "$work/evidence"
	pin_evidence
	export SEND_ANONYMOUS_USAGE_STATS=no EVIDENCE_SOURCE__survey__host="$PGHOST" \
		EVIDENCE_SOURCE__survey__port=$PGPORT EVIDENCE_SOURCE__survey__database=$PGDATABASE \
		EVIDENCE_SOURCE__survey__user=$PGUSER EVIDENCE_SOURCE__survey__password=none
	npm run sources
	npm run build
	# the page shows the score of each year
	for score in $(psql -X -A -t -c "SELECT round(nps(score)::numeric, 1) FROM answers GROUP BY year"); do
		grep -q ">[^<0-9]*$score[^0-9]" build/index.html
	done
}

# The models, twice: the second run redoes the days that changed, and only those.
dbt_models() {
	cp -r test/examples/dbt "$work/dbt"
	cd "$work/dbt"
	export DBT_PROFILES_DIR="$work/dbt" DBT_SEND_ANONYMOUS_USAGE_STATS=false
	dbt build
	psql -X -q -v ON_ERROR_STOP=1 -c "UPDATE survey SET netpro = 10 WHERE interview_date >= (SELECT max(interview_date) - 3 FROM survey)"
	if dbt test --select scores_of_the_answers; then return 1; fi
	dbt build
	psql -X -A -t -c "SELECT nps(score) FROM answers" >expected
	psql -X -A -t -c "SELECT nps(sum(scores)) FROM daily_scores" | diff expected -
}

grafana() {
	cd "$work/grafana"
	node check.js
}

# Metabase's own check of an export
metabase() {
	cd "$work/metabase"
	node_modules/.bin/representations validate-schema
	sed -i 's/^display: line/display: lines/' collections/main/*/*/*.yaml
	! node_modules/.bin/representations validate-schema
}

begin_work
chmod 755 "$work"
install_node
build_and_start
load_survey postgres
as_user psql -X -q -v ON_ERROR_STOP=1 -c "CREATE TABLE daily AS SELECT interview_date::timestamp AS day, barea, tally(score) AS scores FROM answers GROUP BY interview_date, barea"
# The last version of Cube whose server npm has in full: later ones download a native
# part from their releases page.  Users get theirs as usual; the model is the same.
step "Installing Cube" install_tool cube --ignore-scripts
step "Installing Evidence" install_tool evidence
step "Installing Grafana's types" install_tool grafana --ignore-scripts
step "Installing Metabase's schemas" install_tool metabase --ignore-scripts
try "Cube" cube
try "Evidence" evidence
try "Grafana" grafana
try "Metabase" metabase
if command -v dbt >/dev/null; then
	try "dbt" dbt_models
else
	echo "dbt is not on the PATH: its example is not run"
fi
summary
