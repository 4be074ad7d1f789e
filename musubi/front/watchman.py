"""A process that outlives `musubi serve` by a moment, and ends what it left behind.

Run by its path, so that it imports nothing. It is told on its standard input the numbers of
the process group and of its chief processes; when the input ends, `musubi serve` has ended,
even by `kill -9`. Then the chiefs are asked to stop, and after the given time the group is
killed, with whatever a chief had started.
"""

import os
import signal
import sys
import time


def end(group: int, chiefs: list[int], seconds: float) -> None:
    """Stop a process group: its chiefs first, then by force who is left after `seconds`."""
    for chief in chiefs:
        send(os.kill, chief, signal.SIGTERM)
    last = time.monotonic() + seconds
    while send(os.killpg, group, 0) and time.monotonic() < last:
        time.sleep(0.05)
    send(os.killpg, group, signal.SIGKILL)


def send(how, number: int, signal_number: int) -> bool:
    """Send a signal; False when there is nobody to take it."""
    try:
        how(number, signal_number)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    words = sys.stdin.read().split()
    if words:
        end(int(words[0]), [int(word) for word in words[1:]], seconds=float(sys.argv[1]))
