from django.db import models
from django.utils.translation import gettext as _now
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

    WRITTEN_WITH_IT = ("parts", "criteria")

    def further_texts(self):
        texts = [(self.project_name, "en"), (self.quote, self.quote_language)]
        texts += [
            (text["text"], language)
            for criterion in self.criteria.all()
            for language, text in criterion.text.items()
        ]
        return [(text, language) for text, language in texts if text]

    def asked_for(self):
        shown = [criterion.text.shown for criterion in self.criteria.all()]
        return [(text.text, text.language) for text in shown]


class Criterion(models.Model):
    """One thing that a solution must do or be, as the city wrote it."""

    class Kind(models.TextChoices):
        MEASURE = "measure", _("Measure")
        LANGUAGE = "language", _("Language")
        STAFF = "staff", _("Staff")
        BUDGET = "budget", _("Budget")
        WORKS_WITH = "works-with", _("Works with what is there")
        DEADLINE = "deadline", _("Deadline")
        OTHER = "other", _("Other")

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="criteria")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    text = TextsField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["need", "position"]

    def __str__(self):
        return str(self.text)


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

    def further_texts(self):
        return [(", ".join(self.keywords), "en")] if self.keywords else []

    def open_questions(self, country):
        known = list(self.countries.all())
        if country in known:
            return []
        return [
            _now("Nothing published says that it is offered in %(country)s.") % {"country": country}
        ]
