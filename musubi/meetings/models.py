from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from musubi.entries.models import Entry, Kind
from musubi.meetings.followup import follow_up
from musubi.ui.partial_dates import PartialDate
from musubi.vocabulary.models import Concept
from musubi.vocabulary.texts import TextsField


class Meeting(Entry):
    """A High Level Meeting of the network."""

    KIND = Kind(
        "meeting",
        "meetings",
        _("Meeting"),
        _("Meetings"),
        ngettext_lazy("%(count)s Meeting", "%(count)s Meetings", "number"),
    )

    class Format(models.TextChoices):
        IN_PERSON = "in-person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    number = models.PositiveSmallIntegerField(unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day.")
    format = models.CharField(max_length=20, choices=Format, blank=True)
    co_chairs = models.JSONField(default=list, help_text="Rows of name, role and country code.")
    participants = models.PositiveIntegerField(null=True)
    participants_note = models.TextField(blank=True)
    outcomes = models.JSONField(default=list, help_text="What came of it, a sentence each.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_its_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
            )
        ]


class SummaryRecord(models.Model):
    """The summary record of a Meeting, as published."""

    slug = models.CharField(max_length=200, unique=True)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="record")
    headings = models.JSONField(
        default=dict, help_text="By language: the title and further heading lines."
    )
    unplaced = models.JSONField(default=list, help_text="Lines that have no place in it.")

    WRITTEN_WITH_IT = ("paragraphs",)

    def __str__(self):
        return f"{self.meeting}: {_('Summary record')}"

    def get_absolute_url(self):
        return f"{self.meeting.get_absolute_url()}#record"


class Paragraph(models.Model):
    """One paragraph of a summary record, in each language that it was published in."""

    record = models.ForeignKey(SummaryRecord, on_delete=models.CASCADE, related_name="paragraphs")
    address = models.CharField(max_length=40, help_text="'5' or '5-ii'.")
    position = models.PositiveSmallIntegerField()
    texts = TextsField()

    class Meta:
        ordering = ["record", "position"]
        constraints = [
            models.UniqueConstraint(fields=["record", "address"], name="address_once_per_record")
        ]

    def __str__(self):
        return f"§{self.address}"


class Commitment(Entry):
    """What a Meeting promised: who, to whom, by when, and what became of it."""

    KIND = Kind(
        "commitment",
        "commitments",
        _("Commitment"),
        _("Commitments"),
        ngettext_lazy("%(count)s commitment", "%(count)s commitments", "number"),
    )

    class Nature(models.TextChoices):
        DELIVERABLE = "deliverable", _("Deliverable")
        EVENT = "event", _("Event")
        CONTINUING = "continuing", _("Continuing work")

    class Outcome(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        UNKNOWN = "unknown", _("Nobody has published what became of it")

    at_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="commitments")
    paragraph = models.CharField(
        max_length=40, blank=True, help_text="The address of its paragraph in the record."
    )
    who = TextsField()
    to_whom = TextsField()
    audience = models.ManyToManyField(Concept, related_name="+")
    nature = models.CharField(max_length=20, choices=Nature)
    due_on = models.DateField(null=True)
    due_meeting_number = models.PositiveSmallIntegerField(
        null=True, help_text="The Meeting at or before which it is due, held or not."
    )
    due_before_meeting = models.BooleanField(default=False)
    due_text = TextsField(help_text="When it is due, in the record's words.")
    delivered_on = models.CharField(
        max_length=10, blank=True, help_text="A day, a month or a year: 2022-03-31, 2022-03, 2022."
    )
    outcome = models.CharField(max_length=20, choices=Outcome)
    series = models.CharField(
        max_length=80, blank=True, help_text="Names promises that Meetings repeat."
    )
    evidence = TextsField()
    evidence_sources = models.JSONField(default=list)

    @property
    def delivered(self):
        return PartialDate.read(self.delivered_on) if self.delivered_on else None

    def due_day(self, meeting_days):
        """The last day in time, or None. meeting_days: number of a Meeting -> its first day."""
        return self.due_on or meeting_days.get(self.due_meeting_number)

    def follow_up(self, meeting_days, today):
        return follow_up(
            due=self.due_day(meeting_days),
            delivered=self.delivered,
            outcome=self.outcome,
            is_continuing=self.nature == self.Nature.CONTINUING,
            today=today,
        )

    @property
    def paragraph_url(self):
        place = f"#p{self.paragraph}" if self.paragraph else ""
        return f"{reverse('meeting', args=[self.at_meeting.slug])}{place}"
