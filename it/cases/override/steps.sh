# A later file that names the same rule overrides the keys that it states, and only those.
mkdir drop
start_daemon
echo text >drop/item
await '[ ! -e drop/item ]'
[ -e local ] && [ ! -e package ]
ctl show drop
[ "$code" -eq 0 ]
grep -q '10-package.yaml:2' "$W/out"
grep -q '90-local.yaml:2' "$W/out"
