"""Merging segments into one, bucket by bucket, so that memory stays small. Knows no Django.

Only living versions are carried over. The record of a deleted document is kept just as long as
some other segment still holds an older version, which would otherwise come back to life.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from musubi.matching.index.blobs import (
    MOST_DOCUMENTS,
    Bucket,
    bits_for,
    decode_bucket,
    encode_buckets,
    encode_column,
    encode_names,
    pack_keys,
)
from musubi.matching.index.building import Parts
from musubi.matching.index.contents import Array
from musubi.matching.index.segments import FIRST_COLUMN, NAMES, Segment
from musubi.matching.index.views import Living

STEP_BITS = 6  # so many buckets (2⁶) of the new segment are made at a time
READ_AT_ONCE = 64  # buckets of an old segment


@dataclass(frozen=True, slots=True)
class Input:
    """A segment to be merged. places: by old position the new one, or -1 if it is dead."""

    segment: Segment
    places: Array


def merge(livings: Sequence[Living], others: Sequence[Segment]) -> Parts | None:
    """The parts of one segment with what lives in `livings`; None if nothing is left.

    others: all other segments of the view. Raises ValueError for too many documents, and Gone,
    also while the blobs are read, if a segment has been merged away.
    """
    if sum(living.alive for living in livings) > MOST_DOCUMENTS:
        raise ValueError(f"A segment holds at most {MOST_DOCUMENTS} documents.")
    inputs, ids, numbers, seqs = _in_order(livings)
    tombs, tomb_seqs = _tombs(livings, others)
    if not ids and not len(tombs):
        return None
    postings = _estimate(livings)
    bits = bits_for(postings)
    columns = sorted({name for living in livings for name in living.segment.head.columns})
    columns = [name for name in columns if _column(inputs, name)]

    def blobs() -> Iterator[tuple[int, bytes]]:
        yield NAMES, encode_names(ids, numbers, seqs, tombs, tomb_seqs)
        for place, name in enumerate(columns):
            yield FIRST_COLUMN - place, encode_column(_column(inputs, name))
        yield from enumerate(_buckets(inputs, bits))

    return Parts(len(ids), len(tombs), postings, bits, tuple(columns), blobs())


def _estimate(livings: Sequence[Living]) -> int:
    """About how many postings are left; of segments without dead documents, exactly."""
    return sum(
        living.segment.head.postings * living.alive // max(1, living.documents)
        for living in livings
    )


def _in_order(livings: Sequence[Living]) -> tuple[list[Input], list[bytes], Array, Array]:
    """The inputs with their new positions, and by new position: ids, numbers, seqs."""
    alive = [np.delete(np.arange(living.documents), living.dead) for living in livings]
    ids = [
        living.segment.names.ids[position]
        for living, some in zip(livings, alive, strict=True)
        for position in some.tolist()
    ]
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.intp)
    places = np.empty(len(ids), np.int64)
    places[order] = np.arange(len(ids))
    inputs, start = [], 0
    for living, some in zip(livings, alive, strict=True):
        new = np.full(living.documents, -1, np.int64)
        new[some] = places[start : start + len(some)]
        inputs.append(Input(living.segment, new))
        start += len(some)
    names = [living.segment.names for living in livings]
    numbers = _joined([n.numbers[some] for n, some in zip(names, alive, strict=True)])
    seqs = _joined([n.seqs[some] for n, some in zip(names, alive, strict=True)])
    return inputs, [ids[place] for place in order.tolist()], numbers[order], seqs[order]


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)


def _tombs(livings: Sequence[Living], others: Sequence[Segment]) -> tuple[Array, Array]:
    """The records of deleted documents that still hide something in other segments."""
    numbers = _joined([living.segment.names.tombs for living in livings])
    seqs = _joined([living.segment.names.tomb_seqs for living in livings])
    # Of several records of one document, the newest.
    order = np.lexsort((seqs, numbers))
    numbers, seqs = numbers[order], seqs[order]
    newest = np.append(numbers[1:] != numbers[:-1], True)[: len(numbers)]
    numbers, seqs = numbers[newest], seqs[newest]
    needed = np.zeros(len(numbers), bool)
    superseded = np.zeros(len(numbers), bool)
    for segment in (*others, *(living.segment for living in livings)):
        known, known_seqs, _positions = segment.versions
        if len(known):
            places = np.searchsorted(known, numbers)
            places[places == len(known)] = 0
            is_same = known[places] == numbers
            superseded |= is_same & (known_seqs[places] > seqs)
            if segment in others:
                needed |= is_same & (known_seqs[places] < seqs)
    needed &= ~superseded
    return numbers[needed], seqs[needed]


def _column(inputs: Sequence[Input], name: str) -> dict[str, Array]:
    """Value -> new positions of the living documents that have it."""
    found: dict[str, list[Array]] = {}
    for one in inputs:
        column = one.segment.column(name)
        if column is None:
            continue
        for place, value in enumerate(column.values):
            new = one.places[column.of(place)]
            found.setdefault(value, []).append(new[new >= 0])
    joined = {value: np.sort(np.concatenate(some)) for value, some in found.items()}
    return {value: positions for value, positions in joined.items() if len(positions)}


def _buckets(inputs: Sequence[Input], bits: int) -> Iterator[bytes]:
    step_bits = max(0, bits - STEP_BITS)
    width = 1 << (bits - step_bits)
    cursors = [Cursor(one.segment) for one in inputs]
    for step in range(1 << step_bits):
        some = [
            _moved(bucket, one.places)
            for one, cursor in zip(inputs, cursors, strict=True)
            for bucket in cursor.buckets(step, step_bits)
        ]
        hashes, keys = _together(some)
        yield from encode_buckets(hashes, keys, bits, range(step * width, (step + 1) * width))


Moved = tuple[Array, Array, Array, Array]  # hashes of terms; of postings: term, position, impact


def _moved(bucket: Bucket, places: Array) -> Moved:
    """The postings of living documents, at their new positions."""
    terms = np.repeat(np.arange(len(bucket.hashes)), np.diff(bucket.ends, prepend=0))
    positions = places[bucket.positions]
    kept = positions >= 0
    if kept.all():
        return bucket.hashes, terms, positions, bucket.impacts
    return bucket.hashes, terms[kept], positions[kept], bucket.impacts[kept]


def _together(some: Sequence[Moved]) -> tuple[Array, Array]:
    """Hashes ascending, and sorted keys of all postings."""
    if not some:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    hashes = np.unique(np.concatenate([moved[0] for moved in some]))
    keys = np.concatenate(
        [
            pack_keys(np.searchsorted(hashes, of_terms)[terms], positions, impacts)
            for of_terms, terms, positions, impacts in some
        ]
    )
    keys.sort()
    return hashes, keys


class Cursor:
    """Reads a segment from its first bucket to its last, and keeps few of them."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._bits = segment.head.bits
        self._kept: dict[int, Bucket] = {}

    def buckets(self, step: int, step_bits: int) -> Iterator[Bucket]:
        """The buckets with the hashes whose first `step_bits` bits are `step`."""
        if self._bits >= step_bits:
            finer = self._bits - step_bits
            for number in range(step << finer, (step + 1) << finer):
                yield self._bucket(number)
            return
        coarser = step_bits - self._bits
        bucket = self._bucket(step >> coarser)
        of_term = bucket.hashes >> np.uint64(64 - step_bits)
        first, last = np.searchsorted(of_term, np.array([step, step + 1], np.uint64)).tolist()
        yield _slice(bucket, first, last)

    def _bucket(self, number: int) -> Bucket:
        if number not in self._kept:
            last = min(number + READ_AT_ONCE, 1 << self._bits)
            blobs = self._segment.fetch(self._segment.head.key[0], range(number, last))
            self._kept = {n: decode_bucket(blob) for n, blob in blobs.items()}
        return self._kept[number]


def _slice(bucket: Bucket, first: int, last: int) -> Bucket:
    """The part with the terms from place `first` to before `last`."""
    start = int(bucket.ends[first - 1]) if first else 0
    stop = int(bucket.ends[last - 1]) if last else 0
    return Bucket(
        bucket.hashes[first:last],
        bucket.ends[first:last].astype(np.int64) - start,
        bucket.positions[start:stop],
        bucket.impacts[start:stop],
    )
