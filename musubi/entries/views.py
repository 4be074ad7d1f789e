"""Pages that every kind of entry shares."""

from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.entries.models import Part
from musubi.journal.models import Version
from musubi.journal.views import history
from musubi.listing.pages import page_of
from musubi.ui.addresses import page_address
from musubi.ui.sources import shown_sources


@require_safe
def entry_list(request, listing):
    return render(request, "listing/list.html", {"listing": page_of(listing, request)})


@require_safe
def entry_history(request, slug, model):
    entry = get_object_or_404(model.objects.public(), slug=slug)
    crumbs = [{"label": model.KIND.plural, "url": reverse(model.KIND.segment)}]
    return history(request, subject=entry, kind=entry.history_kind, key=entry.slug, crumbs=crumbs)


def addresses(model, *, listing, detail):
    """The addresses of one kind: its list, its pages, their histories."""
    kind = model.KIND
    return [
        path(f"{kind.segment}/", entry_list, {"listing": listing}, name=kind.segment),
        path(f"{kind.segment}/<slug:slug>/", detail, name=kind.code),
        path(
            f"{kind.segment}/<slug:slug>/history/",
            entry_history,
            {"model": model},
            name=f"{kind.code}-history",
        ),
    ]


def in_english(texts):
    """Texts that the record has in English only, marked so for readers of other languages."""
    if get_language() == "en":
        return list(texts)
    return [format_html('<span lang="en">{}</span>', text) for text in texts]


def provenance(subject):
    """Where a row comes from: what templates/entries/_provenance.html shows."""
    latest = Version.objects.filter(kind=subject.history_kind, key=subject.slug, is_latest=True)
    version = next(iter(latest.order_by().values("number", "at")), None)
    return {
        "sources": shown_sources(subject.sources),
        "version": version,
        "history_url": page_address(f"{subject.history_kind}-history", subject.slug),
    }


def shared_context(entry):
    """What the page of every entry shows beside what its kind adds."""
    kind = entry.KIND
    return {
        "entry": entry,
        "kind": kind,
        "crumbs": [{"label": kind.plural, "url": reverse(kind.segment)}],
        "uncertain": in_english(entry.uncertainties),
        "note": language_note(entry.title, entry.summary),
        "is_unclaimed": entry.owner is None or not entry.owner.is_claimed,
        **provenance(entry),
    }


def taking_part(entry):
    """The members that take part in an entry beside its owner: cities first, then partners."""
    parts = sorted(
        entry.parts.select_related("member__country"), key=lambda part: part.role != Part.Role.PLACE
    )
    return {"taking_part": [part.member for part in parts]}


def language_note(*texts):
    """What a reader must know of the language of these texts: the first that is not plain."""
    for text in texts:
        shown = text.shown
        if not shown:
            continue
        if shown.is_fallback:
            return {"state": "missing", "text_language": shown.language}
        if shown.is_out_of_date:
            return {"state": "outdated", "text_language": shown.language}
        if shown.status == "provisional":
            return {"state": "provisional", "text_language": shown.language}
    return None


def joined(things):
    """Names in a row, as the language of the page separates them."""
    return format_html_join(_(", "), "{}", ((thing,) for thing in things))


def fact(label, value, *, url="", note=""):
    return {"label": label, "value": value, "url": url, "note": note}


def common_facts(entry):
    """The facts that a box beside an entry of any kind shows."""
    focus_areas = [c for c in entry.concepts.all() if c.scheme == "focus-area"]
    return [
        fact(_("Focus area"), joined(focus_areas)),
        fact(_("People served"), joined(entry.groups.all())),
    ]
