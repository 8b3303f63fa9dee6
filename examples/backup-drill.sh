#!/usr/bin/env bash
# A store moves and comes back: backup-drill.sh FACES_DIR
# SQLite, files and a key file → PostgreSQL (with S3 and KMS where Amazon's services are given) → SQLite, files and a
# third key file. After each move: rows of every table, digests of the encrypted files and of a package's contents, `mpa
# audit verify`, logins, a package.
#
# FACES_DIR holds roster.csv and the pictures that it names; DRILL_CANDIDATES (6) of them are taken. The binary is
# $MPA_BIN or, without it, what `make build` leaves. PostgreSQL is $DRILL_POSTGRES (an empty database, postgres://…) or a
# server of the drill's own on port $DRILL_PORT (21510). With MPA_TEST_AWS, an endpoint of S3 and KMS, and MPA_TEST_PYTHON,
# a Python with botocore, the store in the middle is on S3 and KMS, and the backups lie in a bucket.
set -euo pipefail
HERE=$(dirname "${BASH_SOURCE[0]}")
source "$HERE/kit/server.sh"

[[ $# == 1 && -f $1/roster.csv ]] || { echo "usage: $0 FACES_DIR (with a roster.csv)" >&2; exit 2; }
FACES=$(cd "$1" && pwd)
MODELS=${MPA_MODELS:-$ROOT/models}
AMAZON=${MPA_TEST_AWS:-} PYTHON=${MPA_TEST_PYTHON:-python3}
find_binary
unset MPA_MODELS MPA_TEST_AWS MPA_TEST_PYTHON # no options of the program
POSTGRES_DATA=
PIDS=()

finish() {
  local status=$?
  [[ ${#PIDS[@]} == 0 ]] || kill "${PIDS[@]}" 2>/dev/null || true
  if [[ -n $POSTGRES_DATA ]]; then
    runuser_if_root "$POSTGRES_BIN/pg_ctl" -D "$POSTGRES_DATA/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$POSTGRES_DATA"
  fi
  stop_server "$status"
}
trap finish EXIT

say() { printf '%s\n' "$*"; }

runuser_if_root() {
  if [[ $(id -u) == 0 ]]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}

# An empty database; its address goes into DATABASE.
postgres() {
  if [[ -n ${DRILL_POSTGRES:-} ]]; then DATABASE=$DRILL_POSTGRES; return; fi
  POSTGRES_BIN=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
  POSTGRES_DATA=$(mktemp -d)
  chmod 711 "$POSTGRES_DATA"
  mkdir "$POSTGRES_DATA/data"
  [[ $(id -u) != 0 ]] || chown postgres: "$POSTGRES_DATA/data"
  local port=${DRILL_PORT:-21510}
  (cd /; runuser_if_root "$POSTGRES_BIN/initdb" -D "$POSTGRES_DATA/data" -A trust -U postgres >/dev/null)
  (cd /; runuser_if_root "$POSTGRES_BIN/pg_ctl" -D "$POSTGRES_DATA/data" -w -l "$POSTGRES_DATA/data/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=" start >/dev/null)
  DATABASE=postgres://postgres@127.0.0.1:$port/postgres
}

# serve DATA_DIR [option]…: URL is where it answers, PID who it is.
serve() {
  local data=$1; shift
  : >"$WORK/served"
  "$MPA" serve --listen 127.0.0.1:0 --data-dir "$data" --models "$MODELS" "$@" >"$WORK/served" 2>>"$WORK/log" &
  PID=$!
  PIDS+=("$PID")
  local tenths
  for ((tenths = 0; tenths < 600; tenths++)); do
    URL=$(sed -n 's/^listening on //p' "$WORK/served" | head -n 1)
    [[ -z $URL ]] || { export URL; return; }
    kill -0 "$PID" 2>/dev/null || break
    sleep 0.1
  done
  echo "the server did not start" >&2
  return 1
}

halt() {
  kill "$PID"
  wait "$PID" || true
  PIDS=()
}

drill() { python3 "$HERE/backup_drill.py" "$@"; }

# same WHAT ONE OTHER
same() {
  if cmp -s "$2" "$3"; then say "same $1: $(wc -l <"$2") lines, sha256 $(sha256sum <"$2" | cut -c1-16)"; else
    say "DIFFERENT $1:"; diff "$2" "$3" | head -n 20; return 1
  fi
}

WORK=$(mktemp -d)
ADMIN_PASSWORD=$(python3 -c 'import secrets; print(secrets.token_urlsafe(18))')
export ADMIN ADMIN_PASSWORD MPA WORK
A=$WORK/a B=$WORK/b C=$WORK/c
TO=$WORK/backups MIDDLE=() KEYS_OF_MIDDLE=(--from-key-file "$B/mpa.key")
mkdir "$TO"

if [[ -n $AMAZON ]]; then
  export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-drill} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-drill}
  export AWS_REGION=${AWS_REGION:-ap-south-1} AWS_EC2_METADATA_DISABLED=true MPA_AWS_ENDPOINT=$AMAZON
  read -r BUCKET KEY < <("$PYTHON" "$HERE/backup_drill.py" amazon "$AMAZON")
  MIDDLE=(--blobs "s3://$BUCKET/store" --keys "kms:$KEY") KEYS_OF_MIDDLE=(--from-keys "kms:$KEY")
  TO=s3://$BUCKET/backups
  [[ ${DRILL_MIDDLE:-amazon} == amazon ]] || { MIDDLE=(); KEYS_OF_MIDDLE=(--from-key-file "$B/mpa.key"); }
  say "Amazon: $AMAZON, backups in $TO, the store in the middle with: ${MIDDLE[*]:-files and a key file}"
fi
postgres

say "--- a day on SQLite, files and a key file"
printf '%s\n' "$ADMIN_PASSWORD" | "$MPA" user add --username "$ADMIN" --role admin --password-stdin --data-dir "$A" >>"$WORK/log" 2>&1
serve "$A"
drill day "$FACES" "${DRILL_CANDIDATES:-6}"
"$MPA" backup --to "$TO" --data-dir "$A" | sed 's/^/beside the server: /'
drill package >"$WORK/package-a"
halt
"$MPA" backup --to "$TO" --data-dir "$A" | sed 's/^/stopped: /'
drill rows "sqlite:$A/mpa.db" >"$WORK/rows-a"

say "--- to PostgreSQL"
"$MPA" restore --from "$TO" --from-key-file "$A/mpa.key" --data-dir "$B" --database-url "$DATABASE" "${MIDDLE[@]}"
drill rows "$DATABASE" >"$WORK/rows-b"
same "rows of every table" "$WORK/rows-a" "$WORK/rows-b"
if [[ ${#MIDDLE[@]} == 0 ]]; then
  drill files "$A" >"$WORK/files-a"; drill files "$B" >"$WORK/files-b"
else
  drill files "$A" >"$WORK/files-a"
  "$PYTHON" "$HERE/backup_drill.py" bucket "$AMAZON" "$BUCKET" store/ >"$WORK/files-b"
fi
same "encrypted files" "$WORK/files-a" "$WORK/files-b"
"$MPA" audit verify --data-dir "$B" --database-url "$DATABASE" "${MIDDLE[@]}"
if "$MPA" restore --from "$TO" --from-key-file "$A/mpa.key" --data-dir "$B" --database-url "$DATABASE" "${MIDDLE[@]}" 2>"$WORK/refused"; then
  say "a store that is not empty was restored into"; exit 1
fi
say "refused: $(cat "$WORK/refused")"
serve "$B" --database-url "$DATABASE" "${MIDDLE[@]}"
drill after
drill package >"$WORK/package-b"
same "contents of a package" "$WORK/package-a" "$WORK/package-b"
halt
"$MPA" sweep allow --data-dir "$B" --database-url "$DATABASE" "${MIDDLE[@]}"

say "--- and back"
"$MPA" backup --to "$TO" --data-dir "$B" --database-url "$DATABASE" "${MIDDLE[@]}"
drill rows "$DATABASE" >"$WORK/rows-b"
"$MPA" restore --from "$TO" "${KEYS_OF_MIDDLE[@]}" --data-dir "$C"
drill rows "sqlite:$C/mpa.db" >"$WORK/rows-c"
same "rows of every table" "$WORK/rows-b" "$WORK/rows-c"
"$MPA" audit verify --data-dir "$C"
serve "$C"
drill after
drill package >"$WORK/package-c"
same "contents of a package" "$WORK/package-a" "$WORK/package-c"
halt
say "the drill ended well"
