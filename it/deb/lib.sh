# shellcheck shell=sh
# Runs one script of this directory in the words below; it/deb/root calls it: sh lib.sh SCRIPT DEB
# shellcheck disable=SC1090 # whichever script
set -eux

script=$1
here=${script%/*}
# shellcheck disable=SC2034 # for the script
deb=$2

archives=/usr/lib/reactor/lib/archives

fail() { # sentence
    set +x
    echo "FAILED: $1" >&2
    exit 1
}

# Until a command succeeds, for half a minute.
await() {
    set +x
    tries=300
    until "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "in vain: $* $(cat /tmp/log*)"
        sleep 0.1
    done
    set -x
}

# The archive of the daemon, whichever kind this Java makes.
archive() {
    for file in "$archives"/reactord.jsa "$archives"/reactord.aot; do
        [ ! -s "$file" ] || echo "$file"
    done
}

# Every name in this system, but for those that dpkg keeps for itself.
names() {
    find /etc /opt /srv /usr /var \( -path /var/lib/dpkg -o -path /var/log -o -path /var/cache \) -prune -o -print | sort
}

# Of a daemon of this system itself.
rm -rf /etc/reactor /var/lib/reactor
cd "$here"
. "$script"
