#!/usr/bin/env bash
# An outside judge of the API: schemathesis against a fresh server, once for each role.
# judge.sh [ROLE…]   (default: admin operator supervisor)
# JUDGE_EXAMPLES bounds the generated cases an operation. An access token lives 15 minutes,
# therefore a run is ended before that; it then counts as a failure, so lower JUDGE_EXAMPLES.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$HERE/kit/server.sh"

VERSION=4.32.5
RUN_LIMIT_S=700
VENV=${XDG_CACHE_HOME:-$HOME/.cache}/mpa-judge
CLI=$VENV/bin/schemathesis

install_judge() {
  [[ -x $CLI && $("$CLI" --version) == *"$VERSION" ]] && return
  python3 -m venv "$VENV"
  "$VENV/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$VERSION"
}

# judge ROLE: a fresh server with one small exam, judged with a token of that role.
judge() {
  local role=$1 token status=0
  if ! start_server --rate-limit 0 || ! token=$(python3 "$HERE/judge_seed.py" "$role"); then
    stop_server 1
    return 1
  fi
  echo "=== as $role"
  # Left out: what would end the token, and what does not speak plain HTTP.
  (cd "$WORK" && timeout --signal=INT "$RUN_LIMIT_S" "$CLI" --config-file "$HERE/judge.toml" \
    run "$URL/api/openapi.json" --header "Authorization: Bearer $token" \
    --phases examples,coverage,fuzzing --checks all --workers "${JUDGE_WORKERS:-1}" \
    --max-examples "${JUDGE_EXAMPLES:-20}" --generation-deterministic \
    --continue-on-failure --request-timeout 30 --no-color \
    --exclude-path /api/auth/logout --exclude-path /api/ws) || status=$?
  [[ $status != 124 ]] || echo "not finished within $RUN_LIMIT_S s" >&2
  if ! token_lives "$token"; then
    echo "the token of $role ended during the run: the later answers prove nothing" >&2
    status=1
  fi
  stop_server "$status"
  return "$status"
}

token_lives() {
  TOKEN=$1 python3 - <<'PYTHON'
import os, urllib.request
headers = {"Authorization": f"Bearer {os.environ['TOKEN']}"}
urllib.request.urlopen(urllib.request.Request(os.environ["URL"] + "/api/auth/me", headers=headers))
PYTHON
}

trap 'stop_server 1' EXIT
find_binary
install_judge
[[ $# -gt 0 ]] || set -- admin operator supervisor
failed=()
for role in "$@"; do judge "$role" || failed+=("$role"); done
[[ ${#failed[@]} == 0 ]] || { echo "FAIL as ${failed[*]}"; exit 1; }
echo "PASS for all roles"
