#!/usr/bin/env bash
# A centre's day without a line, on a fresh server: offline-day.sh FACES_DIR
# FACES_DIR holds roster.csv and images/<person>/*.jpg. OFFLINE_CANDIDATES (410) makes the centre
# smaller for a quick look, OFFLINE_SEED another day. The binary is $MPA_BIN or, without it, what
# `make build` leaves.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/kit/server.sh"

[[ $# == 1 && -f $1/roster.csv ]] || { echo "usage: $0 FACES_DIR (with a roster.csv)" >&2; exit 2; }
find_binary
trap 'stop_server $?' EXIT
start_server
export MPA WORK
python3 "$(dirname "${BASH_SOURCE[0]}")/offline_day.py" "$1"
