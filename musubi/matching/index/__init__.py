"""The search index: documents of weighted terms with columns, kept in the site's own database.

    with transaction.atomic():
        index.upsert("need/dry-streets", {"c:flooding": 128, "drain": 96}, columns)
    index.search(Query(words={"drain": 1.0}), {"kind": {"need"}}, facets=("country",))

What is written is found by the next search of the same transaction, and once it has committed by
the next search of any process. The same documents give the same answers, bit for bit, on SQLite
and PostgreSQL, whatever the history of writes and merges.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from django.conf import settings

from musubi.matching.index import checking, compaction, pairing, searching, storage, views, writing
from musubi.matching.index.contents import (
    MOST_IMPACT,
    Columns,
    Groups,
    Term,
    decode,
    hash_of,
    is_word,
)
from musubi.matching.index.reading import IndexBroken, Reader
from musubi.matching.index.scoring import ALL, TIE, WORDS, Query, Weighed
from musubi.matching.index.searching import Hit, Result, Standing
from musubi.matching.index.writing import delete, rebuild, upsert, upsert_many

__all__ = [
    "ALL",
    "TIE",
    "WORDS",
    "Columns",
    "Groups",
    "Hit",
    "IndexBroken",
    "Parts",
    "Query",
    "Result",
    "Standing",
    "check",
    "compact",
    "delete",
    "document_frequencies",
    "explain_scores",
    "forget",
    "hash_of",
    "lock",
    "one_moment",
    "rarity",
    "rebuild",
    "search",
    "shared_terms",
    "size",
    "standing",
    "stored",
    "top_pairs",
    "upsert",
    "upsert_many",
]

Filters = Mapping[str, Iterable[str]]
AnyTerm = TypeVar("AnyTerm", bound=Term)

MEMORY = 256 << 20  # bytes of postings that one process keeps, unless settings.INDEX_MEMORY says

_reader = Reader(lambda: getattr(settings, "INDEX_MEMORY", MEMORY))


def search(
    query: Query,
    filters: Filters | None = None,
    k: int = 20,
    offset: int = 0,
    facets: Collection[str] = (),
    exclude: Collection[str] = (),
) -> Result:
    """The documents that a query finds, best first; equal scores go by id.

    filters: name -> values, of which a document must have one, for every name; under a name that
    begins with "-", must have none. facets: names to
    count by, each with every filter but its own. exclude: ids to leave out. A query that asks for
    nothing finds everything, by id. Raises IndexBroken.
    """
    return _reader.run(
        lambda view: searching.search(view, query, filters, k, offset, facets, exclude)
    )


def standing(query: Query, id: str, filters: Filters | None = None) -> Standing | None:
    """How one document fares in a search; None if the index does not hold it."""
    return _reader.run(lambda view: searching.standing(view, query, id, filters))


def top_pairs(
    queries: Iterable[tuple[str, Query]], filters: Filters | None = None, k: int = 20
) -> Iterator[tuple[str, list[Hit]]]:
    """For each (id, query) its k best hits but itself, within one moment of the index.

    For thousands of queries: what they have in common is worked out once, and kept in memory, five
    bytes for each posting of the documents that pass.
    Raises Gone if a merge takes the moment away before all is read: begin again.
    """
    return pairing.top_pairs(_reader.view(), queries, filters, k)


def one_moment() -> AbstractContextManager[None]:
    """Within the block all questions of this thread are answered from one moment of the index.

    It is looked at once whether anything has changed; nothing may be written within.
    """
    return _reader.one_moment()


def size() -> int:
    """How many documents there are."""
    return _reader.view().size


def document_frequencies(terms: Iterable[AnyTerm]) -> dict[AnyTerm, int]:
    """In how many documents each term occurs, exactly."""
    wanted = list(terms)
    hashes = [hash_of(term) for term in wanted]
    return dict(zip(wanted, _reader.run(lambda view: view.frequencies(hashes)), strict=True))


def rarity(terms: Iterable[AnyTerm]) -> dict[AnyTerm, float]:
    """The inverse document frequency of each term, in nats, above 0."""
    wanted = list(terms)
    hashes = [hash_of(term) for term in wanted]
    documents, found = _reader.run(lambda view: (view.size, view.frequencies(hashes)))
    return {t: views.idf(documents, number) for t, number in zip(wanted, found, strict=True)}


def stored(id: str) -> tuple[dict[int, int], Columns] | None:
    """What was written of a document: hash of each term -> impact, and columns."""
    content = storage.content_of(id)
    if not content:
        return None
    document = decode(content)
    return document.impact_of(), document.columns


def shared_terms(weights: Iterable[tuple[str, float]]) -> dict[int, float]:
    """The words that at least two of some documents have: hash -> how telling it is of them.

    weights: pairs of an id and how much the document counts. The worth of a word is the sum of
    its impacts (1 for the greatest), times its rarity in nats. Marked terms are no words.
    """
    shares = dict(weights)
    hashes, worth = [np.empty(0, np.uint64)], [np.empty(0)]
    for id, content in sorted(storage.contents(list(shares)).items()):
        document = decode(content)
        words = is_word(document.hashes)
        hashes.append(document.hashes[words])
        worth.append(document.impacts[words] * (shares[id] / MOST_IMPACT))
    different, places, numbers = np.unique(
        np.concatenate(hashes), return_inverse=True, return_counts=True
    )
    sums = np.bincount(places, weights=np.concatenate(worth), minlength=len(different))
    kept = numbers > 1
    shared = dict(zip(different[kept].tolist(), sums[kept].tolist(), strict=True))
    rare = rarity(shared)
    return {hash: value * rare[hash] for hash, value in shared.items()}


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of. topics, words: term -> weight × impact, of those in common."""

    score: float | None
    topics: dict[Term, int]
    words: dict[Term, int]


def explain_scores(query: Query, id: str) -> Parts | None:
    """What the score of a document is made of; None if the index does not hold it."""
    known = stored(id)
    if known is None:
        return None
    impacts = known[0]
    weighed, found = _reader.run(
        lambda view: (Weighed(query, view), searching.standing(view, query, id))
    )

    def worth(terms: Iterable[Term], weights: Mapping[int, int]) -> dict[Term, int]:
        pairs = ((term, hash_of(term)) for term in terms)
        return {t: weights[h] * impacts[h] for t, h in pairs if h in impacts and h in weights}

    return Parts(
        found.score if found else None,
        worth(query.topics, weighed.topics),
        worth(query.words, weighed.words),
    )


def check(documents: Iterable[writing.Written]) -> list[str]:
    """Compare with everything that the index must hold; a sentence for each fault.

    `documents` is read within one moment of the database, so others may write meanwhile.
    """
    with storage.one_moment():
        return list(checking.check(_reader.view(), documents))


def compact(
    *, full: bool = False, progress: compaction.Progress = lambda what, number: None
) -> int | None:
    """Merge the log and small segments; how many segments were made, None if another is at it."""
    return compaction.compact(_reader, full=full, progress=progress)


def lock() -> None:
    """Let no other transaction write to the index before this one ends.

    For a caller that reads many rows and then writes what it has read of them: without it, what
    another transaction commits in between would be overwritten with what stood there before.
    """
    storage.lock_all()


def forget() -> None:
    """Drop what this process keeps, as after another database has been put in place."""
    _reader.forget()
