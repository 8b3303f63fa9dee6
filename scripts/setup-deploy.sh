#!/bin/sh
# Installs what `make check-deploy` needs, each version pinned: afterwards it needs no network. Does nothing, fast, when
# all is there.
set -eu
. "$(dirname "$0")/tools.sh"

package npm npm
mkdir -p "$peers"
python_tool cfn-lint cfn-lint==1.58.0
python_tool checkov checkov==3.3.30
