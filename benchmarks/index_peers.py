"""A peer of the search index in a process of its own, for benchmarks/index.py:

    python benchmarks/index_peers.py tantivy|FTS5|ts_rank|bm25s SIZE

Prints one JSON object. All peers get the same terms, cut beforehand, and give the 20 best ids.
"""

import json
import os
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from index_corpus import Asked, Corpus, Document
from index_timing import UPDATES, K, median_of, milliseconds, rate


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


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="musubi-peer-") as folder:
        print(json.dumps(measured(PEERS[sys.argv[1]](Path(folder)), Corpus(int(sys.argv[2])))))
