# Every file that lands in the outbox is delivered, then removed; also what is there at the start.
mkdir outbox
echo early >outbox/early
start_daemon
await '[ ! -e outbox/early ]'
echo late >outbox/late
await '[ ! -e outbox/late ]'
printf 'early\nlate\n' >expected
same expected delivered
ctl status
[ "$code" -eq 0 ]
grep -q outbox "$W/out"
