from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.entries.views import common_facts, fact, in_english, joined, shared_context, taking_part
from musubi.journal.models import Version
from musubi.library.models import CaseStudy, GuidebookPart
from musubi.matching.pages import blocks
from musubi.ui import cldr
from musubi.ui.sources import shown_sources


@require_safe
def case(request, slug):
    case = get_object_or_404(
        CaseStudy.objects.public()
        .select_related("owner__country")
        .prefetch_related("concepts", "groups"),
        slug=slug,
    )
    facts = [
        fact(_("Place"), joined(in_english([case.place])), note=joined(case.countries.all())),
        *common_facts(case),
        fact(_("Year"), cldr.year(case.year) if case.year else ""),
        fact(
            _("In the Guidebook"),
            {True: _("Yes"), False: _("No"), None: _("Not known")}[case.in_guidebook],
        ),
    ]
    context = shared_context(case) | taking_part(case)
    return render(
        request, "library/case.html", context | {"facts": facts, "tie_blocks": blocks(case)}
    )


@require_safe
def guidebook(request):
    parts = list(GuidebookPart.objects.public().order_by("position"))
    versions = {
        version.key: version
        for version in Version.objects.filter(kind=GuidebookPart.KIND.code, is_latest=True)
    }
    sources = _numbered(source for part in parts for source in part.sources)
    doubts = _numbered(doubt for part in parts for doubt in part.uncertainties)
    for part in parts:
        part.source_numbers = [sources[source] for source in part.sources]
        part.doubt_numbers = [doubts[doubt] for doubt in part.uncertainties]
        part.version = versions.get(part.slug)
    document, tree = _tree(parts)
    return render(
        request,
        "library/guidebook.html",
        {
            "document": document,
            "chapters": tree,
            "sources": shown_sources(sources),
            "doubts": in_english(doubts),
        },
    )


def _numbered(things):
    """Number each thing by its first appearance, from 1, in that order."""
    return {thing: number for number, thing in enumerate(dict.fromkeys(things), 1)}


def _tree(parts):
    """The document itself, and its chapters, each with its parts in order below it."""
    below = {}
    for part in parts:
        below.setdefault(part.parent_id, []).append(part)
    for part in parts:
        part.below = below.get(part.pk, [])
    roots = below.get(None, [])
    return (roots[0], roots[0].below) if roots else (None, [])
