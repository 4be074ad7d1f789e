"""What lists keep in memory: the columns of each listing, until the kinds it is made of change."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from musubi.journal.models import stamps
from musubi.listing.columns import Columns, FacetColumn, Selection, order_of

Pairs = Callable[[QuerySet], Iterable[tuple[Any, Any]]]


def by_path(path: str) -> Pairs:
    """Read the values of a facet along a field path, to one row or to many."""
    return lambda rows: rows.exclude(**{path: None}).order_by().values_list("pk", path)


@dataclass(frozen=True)
class Facet:
    """Something to choose by.

    name: in addresses. pairs: (primary key, value) for each value of each row. labels: the
    label of every value in the active language. order: of the options; by count if None.
    """

    name: str
    label: Any
    pairs: Pairs
    labels: Callable[[Iterable[str]], Mapping[str, str]]
    order: Callable[[str], Any] | None = None


@dataclass(frozen=True)
class Sort:
    """An order of the list. key: of one row of values_list(*fields), in the language given."""

    name: str
    label: Any
    fields: tuple[str, ...]
    key: Callable[[Sequence[Any], str], tuple[Any, ...]]
    is_by_language: bool = False


@dataclass(frozen=True)
class Listing:
    """What a list page lists.

    rows: the queryset of all rows that the public may see. cards: the same with what a card
    shows. made_of: the kinds whose changes make the list stale. is_daily: it also ages by the
    day. prepare: adds to the rows of a page what their cards show and no column holds.
    """

    rows: Callable[[], QuerySet]
    cards: Callable[[], QuerySet]
    made_of: tuple[str, ...]
    count: Callable[[int], str]
    title: Any
    lead: Any
    card: str
    facets: tuple[Facet, ...]
    sorts: tuple[Sort, ...]
    key: str = "slug"
    is_daily: bool = False
    per_page: int = 20
    prepare: Callable[[list[Any]], None] = lambda rows: None


@dataclass
class Loaded:
    """The columns of a listing as they were at a certain stamp."""

    stamp: tuple[Any, ...]
    columns: Columns
    orders: dict[tuple[str, str], Any] = field(default_factory=dict)
    labels: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)


_loaded: dict[int, Loaded] = {}
_loading = threading.Lock()


def load(listing: Listing, numbers: Mapping[str, int] | None = None) -> Loaded:
    """The columns of the listing as the database has it now; loaded anew only after a change.

    numbers: the stamps of the kinds, where the caller has read them for several listings.
    """
    if numbers is None:
        numbers = dict(zip(listing.made_of, stamps(listing.made_of), strict=True))
    today = (timezone.now().date(),) if listing.is_daily else ()
    now = (*(numbers[kind] for kind in listing.made_of), *today)
    loaded = _loaded.get(id(listing))
    if loaded is not None and loaded.stamp == now:
        return loaded
    with _loading:
        loaded = _loaded.get(id(listing))
        if loaded is None or loaded.stamp != now:
            loaded = _loaded[id(listing)] = _read(listing, now)
    return loaded


def _read(listing: Listing, stamp: tuple[Any, ...]) -> Loaded:
    rows = listing.rows()
    # Sorted here: a database may order keys by the rules of some language.
    ids = [pk for _key, pk in sorted(rows.order_by().values_list(listing.key, "pk"))]
    position = {pk: n for n, pk in enumerate(ids)}
    facets = {}
    for facet in listing.facets:
        values: list[list[str]] = [[] for _ in ids]
        for pk, value in facet.pairs(rows):
            if pk in position:
                values[position[pk]].append(str(value))
        facets[facet.name] = FacetColumn.of(values)
    return Loaded(stamp, Columns(np.array(ids, dtype=np.int64), facets, {}))


def positions(listing: Listing, loaded: Loaded, sort: Sort, language: str) -> Any:
    """The positions of all rows in this order; made at the first wish for it."""
    key = (sort.name, language if sort.is_by_language else "")
    if key not in loaded.orders:
        rows = listing.rows().order_by()
        keys = {
            pk: (0, *sort.key(values, language))
            for pk, *values in rows.values_list("pk", *sort.fields)
        }
        # A row that went away since the columns were made has no key: it goes last.
        loaded.orders[key] = order_of([keys.get(pk, (1,)) for pk in loaded.columns.ids.tolist()])
    return loaded.orders[key]


def labels(loaded: Loaded, facet: Facet, language: str) -> Mapping[str, str]:
    key = (facet.name, language)
    if key not in loaded.labels:
        loaded.labels[key] = facet.labels(loaded.columns.facets[facet.name].values)
    return loaded.labels[key]


def choose(
    listing: Listing, chosen: Mapping[str, Sequence[str]], *, start: int = 0, size: int
) -> Selection:
    """The rows with any of the chosen values of each facet, in the listing's first order."""
    loaded = load(listing)
    first = listing.sorts[0]
    order = positions(listing, loaded, first, get_language() or "en")
    columns = Columns(loaded.columns.ids, loaded.columns.facets, {first.name: order})
    return columns.select(chosen, first.name, start=start, size=size)


def forget() -> None:
    """Drop everything, as after another database has been put in place."""
    _loaded.clear()


@dataclass(frozen=True)
class Glance:
    """The size of a listing, and the primary keys of its first rows in its first order."""

    total: int
    first: list[int]


def glances(listings: Sequence[Listing], first: int = 0) -> list[Glance]:
    """Look at several listings at once, with one small query while nothing has changed."""
    kinds = sorted({kind for listing in listings for kind in listing.made_of})
    numbers = dict(zip(kinds, stamps(kinds), strict=True))
    language = get_language() or "en"
    seen = []
    for listing in listings:
        loaded = load(listing, numbers)
        first_rows = positions(listing, loaded, listing.sorts[0], language)[:first] if first else []
        seen.append(Glance(len(loaded.columns.ids), loaded.columns.ids[first_rows].tolist()))
    return seen
