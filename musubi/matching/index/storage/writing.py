"""What a write does to the tables, in the caller's transaction."""

import json
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from musubi.matching.index.building import Parts
from musubi.matching.index.storage.sql import GONE, ask, do, new_token

BYTES_AT_ONCE = 1 << 20


def lock(names: Sequence[str]) -> dict[str, tuple[int, bytes]]:
    """Lock the rows of documents; name -> number and digest, of those that have a row."""
    statement = "SELECT name, number, digest FROM matching_document WHERE name IN ({values})"
    if connection.features.has_select_for_update:
        statement += " ORDER BY name FOR UPDATE"
    rows = ask(statement, names)
    return {name: (number, bytes(digest)) for name, number, digest in rows}


def lock_all() -> None:
    """Let no other write before this transaction has ended; wait for those that have begun."""
    if connection.vendor == "postgresql":
        do("LOCK TABLE matching_document IN EXCLUSIVE MODE")


def put(rows: Sequence[tuple[str, bytes, bytes]]) -> dict[str, int]:
    """Write (name, digest, content) of documents, and lock their rows; name -> number."""
    values = [value for row in rows for value in row]
    found = ask(
        "INSERT INTO matching_document (name, digest, content) VALUES {values}"
        " ON CONFLICT (name) DO UPDATE SET digest = EXCLUDED.digest, content = EXCLUDED.content"
        " RETURNING name, number",
        values,
        width=3,
    )
    return dict(found)


def add_changes(versions: Sequence[tuple[int, bytes]]) -> int:
    """Append (number, content) to the log; return the greatest new seq.

    Each gets its seq only now, when the rows of the documents are locked: so of two versions of
    one document that which commits later has the greater.
    """
    values = [value for number, content in versions for value in (new_token(), number, content)]
    rows = ask(
        "INSERT INTO matching_change (token, number, content) VALUES {values} RETURNING seq",
        values,
        width=3,
    )
    return max(seq for (seq,) in rows)


def next_seq() -> int:
    """A seq greater than all so far, for versions that go straight into a segment."""
    seq = add_changes([(0, b"")])
    do("DELETE FROM matching_change WHERE seq = %s", [seq])
    return seq


def take_out_everything() -> None:
    """Empty the log and retire all segments."""
    do("DELETE FROM matching_change")
    do("UPDATE matching_segment SET state = %s", [GONE])


def add_segment(parts: Parts, state: int) -> int:
    rows = ask(
        "INSERT INTO matching_segment (token, state, documents, tombs, postings, bits, columns)"
        " VALUES ({values}) RETURNING id",
        [
            new_token(),
            state,
            parts.documents,
            parts.tombs,
            parts.postings,
            parts.bits,
            json.dumps(parts.columns),
        ],
    )
    return rows[0][0]


def add_blocks(segment: int, blobs: Sequence[tuple[int, bytes]]) -> None:
    rows = [(segment, number, blob) for number, blob in blobs]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = "COPY matching_block (segment, bucket, data) FROM STDIN (FORMAT BINARY)"
            with cursor.copy(statement) as copy:
                copy.set_types(("int8", "int4", "bytea"))
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(
                "INSERT INTO matching_block (segment, bucket, data) VALUES (%s, %s, %s)", rows
            )


def in_portions(blobs: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """The same in lists of about BYTES_AT_ONCE."""
    some: list[tuple[int, bytes]] = []
    size = 0
    for number, blob in blobs:
        some.append((number, blob))
        size += len(blob)
        if size >= BYTES_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some
