"""From a request to the page of a faceted list.

A Listing says what is listed and by what; `page_of` answers a request with a Page that
templates/listing/list.html shows. The columns behind it stay in memory until the kinds that they
are made of change.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from musubi.journal.models import stamps
from musubi.listing.columns import Columns, FacetColumn, Selection, order_of
from musubi.ui.cldr import number

MOST_CHOICES = 50  # values of one facet that an address may ask for

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
class _Loaded:
    """The columns of a listing as they were at a certain stamp."""

    stamp: tuple[Any, ...]
    columns: Columns
    orders: dict[tuple[str, str], Any] = field(default_factory=dict)
    labels: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)


_loaded: dict[int, _Loaded] = {}
_loading = threading.Lock()


def _columns(listing: Listing, numbers: Mapping[str, int] | None = None) -> _Loaded:
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
            loaded = _loaded[id(listing)] = _load(listing, now)
    return loaded


def _load(listing: Listing, stamp: tuple[Any, ...]) -> _Loaded:
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
    return _Loaded(stamp, Columns(np.array(ids, dtype=np.int64), facets, {}))


def _order(listing: Listing, loaded: _Loaded, sort: Sort, language: str) -> Any:
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


def _labels(loaded: _Loaded, facet: Facet, language: str) -> Mapping[str, str]:
    key = (facet.name, language)
    if key not in loaded.labels:
        loaded.labels[key] = facet.labels(loaded.columns.facets[facet.name].values)
    return loaded.labels[key]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int = 0
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class ShownFacet:
    name: str
    label: str
    options: list[Option]
    is_active: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing chosen. url: the list without it."""

    label: str
    facet_label: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    number: int
    count: int
    previous_url: str
    next_url: str
    links: list[PageLink | None]  # None for a gap


@dataclass(frozen=True, slots=True)
class Page:
    """What templates/listing/list.html shows."""

    title: str
    lead: str
    sentence: str
    total: int
    facets: list[ShownFacet]
    chips: list[Chip]
    clear_url: str
    sorts: list[Option]
    pages: Pages
    rows: list[Any]
    card: str
    selection: Selection

    @property
    def foreign_language(self) -> str:
        """The language of the first title that is not in the reader's, or nothing."""
        titles = (getattr(row, "title", None) for row in self.rows)
        shown = (title.shown for title in titles if title is not None)
        return next((text.language for text in shown if text.is_fallback), "")

    @property
    def empty(self) -> dict[str, Any]:
        return {
            "title": _("Nothing matches all of these choices"),
            "text": _("Take one of the choices away, or start again from the whole list."),
            "links": [{"label": _("Show everything"), "url": self.clear_url}],
        }


@dataclass(frozen=True)
class _Wish:
    """What an address asks for, as far as the list knows it."""

    chosen: dict[str, list[str]]
    sort: Sort
    default_sort: Sort
    page: int

    def url(self, *, without: tuple[str, str] | None = None, page: int = 1, sort: str = "") -> str:
        pairs = [
            (name, value)
            for name, values in self.chosen.items()
            for value in values
            if (name, value) != without
        ]
        order = sort or self.sort.name
        if order != self.default_sort.name:
            pairs.append(("sort", order))
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs)}"


def _read(listing: Listing, query: QueryDict) -> _Wish:
    sorts = {sort.name: sort for sort in listing.sorts}
    default = listing.sorts[0]
    page = query.get("page", "1")
    return _Wish(
        {
            facet.name: list(dict.fromkeys(query.getlist(facet.name)))[:MOST_CHOICES]
            for facet in listing.facets
        },
        sorts.get(query.get("sort", ""), default),
        default,
        int(page) if page.isascii() and page.isdigit() and int(page[:9]) > 0 else 1,
    )


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
        loaded = _columns(listing, numbers)
        order = _order(listing, loaded, listing.sorts[0], language)[:first] if first else []
        seen.append(Glance(len(loaded.columns.ids), loaded.columns.ids[order].tolist()))
    return seen


