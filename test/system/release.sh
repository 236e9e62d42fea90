# Versions, and what "make release" refuses: for check.sh.

# Wherever a version is written by hand, it is the same.
versions_agree() {
	. test/package/project.sh
	read_project
	different_versions
	[ -z "$(different_versions)" ]
}

commit() {
	git -c user.name=test -c user.email=test@example.org commit -q -a --allow-empty -m "$1"
}

# What it says of a checkout that could be released but for a change: exit status,
# text, command that makes the change
release_says() {
	expected=$1
	text=$2
	shift 2
	rm -rf "$work/release"
	cp -r "$work/complete" "$work/release"
	cd "$work/release"
	"$@"
	commit changed
	status=0
	sh test/package/release.sh check >"$work/said" 2>&1 || status=$?
	cat "$work/said"
	[ $status -eq "$expected" ] && grep -q -F "$text" "$work/said"
}

release_checks() {
	mkdir "$work/complete"
	(cd "$top" && tar -cf - META.json CHANGELOG.md README.md satisfaction.control test/package) |
		tar -xf - -C "$work/complete"
	cd "$work/complete"
	sed -i '0,/^\(## [0-9.]*\) (.*/s//\1 (2027-01-04)/' CHANGELOG.md
	sed -i '0,/^ -- .*/s// -- @maintainer@  Mon, 04 Jan 2027 12:00:00 +0000/' test/package/debian/changelog
	sed -i '0,/^\* .* @/s//* Mon Jan 04 2027 @/' test/package/satisfaction.spec
	printf "%s\n" "repository=https://example.org/satisfaction" "maintainer='A B <a@example.org>'" >test/package/address
	echo "git clone https://example.org/satisfaction.git" >>README.md
	git init -q
	git add .
	commit first

	release_says 0 "are right" true
	release_says 1 "repository is empty" sed -i 's/^repository=.*/repository=/' test/package/address
	release_says 1 "maintainer is empty" sed -i 's/^maintainer=.*/maintainer=/' test/package/address
	release_says 1 "README.md: does not say" sed -i '/example.org.satisfaction/d' README.md
	release_says 1 "not committed" touch left
	release_says 1 "is there already" git tag "v$(sed -n 's/^   "version": "\(.*\)",/\1/p' META.json)"
	release_says 1 "write the day" sed -i 's/(2027-01-04)/(unreleased)/' CHANGELOG.md
	release_says 1 "write the day" sed -i 's/(2027-01-04)/(2027-01-44)/' CHANGELOG.md
	release_says 1 "debian/changelog: is not of 2027-01-05" sed -i 's/2027-01-04/2027-01-05/' CHANGELOG.md
	release_says 1 "satisfaction.spec: %changelog is not" sed -i 's/Mon Jan 04/Tue Jan 05/' test/package/satisfaction.spec
	release_says 1 "release_status" sed -i 's/"stable"/"testing"/' META.json
	release_says 1 "test/package/satisfaction.spec: version 9.9.9" sed -i 's/^Version:.*/Version: 9.9.9/' test/package/satisfaction.spec
}
