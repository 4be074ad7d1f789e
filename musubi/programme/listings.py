"""The list of projects."""

from django.utils.translation import gettext_lazy as _

from musubi.entries.facets import (
    COUNTRY,
    YEAR,
    concept_facet,
    entry_listing,
    position_in,
)
from musubi.programme.models import Project

PHASES = [
    "agreed",
    "study",
    "pilot",
    "building",
    "service",
    "completed",
    "programme",
    "event",
    "unknown",
]

PROJECTS = entry_listing(
    Project,
    lead=_("What was agreed, studied, tried and built together, and what is known of the outcome."),
    card="programme/_project_card.html",
    cards=lambda rows: rows.for_cards("phase__label", "programme_group__label").prefetch_related(
        "countries"
    ),
    facets=(
        COUNTRY,
        concept_facet("programme", _("Programme"), "programme_group", "programme"),
        concept_facet("phase", _("Stage"), "phase", "phase", order=position_in(PHASES)),
        YEAR,
    ),
)
