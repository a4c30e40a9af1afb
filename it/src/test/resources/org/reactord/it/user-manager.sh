#!/bin/sh
# Runs a script as a user without rights whose systemd --user is the real one: in a mount namespace where systemd believes
# that it has booted the machine, and a cgroup that belongs to the user. Only root can do this.
# Usage: user-manager.sh UID COMMAND... (in `unshare -m`, with HOME and XDG_RUNTIME_DIR of the user)
set -eu
uid=$1
shift
mount -t tmpfs none /run
mkdir -p /run/systemd/system "/run/user/$uid"
if [ "$(stat -fc %T /sys/fs/cgroup)" != cgroup2fs ]; then
    mount -t tmpfs none /sys/fs/cgroup
    mkdir /sys/fs/cgroup/systemd
    mount -t cgroup -o none,name=systemd systemd /sys/fs/cgroup/systemd
    top=/sys/fs/cgroup/systemd
else
    top=/sys/fs/cgroup
fi
# A bus asks who its user is.
{ cat /etc/passwd; echo "nobody-else:x:$uid:$uid::$HOME:/bin/sh"; } >/run/passwd
mount --bind /run/passwd /etc/passwd
group=$top/reactor-test-$$
mkdir "$group"
chown -R "$uid" "$group"
chown "$uid" "/run/user/$uid"
chmod 700 "/run/user/$uid"
echo $$ >"$group/cgroup.procs"
status=0
XDG_RUNTIME_DIR=/run/user/$uid setpriv --reuid="$uid" --regid="$uid" --clear-groups sh -c '
    /lib/systemd/systemd --user --log-target=console &
    manager=$!
    tries=0
    until systemctl --user show --property=Version >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || { echo "systemd --user does not start"; exit 98; }
        sleep 0.1
    done
    "$@"
    status=$?
    kill $manager
    wait $manager
    exit $status' sh "$@" || status=$?
echo $$ >"$top/cgroup.procs"
find "$group" -depth -type d -exec rmdir {} \;
exit "$status"
