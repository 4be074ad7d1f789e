from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from musubi.entries.models import Entry, Kind
from musubi.vocabulary.texts import TextsField


class CaseStudy(Entry):
    """What a city did, and what came of it, told so that others can copy it."""

    KIND = Kind(
        "case",
        "cases",
        _("Case study"),
        _("Case studies"),
        ngettext_lazy("%(count)s case study", "%(count)s case studies", "number"),
    )

    approach = TextsField()
    inclusion_aspect = TextsField(help_text="Who is reached that is often left out.")
    results = TextsField()
    in_guidebook = models.BooleanField(
        null=True, help_text="Whether the Guidebook holds it; empty where that is not known."
    )

    class Meta:
        verbose_name_plural = "case studies"


class GuidebookPart(Entry):
    """A chapter, section, step or enabler of the Smart City Planning Guidebook."""

    KIND = Kind(
        "guidebook",
        "guidebook",
        _("Guidebook"),
        _("Guidebook"),
        ngettext_lazy(
            "%(count)s part of the Guidebook", "%(count)s parts of the Guidebook", "number"
        ),
    )

    class Origin(models.TextChoices):
        GUIDEBOOK = "asean-guidebook", _("From the Guidebook")
        FRAMEWORK = "ascn-framework", _("From the network's framework")
        JAPAN = "japan", _("Japan's own, not the Guidebook's")

    part_kind = models.CharField(max_length=40)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=40, choices=Origin)

    class Meta:
        ordering = ["position"]

    @classmethod
    def address(cls, slug):
        return f"{reverse('guidebook')}#{slug}"
