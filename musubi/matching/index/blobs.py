"""How the parts of a segment lie in bytes. Knows no Django.

Postings are cut into buckets by the leading bits of the terms' hashes, so that a query reads
only the buckets of its terms, and a merge reads and writes one bucket after the other.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import Any

import numpy as np

from musubi.matching.index.contents import Array

BUCKET_BYTES = 24_000  # about, on average
POSTING_BYTES = 5  # four of the position, one of the impact
POSITION_BITS = 18
MOST_DOCUMENTS = 1 << POSITION_BITS  # of one segment
IMPACT_BITS = 8

BUCKET_HEADER = Struct("<II")  # terms, postings
NAMES_HEADER = Struct("<IIQ")  # documents, tombs, bytes of all ids
COLUMN_HEADER = Struct("<III")  # values, rows, bytes of the values


@dataclass(frozen=True, slots=True)
class Bucket:
    """The postings of the terms of one range of hashes.

    hashes: ascending. ends: where the postings of each term end. positions: of documents,
    ascending within a term. impacts: one for each position.
    """

    hashes: Array
    ends: Array
    positions: Array
    impacts: Array


def bits_for(postings: int) -> int:
    """How many leading bits cut this many postings into buckets of about BUCKET_BYTES."""
    return max(0, round(math.log2(max(1, postings * POSTING_BYTES / BUCKET_BYTES))))


def pack_keys(ranks: Array, positions: Array, impacts: Array) -> Array:
    """One integer for each posting, which sorts by rank of the term and position."""
    keys = ranks.astype(np.int64)
    keys <<= POSITION_BITS
    keys |= positions
    keys <<= IMPACT_BITS
    keys |= impacts
    return keys


def encode_buckets(hashes: Array, keys: Array, bits: int, numbers: range) -> Iterator[bytes]:
    """The bytes of the buckets with these numbers, in their order.

    hashes: ascending, all within these buckets. keys: sorted, made by `pack_keys` with the place
    of a term in `hashes` as its rank.
    """
    counts = np.bincount(keys >> (POSITION_BITS + IMPACT_BITS), minlength=len(hashes))
    hashes, counts = hashes[counts > 0], counts[counts > 0]
    ends = np.concatenate(([0], np.cumsum(counts)))
    positions = ((keys >> IMPACT_BITS) & (MOST_DOCUMENTS - 1)).astype("<u4")
    impacts = (keys & 255).astype(np.uint8)
    of_term = hashes >> np.uint64(64 - bits) if bits else np.zeros(len(hashes), np.uint64)
    cuts = np.searchsorted(of_term, np.arange(numbers.start, numbers.stop + 1, dtype=np.uint64))
    for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        start, stop = int(ends[first]), int(ends[last])
        yield b"".join(
            (
                BUCKET_HEADER.pack(last - first, stop - start),
                hashes[first:last].astype("<u8").tobytes(),
                (ends[first + 1 : last + 1] - start).astype("<u4").tobytes(),
                positions[start:stop].tobytes(),
                impacts[start:stop].tobytes(),
            )
        )


def decode_bucket(blob: bytes) -> Bucket:
    terms, postings = BUCKET_HEADER.unpack_from(blob)
    ends_at = BUCKET_HEADER.size + 8 * terms
    positions_at = ends_at + 4 * terms
    return Bucket(
        np.frombuffer(blob, "<u8", terms, BUCKET_HEADER.size),
        np.frombuffer(blob, "<u4", terms, ends_at),
        np.frombuffer(blob, "<u4", postings, positions_at),
        np.frombuffer(blob, np.uint8, postings, positions_at + 4 * postings),
    )


class Ids(Sequence[bytes]):
    """The ids of a segment's documents, ascending: their order is that of ties."""

    def __init__(self, ends: Array, text: bytes) -> None:
        self._ends, self._text = ends, text

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, position: Any) -> Any:
        start = self._ends.item(position - 1) if position else 0
        return self._text[start : self._ends.item(position)]


@dataclass(frozen=True, slots=True)
class Names:
    """Which documents a segment holds, in which versions, and which it knows to be deleted.

    numbers, seqs: of each document, by position. tombs, tomb_seqs: of the deleted ones.
    """

    ids: Ids
    numbers: Array
    seqs: Array
    tombs: Array
    tomb_seqs: Array


def encode_names(
    ids: Sequence[bytes], numbers: Array, seqs: Array, tombs: Array, tomb_seqs: Array
) -> bytes:
    text = b"".join(ids)
    ends = np.cumsum(np.fromiter(map(len, ids), dtype="<u4", count=len(ids)), dtype="<u4")
    arrays = (a.astype("<i8").tobytes() for a in (numbers, seqs, tombs, tomb_seqs))
    header = NAMES_HEADER.pack(len(ids), len(tombs), len(text))
    return b"".join((header, *arrays, ends.tobytes(), text))


def decode_names(blob: bytes) -> Names:
    count, tombs, length = NAMES_HEADER.unpack_from(blob)
    found, at = [], NAMES_HEADER.size
    for size in (count, count, tombs, tombs):
        found.append(np.frombuffer(blob, "<i8", size, at))
        at += 8 * size
    ends = np.frombuffer(blob, "<u4", count, at)
    ids = Ids(ends, blob[at + 4 * count : at + 4 * count + length])
    return Names(ids, *found)


@dataclass(frozen=True, slots=True)
class Column:
    """Which documents have which value. ends: where the positions of each value end."""

    values: list[str]
    ends: Array
    positions: Array

    def of(self, value: int) -> Array:
        """The positions of the documents with the value at this place."""
        return self.positions[self.ends[value - 1] if value else 0 : self.ends[value]]


def encode_column(positions: Mapping[str, Array]) -> bytes:
    """positions: value -> positions of its documents, ascending and not empty."""
    values = sorted(positions)
    text = json.dumps(values, ensure_ascii=False).encode()
    ends = np.cumsum([len(positions[value]) for value in values], dtype="<u4")
    rows = np.concatenate([positions[value] for value in values]).astype("<u4")
    header = COLUMN_HEADER.pack(len(values), len(rows), len(text))
    return b"".join((header, ends.tobytes(), rows.tobytes(), text))


def decode_column(blob: bytes) -> Column:
    values, rows, length = COLUMN_HEADER.unpack_from(blob)
    rows_at = COLUMN_HEADER.size + 4 * values
    text_at = rows_at + 4 * rows
    return Column(
        json.loads(blob[text_at : text_at + length]),
        np.frombuffer(blob, "<u4", values, COLUMN_HEADER.size),
        np.frombuffer(blob, "<u4", rows, rows_at),
    )