def page_of(listing: Listing, request: HttpRequest) -> Page:
    """Answer a request for a list. A page beyond the last shows the last."""
    language = get_language() or "en"
    wish = _read(listing, request.GET)
    loaded = _columns(listing)
    order = _order(listing, loaded, wish.sort, language)
    columns = Columns(loaded.columns.ids, loaded.columns.facets, {wish.sort.name: order})

    def select(page: int) -> Selection:
        start = (page - 1) * listing.per_page
        return columns.select(wish.chosen, wish.sort.name, start=start, size=listing.per_page)

    selection = select(wish.page)
    count = max(1, -(-selection.total // listing.per_page))
    shown = min(wish.page, count)
    if shown != wish.page:
        selection = select(shown)

    found = listing.cards().in_bulk(selection.ids)
    rows = [found[pk] for pk in selection.ids if pk in found]
    listing.prepare(rows)
    facets = [
        _shown(facet, _labels(loaded, facet, language), selection, wish.chosen[facet.name])
        for facet in listing.facets
    ]
    chips = [
        Chip(option.label, facet.label, wish.url(without=(facet.name, option.value)))
        for facet in facets
        for option in facet.options
        if option.is_selected
    ]
    return Page(
        title=str(listing.title),
        lead=str(listing.lead),
        sentence=_sentence(listing, selection.total, len(loaded.columns.ids), chips, wish.sort),
        total=selection.total,
        facets=[facet for facet in facets if facet.options],
        chips=chips,
        clear_url=request.path,
        sorts=[
            Option(sort.name, str(sort.label), is_selected=sort is wish.sort)
            for sort in listing.sorts
        ],
        pages=_pages(wish, shown, count),
        rows=rows,
        card=listing.card,
        selection=selection,
    )


def _shown(
    facet: Facet, labels: Mapping[str, str], selection: Selection, chosen: Sequence[str]
) -> ShownFacet:
    counts = dict.fromkeys(chosen, 0) | selection.counts[facet.name]
    options = [
        Option(value, labels.get(value, value), count, value in chosen)
        for value, count in counts.items()
    ]
    if facet.order is None:
        options.sort(key=lambda option: (-option.count, option.label.casefold(), option.value))
    else:
        place = facet.order
        options.sort(key=lambda option: (place(option.value), option.value))
    return ShownFacet(facet.name, str(facet.label), options, bool(chosen))


def _sentence(listing: Listing, total: int, of: int, chips: Sequence[Chip], sort: Sort) -> str:
    """Say in a sentence what the list shows: how many of how many, chosen how, in which order."""
    if not chips:
        return _("%(all)s. %(order)s.") % {"all": listing.count(of), "order": sort.label}
    choices: dict[str, list[str]] = {}
    for chip in chips:
        choices.setdefault(chip.facet_label, []).append(chip.label)
    return _("%(found)s of %(all)s. %(choices)s. %(order)s.") % {
        "found": listing.count(total),
        "all": number(of, get_language() or "en"),
        "choices": "; ".join(
            _("%(facet)s: %(values)s") % {"facet": facet, "values": _(" or ").join(values)}
            for facet, values in choices.items()
        ),
        "order": sort.label,
    }


def _pages(wish: _Wish, number: int, count: int) -> Pages:
    near = {1, 2, number - 1, number, number + 1, count - 1, count}
    links: list[PageLink | None] = []
    for n in sorted(n for n in near if 1 <= n <= count):
        last = links[-1] if links else None
        if last is not None and n > last.number + 1:
            links.append(None)
        links.append(PageLink(n, wish.url(page=n), n == number))
    return Pages(
        number,
        count,
        wish.url(page=number - 1) if number > 1 else "",
        wish.url(page=number + 1) if number < count else "",
        links,
    )
