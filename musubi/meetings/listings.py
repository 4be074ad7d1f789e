"""The list of commitments."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from musubi.entries.facets import concept_facet, entry_listing, position_in
from musubi.listing.memory import Facet, Sort, by_path
from musubi.meetings.followup import STATES
from musubi.meetings.models import Commitment
from musubi.meetings.promises import STATE_LABELS, show_promises, states
from musubi.ui import cldr


def _pairs_of_states(rows):
    return [(pk, follow.state) for pk, follow in states(rows).items()]


COMMITMENTS = entry_listing(
    Commitment,
    lead=_("What the Meetings promised, to whom, by when, and what came of it."),
    card="meetings/_commitment_card.html",
    cards=lambda rows: rows.select_related("at_meeting"),
    prepare=show_promises,
    facets=(
        Facet(
            "state",
            _("What became of it"),
            _pairs_of_states,
            lambda codes: {code: str(STATE_LABELS[code]) for code in codes},
            order=position_in(STATES),
        ),
        Facet(
            "meeting",
            _("Meeting"),
            by_path("at_meeting__number"),
            lambda numbers: {
                number: _now("Meeting %(number)s") % {"number": cldr.number(int(number))}
                for number in numbers
            },
            order=lambda number: -int(number),
        ),
        concept_facet("to", _("To whom"), "audience", "audience"),
        Facet(
            "nature",
            _("What kind of promise"),
            by_path("nature"),
            lambda codes: {code: str(Commitment.Nature(code).label) for code in codes},
        ),
    ),
    sorts=(
        Sort(
            "newest",
            _("Newest Meeting first"),
            ("at_meeting__number", "slug"),
            lambda row, language: (-row[0], row[1]),
        ),
        Sort(
            "oldest",
            _("Oldest Meeting first"),
            ("at_meeting__number", "slug"),
            lambda row, language: tuple(row),
        ),
    ),
    made_of=("meeting",),
    is_daily=True,
)
