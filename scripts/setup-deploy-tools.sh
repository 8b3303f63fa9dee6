#!/bin/sh
# What `make package` and `make check-package` need and the machine lacks. Does nothing, fast, when all is there.
set -eu
cd "$(dirname "$0")"
. ./debian.sh

cargo_deb=3.8.0

# `--with-check`: also what tries the image and the package, without a daemon and without a machine of their own.
if [ "${1:-}" = --with-check ]; then
    missing=
    for pair in buildah:buildah umoci:umoci runc:runc mmdebstrap:mmdebstrap systemd-analyze:systemd \
        systemd-nspawn:systemd-container nsenter:util-linux; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${pair%:*}" >/dev/null || missing="$missing ${pair#*:}"
    done
    # shellcheck disable=SC2086 # words
    [ -z "$missing" ] || install "what builds and runs images and a small Debian" $missing
fi
command -v dpkg-shlibdeps >/dev/null || install "dpkg-dev" dpkg-dev
[ "$(cargo deb --version 2>/dev/null)" = "cargo-deb $cargo_deb" ] || cargo install --locked "cargo-deb@$cargo_deb"
