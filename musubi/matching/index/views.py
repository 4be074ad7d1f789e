"""What a process sees of the index at one moment: segments, and which versions live.

A version lives as long as no greater sequence number exists for its document; nothing else is
recorded anywhere about what is hidden. Knows no Django.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from musubi.matching.index.contents import Array
from musubi.matching.index.segments import Key, Postings, Segment

Filters = frozenset[tuple[str, frozenset[str]]]

NOT = "-"
WEIGHT_UNIT = 1024  # of one nat
SMALL_SHARE = 8  # a choice of less than one in so many documents is scored by itself
SPACES_BYTES = 32 << 20  # of the choices that a segment remembers, but for a few
FEWEST_SPACES = 8
MOST_WEIGHTS = 100_000  # that a view remembers


def as_filters(filters: Mapping[str, Iterable[str]] | None) -> Filters:
    return frozenset((name, frozenset(values)) for name, values in (filters or {}).items())


def idf(documents: int, frequency: int) -> float:
    """Inverse document frequency in nats, above 0 (Robertson and Spärck Jones, as in BM25)."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class Space:
    """Those documents of a segment that a query chooses from.

    positions: theirs, ascending; None for all of the segment. hidden: positions, and allowed: a
    mask, of what must not be found where positions is None.
    """

    def __init__(
        self,
        documents: int,
        positions: Array | None = None,
        hidden: Array | None = None,
        allowed: Array | None = None,
    ) -> None:
        self.documents = documents
        self.positions, self.hidden, self.allowed = positions, hidden, allowed
        self.size = documents if positions is None else len(positions)
        self._slots: Array | None = None

    def slots(self, positions: Array) -> Array:
        """The place in this space of each position, or `size` where it is not in it."""
        if self.positions is None:
            return positions
        if self._slots is None:
            slots = np.full(self.documents, self.size, np.int32)
            slots[self.positions] = np.arange(self.size, dtype=np.int32)
            self._slots = slots
        return self._slots.take(positions)

    def restrict(self, scores: Array) -> None:
        """Set to 0 what must not be found."""
        if self.hidden is not None and len(self.hidden):
            scores[self.hidden] = 0
        if self.allowed is not None:
            scores *= self.allowed

    def position(self, slots: Array) -> Array:
        return slots if self.positions is None else self.positions[slots]


