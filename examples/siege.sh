#!/usr/bin/env bash
# One account, or one address, does its worst in every way that is known, while a centre works beside it:
# siege.sh [ATTACK]…. Prints how the centre's calls were answered, and what the server's memory grew by.
# The binary is $MPA_BIN or, without it, what `make build` leaves.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/kit/server.sh"

find_binary
MPA_BIN=$MPA python3 "$(dirname "${BASH_SOURCE[0]}")/siege.py" "$@"
