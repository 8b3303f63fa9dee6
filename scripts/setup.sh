#!/bin/sh
# Makes this machine able to build and test: installs what is missing, fetches
# the models and sample pictures. Does nothing, fast, when all is there.
set -eu
cd "$(dirname "$0")"
. ./debian.sh

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
before="mkdir -p ${conf%/*} && echo create_main_cluster = false >$conf && "
after="rm $conf; "
have_postgres || install "PostgreSQL 15 or newer (initdb, pg_ctl, postgres, psql on PATH)" postgresql
./fetch-models.sh ../models
./fetch-pictures.sh ../models/pictures
