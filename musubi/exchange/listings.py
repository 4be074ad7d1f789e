"""The lists of needs and of solutions."""

from django.utils.translation import gettext_lazy as _

from musubi.entries.facets import (
    COUNTRY,
    FOCUS_AREA,
    PEOPLE,
    YEAR,
    concept_facet,
    entry_listing,
    position_in,
)
from musubi.exchange.models import Need, Solution
from musubi.listing.memory import Facet, by_path
from musubi.members.countries import country_labels

STAGES = ["idea", "planned", "ongoing", "completed", "unknown"]

NEEDS = entry_listing(
    Need,
    lead=_("What the cities of the network want solved, in the words of published sources."),
    card="exchange/_need_card.html",
    cards=lambda rows: rows.for_cards("stage__code", "stage__label"),
    facets=(
        COUNTRY,
        FOCUS_AREA,
        PEOPLE,
        concept_facet("stage", _("Stage"), "stage", "stage", order=position_in(STAGES)),
        YEAR,
    ),
)
SOLUTIONS = entry_listing(
    Solution,
    lead=_("What companies, agencies and universities offer and where it is in use."),
    card="entries/_card.html",
    facets=(
        FOCUS_AREA,
        Facet("country", _("In use in"), by_path("countries"), country_labels),
        Facet("seat", _("Seat of the company"), by_path("owner__country"), country_labels),
        PEOPLE,
        YEAR,
    ),
)
