"""A load that is killed half-way leaves nothing behind, and the next one does its work."""

import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import dj_database_url
import psycopg
import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.utils import ConnectionHandler
from psycopg import sql

from benchmarks.generate import generate
from config.settings import BASE_DIR

ENTRIES = 5_000
HALF_WAY = b"solutions.json: 1,000 rows"  # all needs are written by then
SECONDS = 120


@contextmanager
def fresh_database(folder):
    """The address of an empty database of the kind under test, gone afterwards."""
    here = settings.DATABASES["default"]
    if "sqlite" in here["ENGINE"]:
        yield f"sqlite:///{folder}/musubi.sqlite3"
        return
    name = f"killed_load_{os.getpid()}"
    server = f"postgresql://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server}/{name}"
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def house(tmp_path, django_db_blocker):
    """What a `musubi` command of its own needs: an environment with an empty, migrated database."""
    with django_db_blocker.unblock(), fresh_database(tmp_path) as address:
        environment = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MUSUBI_VAR": str(tmp_path),
        }
        run(environment, "migrate", "-v0")
        yield environment


def run(environment, *words):
    return subprocess.run(
        [sys.executable, "-m", "django", *words],
        env=environment,
        cwd=BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def kill_half_way(environment, folder):
    """Load `folder` as at a terminal, which is told of every 1,000 rows, and kill it on the way."""
    mine, its = pty.openpty()
    load = subprocess.Popen(
        [sys.executable, "-m", "django", "load", str(folder)],
        env=environment,
        cwd=BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=its,
    )
    os.close(its)
    told, end = b"", time.monotonic() + SECONDS
    try:
        while HALF_WAY not in told:
            assert time.monotonic() < end, told
            told += os.read(mine, 4096)
        written = bytes_written(environment)
    finally:
        load.send_signal(signal.SIGKILL)
        code = load.wait()
        os.close(mine)
    assert code == -signal.SIGKILL, told
    return written


@contextmanager
def connected(environment):
    """A connection to the database of `environment`, beside those of the tests."""
    handler = ConnectionHandler(
        {DEFAULT_DB_ALIAS: dj_database_url.parse(environment["DATABASE_URL"])}
    )
    connection = handler[DEFAULT_DB_ALIAS]
    try:
        yield connection
    finally:
        connection.close()


def bytes_written(environment):
    """How much of the transaction in flight has reached the database's files already."""
    with connected(environment) as connection:
        if connection.vendor == "sqlite":
            return os.stat(f"{connection.settings_dict['NAME']}-wal").st_size
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size('entries_entry')")
            return cursor.fetchone()[0]


def rows(environment):
    """The number of rows of every table that has any, but Django's own list of migrations."""
    with connected(environment) as connection, connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchone()[0]
    return {
        table: count for table, count in found.items() if count and table != "django_migrations"
    }


def test_a_load_killed_half_way_leaves_nothing_and_the_next_one_succeeds(house, tmp_path):
    record = tmp_path / "record"
    written = generate(record, ENTRIES)

    in_flight = kill_half_way(house, record)

    assert in_flight > 500_000  # bytes: the kill came while rows were being written
    assert rows(house) == {}
    assert f"need: {written['needs']} new" in run(house, "load", str(record))
    assert rows(house)["exchange_need"] == written["needs"]
    assert rows(house)["exchange_solution"] == written["solutions"]
