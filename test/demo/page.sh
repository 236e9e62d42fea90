#!/bin/sh
# Check the layout of the survey's page in headless Chromium at two widths, and
# with the argument "picture" take the picture of it that the README shows,
# page.png in this folder.  Run: sh test/demo/page.sh [picture]
set -eu

. "$(dirname "$0")/../server.sh"

# An empty profile, and no other host
browser() {
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync \
		--user-data-dir="$work/profile" --hide-scrollbars "$@"
}

# layout.html says in a line for each width what it saw, and below what is wrong.
check_layout() {
	cp "$work/source/test/demo/layout.html" "$work/layout.html"
	browser --allow-file-access-from-files --virtual-time-budget=20000 --dump-dom \
		"file://$work/layout.html" >"$work/layout"
	sed -n 's/^<pre id="found">//; /^[0-9]* wide, /,/^<\/pre>/p' "$work/layout" >"$work/found"
	cat "$work/found"
	[ "$(grep -c ' wide, .* pictures, .* texts .*, 0 problems$' "$work/found")" -eq 2 ]
}

photograph() {
	height=$(sed -n 's/^1100 wide, \([0-9]*\) high,.*/\1/p' "$work/found")
	browser --window-size="1100,$height" --screenshot="$work/page.png" "file://$work/page.html"
	pngquant --force --nofs --output "$top/test/demo/page.png" 32 "$work/page.png"
}

begin_work
command -v chromium >/dev/null || install_packages chromium fonts-dejavu-core
build_and_start
step "Loading the survey" load_survey postgres
step "Making the page" make_page postgres "$work/page.html"
step "Checking its layout" check_layout
grep ' wide, ' "$work/found"
if [ "${1:-}" = picture ]; then
	command -v pngquant >/dev/null || install_packages pngquant
	step "Taking the picture" photograph
	ls -l "$top/test/demo/page.png"
fi
