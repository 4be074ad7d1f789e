""" "Why not that one?": the place of any entry among the ties of another, and the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from musubi.matching import index, searching, ties
from musubi.matching.pages import ShownTie, Ties
from musubi.matching.readings import readings

MOST_ANSWERS = 3  # entries whose title fits what was typed

NO_TOPIC, COUNTRY, SHOWN = "no-topic", "country", "shown"


@dataclass(frozen=True)
class Answer:
    """What became of one entry. place: where the page shows it, from 1; None if it does not.

    by_score: its place by the score alone. reason: NO_TOPIC (nothing carries a tie), COUNTRY (it
    serves other countries) or SHOWN. tie: its reasons, where it has any.
    """

    row: Any
    reason: str
    place: int | None
    by_score: int | None
    total: int
    tie: ShownTie | None


def why_not(
    found: Ties, kind: str, placed: Sequence[ties.Placed], total: int, name: str
) -> list[Answer]:
    """The answers for those entries of `kind` that `name` fits best."""
    typed = searching.read(name, found.vocabulary)
    hits = searching.by_words(
        typed, {"kind": {kind}}, k=MOST_ANSWERS, is_fed_back=False
    ).result.hits
    read = readings(hit.id for hit in hits)
    return [
        _answer(found, kind, placed, total, hit.id, read[hit.id].row)
        for hit in hits
        if hit.id in read
    ]


def _answer(
    found: Ties, kind: str, placed: Sequence[ties.Placed], total: int, one: str, row: Any
) -> Answer:
    shown = {tie.id: n for n, tie in enumerate(placed, 1)}
    filters = ties.filters_of(kind, {country.pk for country in found.entry.countries.all()})
    standing = index.standing(found.wanted.query, one, filters)
    if standing is None or standing.score is None:
        return Answer(row, NO_TOPIC, None, None, total, None)
    tie = next(
        iter(found.shown(kind, [ties.Placed(one, standing.score, standing.place or 0)])), None
    )
    reason = COUNTRY if standing.excluded_by else SHOWN
    return Answer(row, reason, shown.get(one), standing.place, total, tie)
