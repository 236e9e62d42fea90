# What packages say about the project, for the scripts that source this file after
# server.sh.

# The version of META.json, the one that all others agree with
read_project() {
	. "$top/test/package/address"
	version=$(sed -n 's/^   "version": "\(.*\)",$/\1/p' "$top/META.json")
	name=satisfaction-$version
}

# Where a version is written by hand: the version and the file
written_versions() {
	sed -n 's/^   \(      \)\{0,1\}"version": "\(.*\)",\{0,1\}$/\2 META.json/p' "$top/META.json"
	sed -n 's/^## \([0-9.]*\) (.*/\1 CHANGELOG.md/p' "$top/CHANGELOG.md" | head -n 1
	sed -n 's/^Version: *\(.*\)/\1 test\/package\/satisfaction.spec/p' "$top/test/package/satisfaction.spec"
	sed -n '1s/.*(\(.*\)-1).*/\1 test\/package\/debian\/changelog/p' "$top/test/package/debian/changelog"
	# the extension's own, without the last number
	sed -n "s/^default_version = '\(.*\)'/\1.${version##*.} satisfaction.control/p" "$top/satisfaction.control"
	sed -n "s/.*sql\/satisfaction--\(.*\)\.sql.*/\1.${version##*.} META.json, provides/p" "$top/META.json"
}

# Nothing if all seven are the same
different_versions() {
	[ "$(written_versions | grep -c "^$version ")" -eq 7 ] || written_versions | sed 's/\([^ ]*\) \(.*\)/\2: version \1/'
}

# Put the address in its places. Without one, the lines that would name the
# repository are left out, and the maintainer has an address for examples.
fill_in() {
	sed -i -e "s|@maintainer@|${maintainer:-The satisfaction developers <satisfaction@example.org>}|" \
		-e "$([ -n "$repository" ] && echo "s|@repository@|$repository|g" || echo "/@repository@/d")" "$@"
}

# The last commit as it is released, with what the zip says of its address and the
# script, which the build puts together: folder that is to hold it
export_release() {
	script=$work/source/sql/satisfaction--${version%.*}.sql
	build "$script"
	git -C "$top" archive --prefix="$name/" HEAD | tar -xf - -C "$1"
	cp "$script" "$1/$name/sql"
	(cd "$1/$name" && fill_in META.json test/package/satisfaction.spec \
		test/package/debian/control.in test/package/debian/changelog \
		test/package/debian/copyright test/package/debian/watch)
}
