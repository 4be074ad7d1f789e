"""Who is seen in the ties of all needs: measured once a month and published."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from musubi.entries.models import kinds
from musubi.journal.models import Load
from musubi.matching.models import Exposure
from musubi.matching.pages import Ties
from musubi.matching.readings import readings
from musubi.matching.rows import read_along

NEED, SOLUTION = "need", "solution"
PLACES = 10  # of each need that are counted
BATCH = 200  # needs
FIRST_DAY = timedelta(days=1)
SMALL, OTHER, NOT_STATED = "small", "other", "not-stated"
BY = ("size", "country", "language")
SHARES = ("there", "first", "exposure")  # see `measure`

Seen = dict[str, dict[str, dict[str, float]]]


def publish(*, at: Any) -> Exposure | None:
    """Measure the month of `at` and keep it; None where that month is published already.

    The first day of a site is not measured: it is being filled, and its operator tries it out.
    """
    month = f"{at:%Y-%m}"
    if Exposure.objects.filter(month=month).exists():
        return None
    if not Load.objects.filter(at__lte=at - FIRST_DAY).exists():
        return None
    needs, seen = measure(day=at.date().isoformat())
    return Exposure.objects.create(month=month, at=at, needs=needs, seen=seen)


def measure(*, day: str) -> tuple[int, Seen]:
    """How many needs there are, and who is seen: by → value → {there, first, exposure}.

    there: the share of the solutions; first: of the first places; exposure: of 1 / log2(place + 1)
    over the first PLACES. Each sums to 1 over the values, where anything is seen at all.
    """
    there, first, exposure = _counts(), _counts(), _counts()
    for solution in _rows(SOLUTION, ("owner__country",), ()):
        for by, value in _values(solution):
            there[by][value] += 1
    needs = 0
    for need in _rows(NEED, ("owner__country",), read_along(NEED)):
        needs += 1
        for place, row in enumerate(_shown(need, day), 1):
            for by, value in _values(row):
                exposure[by][value] += 1 / math.log2(place + 1)
                first[by][value] += place == 1
    parts = {"there": there, "first": first, "exposure": exposure}
    return needs, {by: _shares({name: part[by] for name, part in parts.items()}) for by in BY}


def _counts() -> dict[str, dict[str, float]]:
    """by -> value -> a sum."""
    return {by: defaultdict(float) for by in BY}


def _rows(kind: str, owners: Iterable[str], read: Iterable[str]) -> Iterator[Any]:
    rows = kinds()[kind].objects.public().select_related(*owners).prefetch_related(*read)
    return rows.order_by("pk").iterator(chunk_size=BATCH)


def _shown(need: Any, day: str) -> list[Any]:
    """The solutions in the first places of a need, as its page shows them on that day."""
    _total, placed = Ties(need, day).place(SOLUTION)
    found = readings(one.id for one in placed[:PLACES])
    return [found[one.id].row for one in placed[:PLACES] if one.id in found]


def _values(solution: Any) -> list[tuple[str, str]]:
    owner = solution.owner
    size = NOT_STATED
    if owner and owner.is_msme is not None:
        size = SMALL if owner.is_msme else OTHER
    return [
        ("size", size),
        ("country", owner.country_id if owner else ""),
        ("language", solution.title.original_language),
    ]


def _shares(parts: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    values = sorted({value for part in parts.values() for value in part})
    sums = {name: sum(part.values()) or 1 for name, part in parts.items()}
    return {
        value: {name: round(part.get(value, 0) / sums[name], 4) for name, part in parts.items()}
        for value in values
    }
