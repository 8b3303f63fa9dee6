#!/bin/sh
# Makes this machine able to build and test: installs what is missing, fetches
# the models and sample pictures. Does nothing, fast, when all is there.
set -eu
cd "$(dirname "$0")"

have_postgres() {
    command -v initdb >/dev/null && return
    for initdb in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$initdb" ] && return
    done
    return 1
}

# The tests start servers of their own, so Debian's package shall make none: it
# reads this file when it is installed, and the file is gone afterwards.
conf=/etc/postgresql-common/createcluster.d/mpa-setup.conf
install="mkdir -p ${conf%/*} && echo create_main_cluster = false >$conf &&
  export DEBIAN_FRONTEND=noninteractive && apt-get update -qq &&
  apt-get install -y -qq --no-install-recommends postgresql; got=\$?; rm $conf; exit \$got"

install_postgres() {
    if ! command -v apt-get >/dev/null; then
        echo "Install PostgreSQL 15 or newer (initdb, pg_ctl, postgres, psql on PATH)." >&2
        exit 1
    fi
    echo "Installing PostgreSQL" >&2
    if [ "$(id -u)" = 0 ]; then
        sh -c "$install"
    elif sudo -n true 2>/dev/null; then
        sudo sh -c "$install"
    else
        echo "That needs root. Type this, then run \`make setup\` again:" >&2
        printf "\nsudo sh -c '%s'\n\n" "$install" >&2
        exit 1
    fi
}

have_postgres || install_postgres
./fetch-models.sh ../models
./fetch-pictures.sh ../models/pictures
