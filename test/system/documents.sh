# The README, the demo and the examples: for check.sh.

# In the checkout, which has more files than the copy that is tested
documents="README.md CHANGELOG.md src/README.md test/README.md test/clients/README.md test/examples/README.md test/package/README.md"

# The SQL blocks of a document, in order; a result below one must be the one that
# the server gives: document, folder.
split_document() {
	awk -v folder="$2" '
		/^```sql$/ { kind = "sql"; file = sprintf("%s/%02d.sql", folder, ++number); next }
		/^```$/ && kind == "" && below { kind = "out"; file = sprintf("%s/%02d.out", folder, number); next }
		/^```/ && kind != "" { below = (kind == "sql"); close(file); kind = ""; next }
		/^```/ { kind = "other"; file = "/dev/null"; next }
		kind != "" { print > file; next }
		NF { below = 0 }' "$1"
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

# Every document with SQL in a database of its own
document_examples() {
	for document in $(grep -l '^```sql$' $documents); do
		folder=$work/blocks/$document
		as_user mkdir -p "$folder"
		as_user dropdb --if-exists blocks
		as_user createdb blocks
		as_user psql -X -q -v ON_ERROR_STOP=1 -d blocks -c "CREATE EXTENSION satisfaction" \
			-f test/data/survey.sql -f test/demo/answers.sql
		split_document "$document" "$folder"
		for sql in "$folder"/*.sql; do
			echo "-- $document: $(basename "$sql")"
			as_user psql -X -q -P footer=off -v ON_ERROR_STOP=1 -d blocks -f "$sql" \
				>"$folder/got" 2>&1 || {
				cat "$sql" "$folder/got"
				return 1
			}
			[ ! -f "${sql%.sql}.out" ] ||
				diff -bB "${sql%.sql}.out" "$folder/got" || return 1
		done
	done
}

# Prose has lines of at most 100 columns, tables and blocks apart, and the README
# has at most 40 KB without its reference.
document_sizes() {
	cd "$top"
	awk '
		FNR == 1 { block = 0 }
		/^ *```/ { block = !block }
		!block && !/^ *[|]/ && length($0) > 100 { print FILENAME ": line " FNR " has " length($0) " columns"; bad = 1 }
		END { exit bad }' $documents || return 1
	size=$(awk '/^## / { reference = ($0 == "## Reference") } !reference' README.md | wc -c)
	[ "$size" -le 40960 ] || {
		echo "The README has $size bytes without its reference"
		return 1
	}
}

# What GitHub makes of the headings of a document
anchors() {
	sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' | sed -e 's/[^a-z0-9 _-]//g' -e 's/ /-/g'
}

# Links lead to a heading of the document or to a file, and so do the paths that
# stand as code, of tests and sources.  A recipe is named without its ending.
document_links() {
	cd "$top"
	for document in $documents; do
		anchors "$document" >"$work/anchors"
		for link in $(grep -o '](\([^)]*\))' "$document" | sed 's/^](\(.*\))$/\1/'); do
			case $link in
				http*) continue ;;
				\#*) grep -q -x -F -e "${link#?}" "$work/anchors" && continue ;;
				*) [ -e "$(dirname "$document")/${link%%#*}" ] && continue ;;
			esac
			echo "$document: $link leads nowhere"
			return 1
		done
		for path in $(grep -o '`\(test\|src\|expected\|sql\|[.]github\)/[^` ]*`' "$document" | tr -d '`'); do
			case $path in
				*[*]*) continue ;;
				# not in the zip
				.github/*) [ -e .github ] || continue ;;
			esac
			[ -e "$path" ] || [ -e "$path.sql" ] || {
				echo "$document: there is no $path"
				return 1
			}
		done
	done
	# every example of SQL has its line
	for folder in recipes analyst; do
		for sql in test/examples/$folder/*.sql; do
			grep -q -F -e "\`$(basename "$sql" .sql)" test/examples/README.md || {
				echo "test/examples/README.md does not name $sql"
				return 1
			}
		done
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
# its answers.  Beside each is a file with its output.
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