class Living:
    """A segment, and which of its documents are superseded or deleted. dead: ascending."""

    def __init__(self, segment: Segment, dead: Array) -> None:
        self.segment, self.dead = segment, dead
        self.documents = segment.documents
        self.alive = self.documents - len(dead)
        self._frequencies: dict[int, int] = {}
        self._spaces: dict[Filters, Space] = {}

    def frequency(self, hash: int, postings: Postings | None) -> int:
        """How many living documents have the term."""
        if postings is None:
            return 0
        if not len(self.dead):
            return postings.size
        if hash not in self._frequencies:
            self._frequencies[hash] = postings.size - _common(postings.positions, self.dead)
        return self._frequencies[hash]

    def space(self, filters: Filters) -> Space:
        """The living documents that pass."""
        found = self._spaces.pop(filters, None) or self._make_space(filters)
        self._spaces[filters] = found  # at the end, as the one that was used last
        if len(self._spaces) > max(FEWEST_SPACES, SPACES_BYTES // (4 * self.documents)):
            for oldest in list(self._spaces)[:1]:  # a copy: other threads do the same
                self._spaces.pop(oldest, None)
        return found

    def _make_space(self, filters: Filters) -> Space:
        if not filters:
            return Space(self.documents, hidden=self.dead)
        allowed = self.mask(filters)
        allowed[self.dead] = False
        if np.count_nonzero(allowed) * SMALL_SHARE <= self.documents:
            return Space(self.documents, np.flatnonzero(allowed))
        return Space(self.documents, allowed=allowed)

    def mask(self, filters: Filters) -> Array:
        """A mask of the documents that have a value of every filter; a new one.

        A name that begins with NOT asks for those that have none of the values.
        """
        allowed = np.ones(self.documents, bool)
        for name, values in filters:
            has = self.segment.mask(name.removeprefix(NOT), values)
            allowed &= ~has if name.startswith(NOT) else has
        return allowed

    def find(self, id: str) -> int | None:
        """The position of a living document."""
        position = self.segment.find(id.encode())
        if position is None:
            return None
        place = int(np.searchsorted(self.dead, position))
        is_dead = place < len(self.dead) and self.dead[place] == position
        return None if is_dead else position


def _common(ascending: Array, other: Array) -> int:
    """How many numbers are in both; both ascending and without doubles."""
    if len(ascending) < len(other):
        ascending, other = other, ascending
    if not len(other):
        return 0
    places = np.searchsorted(ascending, other)
    places[places == len(ascending)] = 0
    return int(np.count_nonzero(ascending[places] == other))


class View:
    """All segments of one moment.

    mark: what the moment is known by. changes: key of a segment that is not stored -> the seqs of
    the changes that it was made of.
    """

    def __init__(
        self,
        mark: Any,
        livings: Sequence[Living],
        changes: Mapping[Key, Sequence[int]] | None = None,
    ) -> None:
        self.mark = mark
        self.changes = changes or {}
        self.livings = [living for living in livings if living.alive]
        self.all_livings = livings
        self.size = sum(living.alive for living in livings)
        self._frequencies: dict[int, int] = {}
        self._weights: dict[tuple[int, float], int] = {}

    def frequencies(self, hashes: Sequence[int]) -> list[int]:
        """How many living documents have each term."""
        unknown = [hash for hash in hashes if hash not in self._frequencies]
        if unknown:
            found = dict.fromkeys(unknown, 0)
            for living in self.livings:
                for hash, postings in zip(unknown, living.segment.postings(unknown), strict=True):
                    found[hash] += living.frequency(hash, postings)
            self._frequencies.update(found)
        return [self._frequencies[hash] for hash in hashes]

    def weights(self, boosts: Mapping[int, float]) -> dict[int, int]:
        """Hash of a term -> weight, at least 1; a term with no boost above 0 is left out."""
        known = self._weights
        unknown = [item for item in boosts.items() if item not in known]
        if unknown:
            if len(known) > MOST_WEIGHTS:
                known = self._weights = {}
                unknown = list(boosts.items())
            frequencies = self.frequencies([hash for hash, _boost in unknown])
            for item, frequency in zip(unknown, frequencies, strict=True):
                known[item] = max(1, round(WEIGHT_UNIT * idf(self.size, frequency) * item[1]))
        return {item[0]: known[item] for item in boosts.items() if item[1] > 0}

    def find(self, id: str) -> tuple[Living, int] | None:
        """Where the living version of a document stands."""
        for living in self.livings:
            if (position := living.find(id)) is not None:
                return living, position
        return None


@dataclass(frozen=True, slots=True)
class Clash:
    """The positions that two segments hide of each other: of the first's, of the second's."""

    first: Array
    second: Array


def clash(first: Segment, second: Segment) -> Clash:
    """What each of two segments holds in an older version than the other."""
    if len(first.versions[0]) > len(second.versions[0]):
        found = clash(second, first)
        return Clash(found.second, found.first)
    numbers, seqs, positions = first.versions
    other_numbers, other_seqs, other_positions = second.versions
    places = np.searchsorted(other_numbers, numbers)
    places[places == len(other_numbers)] = 0
    mine = np.flatnonzero(other_numbers[places] == numbers) if len(other_numbers) else places[:0]
    theirs = places[mine]
    is_older = seqs[mine] < other_seqs[theirs]
    hidden, other_hidden = positions[mine[is_older]], other_positions[theirs[~is_older]]
    return Clash(hidden[hidden >= 0], other_hidden[other_hidden >= 0])


class Clashes:
    """Remembers the clash of each pair of segments, which never changes."""

    def __init__(self) -> None:
        self._known: dict[tuple[Key, Key], Clash] = {}

    def livings(self, segments: Sequence[Segment], before: Iterable[Living] = ()) -> list[Living]:
        """The segments, with what is hidden of them by any other. before: to be used again."""
        hidden: list[list[Array]] = [[] for _ in segments]
        known = {}
        for place, first in enumerate(segments):
            for other in range(place + 1, len(segments)):
                second = segments[other]
                pair = (first.head.key, second.head.key)
                found = known[pair] = self._known.get(pair) or clash(first, second)
                hidden[place].append(found.first)
                hidden[other].append(found.second)
        self._known = known
        old = {living.segment.head.key: living for living in before}
        return [
            _living(segment, _union(dead), old.get(segment.head.key))
            for segment, dead in zip(segments, hidden, strict=True)
        ]


def _union(arrays: Sequence[Array]) -> Array:
    some = [array for array in arrays if len(array)]
    return np.unique(np.concatenate(some)) if some else np.empty(0, np.int64)


def _living(segment: Segment, dead: Array, old: Living | None) -> Living:
    if old is not None and old.segment is segment and np.array_equal(old.dead, dead):
        return old  # with what it has worked out already
    return Living(segment, dead)
