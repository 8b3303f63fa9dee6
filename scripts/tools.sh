# Sourced: tools of Python and programs of Debian, where they are missing. Tools lie in $MPA_PEERS (~/.cache/mpa-peers).
. "$(dirname "$0")/debian.sh"

peers=${MPA_PEERS:-$HOME/.cache/mpa-peers}
python=${PYTHON:-python3}

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
