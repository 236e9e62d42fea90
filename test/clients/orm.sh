# ORMs and drivers that have their own ways, for clients.sh.  Each has a program in
# orm/ that holds the lines its users need: it aggregates, stores a tally, reads it
# back, shows what goes wrong without those lines, and prints what expected.sql does.

orms="rails django_orm sqlalchemy_orm asyncpg_driver typeorm sequelize knex kysely drizzle prisma doctrine dbi pgx"

# Rails, Python, PHP, R and Go as Debian has them; later Rails and pgx are not in it.
install_orms() {
	install_packages ruby-activerecord python3-django python3-sqlalchemy alembic python3-asyncpg \
		php-doctrine-dbal r-cran-dbi golang-go golang-github-jackc-pgx-v4-dev
	mkdir "$work/orm"
	cp $clients/orm/* "$work/orm"
	(cd "$work/orm" && step "Installing ORMs of Node.js" npm install --silent --no-audit --no-fund --ignore-scripts \
		pg@8 typeorm@1 sequelize@6 knex@3 kysely@0.29 drizzle-orm@0.45 \
		prisma@7 @prisma/client@7 @prisma/adapter-pg@7)
}

make_orm_tables() {
	psql -X -q -v ON_ERROR_STOP=1 -f $clients/orm/schema.sql
	psql -X -A -t -F '	' -v ON_ERROR_STOP=1 -f $clients/orm/expected.sql >"$work/orm/expected"
}

run_orm() {
	cd "$work/orm"
	case $1 in
		rails) ruby rails.rb ;;
		django_orm | sqlalchemy_orm | asyncpg_driver) /usr/bin/python3 "$1.py" ;;
		kysely) node kysely.mjs ;;
		prisma)
			# its engine for migrations, a download, is not needed
			PRISMA_SCHEMA_ENGINE_BINARY=/bin/true npx prisma generate --schema prisma.prisma >generated &&
				node prisma.js ;;
		doctrine) php doctrine.php ;;
		dbi) Rscript dbi.R ;;
		pgx) GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$work/orm/cache" go run pgx.go ;;
		*) node "$1.js" ;;
	esac
}

# Numbers are equal as numbers, and nothing is missing.
orm() {
	psql -X -q -c "DELETE FROM daily WHERE team = 'new'"
	run_orm "$1" >"$work/$1"
	awk -F '\t' '
		NR == FNR { expected[$1] = $2; lines++; next }
		{ printed++ }
		!($1 in expected) || ($2 != expected[$1] && ($2 !~ /^-?[0-9.]+$/ || $2 - expected[$1] > 1e-9 || expected[$1] - $2 > 1e-9)) {
			print "differs: " $0
			bad = 1
		}
		END { exit (bad || printed != lines) }' "$work/orm/expected" "$work/$1"
}
