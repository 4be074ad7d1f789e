"""What the lists of every kind of entry can be chosen and sorted by."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from musubi.listing.memory import Facet, Listing, Sort, by_path
from musubi.members.countries import country_labels
from musubi.ui import cldr
from musubi.vocabulary.labels import concept_codes, concept_labels


def concept_facet(name, label, path, scheme, *, order=None):
    """Choose by the concepts of one scheme that a field or relation names."""
    return Facet(name, label, concept_codes(path, scheme), concept_labels(scheme), order)


COUNTRY = Facet("country", _("Country"), by_path("countries"), country_labels)
FOCUS_AREA = concept_facet("focus", _("Focus area"), "concepts", "focus-area")
PEOPLE = concept_facet("people", _("People served"), "groups", "group")
YEAR = Facet(
    "year",
    _("Year"),
    by_path("year"),
    lambda years: {year: cldr.year(int(year)) for year in years},
    order=lambda year: -int(year),
)


def position_in(codes):
    """An order of options by their place in `codes`; others after them."""
    return lambda code: codes.index(code) if code in codes else len(codes)


NEWEST = Sort("newest", _("Newest first"), ("year",), lambda row, language: (-(row[0] or 0),))
OLDEST = Sort("oldest", _("Oldest first"), ("year",), lambda row, language: (row[0] or 9999,))
BY_TITLE = Sort(
    "title",
    pgettext_lazy("order of a list", "By title"),
    ("title",),
    lambda row, language: (row[0].shown_in(language).text.casefold(),),
    is_by_language=True,
)
SORTS = (NEWEST, OLDEST, BY_TITLE)


def entry_listing(
    model,
    *,
    lead,
    card,
    facets,
    sorts=SORTS,
    made_of=(),
    cards=lambda rows: rows.for_cards(),
    **options,
):
    """The listing of one kind of entry. cards: adds to rows what their cards show."""
    return Listing(
        rows=lambda: model.objects.public(),
        cards=lambda: cards(model.objects.all()),
        made_of=(model.KIND.code, "concept", "country", "organisation", "city", *made_of),
        count=model.KIND.count,
        title=model.KIND.plural,
        lead=lead,
        card=card,
        facets=facets,
        sorts=sorts,
        **options,
    )
