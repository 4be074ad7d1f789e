from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from musubi.entries.models import Entry, Kind
from musubi.vocabulary.models import Concept
from musubi.vocabulary.texts import TextsField


class Project(Entry):
    """Work that was agreed, studied, tried or built under one of the network's programmes."""

    KIND = Kind(
        "project",
        "projects",
        _("Project"),
        _("Projects"),
        ngettext_lazy("%(count)s project", "%(count)s projects", "number"),
    )

    programme = models.CharField(max_length=200, help_text="As the source names it.")
    programme_group = models.ForeignKey(
        Concept, null=True, on_delete=models.PROTECT, related_name="+"
    )
    phase = models.ForeignKey(Concept, null=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=200, blank=True, help_text="As the source says it.")
    years = models.CharField(max_length=40, blank=True, help_text="As the source says it.")
    started_year = models.PositiveSmallIntegerField(null=True)
    ended_year = models.PositiveSmallIntegerField(null=True)
    outcome = TextsField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="project_ends_after_its_start",
                condition=models.Q(started_year=None)
                | models.Q(ended_year=None)
                | models.Q(ended_year__gte=models.F("started_year")),
            )
        ]
