from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from musubi.entries.models import Entry, Kind
from musubi.vocabulary.models import Concept
from musubi.vocabulary.texts import TextsField


class Need(Entry):
    """A problem that a city wants solved."""

    KIND = Kind(
        "need",
        "needs",
        _("Need"),
        _("Needs"),
        ngettext_lazy("%(count)s need", "%(count)s needs", "number"),
    )

    wanted = TextsField(help_text="What the city asks of others.")
    project_name = models.CharField(
        max_length=300, blank=True, help_text="The city's own project that it belongs to."
    )
    stage = models.ForeignKey(Concept, null=True, on_delete=models.PROTECT, related_name="+")
    quote = models.TextField(blank=True, help_text="Words of the source, letter for letter.")
    quote_language = models.CharField(max_length=20, default="en")


class Solution(Entry):
    """What a company, agency or university offers and has shown."""

    KIND = Kind(
        "solution",
        "solutions",
        _("Solution"),
        _("Solutions"),
        ngettext_lazy("%(count)s solution", "%(count)s solutions", "number"),
    )

    keywords = models.JSONField(default=list)
