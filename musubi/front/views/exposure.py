"""Who is seen in the ties, month by month; the same as a table to take along."""

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.front.results import facet_labels
from musubi.matching.exposing import BY, NOT_STATED, OTHER, PLACES, SHARES, SMALL
from musubi.matching.models import Exposure
from musubi.ui import cldr

MOST_MONTHS = 24


@require_safe
def exposure(request):
    months = list(Exposure.objects.all()[:MOST_MONTHS])
    asked = request.GET.get("month", "")
    shown = next((m for m in months if m.month == asked), months[0] if months else None)
    return render(
        request,
        "front/exposure.html",
        {
            "months": months,
            "shown": shown,
            "places": PLACES,
            "tables": [table(shown, by) for by in BY] if shown else [],
        },
    )


def table(month, by):
    """One table of a month: rows of a label and shares in per cent, the largest first."""
    seen = month.seen[by]
    labels = labels_of(by, seen)
    rows = sorted(seen.items(), key=lambda pair: (-pair[1]["there"], pair[0]))
    return {
        "by": by,
        "title": {"size": _("By size"), "country": _("By country"), "language": _("By language")}[
            by
        ],
        "rows": [
            {
                "label": labels.get(value, value) or _("Not stated"),
                **{name: cldr.number(round(100 * share, 1)) for name, share in shares.items()},
            }
            for value, shares in rows
        ],
    }


def labels_of(by, values):
    if by == "size":
        return {
            SMALL: _("Micro, small or medium enterprise"),
            OTHER: _("Other"),
            NOT_STATED: _("Not stated"),
        }
    if by == "language":
        language = get_language() or "en"
        return {v: cldr.language_name(v, language) for v in values if v}
    return facet_labels("country", values)


@require_safe
def exposure_csv(request):
    """All months in one table, for machines: shares from 0 to 1."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="exposure.csv"'
    write = csv.writer(response).writerow
    write(["month", "needs", "by", "value", *SHARES])
    for month in Exposure.objects.all():
        for by in BY:
            for value, shares in sorted(month.seen[by].items()):
                write([month.month, month.needs, by, value, *(shares[name] for name in SHARES)])
    return response
