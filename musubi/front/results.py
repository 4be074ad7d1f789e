"""Results of a search as a page shows them: rows with marked words, facets, choices to undo."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from musubi.entries.models import kinds
from musubi.front.snippets import Span, marked, snippet
from musubi.listing.pages import Chip, Option, Pages, ShownFacet, page_links
from musubi.matching import index
from musubi.matching.moment import stamps
from musubi.matching.readings import Reading, readings
from musubi.matching.rows import CITY, ORGANISATION
from musubi.matching.searching import FACETS, LONGEST_QUERY
from musubi.matching.subjects import Passage
from musubi.members.models import Country, Member
from musubi.ui import cldr
from musubi.vocabulary.models import Concept

SpansOf = Callable[[Reading, str, str | None], Sequence[Span]]

PER_PAGE = 20
MOST_CHOICES = 50  # values of one facet that an address may ask for
MOST_OPTIONS = 12  # of one facet, beside those chosen
LAST_PAGE = 500


def pages_in(total: int) -> int:
    return min(LAST_PAGE, max(1, -(-total // PER_PAGE)))


@dataclass(frozen=True)
class Wish:
    """What the address of a search asks for. by: "topics" for what speaks of the same things."""

    query: str
    by: str
    chosen: Mapping[str, list[str]]
    page: int

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        page = query.get("page", "1")
        return cls(
            query.get("q", "").strip()[:LONGEST_QUERY],
            "topics" if query.get("by") == "topics" else "",
            {name: list(dict.fromkeys(query.getlist(name)))[:MOST_CHOICES] for name in FACETS},
            min(LAST_PAGE, max(1, int(page[:9]))) if page.isascii() and page.isdigit() else 1,
        )

    def url(self, *, without: tuple[str, str] | None = None, page: int = 1, by: str = "") -> str:
        pairs = [("q", self.query)]
        if by or self.by:
            pairs.append(("by", by or self.by))
        pairs += [
            (name, value)
            for name, values in self.chosen.items()
            for value in values
            if (name, value) != without
        ]
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs, errors='replace')}"

    @property
    def filters(self) -> dict[str, set[str]]:
        return {name: set(values) for name, values in self.chosen.items() if values}


@dataclass(frozen=True)
class Hit:
    """One row found: its title and a piece of its text, with the words marked."""

    url: str
    kind: str
    title: SafeString
    title_lang: SafeString | str
    place: str
    text: SafeString
    text_language: str


def facet_labels(name: str, values: Iterable[str]) -> Mapping[str, str]:
    """The label of each value of a facet in the active language."""
    language = get_language() or "en"
    if name == "kind":
        return kind_labels()
    if name == "language":
        return {value: cldr.language_name(value, language) for value in values}
    stamp = tuple(stamps().get(kind, 0) for kind in ("concept", "country"))
    return _stored_labels(name, language, stamp)


@lru_cache(maxsize=64)
def _stored_labels(name: str, language: str, stamp: tuple[int, ...]) -> Mapping[str, str]:
    """The labels of all countries or of a scheme; `stamp` tells when they are others."""
    if name == "country":
        return {country.pk: str(country) for country in Country.objects.all()}
    return {c.code: str(c) for c in Concept.objects.filter(scheme=name)}


def forget() -> None:
    """Drop what is kept, as after another database has been put in place."""
    _stored_labels.cache_clear()


def facet_names() -> dict[str, str]:
    return {
        "kind": _("Kind"),
        "country": _("Country"),
        "focus-area": _("Focus area"),
        "group": _("People served"),
        "language": _("Written in"),
    }


def kind_labels() -> dict[str, str]:
    return {
        CITY: _("Cities"),
        ORGANISATION: _("Organisations"),
        **{code: str(model.KIND.plural) for code, model in kinds().items()},
    }


def shown_facets(counts: Mapping[str, Mapping[str, int]], wish: Wish) -> list[ShownFacet]:
    names = facet_names()
    found = []
    for name in FACETS:
        chosen = wish.chosen[name]
        values = dict.fromkeys(chosen, 0) | dict(counts.get(name, {}))
        labels = facet_labels(name, values)
        options = [
            Option(value, str(labels.get(value, value)), count, value in chosen)
            for value, count in values.items()
        ]
        options.sort(key=lambda o: (not o.is_selected, -o.count, o.label.casefold(), o.value))
        if len(options) > 1 or chosen:
            found.append(
                ShownFacet(name, names[name], options[: MOST_OPTIONS + len(chosen)], bool(chosen))
            )
    return found


def chips_of(facets: Iterable[ShownFacet], wish: Wish) -> list[Chip]:
    return [
        Chip(option.label, facet.label, wish.url(without=(facet.name, option.value)))
        for facet in facets
        for option in facet.options
        if option.is_selected
    ]


def pages_of(wish: Wish, total: int) -> Pages:
    return page_links(wish.page, pages_in(total), lambda page: wish.url(page=page))


def shown_hits(hits: Sequence[index.Hit], spans: SpansOf, enough: int = 1) -> list[Hit]:
    """The rows behind hits, in their order; what is gone by now is left out.

    spans: where a text of a reading holds what was looked for. enough: so many different words
    in one text need no other text to be looked at.
    """
    read = readings(hit.id for hit in hits)
    return [_shown(read[hit.id], spans, enough) for hit in hits if hit.id in read]


def _shown(reading: Reading, spans: SpansOf, enough: int) -> Hit:
    row = reading.row
    if isinstance(row, Member):
        title, owner, kind = row.name.shown, str(row.country), _kind_of(row)
    else:
        title, kind = row.title.shown, str(row.KIND.singular)
        owner = row.owner.with_country if row.owner else row.place
    text, language = _piece(reading, title.text, spans, enough)
    return Hit(
        row.get_absolute_url(),
        kind,
        marked(title.text, spans(reading, title.text, title.language)),
        title.lang_attr,
        owner,
        text,
        language if language != (get_language() or "en") else "",
    )


def _kind_of(member: Member) -> str:
    return _("City") if member.kind == Member.Kind.CITY else str(member.get_kind_display())


def _piece(reading: Reading, title: str, spans: SpansOf, enough: int) -> tuple[SafeString, str]:
    """The part of a row's texts that shows most of what was looked for, and its language.

    Its own texts come before names, and those in the reader's language before others.
    """
    language = get_language() or "en"
    told = [passage for passage in reading.subject.passages if passage.text != title]
    told.sort(key=lambda passage: (passage.is_name, passage.language != language))
    best: tuple[int, Passage, Sequence[Span]] | None = None
    for passage in told:
        places = spans(reading, passage.text, passage.language)
        found = len({passage.text[start:end].casefold() for start, end in places})
        if best is None or found > best[0]:
            best = found, passage, places
        if found >= enough:
            break
    if best is None:
        return SafeString(""), ""
    _found, passage, places = best
    return snippet(passage.text, places), passage.language or ""
