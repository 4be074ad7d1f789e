"""How ties are made, in plain words, with an example from what is there."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from musubi.exchange.models import Need
from musubi.matching import exposure, ranking, rows
from musubi.matching.moment import one_moment
from musubi.matching.pages import Ties
from musubi.ui import cldr

LOOKED_AT = 12  # needs among which the example is sought


@require_safe
def how_ties(request):
    return render(
        request,
        "front/how_ties.html",
        {
            "example": _example(),
            "near": cldr.number(round(100 * exposure.EPSILON)),
            "share": cldr.number(round(100 * exposure.SHARE)),
            "least": cldr.number(round(100 * exposure.TAU)),
            "words": cldr.number(round(100 * ranking.WORDS_AT_MOST)),
            "small_city": rows.SMALL_CITY,
        },
    )


@one_moment()
def _example():
    """A need and the solution first in its list, told by at least two reasons; None without."""
    for need in Need.objects.public().select_related("owner__country").order_by("slug")[:LOOKED_AT]:
        found = Ties(need)
        _total, placed = found.place("solution", is_fair=False)
        for tie in found.shown("solution", placed[:1]):
            if len(tie.sentences) > 1:
                return {"need": need, "tie": tie}
    return None
