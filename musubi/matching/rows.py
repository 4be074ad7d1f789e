"""Rows of the database as search and ties see them: every public entry, city and organisation."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.conf import settings

from musubi.entries.models import Entry, kinds
from musubi.matching.subjects import BODY, EVERYWHERE, SUMMARY, TITLE, Passage, Subject
from musubi.members.models import City, Country, Member
from musubi.ui import cldr
from musubi.vocabulary.texts import Texts, TextsField

CITY, ORGANISATION = "city", "organisation"
SMALL = "small"
SMALL_CITY = 300_000  # people: a city with fewer is easily overlooked beside the great ones
BATCH = 500  # rows


def searched_kinds() -> list[str]:
    return [CITY, *kinds(), ORGANISATION]


def all_rows() -> Iterator[Any]:
    for kind in searched_kinds():
        yield from _batches(_queryset(kind))


def rows_of(ids: Iterable[str]) -> Iterator[Any]:
    """The public rows with these ids."""
    keys: dict[str, list[str]] = {}
    for one in sorted(ids):
        kind, _slash, key = one.partition("/")
        keys.setdefault(kind, []).append(key)
    for kind in searched_kinds():
        found = iter(keys.get(kind, ()))
        while some := list(islice(found, BATCH)):
            yield from _queryset(kind).filter(slug__in=some)


def titles_of(ids: Sequence[str]) -> list[Any]:
    """The public entries and the members with these ids, in this order, with little but names."""
    keys: dict[str, list[str]] = {}
    for one in ids:
        kind, _slash, slug = one.partition("/")
        keys.setdefault("member" if kind in (CITY, ORGANISATION) else "entry", []).append(slug)
    rows: list[Any] = []
    if slugs := keys.get("member"):
        rows += Member.objects.filter(slug__in=slugs).only("slug", "kind", "name")
    if slugs := keys.get("entry"):
        entries = Entry.objects.public().filter(slug__in=slugs)
        rows += entries.only("kind", "slug", "title")
    found = {id_of(row): row for row in rows}
    return [found[one] for one in ids if one in found]


def id_of(row: Any) -> str:
    if isinstance(row, Member):
        return f"{CITY if row.kind == Member.Kind.CITY else ORGANISATION}/{row.slug}"
    return f"{row.kind}/{row.slug}"


def subject_of(row: Any) -> Subject:
    return _of_member(row) if isinstance(row, Member) else _of_entry(row)


def texts_of(row: Any) -> Iterator[Passage]:
    """The texts of a row and the names of its owner: what it says by itself."""
    if isinstance(row, Member):
        return _passages(row.name, TITLE, is_name=True)
    return _entry_texts(row)


def public_rows(kind: str) -> Any:
    """The rows of a kind that everybody may see, each with its country or its owner's."""
    if kind == CITY:
        return City.objects.select_related("country")
    if kind == ORGANISATION:
        return Member.objects.exclude(kind=Member.Kind.CITY).select_related("country")
    return kinds()[kind].objects.public().select_related("owner__country")


def _queryset(kind: str) -> Any:
    rows = public_rows(kind).order_by("pk")
    if kind in (CITY, ORGANISATION):
        return rows
    return rows.select_related("owner__city").prefetch_related(*read_along(kind))


def read_along(kind: str) -> tuple[str, ...]:
    """The relations of an entry that `subject_of` reads: to be fetched with it."""
    return ("concepts", "groups", "countries", "parts__member", *own_relations(kind))


def own_relations(kind: str) -> list[str]:
    """The relations that only entries of this kind have."""
    return [name for name in kinds()[kind].WRITTEN_WITH_IT if name != "parts"]


def _batches(rows: Any) -> Iterator[Any]:
    last = 0
    while some := list(rows.filter(pk__gt=last)[:BATCH]):
        yield from some
        last = some[-1].pk


def _of_member(member: Member) -> Subject:
    kind = CITY if member.kind == Member.Kind.CITY else ORGANISATION
    return Subject(
        id_of(member),
        kind,
        (
            *texts_of(member),
            *_country_names(member.country),
        ),
        codes={"kind": kind},
        sets={"country": frozenset({member.country_id})},
    )


def _of_entry(entry: Any) -> Subject:
    owner = entry.owner
    countries = {country.pk for country in entry.countries.all()}
    return Subject(
        id_of(entry),
        entry.kind,
        (*texts_of(entry), *(p for c in entry.countries.all() for p in _country_names(c))),
        codes={"kind": entry.kind, "language": entry.title.original_language}
        | ({"size": SMALL} if owner and is_small(owner) else {}),
        sets={
            "country": frozenset(countries | ({owner.country_id} if owner else set())),
            "city": frozenset(cities_of(entry)),
            "serves": frozenset({EVERYWHERE}),
            "group": frozenset(concept.code for concept in entry.groups.all()),
            "focus-area": frozenset(
                c.code for c in entry.concepts.all() if c.scheme == "focus-area"
            ),
        },
    )


def cities_of(entry: Any) -> Iterator[str]:
    """The slugs of the cities that published an entry or that it is about."""
    members = [part.member for part in entry.parts.all()] + ([entry.owner] if entry.owner else [])
    return (member.slug for member in members if member.kind == Member.Kind.CITY)


def is_small(member: Member) -> bool:
    """Whether the floors of fair exposure are for its entries; the scores know nothing of it."""
    if member.kind != Member.Kind.CITY:
        return bool(member.is_msme)
    people = member.city.population
    return people is not None and people < SMALL_CITY


def _entry_texts(entry: Any) -> Iterator[Passage]:
    """Every text of an entry that its page shows, whatever its kind, and who owns it."""
    fields = {"title": TITLE, "summary": SUMMARY}
    for field in entry._meta.get_fields():
        if isinstance(field, TextsField):
            yield from _passages(getattr(entry, field.name), fields.get(field.name, BODY))
    for text, language in entry.further_texts():
        yield Passage(text, language, BODY)
    if entry.place:
        yield Passage(entry.place, None, BODY, is_name=True)
    if entry.owner:
        yield from _passages(entry.owner.name, BODY, is_name=True)


def _country_names(country: Country) -> Iterator[Passage]:
    """A country's name in every language of the site: people search for what is there."""
    names = {code: cldr.country_name(country.pk, code) for code, _name in settings.LANGUAGES}
    names |= {code: text["text"] for code, text in country.name.items()}
    return (Passage(text, code, BODY, is_name=True) for code, text in names.items())


def _passages(texts: Texts, field: str, *, is_name: bool = False) -> Iterator[Passage]:
    for language, text in texts.items():
        yield Passage(text["text"], language, field, is_name)
