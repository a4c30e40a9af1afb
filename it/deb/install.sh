# shellcheck shell=sh
# Installing, without a Java at first; a daemon of a user without rights; removing; purging. $deb: the package.
# shellcheck disable=SC2154 # lib.sh
names >/tmp/before

# --- Java is there for dpkg, and cannot be started: that is no reason to stop.
mv /usr/bin/java /usr/bin/java.away
dpkg -i "$deb"
[ ! -e "$archives" ] || fail "there are archives, for which Java?"
told=$(reactorctl status 2>&1) && fail "it runs without Java"
case $told in
*'install Java 17'*) ;;
*) fail "$told" ;;
esac

# --- When a Java is installed, dpkg tells the package, which makes what it could not make.
mv /usr/bin/java.away /usr/bin/java
mkdir -p /tmp/jre/DEBIAN /tmp/jre/usr/lib/jvm/reactor-test
: >/tmp/jre/usr/lib/jvm/reactor-test/release
printf '%s\n' 'Package: reactor-test-jre' 'Version: 1' 'Architecture: all' 'Maintainer: nobody <nobody@localhost>' \
    'Description: something below /usr/lib/jvm' >/tmp/jre/DEBIAN/control
dpkg-deb --build /tmp/jre /tmp/jre.deb
dpkg -i /tmp/jre.deb
[ -n "$(archive)" ] || fail "there are no archives"

# --- What was installed is whole, and where other programs look for it.
[ -z "$(dpkg --verify reactor)" ] || fail "$(dpkg --verify reactor)"
for page in reactorctl.1 reactor.rules.5 reactor.events.5 reactor.7 reactor.protocol.7 reactor.recipes.7; do
    gzip -dc "/usr/share/man/man${page##*.}/$page.gz" | grep -q '^\.Dd'
done
reactorctl completion bash | cmp - /usr/share/bash-completion/completions/reactorctl
reactorctl completion zsh | cmp - /usr/share/zsh/vendor-completions/_reactorctl
reactorctl completion fish | cmp - /usr/share/fish/vendor_completions.d/reactorctl.fish
[ -r /usr/share/reactor/rules.schema.json ]
[ -r /usr/share/doc/reactor/examples/rules.d/10-outbox.yaml ]
[ -x /usr/share/doc/reactor/examples/recipes/post-receive ]
for file in changelog.gz changelog.Debian.gz copyright licences.txt reactor.cdx.json.gz; do
    [ -s "/usr/share/doc/reactor/$file" ]
done
[ -d /etc/reactor/rules.d ]

# --- A user who may write nothing of it starts quickly all the same.
mkdir -p /tmp/home/.config/reactor/rules.d
printf 'spool: {spool: ~/spool, run: "cat >>~/delivered"}\n' >/tmp/home/.config/reactor/rules.d/10.yaml
mkdir -m 700 /tmp/home/run /tmp/home/spool
chown -R nobody /tmp/home
user='setpriv --reuid=nobody --clear-groups env HOME=/tmp/home XDG_RUNTIME_DIR=/tmp/home/run'
$user reactorctl server 2>/tmp/log &
daemon=$!
await grep -q ready /tmp/log
echo one | $user reactorctl put /tmp/home/spool
await test -s /tmp/home/delivered
grep -q "$(archive)" "/proc/$daemon/maps"
$user reactorctl doctor >/tmp/doctor || :
grep -q '^ok  *class archive' /tmp/doctor || fail "$(cat /tmp/doctor)"

# --- Removing: what is in use goes on, what the package made is gone; what people wrote stays, what a daemon wrote too.
echo '{}' >/etc/reactor/rules.d/10.yaml
mkdir -p /var/lib/reactor
: >/var/lib/reactor/delivered
dpkg -r reactor
for place in /usr/lib/reactor /usr/bin/reactorctl /usr/share/reactor; do
    [ ! -e "$place" ] || fail "$place is left"
done
[ -e /var/lib/reactor/delivered ]
echo two >/tmp/home/spool/two
await grep -q two /tmp/home/delivered
kill "$daemon"
wait "$daemon"
[ "$(grep -vc INFO /tmp/log)" = 0 ] || fail "$(cat /tmp/log)"
dpkg -P reactor reactor-test-jre
[ ! -e /var/lib/reactor ] || fail "a purge leaves /var/lib/reactor"
[ -e /etc/reactor/rules.d/10.yaml ] || fail "a purge takes what an administrator wrote"

# --- Nothing is left.
rm -r /etc/reactor
names >/tmp/after
diff /tmp/before /tmp/after
