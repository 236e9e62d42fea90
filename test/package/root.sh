# A clean root of this machine's release of Debian, for the scripts that source
# this file after server.sh.

make_clean_root() {
	debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" \
		"$(sed -n 's/^deb [^h]*\(http[^ ]*\) .*/\1/p; s/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)"
	# the same archives, which have security updates
	cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
	rm -f "$root/etc/apt/sources.list"
	for file in sources.list sources.list.d/debian.sources sources.list.d/ubuntu.sources; do
		[ ! -f "/etc/apt/$file" ] || cp "/etc/apt/$file" "$root/etc/apt/$file"
	done
	# no package starts a server
	printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
	chmod 755 "$root/usr/sbin/policy-rc.d"
	in_root apt-get update -q
}

in_root() {
	chroot "$root" env LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
