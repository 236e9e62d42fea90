# What a test of SQL cannot see of its siblings: for check.sh.

# Every function and aggregate for queries is called by a test.
every_function_is_called() {
	as_user createdb surface
	as_user psql -X -A -t -q -v ON_ERROR_STOP=1 -d surface >"$work/functions" <<-'SQL'
		CREATE EXTENSION satisfaction;
		SELECT DISTINCT proname FROM pg_depend JOIN pg_proc AS p ON p.oid = objid
		 WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_extension'::regclass AND deptype = 'e' AND
			   refobjid = (SELECT oid FROM pg_extension WHERE extname = 'satisfaction') AND proname NOT LIKE '\_%' AND
			   p.oid NOT IN (SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend])::oid FROM pg_type WHERE typname = 'tally' UNION ALL
							 SELECT oprcode FROM pg_operator UNION ALL SELECT amproc FROM pg_amproc UNION ALL SELECT castfunc FROM pg_cast);
	SQL
	[ "$(wc -l <"$work/functions")" -gt 100 ]
	while read -r function; do
		grep -q "\b$function(" test/sql/*.sql || echo "no test calls $function"
	done <"$work/functions" >"$work/uncalled"
	cat "$work/uncalled"
	[ ! -s "$work/uncalled" ]
}
