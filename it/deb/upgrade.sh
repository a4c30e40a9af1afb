# shellcheck shell=sh
# Upgrading under the system's daemon while a job runs. $deb: the package; the later one is made of it.
# shellcheck disable=SC2154 # lib.sh
"$here/next" "$deb" 9999-1 /tmp/next.deb
dpkg -i "$deb"

mkfifo /srv/go
mkdir /srv/spool
cat >/etc/reactor/rules.d/10.yaml <<'RULES'
spool:
  spool: /srv/spool
  run: "cat >>/srv/begun; read -r word </srv/go && cat >>/srv/delivered \"$REACTOR_PATH\""
RULES
reactorctl server 2>/tmp/log &
daemon=$!
await grep -q ready /tmp/log
echo one | reactorctl put /srv/spool one
await grep -q one /srv/begun

# What it has open stays what it was.
open=$(find "/proc/$daemon/fd" -lname '/usr/lib/reactor/*.jar' | wc -l)
there=$(find /usr/lib/reactor/lib -name '*.jar' ! -name reactorctl.jar | wc -l)
[ "$open" = "$there" ] || fail "only $open of $there jars are open: let the daemon ask the class path once for what is in none"

dpkg -i /tmp/next.deb
[ "$(dpkg-query -f '${Version}' -W reactor)" = 9999-1 ]
kill -0 "$daemon" || fail "the daemon has ended: $(cat /tmp/log)"
find "/proc/$daemon/fd" -lname '*reactord.jar*(deleted)' | grep -q . || fail "the daemon reads the jars of the new version"

# --- The old daemon and the new client: questions, work, and a mistake, whose words are in classes that nobody has needed.
reactorctl status
reactorctl rules
reactorctl events
reactorctl explain /srv/spool/one
reactorctl show spool
reactorctl doctor >/tmp/doctor || :
grep -q '^ok  *class archive\|restart its service' /tmp/doctor || fail "$(cat /tmp/doctor)"
cp /etc/reactor/rules.d/10.yaml /tmp/10.yaml
echo 'wrong: {spool: [' >>/etc/reactor/rules.d/10.yaml
told=$(reactorctl reload 2>&1) && fail "a mistake is no mistake"
case $told in
*/etc/reactor/rules.d/10.yaml:*) ;;
*) fail "$told" ;;
esac
cp /tmp/10.yaml /etc/reactor/rules.d/10.yaml
reactorctl reload
echo two | reactorctl put /srv/spool two

# --- The job ends as it would have, the next one is done as well, and the daemon makes room for the new version.
echo go >/srv/go
await grep -q two /srv/begun
echo go >/srv/go
await grep -q two /srv/delivered
await test ! -e /srv/spool/two
reactorctl history
[ "$(reactorctl history --json | grep -o '"success":true' | wc -l)" = 2 ] || fail "$(reactorctl history --json)"
reactorctl shutdown
wait "$daemon"

reactorctl server 2>/tmp/log-of-next &
daemon=$!
await grep -q ready /tmp/log-of-next
grep -q "$(archive)" "/proc/$daemon/maps"
echo three | reactorctl put /srv/spool three
echo go >/srv/go
await grep -q three /srv/delivered
kill "$daemon"
wait "$daemon"
[ "$(cat /srv/begun)" = "$(printf 'one\ntwo\nthree')" ] || fail "not each once: $(cat /srv/begun)"
[ "$(grep -hvc INFO /tmp/log-of-next)" = 0 ] || fail "$(cat /tmp/log-of-next)"
[ -z "$(ls /srv/spool)" ]
