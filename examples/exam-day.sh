#!/usr/bin/env bash
# A whole exam day on a fresh server: exam-day.sh FACES_DIR
# FACES_DIR holds roster.csv and the pictures that it names (columns Photo and live_photo).
# The binary is $MPA_BIN or, without it, what `make build` leaves.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/kit/server.sh"

[[ $# == 1 && -f $1/roster.csv ]] || { echo "usage: $0 FACES_DIR (with a roster.csv)" >&2; exit 2; }
find_binary
trap 'stop_server $?' EXIT
start_server
python3 "$(dirname "${BASH_SOURCE[0]}")/exam_day.py" "$1"
