#!/bin/sh
# What the tests of the pages need and the machine lacks: a browser, and letters for Hindi.
set -eu
cd "$(dirname "$0")"
. ./debian.sh

command -v chromium >/dev/null || install "Chromium" chromium
fc-list 2>/dev/null | grep -q Devanagari || install "a font with Devanagari" fonts-noto-core fontconfig
