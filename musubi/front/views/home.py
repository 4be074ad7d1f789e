"""The network at a glance."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from musubi.entries.models import Entry
from musubi.exchange.listings import NEEDS, SOLUTIONS
from musubi.front.city_map import city_map
from musubi.front.figures import figures
from musubi.journal.models import Load
from musubi.library.listings import CASES
from musubi.listing.memory import choose, glances
from musubi.meetings import followup
from musubi.meetings.listings import COMMITMENTS
from musubi.meetings.models import Commitment, Meeting
from musubi.meetings.promises import show_promises
from musubi.members.models import City
from musubi.programme.listings import PROJECTS

MOST_LATE = 6  # commitments on the home page
NEWEST = 2  # entries of each kind on the home page


@require_safe
def home(request):
    cities = list(City.objects.all())
    overdue = choose(COMMITMENTS, {"state": [followup.LATE, followup.KEPT_LATE]}, size=MOST_LATE)
    late = list(Commitment.objects.filter(pk__in=overdue.ids).select_related("at_meeting"))
    show_promises(late)
    late.sort(key=lambda c: (c.follow.state != followup.LATE, -c.follow.late[1], c.slug))
    context = {
        "figures": figures(),
        "map": city_map(cities),
        "late": late,
        "unknown": overdue.counts["state"].get(followup.UNKNOWN, 0),
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
