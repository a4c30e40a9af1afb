# A daemon that is killed leaves its socket, its lock and its work behind: the next one starts at once and goes on.
mkdir outbox
start_daemon
kill_daemon
[ -S "$REACTOR_SOCKET" ]
ctl status
[ "$code" -eq 3 ]
echo one >outbox/one
start_daemon
await '[ ! -e outbox/one ]'
[ "$(cat delivered)" = one ]
