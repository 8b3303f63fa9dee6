# Sourced: installs packages of Debian where there are none, or says what to type.

# install WHAT PACKAGE...: as root, by sudo without a question, or not at all.
install() {
    what=$1 && shift
    if ! command -v apt-get >/dev/null; then
        echo "Install $what; on Debian: $*" >&2
        exit 1
    fi
    command="${before:-}export DEBIAN_FRONTEND=noninteractive && apt-get update -qq &&
  apt-get install -y -qq --no-install-recommends $*; got=\$?; ${after:-}exit \$got"
    echo "Installing $what" >&2
    if [ "$(id -u)" = 0 ]; then
        sh -c "$command"
    elif sudo -n true 2>/dev/null; then
        sudo sh -c "$command"
    else
        echo "That needs root. Type this, then run this again:" >&2
        printf "\nsudo sh -c '%s'\n\n" "$command" >&2
        exit 1
    fi
}
