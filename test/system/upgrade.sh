# An upgrade to an invented 1.1 over stored data, views, a rollup and an open
# session, with the files of the package and ALTER EXTENSION UPDATE in between:
# the SQL of 1.0 on the library of 1.1, that of 1.1 on the library of 1.0.  For
# check.sh; needs a running server.

# The library of 1.1, in a folder of its own
build_next_version() {
	as_user mkdir "$work/next"
	tar -cf - -C "$work/source" --exclude='*.o' --exclude='*.so' Makefile satisfaction.control sql src |
		as_user tar -xf - -C "$work/next"
	as_user cp test/system/upgrade/library.c "$work/next/src/next_version.c"
	as_user cp test/system/upgrade/satisfaction--1.0--1.1.sql "$work/next/sql/"
	as_user sed -i '/^limits_result/,/^}/ s/^\(.*\)result_add_number(&row, limits.high);/&\n	result_add_number(\&row, limits.high - limits.low);/' \
		"$work/next/src/inference.c"
	(cd "$work/next" && build all)
}

library() {
	as_user cp "$1/satisfaction.so" "$work/library.so"
	# never written in place, for sessions have it mapped
	as_user mv "$work/library.so" "$stage$("$PG_CONFIG" --pkglibdir)/satisfaction.so"
}

upgrade_query() {
	as_user psql -X -A -t -q -v ON_ERROR_STOP=1 -d upgraded "$@" 2>&1
}

# The same in all combinations
what_stays() {
	upgrade_query <<-'SQL'
		SELECT g, t, nps(t), tally_mode(t), (nps_interval(t)).low, (nps_interval(t)).high, csat_low(c) FROM stored ORDER BY g;
		TABLE modes ORDER BY 1;
		TABLE limits ORDER BY 1;
		TABLE answers_rollup ORDER BY 1;
		SELECT count(*) FROM rollup_check('answers_rollup');
		SELECT nps(score), tally(score) FROM answers;
	SQL
}

# A session that has loaded the library of 1.0 goes on, through a pipe.
open_session() {
	as_user mkfifo "$work/session.in"
	as_user sh -c "psql -X -A -t -q -d upgraded <'$work/session.in' >'$work/session.out' 2>&1" &
	session=$!
	exec 9>"$work/session.in"
	echo "SELECT tally_mode('{3:5,9:5}'), nps_interval('{9:3,3:1}');" >&9
	wait_for_lines 1
}

wait_for_lines() {
	tries=0
	until [ "$(wc -l <"$work/session.out")" -ge "$1" ]; do
		sleep 0.1
		tries=$((tries + 1))
		[ $tries -lt 300 ] || return 1
	done
}

invented_upgrade() {
	build_next_version
	as_user createdb upgraded
	upgrade_query <<-'SQL'
		CREATE EXTENSION satisfaction VERSION '1.0';
		CREATE TABLE answers AS SELECT date '2025-01-01' + i % 9 AS day, i % 11 AS score FROM generate_series(1, 500) AS i;
		SELECT rollup_create('answers', 'day', '{nps:score}') IS NULL;
		CREATE TABLE stored AS SELECT score % 3 AS g, tally(score) AS t, tally(1 + score % 5) AS c, nps_interval(tally(score)) AS i FROM answers GROUP BY 1;
		CREATE VIEW modes AS SELECT g, tally_mode(t) FROM stored;
		CREATE VIEW limits AS SELECT g, (nps_interval(t)).low, (csat_interval(c)).high FROM stored;
	SQL
	what_stays >"$work/with.1.0"
	[ "$(wc -l <"$work/with.1.0")" -ge 15 ]
	open_session

	# the package first, then the extension
	library "$work/next"
	as_user cp "$work/next/sql/satisfaction--1.0--1.1.sql" "$stage$("$PG_CONFIG" --sharedir)/extension/"
	what_stays | diff "$work/with.1.0" -
	upgrade_query -c "ALTER EXTENSION satisfaction UPDATE TO '1.1'"
	what_stays | diff "$work/with.1.0" -
	[ "$(upgrade_query -c "SELECT tally_doubled('{3:2}'), tally_mode('{3:5,9:5}', true), tally_mode('{3:5,9:5}'), (i).width IS NULL, (nps_interval('{9:3}')).width > 0, nps_of_all(t) = nps(sum(t)) FROM stored GROUP BY i LIMIT 1" | cut -d '|' -f 1-5)" = "{3:4}|9|3|t|t" ]

	# the open session has the library of 1.0 and the row type of 1.1
	echo "SELECT (nps_interval('{9:3,3:1}')).width IS NULL, nps(t) IS NULL, tally_mode('{3:5,9:5}', true) FROM stored LIMIT 1;" >&9
	echo "SELECT (nps_interval('{9:3,3:1}')).low = (SELECT min(low) FROM nps_interval('{9:3,3:1}')), (nps_interval(t)).width IS NULL FROM stored LIMIT 1;" >&9
	exec 9>&-
	wait $session
	grep -q 'could not find function "tally_mode_of_several"' "$work/session.out"
	[ "$(tail -n 1 "$work/session.out")" = "t|t" ]

	# back to the files of 1.0, as a rollback of the package would
	library "$work/source"
	[ "$(upgrade_query -c "SELECT (nps_interval('{9:3,3:1}')).width IS NULL, nps(t) IS NOT NULL FROM stored LIMIT 1")" = "t|t" ]
	rm -f "$stage$("$PG_CONFIG" --sharedir)/extension/satisfaction--1.0--1.1.sql"
	as_user dropdb upgraded
}
