"""A process of its own for test_kill.py: `kill_process.py write|read|merge FOLDER NUMBER`."""

import random
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import OperationalError, connection, transaction  # noqa: E402

from musubi.journal.models import Stamp, stamps  # noqa: E402
from musubi.matching import index  # noqa: E402
from musubi.matching.index import Query, compaction, writing  # noqa: E402
from tests.matching.index.kill_pairs import documents_of, is_deleted, pair_name  # noqa: E402

WRITERS, PAIRS = 4, 25  # pairs of each writer
SLACK = 0.002  # seconds between two steps, so that all get their turn

compaction.LEASE = timedelta(seconds=1)
compaction.LOG_MOST = 16
writing.BULK = 20


def seen(pair):
    """Version -> number of documents of the pair that a search finds."""
    result = index.search(Query(words={"all": 1.0}), {"pair": {pair}}, facets=("version",))
    found = {int(version): number for version, number in result.facets["version"].items()}
    assert sum(found.values()) == result.total == len(result.hits)
    return found


def expected(pair, version):
    return {} if is_deleted(version) else {version: 2}


def write(pairs):
    """The next version of some pairs, in one transaction; read before and after the commit."""
    with transaction.atomic():
        versions = dict(zip(pairs, stamps(pairs), strict=True))
        for pair in pairs:
            versions[pair] += 1
            Stamp.objects.update_or_create(pk=pair, defaults={"number": versions[pair]})
            for half in ("left", "right"):
                if is_deleted(versions[pair]):
                    index.delete(f"{half}/{pair}")
        index.upsert_many(d for pair in pairs for d in documents_of(pair, versions[pair]))
        for pair in pairs:
            assert seen(pair) == expected(pair, versions[pair]), "an own write, before its commit"
    for pair in pairs:
        assert seen(pair) == expected(pair, versions[pair]), "an own write, after its commit"


def writer(number):
    mine = [pair_name(number, n) for n in range(PAIRS)]
    while True:
        write(sorted(random.sample(mine, random.choice((1, 1, 1, 2, 12)))))
        yield "write"


def reader(_number):
    everybody = [pair_name(w, n) for w in range(WRITERS) for n in range(PAIRS)]
    while True:
        pair = random.choice(everybody)
        (before,) = stamps([pair])
        found = seen(pair)
        (after,) = stamps([pair])
        may_be = [expected(pair, version) for version in range(before, after + 1)]
        assert found in may_be, f"{pair}: {found} is none of {may_be}"
        yield "read"


def merger(_number):
    while True:
        made = index.compact(full=random.random() < 0.1)
        yield "merge" if made else None
        time.sleep(0.02)


def main(role, folder, number):
    """Do steps until killed; append a line for each, and tell what goes wrong."""
    folder = Path(folder)
    steps = {"write": writer, "read": reader, "merge": merger}[role]
    while True:
        try:
            for done in steps(int(number)):
                if done:
                    with open(folder / f"{role}-{number}.done", "a") as file:
                        file.write(".")
                time.sleep(SLACK)
        except OperationalError as error:
            # The database lets somebody wait too long, or has chosen him to end a deadlock.
            with open(folder / "refused", "a") as file:
                file.write(f"{role} {number}: {error}\n")
            connection.close()
        except compaction.LeaseLost:
            continue
        except BaseException as error:
            with open(folder / "wrong", "a") as file:
                file.write(f"{role} {number}: {error!r}\n")
            raise


if __name__ == "__main__":
    main(*sys.argv[1:])
