"""One engine in a process of its own, for benchmarks/index.py:

    python benchmarks/index_engines.py ENGINE SIZE PAIRS

Prints one JSON object: documents/s of loading, milliseconds of searches and updates. All engines
get the same terms, cut beforehand, and give the 20 best ids.
"""

import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from index_corpus import Asked, Corpus, Document

K = 20
ROUNDS = 3
SECONDS = 3.0  # the longest that one kind of search is measured
UPDATES = 30


def milliseconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def median_of(search: Callable[[Asked], Any], asked: list[Asked]) -> float:
    """The middle time of the searches, in milliseconds, once each was warmed up."""
    end = time.monotonic() + SECONDS
    found = []
    for number in range(-1, ROUNDS):
        for one in asked:
            took = milliseconds(lambda one=one: search(one))
            if number >= 0:
                found.append(took)
            if time.monotonic() > end:
                return statistics.median(found or [took])
    return statistics.median(found)


def rate(load: Callable[[Iterable[Any]], Any], documents: Iterable[Any], size: int) -> float:
    """Documents that `load` takes a second; the time to make them up is not counted."""
    making = 0.0

    def timed() -> Iterable[Any]:
        nonlocal making
        source = iter(documents)
        while True:
            began = time.monotonic()
            document = next(source, None)
            making += time.monotonic() - began
            if document is None:
                return
            yield document

    began = time.monotonic()
    load(timed())
    return size / (time.monotonic() - began - making)


def measured(engine: Any, corpus: Corpus) -> dict[str, Any]:
    return {
        "per_second": rate(engine.load, corpus.documents(), corpus.size),
        "totals": [engine.total(one) for one in corpus.match(5)]
        if hasattr(engine, "total")
        else [],
        "match": median_of(engine.search, corpus.match()),
        "broad": median_of(engine.search, corpus.broad()),
        "update": updates(engine, corpus) if hasattr(engine, "update") else None,
    }


def updates(engine: Any, corpus: Corpus) -> float:
    documents = list(islice(corpus.documents(), UPDATES))
    return statistics.median(
        milliseconds(lambda d=d: engine.update(d, f"u{d.id}")) for d in documents
    )


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def ours(size: int, pairs: int) -> dict[str, Any]:
    """The index in the database of DATABASE_URL; each step in a process of its own."""

    def step(name: str) -> dict[str, Any]:
        words = [sys.executable, __file__, name, str(size), str(pairs)]
        return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)

    return step("ours-load") | step("ours-merge") | step("ours-search")


def as_written(document: Document) -> Any:
    from musubi.matching.index import Columns

    columns = Columns(
        {"kind": document.kind, "language": document.language},
        {"country": frozenset(document.countries)},
    )
    return f"d/{document.id:07}", document.impacts, columns


def ours_load(size: int, _pairs: int) -> dict[str, Any]:
    start_django()
    from django.core.management import call_command

    from musubi.matching import index

    for app in ("matching", "jobs"):
        call_command("migrate", app, verbosity=0)
    documents = map(as_written, Corpus(size).documents())
    return {"per_second": rate(index.upsert_many, documents, size)}


def ours_merge(_size: int, _pairs: int) -> dict[str, Any]:
    start_django()
    from musubi.matching import index

    took = milliseconds(lambda: index.compact(full=True)) / 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"merge_seconds": took, "merge_mib": peak}


def ours_search(size: int, pairs: int) -> dict[str, Any]:
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
        "update": ours_update(corpus),
    }


def ours_update(corpus: Corpus) -> float:
    """From the beginning of the write until another process has found it."""
    from django.db import transaction

    from musubi.matching import index

    words = [sys.executable, __file__, "ours-follow", "0", "0"]
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


def ours_follow(_size: int, _pairs: int) -> None:
    start_django()
    from musubi.matching import index

    for line in sys.stdin:
        print(index.search(index.Query(words={line.strip(): 1.0}), k=1).total, flush=True)
    raise SystemExit


