#!/usr/bin/env bash
# The tamper-evident log: a small exam on a fresh server, then one row of the journal changed, deleted,
# inserted and swapped by SQL, each in a copy of its own. `mpa audit verify` has to name the entry each
# time and to find nothing in the untouched copy; the exported bundle has to verify without the database.
# The binary is $MPA_BIN or, without it, what `make build` leaves.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$HERE/kit/server.sh"

find_binary
trap 'stop_server $?' EXIT
start_server
python3 "$HERE/tamper_exam.py"
kill "$SERVER_PID"
wait "$SERVER_PID"
SERVER_PID=
python3 "$HERE/tamper.py" "$MPA" "$WORK"
