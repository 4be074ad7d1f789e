"""Searching one view: the best documents, how many there are, and facets. Knows no Django."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from musubi.matching.index.contents import Array
from musubi.matching.index.scoring import Query, Weighed, best, scores
from musubi.matching.index.views import Filters, Living, Space, View, as_filters


class Hit(NamedTuple):
    """A document that was found. score: whole, of a tie a double; 0 where nothing was asked."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """total: all that were found. hits: those asked for, best first. facets: name -> value -> n."""

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one document fares in a search.

    score: without regard to filters; None if the query does not find it. place: from 1, among the
    `total` found; None if it is not among them. excluded_by: the filters that it fails.
    """

    score: float | None
    place: int | None
    total: int
    excluded_by: tuple[str, ...]


def search(
    view: View,
    query: Query,
    filters: Mapping[str, Iterable[str]] | None = None,
    k: int = 20,
    offset: int = 0,
    facets: Collection[str] = (),
    exclude: Collection[str] = (),
) -> Result:
    """The documents that a query finds. filters: any value of each name will do.

    A facet counts over what is found with every filter but its own. Equal scores go by id.
    """
    weighed = Weighed(query, view)
    chosen = as_filters(filters)
    own = frozenset(f for f in chosen if f[0] in facets)
    total, leaders = 0, []
    counts: dict[str, Counter[str]] = {name: Counter() for name in facets}
    for living in view.livings:
        space = living.space(chosen - own)
        found = scores(weighed, living.segment, space)
        _leave_out(found, living, space, exclude)
        if facets:
            found = _count(found, living, space, own, counts)
        total += int(np.count_nonzero(found > 0))
        leaders += _leaders(found, living, space, offset + k)
    leaders.sort()
    hits = [
        Hit(id.decode(), -score if weighed.is_scored else 0)
        for score, id in leaders[offset : offset + k]
    ]
    return Result(total, hits, {n: dict(sorted(c.items())) for n, c in counts.items()})


def _leave_out(found: Array, living: Living, space: Space, exclude: Collection[str]) -> None:
    positions = [p for id in exclude if (p := living.find(id)) is not None]
    if positions:
        slots = space.slots(np.array(positions))
        found[slots[slots < space.size]] = 0


def _leaders(found: Array, living: Living, space: Space, most: int) -> list[tuple[float, bytes]]:
    """(score below 0, id) of the best, so that they sort as they stand."""
    slots = best(found, most)
    ids = living.segment.names.ids
    positions = space.position(slots).tolist()
    return [(-s, ids[p]) for s, p in zip(found[slots].tolist(), positions, strict=True)]


def _count(
    found: Array,
    living: Living,
    space: Space,
    own: Filters,
    counts: Mapping[str, Counter[str]],
) -> Array:
    """Count facets, and give the scores of what passes the facets' own filters too."""
    hit = np.zeros(living.documents, bool)
    hit[space.position(np.flatnonzero(found > 0))] = True
    masks = {name: living.mask(frozenset({(name, values)})) for name, values in own}
    for name, counter in counts.items():
        others = [mask for other, mask in masks.items() if other != name]
        _count_values(_all_of(hit, others), living, name, counter)
    if not masks:
        return found
    passed = _all_of(hit, masks.values())
    return found * (passed if space.positions is None else passed[space.positions])


def _all_of(mask: Array, others: Iterable[Array]) -> Array:
    for other in others:
        mask = mask & other
    return mask


def _count_values(hit: Array, living: Living, name: str, counter: Counter[str]) -> None:
    column = living.segment.column(name)
    if column is None:
        return
    starts = np.concatenate(([0], column.ends[:-1])).astype(np.intp)
    numbers = np.add.reduceat(hit.take(column.positions), starts, dtype=np.int64)
    for value, number in zip(column.values, numbers.tolist(), strict=True):
        if number:
            counter[value] += number


def standing(
    view: View, query: Query, id: str, filters: Mapping[str, Iterable[str]] | None = None
) -> Standing | None:
    """How a document fares; None if the index does not hold it."""
    place = view.find(id)
    if place is None:
        return None
    weighed, chosen = Weighed(query, view), as_filters(filters)
    living, position = place
    score = _score_at(weighed, living, position)
    failed = sorted(f[0] for f in chosen if not living.mask(frozenset({f}))[position])
    total, before = 0, 0
    for other in view.livings:
        space = other.space(chosen)
        found = scores(weighed, other.segment, space)
        total += int(np.count_nonzero(found > 0))
        before += _better(found, other, space, score, id.encode())
    is_found = score > 0 and not failed
    shown = score if weighed.is_scored else 0
    return Standing(
        shown if score > 0 else None, before + 1 if is_found else None, total, tuple(failed)
    )


def _score_at(query: Weighed, living: Living, position: int) -> float:
    return scores(query, living.segment, Space(living.documents, np.array([position])))[0].item()


def _better(found: Array, living: Living, space: Space, score: float, id: bytes) -> int:
    """How many are found with a greater score, or with the same and a smaller id."""
    ids = living.segment.names.ids
    equal = space.position(np.flatnonzero((found == score) & (found > 0))).tolist()
    smaller = sum(1 for position in equal if ids[position] < id)
    return int(np.count_nonzero(found > score)) + smaller
