#!/bin/sh
# What the measurements need and the machine lacks: a load program that is not ours, and Node for the baseline.
set -eu
cd "$(dirname "$0")"
. ./debian.sh

command -v wrk >/dev/null || install "wrk" wrk
command -v node >/dev/null && command -v npm >/dev/null || { echo "Install Node 20 or newer, with npm" >&2; exit 1; }
