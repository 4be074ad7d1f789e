"""The network in figures."""

from django.urls import reverse
from django.utils.translation import gettext as _

from musubi.exchange.listings import NEEDS, SOLUTIONS
from musubi.library.listings import CASES
from musubi.listing.memory import glances
from musubi.meetings.listings import COMMITMENTS
from musubi.meetings.models import Meeting
from musubi.members.listings import CITIES, MEMBERS
from musubi.programme.listings import PROJECTS


def figures():
    """How many there are of each, and where they stand row by row."""
    lists = [
        (_("Cities"), "cities", CITIES),
        (_("Needs"), "needs", NEEDS),
        (_("Solutions"), "solutions", SOLUTIONS),
        (_("Projects"), "projects", PROJECTS),
        (_("Case studies"), "cases", CASES),
        (_("Commitments"), "commitments", COMMITMENTS),
        (_("Organisations"), "members", MEMBERS),
    ]
    seen = glances([listing for _label, _name, listing in lists])
    figures = [
        {"label": label, "count": glance.total, "url": reverse(name)}
        for (label, name, _listing), glance in zip(lists, seen, strict=True)
    ]
    meetings = {
        "label": _("Meetings"),
        "count": Meeting.objects.public().count(),
        "url": reverse("meetings"),
    }
    return [*figures[:5], meetings, *figures[5:]]
