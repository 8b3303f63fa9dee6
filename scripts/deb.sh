#!/bin/sh
# deb.sh BINARY FOLDER [OPTION…]: the Debian package of a built program, into a folder, by `cargo deb` with its options.
# The same from the same sources and program.
set -eu
binary=$1
folder=$2
shift 2
into=$(mkdir -p "$folder" && cd "$folder" && pwd)
binary=$(cd "$(dirname "$binary")" && pwd)/$(basename "$binary")
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Debian's place for symbols is a package of their own.
mkdir -p "$work/release"
install -m 755 "$binary" "$work/release/mpa"
strip --strip-all "$work/release/mpa"
python3 scripts/third-party.py "$work/release/third-party.txt.gz"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
# In Debian's form, which CHANGELOG.md is not.
{
    echo "mpa ($("$binary" --version | cut -d ' ' -f 2)) unstable; urgency=medium"
    printf '\n  * What has changed: CHANGELOG.md beside this file.\n\n'
    echo " -- $(sed -n 's/^maintainer = "\(.*\)"/\1/p' crates/mpa/Cargo.toml)  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$work/release/changelog.gz"
CARGO_TARGET_DIR="$work" cargo deb --quiet --no-build --no-strip --locked --package mpa --output "$into" "$@"
