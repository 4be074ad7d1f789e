"""The page of all ties of an entry, with the answer to "Why not that one?"."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from musubi.entries.models import kinds
from musubi.listing.pages import page_links
from musubi.matching.moment import one_moment
from musubi.matching.pages import PER_PAGE, Ties, heading
from musubi.matching.why_not import why_not

LONGEST_NAME = 200  # characters


def tie_addresses(model):
    """The address of the page of ties of one kind."""
    kind = model.KIND
    return [
        path(
            f"{kind.segment}/<slug:slug>/ties/",
            ties_page,
            {"model": model},
            name=f"{kind.code}-ties",
        )
    ]


@require_safe
@one_moment()
def ties_page(request, slug, model):
    entry = get_object_or_404(model.objects.public().select_related("owner__country"), slug=slug)
    offered = settings.TIES[model.KIND.code]
    kind = request.GET.get("with", offered[0])
    if kind not in offered:
        raise Http404
    found = Ties(entry)
    total, placed = found.place(kind)
    page = Paginator(placed, PER_PAGE).get_page(request.GET.get("page", "1"))
    asked = request.GET.get("why", "").strip()[:LONGEST_NAME]
    return render(
        request,
        "matching/ties.html",
        {
            "entry": entry,
            "kind": model.KIND,
            "crumbs": [
                {"label": model.KIND.plural, "url": reverse(model.KIND.segment)},
                {"label": str(entry.title), "url": entry.get_absolute_url()},
            ],
            "with": kind,
            "with_label": kinds()[kind].KIND.singular,
            "heading": heading(model.KIND.code, kind),
            "choices": [
                {
                    "label": heading(model.KIND.code, code),
                    "url": found.url(code),
                    "is_current": code == kind,
                }
                for code in offered
            ],
            "total": total,
            "most": len(placed),
            "ties": found.shown(kind, page),
            "pages": page_links(
                page.number,
                page.paginator.num_pages,
                lambda number: f"{found.url(kind)}&page={number}",
            ),
            "asked": asked,
            "answers": why_not(found, kind, placed, total, asked) if asked else [],
            "topics": topics_of(found),
        },
    )


def topics_of(found):
    """The topics that an entry is read as speaking of, in the reader's language."""
    language = get_language() or "en"
    strongest = sorted(found.wanted.wished.items(), key=lambda pair: (-pair[1].weight, pair[0]))
    own = [code for code, wish in strongest if wish.step.here == code == wish.step.there]
    return [
        {"label": found.vocabulary.label(code, language), "url": reverse("concept", args=[code])}
        for code in own[:12]
    ]
