"""A segment as a process reads it: its parts come when they are asked for. Knows no Django."""

import threading
import weakref
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np

from musubi.matching.index.blobs import (
    Bucket,
    Column,
    Names,
    decode_bucket,
    decode_column,
    decode_names,
)
from musubi.matching.index.contents import Array

NAMES = -1  # the number of the blob with names and versions
FIRST_COLUMN = -2  # of the first column; the next has -3
MOST_MASKS = 64  # values of columns of which a segment remembers the documents

Key = tuple[int, int]  # id and token: an id can come again after a rollback, a token cannot
Fetch = Callable[[int, Collection[int]], Mapping[int, bytes]]


class Gone(Exception):
    """A segment has been merged away since it was looked up: look again."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a segment before anything of it is read."""

    key: Key
    documents: int
    tombs: int
    postings: int
    bits: int
    columns: tuple[str, ...]


class Postings:
    """Where one term stands. positions: ascending; impacts: one for each."""

    __slots__ = ("dense", "impacts", "positions", "size")

    def __init__(self, positions: Array, impacts: Array) -> None:
        self.positions, self.impacts = positions, impacts
        self.size = len(positions)
        self.dense: Array | None = None

    def spread(self, documents: int) -> Array:
        """The impact on every document of the segment, 0 where the term is absent."""
        if self.dense is None:
            dense = np.zeros(documents, np.uint8)
            dense[self.positions] = self.impacts
            self.dense = dense
        return self.dense


class Loaded:
    """A bucket in memory, with the terms that have been asked for."""

    __slots__ = ("bucket", "bytes", "terms", "used")

    def __init__(self, blob: bytes) -> None:
        self.bucket = decode_bucket(blob)
        self.bytes = len(blob)
        self.terms: dict[int, Postings | None] = {}
        self.used = 0

    def postings(self, hash: int) -> Postings | None:
        try:
            return self.terms[hash]
        except KeyError:
            found = self.terms[hash] = _cut_out(self.bucket, hash)
            return found


def _cut_out(bucket: Bucket, hash: int) -> Postings | None:
    place = int(np.searchsorted(bucket.hashes, np.uint64(hash)))
    if place == len(bucket.hashes) or bucket.hashes[place] != hash:
        return None
    start = int(bucket.ends[place - 1]) if place else 0
    stop = int(bucket.ends[place])
    return Postings(bucket.positions[start:stop], bucket.impacts[start:stop])


class Memory:
    """The buckets that a process keeps, at most `limit()` bytes of them."""

    def __init__(self, limit: Callable[[], float]) -> None:
        self.limit = limit
        self.bytes = 0
        self._clock = count(1)
        self._segments: weakref.WeakSet[Segment] = weakref.WeakSet()
        self._door = threading.Lock()

    def tick(self) -> int:
        return next(self._clock)

    def took(self, segment: "Segment", size: int) -> None:
        """Count what a segment has loaded; drop what is longest unused when it is too much."""
        with self._door:
            self._segments.add(segment)
            segment.bytes += size
            self.bytes = sum(s.bytes for s in self._segments)
            limit = self.limit()
            if self.bytes > limit:
                self._make_room(limit * 3 / 4)

    def _make_room(self, enough: float) -> None:
        """Drop the longest unused until `enough` bytes are kept."""
        kept = [
            (loaded.used, number, segment)
            for segment in self._segments
            for number, loaded in list(segment.buckets.items())
        ]
        for _used, number, segment in sorted(kept, key=lambda entry: entry[0]):
            if self.bytes <= enough:
                break
            if loaded := segment.buckets.pop(number, None):
                segment.bytes -= loaded.bytes
                self.bytes -= loaded.bytes


class Segment:
    """Postings, names and columns of up to 2¹⁸ documents, which never change.

    fetch: called as fetch(id, numbers of blobs), gives the bytes of each; raises Gone.
    """

    def __init__(self, head: Head, fetch: Fetch, memory: Memory) -> None:
        self.head = head
        self.documents = head.documents
        self.buckets: dict[int, Loaded] = {}
        self.bytes = 0
        self.fetch = fetch
        self._memory = memory
        self._columns: dict[str, Column] = {}
        self._masks: dict[tuple[str, str], Array] = {}

    @cached_property
    def names(self) -> Names:
        return decode_names(self.blob(NAMES))

    @cached_property
    def versions(self) -> tuple[Array, Array, Array]:
        """Numbers ascending, of documents and tombs; with each its seq, and position or -1."""
        names = self.names
        numbers = np.concatenate((names.numbers, names.tombs))
        order = np.argsort(numbers)
        positions = np.arange(len(numbers))
        positions[self.documents :] = -1
        return (
            numbers[order],
            np.concatenate((names.seqs, names.tomb_seqs))[order],
            positions[order],
        )

    def blob(self, number: int) -> bytes:
        return self.fetch(self.head.key[0], (number,))[number]

    def column(self, name: str) -> Column | None:
        """The column, or None if no document of the segment has a value in it."""
        if name not in self._columns:
            if name not in self.head.columns:
                return None
            number = FIRST_COLUMN - self.head.columns.index(name)
            self._columns[name] = decode_column(self.blob(number))
        return self._columns[name]

    def mask(self, name: str, values: Collection[str]) -> Array:
        """A mask of the documents that have one of these values in a column; not to be changed."""
        masks = [self._mask(name, value) for value in values]
        if len(masks) == 1:
            return masks[0]
        return np.logical_or.reduce(masks) if masks else np.zeros(self.documents, bool)

    def _mask(self, name: str, value: str) -> Array:
        found = self._masks.get((name, value))
        if found is None:
            found = np.zeros(self.documents, bool)
            column = self.column(name)
            if column is not None and value in column.values:
                found[column.of(column.values.index(value))] = True
            if len(self._masks) >= MOST_MASKS:
                self._masks = {}
            self._masks[name, value] = found
        return found

    def load(self, hashes: Iterable[int]) -> None:
        """Have the buckets of these terms in memory, by one question at most."""
        shift = 64 - self.head.bits
        wanted = {hash >> shift for hash in hashes} - self.buckets.keys()
        if not wanted:
            return
        now = self._memory.tick()
        size = 0
        for number, blob in self.fetch(self.head.key[0], wanted).items():
            loaded = Loaded(blob)
            loaded.used = now
            self.buckets[number] = loaded
            size += loaded.bytes
        self._memory.took(self, size)

    def postings(self, hashes: Sequence[int]) -> list[Postings | None]:
        """Where each term stands; None where it does not occur."""
        shift, now = 64 - self.head.bits, self._memory.tick()
        found = []
        for hash in hashes:
            loaded = self.buckets.get(hash >> shift)
            if loaded is None:
                self.load(hashes)
                # Where room is short, another term's bucket may have taken the place at once.
                loaded = self.buckets.get(hash >> shift) or Loaded(self.blob(hash >> shift))
            loaded.used = now
            found.append(loaded.postings(hash))
        return found

    def spread(self, hash: int, postings: Postings) -> Array:
        """`Postings.spread`, with its memory counted."""
        if postings.dense is None:
            dense = postings.spread(self.documents)
            if loaded := self.buckets.get(hash >> (64 - self.head.bits)):
                loaded.bytes += dense.nbytes
                self._memory.took(self, dense.nbytes)
            return dense
        return postings.dense

    def find(self, id: bytes) -> int | None:
        """The position of a document."""
        ids, low, high = self.names.ids, 0, self.documents
        while low < high:
            middle = (low + high) // 2
            if ids[middle] < id:
                low = middle + 1
            else:
                high = middle
        return low if low < self.documents and ids[low] == id else None
