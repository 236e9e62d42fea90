#!/bin/sh
# Release the last commit: check its address, versions, dates and status, make the
# zip for PGXN, and say what a person does then.  With the argument "check" stop after
# the checks.  Run: make release
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/test/package/project.sh"
export LC_ALL=C

address() {
	for value in repository maintainer; do
		eval "[ -n \"\$$value\" ]" || echo "test/package/address: $value is empty"
	done
	[ -z "$repository" ] || grep -q -F "$repository" README.md ||
		echo "README.md: does not say where the project lives, $repository"
}

clean_tree() {
	[ -z "$(git status --porcelain)" ] || echo "git status: there are changes that are not committed"
	! git rev-parse -q --verify "refs/tags/v$version" >/dev/null ||
		echo "git tag: v$version is there already"
}

status() {
	grep -q '"release_status": "stable"' META.json || echo "META.json: release_status is not stable"
}

# The changelog's date is the release's, and the packages repeat it.
dates() {
	date=$(sed -n "s/^## $version (\(.*\))$/\1/p" CHANGELOG.md)
	if ! date -d "$date" +%F 2>/dev/null | grep -q -x -F -e "$date"; then
		echo "CHANGELOG.md: write the day of the release, as in \"## $version ($(date +%F))\""
		return
	fi
	grep -q "^ -- @maintainer@  $(date -d "$date" '+%a, %d %b %Y') " test/package/debian/changelog ||
		echo "test/package/debian/changelog: is not of $date"
	grep -q "^\* $(date -d "$date" '+%a %b %d %Y') @maintainer@ - $version-1$" test/package/satisfaction.spec ||
		echo "test/package/satisfaction.spec: %changelog is not of $date"
}

cd "$top"
read_project
problems=$(address; clean_tree; different_versions; status; dates)
if [ -n "$problems" ]; then
	echo "satisfaction $version cannot be released:"
	echo "$problems" | sed 's/^/  /'
	exit 1
fi >&2
echo "satisfaction $version: address, versions, dates and status are right"
[ "${1:-}" != check ] || exit 0

sh test/package/dist.sh
cat <<-TEXT

	$name.zip is ready. What is left to do by hand:

	1. See that "make matrix" and the long checks have passed on this commit.
	2. Tag it: git tag -s v$version -m "satisfaction $version" && git push origin v$version
	3. Make a release of the tag in the repository, with the zip and this version's part
	   of CHANGELOG.md.
	4. Upload the zip to PGXN: https://manager.pgxn.org/upload
	5. Ask PGDG for packages, with test/package/debian and test/package/satisfaction.spec:
	   pgsql-pkg-debian@lists.postgresql.org and pgsql-pkg-yum@lists.postgresql.org
TEXT
