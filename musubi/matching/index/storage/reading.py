"""What a query asks the tables. Nothing here needs a transaction."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from musubi.matching.index.segments import Gone, Head
from musubi.matching.index.storage.sql import ask, batches, do

Mark = tuple[Any, ...]


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read within is of one moment; nobody else has to wait meanwhile.

    Within a transaction of the caller's it is that transaction that decides.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        do("BEGIN DEFERRED")  # Django's own transactions are for writers, one at a time
        try:
            yield
        finally:
            do("ROLLBACK")
    else:
        with transaction.atomic():
            do("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


MARK = """
SELECT 0, count(*), CAST(COALESCE(sum(token), 0) AS bigint) FROM matching_change
UNION ALL
SELECT 1, count(*), CAST(COALESCE(sum(token), 0) AS bigint) FROM matching_segment WHERE state = 1
"""


def mark() -> Mark:
    """By what the present moment is known: how many changes and segments, and their tokens' sums.

    Changes are only added, so a new sum means a new set. A greatest seq would not do: on
    PostgreSQL a smaller one can commit later.
    """
    return tuple(sorted(ask(MARK)))


@dataclass(frozen=True, slots=True)
class Heads:
    """All segments and changes of one moment. changes: (seq, token, number of the document)."""

    segments: list[Head]
    changes: list[tuple[int, int, int]]

    @property
    def mark(self) -> Mark:
        changes = (0, len(self.changes), sum(change[1] for change in self.changes))
        segments = (1, len(self.segments), sum(head.key[1] for head in self.segments))
        return (changes, segments)


HEADS = """
SELECT 0, seq, token, number, 0, 0, 0, '' FROM matching_change
UNION ALL
SELECT 1, id, token, documents, tombs, postings, bits, columns FROM matching_segment
WHERE state = 1
"""


def heads() -> Heads:
    """One statement, and so one moment."""
    found = Heads([], [])
    for is_segment, id, token, number, tombs, postings, bits, columns in ask(HEADS):
        if is_segment:
            head = Head((id, token), number, tombs, postings, bits, tuple(json.loads(columns)))
            found.segments.append(head)
        else:
            found.changes.append((id, token, number))
    found.segments.sort(key=lambda head: head.key)
    found.changes.sort()
    return found


def changes(seqs: Iterable[int]) -> dict[tuple[int, int], bytes]:
    """(seq, token) -> content, of those that are still there."""
    found = {}
    for some in batches(seqs):
        rows = ask(
            "SELECT seq, token, content FROM matching_change WHERE seq IN ({values})",
            some,
        )
        found.update({(seq, token): bytes(content) for seq, token, content in rows})
    return found


def blocks(segment: int, numbers: Collection[int]) -> Mapping[int, bytes]:
    """The blobs of a segment. Raises Gone if any is no longer there."""
    found: dict[int, bytes] = {}
    for some in batches(numbers):
        rows = ask(
            "SELECT bucket, data FROM matching_block WHERE segment = %s AND bucket IN ({values})",
            [segment, *some],
        )
        found.update({bucket: bytes(data) for bucket, data in rows})
    if len(found) < len(set(numbers)):
        raise Gone(segment)
    return found


def content_of(name: str) -> bytes:
    """What was written last of a document; empty if it is not there."""
    rows = ask("SELECT content FROM matching_document WHERE name = %s", [name])
    return bytes(rows[0][0]) if rows else b""


def contents(names: Sequence[str]) -> dict[str, bytes]:
    """The same of many; those that are not there are left out."""
    found = {}
    for some in batches(names):
        rows = ask(
            "SELECT name, content FROM matching_document WHERE name IN ({values})",
            some,
        )
        found.update({name: bytes(content) for name, content in rows if content})
    return found


def written_names() -> Iterator[tuple[int, str]]:
    """Number and name of every document that is not deleted."""
    last = 0
    while rows := ask(
        "SELECT number, name, length(content) FROM matching_document WHERE number > %s"
        " ORDER BY number LIMIT 10000",
        [last],
    ):
        yield from ((number, name) for number, name, length in rows if length)
        last = rows[-1][0]
