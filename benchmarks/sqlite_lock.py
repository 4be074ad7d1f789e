"""Writers of one process on SQLite: our first-come-first-served turns beside Django's backend.

    python benchmarks/sqlite_lock.py [SECONDS]

Threads write one row per transaction as fast as they can. Printed per backend: transactions
per second, the middle, 99th-percentile and worst wait for one transaction, and failures.
Both run in the same process one after the other, on new files in the same folder.
"""

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from django.conf import settings

THREADS = 8
OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
BACKENDS = {"turns": "config.sqlite", "plain": "django.db.backends.sqlite3"}


def measure(alias, seconds):
    """Return (waits of the transactions that succeeded, in seconds; number that failed)."""
    from django.db import DatabaseError, connections, transaction

    waits, failures = [], []
    with connections[alias].cursor() as cursor:
        cursor.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, title TEXT)")
    start = threading.Barrier(THREADS)

    def write():
        start.wait()
        end = time.monotonic() + seconds
        while (began := time.monotonic()) < end:
            try:
                with transaction.atomic(alias), connections[alias].cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM entry WHERE id < 10")
                    cursor.execute("INSERT INTO entry (title) VALUES ('A need of a city')")
            except DatabaseError as error:
                failures.append(error)
            else:
                waits.append(time.monotonic() - began)
        connections[alias].close()

    threads = [threading.Thread(target=write) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, len(failures)


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    with tempfile.TemporaryDirectory() as folder:
        databases = {
            alias: {"ENGINE": engine, "NAME": Path(folder) / f"{alias}.sqlite3", "OPTIONS": OPTIONS}
            for alias, engine in BACKENDS.items()
        }
        settings.configure(DATABASES={"default": {}} | databases, USE_TZ=True)
        import django

        django.setup()
        print(f"{THREADS} threads, {seconds:g} s each")
        print(f"{'backend':8} {'tx/s':>7} {'middle':>9} {'99 %':>9} {'worst':>9} {'failed':>7}")
        for alias in BACKENDS:
            waits, failed = measure(alias, seconds)
            waits.sort()
            shown = [statistics.median(waits), waits[int(len(waits) * 0.99)], waits[-1]]
            columns = " ".join(f"{wait * 1000:6.1f} ms" for wait in shown)
            print(f"{alias:8} {len(waits) / seconds:7.0f} {columns} {failed:7}")


if __name__ == "__main__":
    main()
