"""Rows as pages of ties and of results read them, kept in memory while nothing has changed.

A page of ties shows a dozen other entries with the words that tie them, a page of results twenty
with the words that were looked for. Reading a row from the database and finding its topics costs
most of such a page; so each process keeps those last read.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from musubi.matching import moment
from musubi.matching.kept import Kept
from musubi.matching.rows import (
    CITY,
    ORGANISATION,
    id_of,
    own_relations,
    public_rows,
    texts_of,
)
from musubi.matching.saying import Said, said
from musubi.matching.subjects import Subject
from musubi.vocabulary import current

MOST = 4000  # rows that a process keeps

# A row shows its owner and the owner's country; what it says depends on the vocabulary.
ALSO_MADE_OF = ("city", "organisation", "country", "concept", "labels")


class Reading:
    """One row: for a card, for its texts, and for the topics that they name."""

    def __init__(self, row: Any) -> None:
        self.row = row

    @cached_property
    def subject(self) -> Subject:
        """Its texts, without what only the index needs."""
        kind, _slash, _slug = id_of(self.row).partition("/")
        return Subject(id_of(self.row), kind, tuple(texts_of(self.row)))

    @cached_property
    def said(self) -> Said:
        return said(self.subject, current.vocabulary())


_kept: Kept[Reading] = Kept(MOST)


def readings(ids: Iterable[str]) -> dict[str, Reading]:
    """The public rows with these ids, each as it is now."""
    ids = list(ids)
    stamps = moment.stamps()
    found = {one: read for one in ids if (read := _kept.get(one, _stamp(one, stamps)))}
    for row in _rows([one for one in ids if one not in found]):
        one = id_of(row)
        found[one] = Reading(row)
        _kept.keep(one, _stamp(one, stamps), found[one])
    return found


def sayings(ids: Iterable[str]) -> dict[str, Said]:
    """What each of the public rows with these ids says of topics."""
    return {one: reading.said for one, reading in readings(ids).items()}


def forget() -> None:
    """Drop everything, as after another database has been put in place."""
    _kept.forget()


def _stamp(id: str, stamps: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(stamps.get(kind, 0) for kind in (id.partition("/")[0], *ALSO_MADE_OF))


def _rows(ids: Sequence[str]) -> Iterable[Any]:
    slugs: dict[str, list[str]] = {}
    for one in ids:
        kind, _slash, slug = one.partition("/")
        slugs.setdefault(kind, []).append(slug)
    for kind, some in slugs.items():
        yield from _queryset(kind).filter(slug__in=some)


def _queryset(kind: str) -> Any:
    rows = public_rows(kind)
    if kind in (CITY, ORGANISATION):
        return rows
    return rows.prefetch_related("countries", *own_relations(kind))
