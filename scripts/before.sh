#!/bin/sh
# before.sh BINARY|COMMIT: the path of the binary; that of a commit is built in a folder of its own, once.
set -eu
[ -n "${1:-}" ] || exit 0
if [ -f "$1" ]; then
    echo "$1"
    exit
fi
cd "$(dirname "$0")/.."
commit=$(git rev-parse --verify --quiet "$1^{commit}") || { echo "$1 is neither a file nor a commit" >&2; exit 1; }
place=${CARGO_TARGET_DIR:-$HOME/.cache/mpa-target}/before
binary=$place/mpa-$commit
if [ ! -x "$binary" ]; then
    echo "Building $commit" >&2
    mkdir -p "$place"
    rm -rf "$place/tree"
    git worktree prune
    git worktree add --quiet --detach --force "$place/tree" "$commit" >&2
    (cd "$place/tree" && CARGO_TARGET_DIR=$place/build cargo build --release --locked -p mpa >&2)
    cp "$place/build/release/mpa" "$binary"
    git worktree remove --force "$place/tree"
fi
echo "$binary"
