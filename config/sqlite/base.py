"""Django's SQLite backend, with writers of one process served in the order of their coming.

SQLite lets one connection write at a time, and the others poll: who polls at the right moment
wins, and under load some lose for seconds (benchmarks/sqlite_lock.py). Here a thread waits for
its turn before it asks SQLite, from the start of a transaction to its end. Reading outside a
transaction waits for nobody. Between processes SQLite's own timeout decides, as before.
"""

import threading
from collections import defaultdict
from contextlib import contextmanager
from functools import partial

from django.db.backends.sqlite3.base import DatabaseWrapper as DjangoWrapper
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.utils import OperationalError

from config.sqlite.turns import Turns

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")

_turns: defaultdict[str, Turns] = defaultdict(Turns)  # path of the database file -> its queue
_turns_door = threading.Lock()


def turns_of(path: str) -> Turns:
    with _turns_door:
        return _turns[path]


class DatabaseWrapper(DjangoWrapper):
    """A connection that holds the process's turn from BEGIN to COMMIT, ROLLBACK or close."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._has_turn = False

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=partial(TurnCursor, self))

    def _start_transaction_under_autocommit(self):
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_back_turn()
            raise

    def _commit(self):
        super()._commit()
        self._give_back_turn()  # a failed commit is followed by a rollback, which gives it back

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._give_back_turn()

    def _close(self):
        try:
            super()._close()
        finally:
            self._give_back_turn()

    @contextmanager
    def turn(self):
        """Hold the turn for one statement that writes outside a transaction."""
        self._take_turn()
        try:
            yield
        finally:
            self._give_back_turn()

    def _take_turn(self):
        """Raise OperationalError, as SQLite does, when the turn does not come in time."""
        if self._has_turn or self.is_in_memory_db():
            return
        seconds = self.settings_dict["OPTIONS"].get("timeout", 5)
        if not turns_of(str(self.settings_dict["NAME"])).take(seconds):
            raise OperationalError(f"database is locked: no turn to write within {seconds} s")
        self._has_turn = True

    def _give_back_turn(self):
        if self._has_turn:
            self._has_turn = False
            turns_of(str(self.settings_dict["NAME"])).give_back()


class TurnCursor(SQLiteCursorWrapper):
    """A cursor that waits for the turn where a single statement is its own transaction."""

    def __init__(self, wrapper, connection):
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query, params=None):
        if self._needs_turn(query):
            with self._wrapper.turn():
                return super().execute(query, params)
        return super().execute(query, params)

    def executemany(self, query, param_list):
        if self._needs_turn(query):
            with self._wrapper.turn():
                return super().executemany(query, param_list)
        return super().executemany(query, param_list)

    def _needs_turn(self, query):
        return not self.connection.in_transaction and query.lstrip()[:8].upper().startswith(WRITES)