class Tantivy:
    """On disk, merged, two threads to write; a search counts all that it finds, as ours does."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("tags", tokenizer_name="whitespace", index_option="basic")
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(folder))

    def document(self, document: Document) -> Any:
        text = " ".join(word for word, n in document.words.items() for _ in range(n))
        return self.tantivy.Document(
            id=[str(document.id)], text=[text], tags=[" ".join(document.tags)]
        )

    def load(self, documents: Iterable[Document]) -> None:
        writer = self.index.writer(512 << 20, num_threads=2)
        for document in documents:
            writer.add_document(self.document(document))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def query(self, asked: Asked) -> Any:
        of, occur = self.tantivy.Query, self.tantivy.Occur

        def any_of(field: str, terms: list[str], option: str) -> Any:
            parts = [(occur.Should, of.term_query(self.schema, field, t, option)) for t in terms]
            return of.boolean_query(parts)

        words = any_of("text", asked.words, "freq")
        if not asked.filters:
            return words
        tags = [any_of("tags", values, "basic") for values in asked.filters.values()]
        filters = [(occur.Must, of.const_score_query(tag, 0.0)) for tag in tags]
        return of.boolean_query([(occur.Must, words), *filters])

    def search(self, asked: Asked) -> list[str]:
        searcher = self.index.searcher()
        found = searcher.search(self.query(asked), K, count=True)
        return [searcher.doc(address)["id"][0] for _score, address in found.hits]

    def total(self, asked: Asked) -> int:
        return self.index.searcher().search(self.query(asked), 1, count=True).count

    def update(self, document: Document, word: str) -> None:
        if not hasattr(self, "writer"):
            self.writer = self.index.writer(64 << 20, num_threads=1)
        self.writer.delete_documents_by_term("id", str(document.id))
        document.words[word] = 1
        self.writer.add_document(self.document(document))
        self.writer.commit()
        self.index.reload()
        assert self.total(Asked([word], {})) == 1


class FTS5:
    """SQLite's own; filters are terms of a second column."""

    def __init__(self, folder: Path) -> None:
        self.db = sqlite3.connect(folder / "fts.sqlite3", isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute("CREATE VIRTUAL TABLE doc USING fts5(text, tags, tokenize='ascii')")

    def row(self, document: Document) -> tuple[int, str, str]:
        text = " ".join(word for word, n in document.words.items() for _ in range(n))
        return document.id + 1, text, " ".join(document.tags)

    def load(self, documents: Iterable[Document]) -> None:
        self.db.execute("BEGIN")
        rows = map(self.row, documents)
        self.db.executemany("INSERT INTO doc(rowid, text, tags) VALUES (?, ?, ?)", rows)
        self.db.execute("COMMIT")
        self.db.execute("INSERT INTO doc(doc) VALUES ('optimize')")

    def search(self, asked: Asked) -> list[Any]:
        parts = [f"(text : ({' OR '.join(asked.words)}))"]
        parts += [f"(tags : ({' OR '.join(values)}))" for values in asked.filters.values()]
        statement = "SELECT rowid FROM doc WHERE doc MATCH ? ORDER BY bm25(doc, 1, 0) LIMIT ?"
        return self.db.execute(statement, (" AND ".join(parts), K)).fetchall()

    def update(self, document: Document, word: str) -> None:
        document.words[word] = 1
        number, text, tags = self.row(document)
        self.db.execute("UPDATE doc SET text = ?, tags = ? WHERE rowid = ?", (text, tags, number))
        assert len(self.search(Asked([word], {}))) == 1


class TsRank:
    """PostgreSQL's own, with a GIN index; filters are columns."""

    def __init__(self, _folder: Path) -> None:
        import psycopg

        self.db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        self.db.execute(
            "CREATE TABLE doc (id int PRIMARY KEY, kind text, language text, countries text[],"
            " words tsvector)"
        )

    def row(self, document: Document) -> tuple[Any, ...]:
        text = " ".join(word for word, n in document.words.items() for _ in range(n))
        return document.id, document.kind, document.language, document.countries, text

    def load(self, documents: Iterable[Document]) -> None:
        with self.db.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE raw (id int, k text, l text, c text[], t text)")
            with cursor.copy("COPY raw FROM STDIN") as copy:
                for document in documents:
                    copy.write_row(self.row(document))
            cursor.execute("INSERT INTO doc SELECT id, k, l, c, to_tsvector('simple', t) FROM raw")
            cursor.execute("CREATE INDEX ON doc USING gin (words)")
            cursor.execute("CREATE INDEX ON doc (kind)")
            cursor.execute("VACUUM ANALYZE doc")

    def search(self, asked: Asked) -> list[Any]:
        columns = {"kind": "kind = ANY(%s)", "language": "language = ANY(%s)"}
        where = "".join(f" AND {columns.get(n, 'countries && %s')}" for n in asked.filters)
        statement = (
            f"SELECT id FROM doc, to_tsquery('simple', %s) q WHERE words @@ q{where}"
            " ORDER BY ts_rank(words, q) DESC LIMIT %s"
        )
        values = [" | ".join(asked.words), *asked.filters.values(), K]
        return self.db.execute(statement, values).fetchall()

    def update(self, document: Document, word: str) -> None:
        document.words[word] = 1
        text = self.row(document)[4]
        self.db.execute(
            "UPDATE doc SET words = to_tsvector('simple', %s) WHERE id = %s", (text, document.id)
        )
        assert len(self.search(Asked([word], {}))) == 1


class BM25S:
    """In memory; it cannot be updated, and knows no filters, so they are a mask of weights."""

    def __init__(self, _folder: Path) -> None:
        import bm25s

        self.bm25s = bm25s

    def load(self, documents: Iterable[Document]) -> None:
        import numpy as np

        tokens, self.tags = [], []
        for document in documents:
            tokens.append([word for word, n in document.words.items() for _ in range(n)])
            self.tags.append(set(document.tags))
        self.model = self.bm25s.BM25()
        self.model.index(tokens, show_progress=False)
        self.np = np
        self.masks: dict[str, Any] = {}

    def mask(self, asked: Asked) -> Any:
        """Kept from query to query, as ours are."""
        key = json.dumps(asked.filters)
        if key not in self.masks:
            wanted = [set(values) for values in asked.filters.values()]
            passed = (all(tags & values for values in wanted) for tags in self.tags)
            self.masks[key] = self.np.fromiter(passed, self.np.float32, len(self.tags))
        return self.masks[key]

    def search(self, asked: Asked) -> Any:
        mask = self.mask(asked) if asked.filters else None
        return self.model.retrieve(
            [asked.words], k=K, show_progress=False, weight_mask=mask
        ).documents


PEERS = {"tantivy": Tantivy, "FTS5": FTS5, "ts_rank": TsRank, "bm25s": BM25S}
STEPS = {
    "ours": ours,
    "ours-load": ours_load,
    "ours-merge": ours_merge,
    "ours-search": ours_search,
    "ours-follow": ours_follow,
}


def main(name: str, size: int, pairs: int) -> None:
    if name in STEPS:
        print(json.dumps(STEPS[name](size, pairs)))
        return
    with tempfile.TemporaryDirectory(prefix="musubi-peer-") as folder:
        print(json.dumps(measured(PEERS[name](Path(folder)), Corpus(size))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
