from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.entries.views import fact, in_english, joined, shared_context
from musubi.journal.views import history
from musubi.meetings.models import Commitment, Meeting, SummaryRecord
from musubi.meetings.promises import paragraph_label, show_promises
from musubi.members.countries import country_labels
from musubi.ui import cldr
from musubi.ui.sources import shown_sources


@require_safe
def meetings(request):
    found = list(Meeting.objects.public().order_by("-number").select_related("record"))
    return render(request, "meetings/meetings.html", {"meetings": found})


@require_safe
def meeting(request, slug):
    meeting = get_object_or_404(
        Meeting.objects.public().select_related("owner", "record"), slug=slug
    )
    commitments = list(
        Commitment.objects.public().filter(at_meeting=meeting).select_related("at_meeting")
    )
    show_promises(commitments)
    record = getattr(meeting, "record", None)
    chairs = [
        {**chair, "country": country}
        for chair, country in zip(
            meeting.co_chairs,
            _countries([chair["country"] for chair in meeting.co_chairs]),
            strict=True,
        )
    ]
    facts = [
        fact(_("Dates"), cldr.day_range(meeting.starts_on, meeting.ends_on)),
        fact(_("Place"), joined(in_english([meeting.place]))),
        fact(_("Form"), meeting.get_format_display()),
        fact(
            _("Participants"),
            cldr.number(meeting.participants) if meeting.participants else "",
            note=joined(in_english([meeting.participants_note])),
        ),
    ]
    context = shared_context(meeting) | {
        "facts": facts,
        "chairs": chairs,
        "record": record,
        "paragraphs": _paragraphs(record, commitments) if record else [],
        "record_languages": _languages(record) if record else [],
        "outside_record": _outside(record, commitments),
        "commitments": commitments,
    }
    return render(request, "meetings/meeting.html", context)


def _countries(codes):
    labels = country_labels(set(codes))
    return [labels[code] for code in codes]


def _languages(record):
    """The languages of a record in order, English and Japanese always among them."""
    return list(dict.fromkeys([*record.headings, "en", "ja"]))


def _paragraphs(record, commitments):
    """The paragraphs with their commitments and each language's text, None where it is missing."""
    made = {}
    for commitment in commitments:
        made.setdefault(commitment.paragraph, []).append(commitment)
    languages = _languages(record)
    return [
        {
            "address": paragraph.address,
            "label": paragraph_label(paragraph.address),
            "is_sub": "-" in paragraph.address,
            "texts": [
                {"language": language, "text": paragraph.texts.get(language, {}).get("text")}
                for language in languages
                if language in record.headings
            ],
            "commitments": made.get(paragraph.address, []),
        }
        for paragraph in record.paragraphs.all()
    ]


def _outside(record, commitments):
    """The commitments that no paragraph here holds: there is no record, or it has no such place."""
    held = {p.address for p in record.paragraphs.all()} if record else set()
    return [c for c in commitments if c.paragraph not in held]


@require_safe
def commitment(request, slug):
    commitment = get_object_or_404(
        Commitment.objects.public().select_related("at_meeting__record", "owner"), slug=slug
    )
    repeated = (
        list(
            Commitment.objects.public()
            .filter(series=commitment.series)
            .exclude(pk=commitment.pk)
            .select_related("at_meeting")
            .order_by("at_meeting__number", "slug")
        )
        if commitment.series
        else []
    )
    show_promises([commitment, *repeated])
    facts = [
        fact(_("Who"), commitment.who.html),
        fact(_("To whom"), commitment.to_whom.html, note=_audience(commitment)),
        fact(
            _("Made at"),
            commitment.promise["made_label"],
            url=commitment.paragraph_url,
            note=commitment.promise["made_on"],
        ),
        fact(_("Due"), commitment.promise["due_label"] or _("No day was set")),
        fact(_("What kind of promise"), commitment.get_nature_display()),
    ]
    context = shared_context(commitment) | {
        "facts": facts,
        "repeated": repeated,
        "evidence_sources": shown_sources(commitment.evidence_sources),
    }
    return render(request, "meetings/commitment.html", context)


def _audience(commitment):
    """The groups that a promise is made to, where its words do not already name them."""
    audience = joined(commitment.audience.all())
    return "" if audience.casefold() == str(commitment.to_whom).casefold() else audience


@require_safe
def record(request, slug):
    """A summary record by its own name, as sources cite it: it stands on its Meeting's page."""
    return redirect(get_object_or_404(_public_records(), slug=slug))


@require_safe
def record_history(request, slug):
    record = get_object_or_404(_public_records(), slug=slug)
    crumbs = [{"label": _("Meetings"), "url": reverse("meetings")}]
    return history(request, subject=record, kind="record", key=slug, crumbs=crumbs)


def _public_records():
    return SummaryRecord.objects.filter(meeting__in=Meeting.objects.public())
