"""The lists of cities and of members."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from musubi.listing.memory import Facet, Listing, Sort, by_path
from musubi.members.countries import country_labels
from musubi.members.models import City, Member
from musubi.ui import cldr

COUNTRY = Facet("country", _("Country"), by_path("country"), country_labels)
BY_NAME = Sort(
    "name",
    pgettext_lazy("order of a list", "By name"),
    ("name",),
    lambda row, language: (row[0].shown_in(language).text.casefold(),),
    is_by_language=True,
)


def _years(years):
    return {year: cldr.year(int(year)) for year in years}


def _kinds(codes):
    return {code: str(Member.Kind(code).label) for code in codes}


def _bodies(slugs):
    return {body.slug: str(body) for body in Member.objects.filter(slug__in=slugs)}


def _sizes(codes):
    return {"True": str(_("Micro, small or medium")), "False": str(_("Large"))}


def _count_of_cities(count):
    return ngettext("%(count)s city", "%(count)s cities", count) % {"count": cldr.number(count)}


def _count_of_members(count):
    return ngettext("%(count)s organisation", "%(count)s organisations", count) % {
        "count": cldr.number(count)
    }


def organisations():
    """Every member but the cities, which have a list of their own."""
    return Member.objects.exclude(kind=Member.Kind.CITY)


CITIES = Listing(
    rows=lambda: City.objects.all(),
    cards=lambda: City.objects.select_related("country"),
    made_of=("city", "country", "organisation"),
    count=_count_of_cities,
    title=_("Cities"),
    lead=_("The cities of the network, on the map and in a list."),
    card="members/_city_card.html",
    per_page=100,  # the map beside it shows them all
    facets=(
        COUNTRY,
        Facet(
            "joined",
            _("Joined in"),
            by_path("memberships__since_year"),
            _years,
            order=lambda year: int(year),
        ),
    ),
    sorts=(
        BY_NAME,
        Sort(
            "people",
            _("Most people first"),
            ("population",),
            lambda row, language: (-(row[0] or 0),),
        ),
    ),
)
MEMBERS = Listing(
    rows=organisations,
    cards=lambda: organisations().select_related("country"),
    made_of=("organisation", "country"),
    count=_count_of_members,
    title=_("Organisations"),
    lead=_(
        "Companies, public bodies, associations, universities and funds that belong to the "
        "network or work with its cities."
    ),
    card="members/_member_card.html",
    facets=(
        Facet("kind", _("Kind"), by_path("kind"), _kinds),
        COUNTRY,
        Facet("size", _("Size"), by_path("is_msme"), _sizes),
        Facet("body", _("Belongs to"), by_path("memberships__body__slug"), _bodies),
    ),
    sorts=(BY_NAME,),
)
