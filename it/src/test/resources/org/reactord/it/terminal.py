"""Runs a command at a terminal of its own, as somebody who waits for a text and then types.

Usage: terminal.py [TEXT ANSWER]... -- COMMAND...
Prints what the terminal has shown; exits as the command did, or 99 if a text does not come in time.
"""
import os
import pty
import select
import sys
import time

split = sys.argv.index("--")
steps = list(zip(sys.argv[1:split:2], sys.argv[2:split:2]))
pid, master = pty.fork()
if pid == 0:
    os.execvp(sys.argv[split + 1], sys.argv[split + 1:])
shown, seen = b"", 0
end = time.monotonic() + 60
while time.monotonic() < end:
    if steps and steps[0][0].encode() in shown[seen:]:
        seen = len(shown)
        os.write(master, steps.pop(0)[1].encode().decode("unicode_escape").encode())
    if not select.select([master], [], [], 0.2)[0]:
        continue
    try:
        piece = os.read(master, 4096)
    except OSError:
        piece = b""
    if not piece:
        break
    shown += piece
else:
    os.kill(pid, 9)
sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
sys.stdout.flush()
status = os.waitpid(pid, 0)[1]
sys.exit(99 if steps else os.waitstatus_to_exitcode(status))
