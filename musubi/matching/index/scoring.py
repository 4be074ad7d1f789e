"""Exact scores of the documents of one segment. Knows no Django.

Scores are sums of whole numbers, weight × impact, kept below 2⁵³; so their order of addition,
the shape of the segments and the database change no bit of them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from musubi.matching.index.contents import MOST_IMPACT, Array, Boosts, Groups, Term, hash_of
from musubi.matching.index.segments import Postings
from musubi.matching.index.views import Space, View

WORDS, TIE, ALL = "words", "tie", "all"

# The formula of a tie is that of musubi/matching/ranking.py, tie_score, for many at once.
WORDS_AT_MOST = 0.3
WORDS_HALF = 0.2
TINY = 1e-6

MOST_SCORE = 1 << 53
DENSE_SHARE = 10  # a term in more than one of so many documents is added up over all of them
DENSE_SHARE_OF_CHOICE = 64  # the same where only a small choice of documents is scored
BLOCKS = 64


class Terms(Protocol):
    """Where terms stand in some documents: a segment, or a choice of its documents."""

    def load(self, hashes: Iterable[int]) -> None: ...

    def postings(self, hashes: Sequence[int]) -> list[Postings | None]: ...

    def spread(self, hash: int, postings: Postings) -> Array: ...


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. topics, words: term -> boost, above 0; a term may be given as its hash.

    combine: WORDS, the score is the sum over words; ALL, the same, and each of the words must be
    there; TIE, the sum over topics, which must be above 0, raised by the share of the words.
    require: terms that must all be there. must: groups, of each of which one way must be there,
    with all its terms. must_not: groups; who meets all of them is left out. any_of: terms, one of
    which must be there.
    """

    topics: Boosts = field(default_factory=dict)
    words: Boosts = field(default_factory=dict)
    combine: str = WORDS
    require: Collection[Term] = ()
    must: Groups = ()
    must_not: Groups = ()
    any_of: Collection[Term] = ()


HashedGroups = list[list[list[int]]]


class Weighed:
    """A query with the weights of one view. topics, words: hash of a term -> weight."""

    def __init__(self, query: Query, view: View) -> None:
        if query.combine not in (WORDS, TIE, ALL):
            raise ValueError(f"A query is combined by words, tie or all, not {query.combine!r}.")
        self.combine = query.combine
        self.topics = view.weights(_hashes(query.topics)) if query.combine == TIE else {}
        self.words = view.weights(_hashes(query.words))
        required = [*query.require, *(query.words if query.combine == ALL else ())]
        self.must = [*_hashed([[[term]] for term in required]), *_hashed(query.must)]
        if query.any_of:
            self.must += _hashed([[[term] for term in query.any_of]])
        self.must_not = _hashed(query.must_not)
        self.word_total = MOST_IMPACT * sum(self.words.values())
        if max(self.word_total, MOST_IMPACT * sum(self.topics.values())) >= MOST_SCORE:
            raise ValueError("The boosts are too great: a score must stay below 2⁵³.")

    @property
    def is_scored(self) -> bool:
        """Whether anything is weighed; otherwise all that is found has the score 0."""
        return bool(self.topics or self.words) or self.combine == TIE

    def hashes(self) -> list[int]:
        groups = (*self.must, *self.must_not)
        return [*self.topics, *self.words, *(h for group in groups for way in group for h in way)]


def _hashes(boosts: Boosts) -> dict[int, float]:
    return {hash_of(term): boost for term, boost in boosts.items()}


def _hashed(groups: Groups) -> HashedGroups:
    return [[[hash_of(term) for term in way] for way in group] for group in groups]


def scores(query: Weighed, terms: Terms, space: Space) -> Array:
    """The score of each document of the space; 0 for those that are not found.

    Where nothing is weighed, 1 for those that are found.
    """
    terms.load(query.hashes())
    if query.is_scored:
        weights = query.topics if query.combine == TIE else query.words
        found = _channel(weights, terms, space)
    else:
        found = np.ones(space.size, np.int32)
    for group in query.must:
        found *= _meets(group, terms, space)
    if query.must_not:
        found *= ~np.logical_and.reduce([_meets(g, terms, space) for g in query.must_not])
    space.restrict(found)
    return _tie(found, query, terms, space) if query.combine == TIE else found


def _meets(group: Sequence[Sequence[int]], terms: Terms, space: Space) -> Array:
    """A mask of the documents that have all terms of one of the ways."""
    found = np.zeros(space.size + 1, bool)  # the last place is for what is not in the space
    for way in group:
        if len(way) == 1:
            (postings,) = terms.postings(way)
            if postings is not None:
                found[space.slots(postings.positions)] = True
        else:
            found[:-1] |= _has_all(way, terms, space)
    return found[:-1]


