"""A lock that is given in the order in which it was asked for."""

import threading
from collections import deque


class Turns:
    """One holder at a time, first come, first served.

    `threading.Lock` gives no order: under load a thread can wait for seconds while
    others come and go.
    """

    def __init__(self) -> None:
        self._door = threading.Lock()  # held for moments, around the fields below
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, timeout: float) -> bool:
        """Wait for the turn, at most `timeout` seconds; return whether it was given."""
        with self._door:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        try:
            given = called.wait(timeout)
        except BaseException:  # an interrupt while waiting must not leave a place in the queue
            if not self._leave(called):
                self.give_back()
            raise
        return given or not self._leave(called)

    def give_back(self) -> None:
        """Pass the turn to whoever waits longest."""
        with self._door:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

    def _leave(self, called: threading.Event) -> bool:
        """Leave the queue; False when the turn had come in the meantime."""
        with self._door:
            if called.is_set():
                return False
            self._waiting.remove(called)
            return True
