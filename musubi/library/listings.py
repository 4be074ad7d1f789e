"""The list of case studies."""

from django.utils.translation import gettext_lazy as _

from musubi.entries.facets import COUNTRY, FOCUS_AREA, PEOPLE, YEAR, entry_listing
from musubi.library.models import CaseStudy

CASES = entry_listing(
    CaseStudy,
    lead=_("What a city did about a problem, who was reached, and what came of it."),
    card="library/_case_card.html",
    cards=lambda rows: rows.for_cards().prefetch_related("countries"),
    facets=(COUNTRY, FOCUS_AREA, PEOPLE, YEAR),
)