def _has_all(way: Sequence[int], terms: Terms, space: Space) -> Array:
    """A mask of the documents that have all these terms."""
    different = list(dict.fromkeys(way))
    postings = [p for p in terms.postings(different) if p is not None]
    if len(postings) < len(different):
        return np.zeros(space.size, bool)
    if not postings:
        return np.ones(space.size, bool)
    positions = np.concatenate([p.positions for p in postings], dtype=np.intp, casting="unsafe")
    number = np.bincount(space.slots(positions), minlength=space.size)[: space.size]
    return number == len(different)


def _tie(topics: Array, query: Weighed, terms: Terms, space: Space) -> Array:
    hit = np.flatnonzero(topics)
    found = np.zeros(space.size)
    if not len(hit):
        return found
    words = _channel(query.words, terms, space)[hit]
    found[hit] = tie_scores(topics[hit], words, query.word_total)
    return found


def tie_scores(topics: Array, words: Array, word_total: int) -> Array:
    """`ranking.tie_score` of each pair, in double precision and always in the same order."""
    share = words / float(word_total) if word_total else np.zeros(len(words))
    return topics * (1 + WORDS_AT_MOST * share / (share + WORDS_HALF)) + TINY * share


def _channel(weights: Mapping[int, int], terms: Terms, space: Space) -> Array:
    """Σ weight × impact for each document of the space."""
    limit = MOST_IMPACT * sum(weights.values())
    found = np.zeros(space.size, np.int32 if limit < 1 << 31 else np.int64)
    hashes = list(weights)
    rare: list[tuple[Postings, int]] = []
    dense: list[tuple[Array, int]] = []
    for hash, postings in zip(hashes, terms.postings(hashes), strict=True):
        if postings is None:
            continue
        if _is_dense(postings, space):
            dense.append((terms.spread(hash, postings), weights[hash]))
        else:
            rare.append((postings, weights[hash]))
    _add_dense(found, dense, space)
    if rare:
        _add_rare(found, rare, space)
    return found


def _is_dense(postings: Postings, space: Space) -> bool:
    if space.positions is None:
        return postings.size * DENSE_SHARE > space.documents
    return postings.dense is not None or (
        postings.size * DENSE_SHARE_OF_CHOICE > space.documents and postings.size * 2 > space.size
    )


def _add_dense(found: Array, dense: Sequence[tuple[Array, int]], space: Space) -> None:
    worth = np.empty_like(found)
    for impacts, weight in dense:
        some = impacts if space.positions is None else impacts.take(space.positions)
        np.multiply(some, found.dtype.type(weight), out=worth, dtype=found.dtype)
        found += worth


def _add_rare(found: Array, rare: Sequence[tuple[Postings, int]], space: Space) -> None:
    positions = np.concatenate([p.positions for p, _w in rare], dtype=np.intp, casting="unsafe")
    worth = np.concatenate([p.impacts for p, _w in rare], dtype=np.float64)
    worth *= np.repeat([float(w) for _p, w in rare], [p.size for p, _w in rare])
    # Whole numbers below 2⁵³ are exact in the doubles that bincount adds.
    sums = np.bincount(space.slots(positions), weights=worth, minlength=space.size)
    found += sums[: space.size].astype(found.dtype)


def best(scores: Array, most: int) -> Array:
    """The places of the greatest scores above 0, best first; equal ones in their order."""
    if most <= 0 or not len(scores):
        return np.empty(0, np.intp)
    some = np.flatnonzero(scores >= _least(scores, most))
    values = scores[some]
    if len(some) > 4 * most + 1000:
        some, values = _cut(some, values, most)
    return some[np.argsort(-values, kind="stable")[:most]]


def _least(scores: Array, most: int) -> float:
    """A score that at least `most` documents reach, if so many are found; above 0.

    The greatest of each block is a score that its block reaches; so the `most`-th greatest of
    those is reached by as many. Far cheaper than to sort all, and it leaves few.
    """
    tiniest = np.nextafter(0, 1) if scores.dtype.kind == "f" else 1
    width = len(scores) // BLOCKS
    if width < most:
        return tiniest
    tops = scores[: width * BLOCKS].reshape(BLOCKS, width).max(axis=0)
    return max(np.partition(tops, width - most)[width - most], tiniest)


def _cut(places: Array, values: Array, most: int) -> tuple[Array, Array]:
    """No more than `most` of them; equal values stay in the order of their places."""
    last = np.partition(values, len(values) - most)[len(values) - most]
    above = np.flatnonzero(values > last)
    equal = np.flatnonzero(values == last)[: most - len(above)]
    kept = np.concatenate((above, equal))
    return places[kept], values[kept]
