#!/bin/sh
# root.sh FOLDER: gathers what the program needs of Debian, file by file: its C library, the authorities of TLS, and
# bash for the health check. No package manager, no other tool, nothing that sets a user.
set -eu
root=$1

for package in bash ca-certificates; do
    dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed && continue
    [ -n "${updated:-}" ] || apt-get update -qq
    updated=yes
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package"
done

mkdir -p "$root/etc/ssl/certs" "$root/usr/bin" "$root/var/lib/dpkg/status.d" "$root/proc" "$root/sys" "$root/dev"
install -d -m 1777 "$root/tmp"

# take PACKAGE PATTERN: the files of a package that the pattern names, its licence, and its name and version, by which
# a scanner knows what lies here.
take() {
    dpkg -L "$1" | grep -E "$2|^/usr/share/doc/$1/copyright\$" | while read -r file; do
        if [ -f "$file" ]; then cp -a --parents "$file" "$root"; fi
    done
    dpkg-query --status "$1" | grep -v -e '^Conffiles:' -e '^ /etc/' >"$root/var/lib/dpkg/status.d/$1"
}
take libc6 '/(ld-linux[^/]*|libc|libm|libnss_dns|libnss_files|libresolv)\.so[^/]*$'
take libgcc-s1 '/libgcc_s\.so[^/]*$'
take libtinfo6 '/libtinfo\.so[^/]*$'
take bash '^(/usr)?/bin/bash$'
take ca-certificates '^$'
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs"
cp -L /etc/os-release "$root/etc"

echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
printf '%s\n' 'root:x:0:0:root:/:/nologin' 'mpa:x:10001:10001:MPA:/var/lib/mpa:/nologin' >"$root/etc/passwd"
printf '%s\n' 'root:x:0:' 'mpa:x:10001:' >"$root/etc/group"
