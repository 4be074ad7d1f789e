"""The network at a glance."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from musubi.entries.models import Entry
from musubi.exchange.listings import NEEDS, SOLUTIONS
from musubi.front.city_map import city_map
from musubi.front.figures import figures
from musubi.journal.models import Load
from musubi.library.listings import CASES
from musubi.listing.memory import glances
from musubi.meetings import followup
from musubi.meetings.models import Commitment, Meeting
from musubi.meetings.promises import show_promises
from musubi.members.models import City
from musubi.programme.listings import PROJECTS

NEWEST = 2  # entries of each kind on the home page


@require_safe
def home(request):
    cities = list(City.objects.all())
    commitments = list(Commitment.objects.public().select_related("at_meeting"))
    show_promises(commitments)
    late = [c for c in commitments if c.follow.state in (followup.LATE, followup.KEPT_LATE)]
    late.sort(key=lambda c: (c.follow.state != followup.LATE, -c.follow.late[1]))
    context = {
        "figures": figures(),
        "map": city_map(cities),
        "late": late,
        "unknown": sum(c.follow.state == followup.UNKNOWN for c in commitments),
        "newest": _newest(),
        "last_meeting": Meeting.objects.public().order_by("-number").first(),
        "loaded": Load.objects.first(),
        "countries": len({city.country_id for city in cities}),
    }
    return render(request, "front/home.html", context)


def _newest():
    """The newest entries of several kinds, newest first."""
    listings = [NEEDS, SOLUTIONS, PROJECTS, CASES]
    chosen = [pk for glance in glances(listings, first=NEWEST) for pk in glance.first]
    found = Entry.objects.for_cards().public().in_bulk(chosen)
    newest = [found[pk] for pk in chosen if pk in found]
    return sorted(newest, key=lambda entry: -(entry.year or 0))
