"""A database for a moment: an index of its own, away from the site's, and gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from musubi.matching import index


@contextmanager
def scratch_database() -> Iterator[None]:
    """Within the block the default database is an empty one: tables of jobs and of the index alone.

    It is SQLite's, whatever the site's is: both give the same answers.
    """
    mine = connections["default"]
    with tempfile.TemporaryDirectory(prefix="musubi-") as folder:
        settings = mine.settings_dict | {
            "ENGINE": "config.sqlite",
            "NAME": Path(folder) / "scratch.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA synchronous=OFF;"},
        }
        was = connections.settings["default"]
        connections.settings["default"] = settings
        del connections["default"]
        index.forget()
        try:
            for app in ("jobs", "matching"):  # a large index asks for the job that merges it
                call_command("migrate", app, verbosity=0, interactive=False)
            yield
        finally:
            connection.close()
            connections.settings["default"] = was
            connections["default"] = mine
            index.forget()
