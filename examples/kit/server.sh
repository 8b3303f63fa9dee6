# Sourced by the examples: finds the binary, starts a server on a fresh directory, stops it.
# Leaves MPA, WORK (a temporary directory), URL, ADMIN and ADMIN_PASSWORD in the environment.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
ADMIN=head
SERVER_PID=
export PYTHONDONTWRITEBYTECODE=1

find_binary() {
  MPA=${MPA_BIN:-}
  if [[ -z $MPA ]]; then
    make -C "$ROOT" build >&2
    MPA=${CARGO_TARGET_DIR:-$HOME/.cache/mpa-target}/release/mpa
  fi
  [[ -x $MPA ]] || { echo "no server binary at $MPA" >&2; return 1; }
}

# start_server [option of serve]…
start_server() {
  WORK=$(mktemp -d)
  : >"$WORK/out"
  ADMIN_PASSWORD=$(python3 -c 'import secrets; print(secrets.token_urlsafe(18))')
  printf '%s\n' "$ADMIN_PASSWORD" | "$MPA" user add --username "$ADMIN" --role admin \
    --password-stdin --data-dir "$WORK/data" >>"$WORK/log" 2>&1 || { echo "the account was not made" >&2; return 1; }
  "$MPA" serve --listen 127.0.0.1:0 --data-dir "$WORK/data" --models "$ROOT/models" "$@" \
    >"$WORK/out" 2>>"$WORK/log" &
  SERVER_PID=$!
  local address= tenths
  for ((tenths = 0; tenths < 600; tenths++)); do
    address=$(sed -n 's/^listening on //p' "$WORK/out" | head -n 1)
    [[ -n $address ]] && break
    kill -0 "$SERVER_PID" 2>/dev/null || break
    sleep 0.1
  done
  [[ -n $address ]] || { echo "the server did not start" >&2; return 1; }
  URL=$address
  export URL ADMIN ADMIN_PASSWORD
}

show_log() {
  echo "--- the last lines of $WORK/log" >&2
  tail -n 60 "$WORK/log" >&2
}

# stop_server STATUS: the directory goes when all was well and stays, with its log, when not.
stop_server() {
  if [[ -n $SERVER_PID ]]; then
    kill "$SERVER_PID" 2>/dev/null || true
    wait "$SERVER_PID" 2>/dev/null || true
    SERVER_PID=
  fi
  [[ -n ${WORK:-} && -d $WORK ]] || return 0
  if [[ $1 == 0 ]]; then
    rm -rf "$WORK"
  else
    show_log
    echo "kept: $WORK" >&2
  fi
  WORK=
}
