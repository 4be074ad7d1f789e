"""The best hits of many queries at once, as for all ties of a network. Knows no Django."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from musubi.matching.index.contents import Array
from musubi.matching.index.scoring import Query, Weighed, best, scores
from musubi.matching.index.searching import Hit
from musubi.matching.index.segments import Postings
from musubi.matching.index.views import Filters, Living, Space, View, as_filters


class Chosen:
    """The living documents of a segment that pass, as a small segment of their own.

    Where a term stands among them is worked out when it is first asked for, and kept.
    """

    def __init__(self, living: Living, filters: Filters) -> None:
        allowed = living.mask(filters)
        allowed[living.dead] = False
        positions = np.flatnonzero(allowed)
        names = living.segment.names.ids
        self.ids = [names[position] for position in positions.tolist()]
        self.places = {id: place for place, id in enumerate(self.ids)}
        self.space = Space(len(positions))
        self._segment = living.segment
        self._slots = Space(living.documents, positions)
        self._known: dict[int, Postings | None] = {}

    def load(self, hashes: Iterable[int]) -> None:
        self._segment.load(hash for hash in hashes if hash not in self._known)

    def postings(self, hashes: Sequence[int]) -> list[Postings | None]:
        unknown = [hash for hash in hashes if hash not in self._known]
        for hash, postings in zip(unknown, self._segment.postings(unknown), strict=True):
            self._known[hash] = postings and self._among(postings)
        return [self._known[hash] for hash in hashes]

    def _among(self, postings: Postings) -> Postings:
        slots = self._slots.slots(postings.positions)
        kept = slots < self.space.size
        return Postings(slots[kept], postings.impacts[kept])

    def spread(self, _hash: int, postings: Postings) -> Array:
        return postings.spread(self.space.size)


def top_pairs(
    view: View,
    queries: Iterable[tuple[str, Query]],
    filters: Mapping[str, Iterable[str]] | None = None,
    k: int = 20,
) -> Iterator[tuple[str, list[Hit]]]:
    """For each (id, query) the k best that pass the filters, itself left out."""
    chosen = [Chosen(living, as_filters(filters)) for living in view.livings]
    for id, query in queries:
        weighed = Weighed(query, view)
        leaders = [pair for some in chosen for pair in _leaders(weighed, some, id.encode(), k)]
        leaders.sort()
        yield (
            id,
            [Hit(i.decode(), -s if weighed.is_scored else 0) for s, i in leaders[:k]],
        )


def _leaders(query: Weighed, chosen: Chosen, own: bytes, k: int) -> list[tuple[float, bytes]]:
    """(score below 0, id) of the best."""
    found = scores(query, chosen, chosen.space)
    if own in chosen.places:
        found[chosen.places[own]] = 0
    places = best(found, k)
    ids = [chosen.ids[place] for place in places.tolist()]
    return [(-score, id) for score, id in zip(found[places].tolist(), ids, strict=True)]
