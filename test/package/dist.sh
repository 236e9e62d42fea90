#!/bin/sh
# Make the zip for PGXN of the last commit, and check it: what META.json must
# say, and that what is in it builds, installs and works.  Run: make dist
set -eu

. "$(dirname "$0")/../server.sh"
. "$(dirname "$0")/project.sh"

make_zip() {
	export_release "$work/release"
	(cd "$work/release" && zip -q -X -r "$zip" "$name")
	as_user mkdir "$work/dist"
	as_user unzip -q "$zip" -d "$work/dist"
}

# Required by the specification, PGXN Meta 1.0.0
check_meta() {
	as_user psql -X -A -t -v ON_ERROR_STOP=1 <<-SQL | grep -x "t|t|t"
		WITH file AS (SELECT pg_read_file('$work/dist/$name/META.json')::jsonb AS meta)
		SELECT meta ?& '{name,version,abstract,maintainer,license,provides,meta-spec}',
			   meta->>'name' || '-' || (meta->>'version') = '$name',
			   (SELECT bool_and((pg_stat_file('$work/dist/$name/' || (value->>kind))).size > 0)
				FROM jsonb_each(meta->'provides') AS provided, (VALUES ('file'), ('docfile')) AS v(kind))
		FROM file;
	SQL
	# no place of the address is left open
	! (cd "$work/dist/$name" && grep -r -l '@repository@\|@maintainer@' META.json test/package/debian test/package/satisfaction.spec)
}

check_contents() {
	cd "$work/dist/$name"
	[ -z "$(ls -d .ci .github .git* .editorconfig 2>/dev/null)" ]
	build
	build install DESTDIR="$stage"
	as_user make -s installcheck PG_CONFIG="$PG_CONFIG" with_llvm=no \
		REGRESS="nps csat ces survey" ISOLATION=
}

begin_work
command -v zip >/dev/null && command -v unzip >/dev/null || install_packages zip unzip
read_project
zip=$work/$name.zip
mkdir "$work/release"
chmod 755 "$work"
build_and_start
step "Making $name.zip" make_zip
step "Checking META.json" check_meta
step "Building and testing what is in it" check_contents
cp "$zip" "$top/$name.zip"
ls -l "$top/$name.zip"
