"""Writers of one process are served in the order of their coming, and nobody keeps the turn."""

import threading
import time
from contextlib import closing

import pytest
from django.db import connections, transaction
from django.db.utils import OperationalError

from config.sqlite.base import DatabaseWrapper
from config.sqlite.turns import Turns


@pytest.fixture
def beside(tmp_path, django_db_blocker):
    """The alias of a database of its own in a file; each thread has its own connection to it."""
    alias = "beside"
    connections.settings[alias] = connections.configure_settings(
        {
            "default": {},
            alias: {
                "ENGINE": "config.sqlite",
                "NAME": tmp_path / "beside.sqlite3",
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 10,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                },
            },
        }
    )[alias]
    with django_db_blocker.unblock():
        run(alias, "CREATE TABLE promise (city TEXT, UNIQUE (city))")
        yield alias
        connections[alias].close()
    del connections[alias], connections.settings[alias]


def run(alias, statement):
    with connections[alias].cursor() as cursor:
        return cursor.execute(statement).fetchall()


def in_threads(count, work):
    """Run `work(number)` in `count` threads; return the errors that they raised."""
    errors = []

    def guarded(number):
        try:
            work(number)
        except Exception as error:
            errors.append(error)
        finally:
            connections["beside"].close()

    threads = [threading.Thread(target=guarded, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_of_eight_writers_none_fails(beside):
    def write(number):
        for round_ in range(20):
            with transaction.atomic(beside):
                run(beside, f"INSERT INTO promise VALUES ('{number}-{round_}')")
            run(beside, f"INSERT INTO promise VALUES ('{number}-{round_}-alone')")

    errors = in_threads(8, write)

    assert errors == []
    assert run(beside, "SELECT count(*) FROM promise") == [(320,)]


def test_turns_are_given_in_the_order_of_coming():
    turns, served = Turns(), []
    turns.take(1)

    def queue(number):
        assert turns.take(5)
        served.append(number)
        turns.give_back()

    threads = [threading.Thread(target=queue, args=[number]) for number in range(8)]
    for waiting, thread in enumerate(threads, start=1):
        thread.start()
        wait_until(lambda waiting=waiting: len(turns._waiting) == waiting)
    turns.give_back()
    for thread in threads:
        thread.join()

    assert served == list(range(8))


def wait_until(condition, seconds=5):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.001)


def test_who_does_not_get_the_turn_in_time_leaves_the_queue():
    turns = Turns()
    turns.take(1)

    refused = turns.take(0.01)
    turns.give_back()

    assert refused is False
    assert turns.take(0.01) is True


def fail_inside(alias):
    with transaction.atomic(alias):
        run(alias, "INSERT INTO promise VALUES ('Bandung')")
        raise LookupError


def fail_in_database(alias):
    with transaction.atomic(alias):
        run(alias, "INSERT INTO promise VALUES ('Bandung')")
        run(alias, "INSERT INTO promise VALUES ('Bandung')")


def fail_alone(alias):
    run(alias, "INSERT INTO nothing VALUES ('Bandung')")


def fail_at_begin(alias):
    connections[alias].ensure_connection()
    connections[alias].connection.execute("BEGIN")  # so that BEGIN IMMEDIATE is refused
    try:
        with transaction.atomic(alias):
            pass
    finally:
        connections[alias].connection.rollback()


def close_inside(alias):
    with transaction.atomic(alias):
        run(alias, "INSERT INTO promise VALUES ('Bandung')")
        connections[alias].close()


def fail_to_commit(alias):
    with transaction.atomic(alias):
        run(
            alias,
            "CREATE TABLE child (city REFERENCES promise(city) DEFERRABLE INITIALLY DEFERRED)",
        )
        run(alias, "INSERT INTO child VALUES ('nowhere')")


@pytest.mark.parametrize(
    "failure",
    [fail_inside, fail_in_database, fail_alone, fail_at_begin, close_inside, fail_to_commit],
)
def test_the_turn_is_given_back_after(failure, beside):
    try:
        failure(beside)
    except Exception as error:
        raised = error
    else:
        raised = None

    errors = in_threads(1, lambda number: run(beside, "INSERT INTO promise VALUES ('Hai Phong')"))

    assert raised is not None or failure is close_inside
    assert errors == []
    assert run(beside, "SELECT city FROM promise") == [("Hai Phong",)]


def test_reading_waits_for_no_writer(beside):
    read = []

    with transaction.atomic(beside):
        run(beside, "INSERT INTO promise VALUES ('Davao')")
        errors = in_threads(1, lambda number: read.extend(run(beside, "SELECT city FROM promise")))

    assert (errors, read) == ([], [])
    assert run(beside, "SELECT city FROM promise") == [("Davao",)]


def test_a_turn_that_does_not_come_is_told_as_a_locked_database(beside):
    impatient = connections[beside].settings_dict | {
        "OPTIONS": connections[beside].settings_dict["OPTIONS"] | {"timeout": 0.05}
    }

    with (
        transaction.atomic(beside),
        closing(DatabaseWrapper(impatient, "impatient")) as other,
        other.cursor() as cursor,
        pytest.raises(OperationalError, match="database is locked: no turn"),
    ):
        cursor.execute("INSERT INTO promise VALUES ('Phuket')")
