"""The search index in the database of DATABASE_URL, for benchmarks/index.py:

    python benchmarks/index_ours.py all SIZE PAIRS

Prints one JSON object. Loading, merging and searching each run in a process of their own.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
from itertools import islice
from typing import Any

from index_corpus import Asked, Corpus, Document
from index_timing import UPDATES, K, median_of, milliseconds, rate


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def every(size: int, pairs: int) -> dict[str, Any]:
    """The index in the database of DATABASE_URL; each step in a process of its own."""

    def step(name: str) -> dict[str, Any]:
        words = [sys.executable, __file__, name, str(size), str(pairs)]
        return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)

    return step("load") | step("merge") | step("search")


def as_written(document: Document) -> Any:
    from musubi.matching.index import Columns

    columns = Columns(
        {"kind": document.kind, "language": document.language},
        {"country": frozenset(document.countries)},
    )
    return f"d/{document.id:07}", document.impacts, columns


def load(size: int, _pairs: int) -> dict[str, Any]:
    start_django()
    from django.core.management import call_command

    from musubi.matching import index

    for app in ("matching", "jobs"):
        call_command("migrate", app, verbosity=0)
    documents = map(as_written, Corpus(size).documents())
    return {"per_second": rate(index.upsert_many, documents, size)}


def merge(_size: int, _pairs: int) -> dict[str, Any]:
    start_django()
    from musubi.matching import index

    took = milliseconds(lambda: index.compact(full=True)) / 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"merge_seconds": took, "merge_mib": peak}


def search_all(size: int, pairs: int) -> dict[str, Any]:
    start_django()
    from django.db import connection

    from musubi.matching import index

    corpus = Corpus(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def query(asked: Asked) -> Any:
        return index.Query(words=dict.fromkeys(asked.words, 1.0))

    def search(asked: Asked) -> Any:
        return index.search(query(asked), asked.filters, K)

    asked = corpus.match(pairs)
    queries = ((str(n), query(one)) for n, one in enumerate(asked))
    every_pair = index.top_pairs(queries, {"kind": ["k1"]}, K)
    return {
        "totals": [search(one).total for one in corpus.match(5)],
        "match": median_of(search, corpus.match()),
        "broad": median_of(search, corpus.broad()),
        "pairs": milliseconds(lambda: sum(1 for _pair in every_pair)) / 1000,
        "update": update_median(corpus),
    }


def update_median(corpus: Corpus) -> float:
    """From the beginning of the write until another process has found it."""
    from django.db import transaction

    from musubi.matching import index

    words = [sys.executable, __file__, "follow", "0", "0"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None

        def found(word: str) -> int:
            other.stdin.write(f"{word}\n".encode())
            other.stdin.flush()
            return int(other.stdout.readline())

        def update(document: Document) -> None:
            id, impacts, columns = as_written(document)
            with transaction.atomic():
                index.upsert(id, impacts | {f"u{document.id}": 255}, columns)
            if found(f"u{document.id}") != 1:
                raise SystemExit("A committed write was not found by another process.")

        found("w1")
        some = islice(corpus.documents(), UPDATES)
        took = statistics.median(milliseconds(lambda d=d: update(d)) for d in some)
        other.stdin.close()
    return took


def follow(_size: int, _pairs: int) -> None:
    start_django()
    from musubi.matching import index

    for line in sys.stdin:
        print(index.search(index.Query(words={line.strip(): 1.0}), k=1).total, flush=True)
    raise SystemExit


STEPS = {"all": every, "load": load, "merge": merge, "search": search_all, "follow": follow}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))))
