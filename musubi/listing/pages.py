"""From a request to the page of a faceted list.

A Listing says what is listed and by what; `page_of` answers a request with a Page that
templates/listing/list.html shows. The columns behind it stay in memory until the kinds that they
are made of change.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from musubi.listing import memory
from musubi.listing.columns import Columns, Selection
from musubi.listing.memory import Facet, Listing, Sort
from musubi.ui.cldr import number

MOST_CHOICES = 50  # values of one facet that an address may ask for


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
        max(1, int(page[:9])) if page.isascii() and page.isdigit() else 1,
    )


def page_of(listing: Listing, request: HttpRequest) -> Page:
    """Answer a request for a list. A page beyond the last shows the last."""
    language = get_language() or "en"
    wish = _read(listing, request.GET)
    loaded = memory.load(listing)
    order = memory.positions(listing, loaded, wish.sort, language)
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
        _shown(facet, memory.labels(loaded, facet, language), selection, wish.chosen[facet.name])
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
        pages=page_links(shown, count, lambda page: wish.url(page=page)),
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
        "choices": _("; ").join(
            _("%(facet)s: %(values)s") % {"facet": facet, "values": _(" or ").join(values)}
            for facet, values in choices.items()
        ),
        "order": sort.label,
    }


def page_links(number: int, count: int, url: Callable[[int], str]) -> Pages:
    """The links from page `number` to its neighbours and to the ends of `count` pages."""
    near = {1, 2, number - 1, number, number + 1, count - 1, count}
    links: list[PageLink | None] = []
    for n in sorted(n for n in near if 1 <= n <= count):
        last = links[-1] if links else None
        if last is not None and n > last.number + 1:
            links.append(None)
        links.append(PageLink(n, url(n), n == number))
    return Pages(
        number,
        count,
        url(number - 1) if number > 1 else "",
        url(number + 1) if number < count else "",
        links,
    )
