# The README, the demo and the examples: for check.sh.

# The examples of the README, in order, in one database; where a result
# stands below the SQL it must be the one that the server gives.
split_readme() {
	awk -v folder="$work/readme" '
		/^```sql$/ { kind = "sql"; file = sprintf("%s/%02d.sql", folder, ++number); next }
		/^```$/ && kind == "" && below { kind = "out"; file = sprintf("%s/%02d.out", folder, number); next }
		/^```/ && kind != "" { below = (kind == "sql"); close(file); kind = ""; next }
		/^```/ { kind = "other"; file = "/dev/null"; next }
		kind != "" { print > file; next }
		NF { below = 0 }' README.md
}

# The README's line for the survey, from another folder, and once more: that
# changes nothing and says so.
survey_loads_once() {
	as_user createdb survey
	for expected in 0 3; do
		status=0
		(cd "$work/socket" && as_user psql -X -q -d survey -f "$work/source/test/data/survey.sql" \
			-f "$work/source/test/demo/answers.sql") || status=$?
		[ $status -eq $expected ] || return 1
	done
	[ "$(as_user psql -X -A -t -d survey -c "SELECT count(*) FROM answers")" = 5640 ]
}

readme_examples() {
	as_user mkdir "$work/readme"
	as_user createdb readme
	as_user psql -X -q -v ON_ERROR_STOP=1 -d readme -c "CREATE EXTENSION satisfaction" \
		-f test/data/survey.sql -f test/demo/answers.sql
	split_readme
	for sql in "$work"/readme/*.sql; do
		echo "-- $(basename "$sql")"
		as_user psql -X -q -P footer=off -v ON_ERROR_STOP=1 -d readme -f "$sql" \
			>"$work/readme/got" 2>&1 || {
			cat "$sql" "$work/readme/got"
			return 1
		}
		[ ! -f "${sql%.sql}.out" ] ||
			diff -bB "${sql%.sql}.out" "$work/readme/got" || return 1
	done
}

# The demo raises no error, and its page is XML for the server's own parser:
# five panels, each with its statement, three pictures for each of two widths,
# and a table whose rows add up to the last one.
demo() {
	as_user createdb demo
	load_survey demo
	make_page demo "$work/page.html"
	as_user psql -X -q -v ON_ERROR_STOP=1 -d demo -f test/demo/dashboard.sql >"$work/dashboard"
	[ "$(grep -c '</pre></details></section>$' "$work/page.html")" -eq 5 ] || return 1
	[ "$(grep -c '<svg ' "$work/page.html")" -eq 6 ] || return 1
	case $("$PG_CONFIG" --configure) in
		*--with-libxml*)
			[ "$(as_user psql -X -q -A -t -v ON_ERROR_STOP=1 -v page="$work/page.html" -d demo <<-'SQL'
				SELECT count(*), sum(change) FILTER (WHERE area = 'all') = sum(change) FILTER (WHERE area <> 'all')
				FROM xmltable(xmlnamespaces('http://www.w3.org/1999/xhtml' AS h), '//h:tr[count(h:td) = 8]'
				              PASSING xmlparse(DOCUMENT pg_read_file(:'page'))
				              COLUMNS area text PATH 'h:td[1]', text text PATH 'h:td[7]'),
				     LATERAL (SELECT replace(text, chr(8722), '-')::numeric AS change) AS number;
			SQL
			)" = "8|t" ] ;;
	esac
}

# The examples of one folder, each in a session of its own, over the survey and
# its answers.  Beside each stands what it prints.
examples() {
	as_user psql -X -q -v ON_ERROR_STOP=1 <<-SQL
		CREATE DATABASE examples_$1;
		\\c examples_$1
		CREATE EXTENSION satisfaction;
		\\i test/data/survey.sql
		\\i test/demo/answers.sql
	SQL
	for sql in test/examples/"$1"/*.sql; do
		as_user psql -X -q -P footer=off -v ON_ERROR_STOP=1 -d "examples_$1" -f "$sql" 2>&1 |
			diff "${sql%.sql}.out" - || {
			echo "$sql"
			return 1
		}
	done
}
