#!/bin/sh
# Take the picture of the survey's page that the README shows, page.png in this
# folder, with headless Chromium.  Run: sh test/demo/picture.sh
set -eu

. "$(dirname "$0")/../server.sh"

# The browser gets an empty profile, and asks no other host.
photograph() {
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync \
		--user-data-dir="$work/profile" --hide-scrollbars --window-size=1100,2040 \
		--screenshot="$work/page.png" "file://$work/page.html"
	pngquant --force --nofs --output "$top/test/demo/page.png" 32 "$work/page.png"
}

begin_work
command -v chromium >/dev/null || install_packages chromium fonts-dejavu-core
command -v pngquant >/dev/null || install_packages pngquant
build_and_start
step "Loading the survey" load_survey postgres
step "Making the page" make_page postgres "$work/page.html"
step "Taking the picture" photograph
ls -l "$top/test/demo/page.png"
