"""Commitments as readers see them: a cord from the promise to what became of it."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from musubi.meetings import followup
from musubi.meetings.models import Meeting
from musubi.ui import cldr

STATE_LABELS = {
    followup.LATE: gettext_lazy("Late"),
    followup.KEPT_LATE: gettext_lazy("Kept late"),
    followup.UNKNOWN: gettext_lazy("Not known"),
    followup.OPEN: gettext_lazy("Open"),
    followup.CONTINUING: gettext_lazy("Continuing work"),
    followup.KEPT: gettext_lazy("Kept"),
}
PILLS = {
    followup.LATE: "late",
    followup.KEPT_LATE: "warn",
    followup.UNKNOWN: "unknown",
    followup.OPEN: "open",
    followup.CONTINUING: "plain",
    followup.KEPT: "ok",
}


def meeting_days():
    """Number of each Meeting that is known -> its first day."""
    return dict(Meeting.objects.public().values_list("number", "starts_on"))


def today():
    return timezone.now().date()


def states(commitments):
    """The state of each commitment today, by primary key."""
    days, day = meeting_days(), today()
    return {c.pk: c.follow_up(days, day) for c in commitments}


def show_promises(commitments):
    """Give each commitment its `promise`, for templates/ui/_promise.html, and its `follow`."""
    days, day = meeting_days(), today()
    for commitment in commitments:
        commitment.follow = commitment.follow_up(days, day)
        commitment.pill = PILLS[commitment.follow.state]
        commitment.state_label = STATE_LABELS[commitment.follow.state]
        commitment.promise = {
            "made_label": meeting_and_paragraph(commitment),
            "made_on": cldr.day(commitment.at_meeting.ends_on),
            "due_label": due_label(commitment, days),
            "is_due_last": _is_due_last(commitment, days),
            "delivered_label": _delivered_label(commitment),
            "state": commitment.follow.state,
            "state_label": state_sentence(commitment.follow),
        }


def _is_due_last(commitment, days):
    """Whether the due day lies after what became of it, as far as that can be told."""
    if commitment.follow.state == followup.KEPT:
        return commitment.due_day(days) is not None
    return commitment.follow.state == followup.OPEN


def _delivered_label(commitment):
    if commitment.delivered:
        return cldr.partial_date(commitment.delivered)
    if commitment.follow.state == followup.KEPT:
        return _("on a day that is not known")
    return ""


def meeting_and_paragraph(commitment):
    number = cldr.number(commitment.at_meeting.number)
    if not commitment.paragraph:
        return _("Meeting %(number)s") % {"number": number}
    return _("Meeting %(number)s, §%(paragraph)s") % {
        "number": number,
        "paragraph": paragraph_label(commitment.paragraph),
    }


def paragraph_label(address):
    """ "5-ii" as people write it: 5(ii)."""
    number, _hyphen, sub = address.partition("-")
    return f"{number}({sub})" if sub else number


def due_label(commitment, days):
    """When it is due, in words; the words of the record where they name no day."""
    if commitment.due_on:
        return cldr.day(commitment.due_on)
    number = commitment.due_meeting_number
    if number is None:
        return commitment.due_text.html
    if number in days:
        text = (
            _("before Meeting %(number)s, %(day)s")
            if commitment.due_before_meeting
            else _("at Meeting %(number)s, %(day)s")
        )
        return text % {"number": cldr.number(number), "day": cldr.day(days[number])}
    text = (
        _("before the next Meeting (%(number)s), whose date is not known yet")
        if commitment.due_before_meeting
        else _("at the next Meeting (%(number)s), whose date is not known yet")
    )
    return text % {"number": cldr.number(number)}


def state_sentence(follow):
    if follow.state == followup.KEPT_LATE:
        least, most = follow.late
        if least == most:
            return _("Kept, %(days)s late") % {"days": cldr.days(least)}
        return _("Kept, between %(least)s and %(most)s late") % {
            "least": cldr.number(least),
            "most": cldr.days(most),
        }
    if follow.state == followup.LATE:
        return _("%(days)s late, and not delivered") % {"days": cldr.days(follow.late[0])}
    if follow.state == followup.UNKNOWN:
        return _("Nobody has published what became of it")
    return str(STATE_LABELS[follow.state])
