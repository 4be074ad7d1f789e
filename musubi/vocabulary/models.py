from django.db import models

from musubi.vocabulary.texts import TextsField


class Concept(models.Model):
    """A shared word: a focus area, a group of people, a stage; or a topic, which texts speak of.

    Topics carry relations, and names in many languages (ConceptLabels). Codes in the lists are
    those of topics, or of focus areas; musubi/vocabulary/lint.py finds any that lead nowhere.
    """

    id = models.CharField(
        primary_key=True, max_length=120, help_text="Its scheme and code: 'group/older-people'."
    )
    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    label = TextsField(
        help_text="The label in each language; of a topic empty, for it has ConceptLabels."
    )
    position = models.PositiveIntegerField(default=0, help_text="Its place within the scheme.")

    type = models.CharField(max_length=20, blank=True, help_text="Of a topic: topics.TYPES.")
    broader = models.JSONField(default=list, help_text="Codes of the topics that it is a kind of.")
    related = models.JSONField(default=list, help_text="Codes of topics often met together.")
    addresses = models.JSONField(
        default=list, help_text="Of a technology: codes of the problems that it answers."
    )
    focus_areas = models.JSONField(default=list, help_text="Codes of the focus areas it is in.")
    sdg = models.JSONField(default=list, help_text="Targets of the SDGs, such as '11.5'.")

    class Meta:
        ordering = ["scheme", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="concept_code_once_per_scheme")
        ]

    def __str__(self):
        return str(self.label) or self.code


class ConceptLabels(models.Model):
    """The names of a topic in one language, by which texts of that language are understood."""

    id = models.CharField(
        primary_key=True, max_length=120, help_text="Language and code: 'ja/flooding'."
    )
    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=20)
    preferred = models.CharField(max_length=200)
    alternative = models.JSONField(default=list)
    hidden = models.JSONField(
        default=list, help_text="Recognised in texts, but not shown as names."
    )
    checked = models.JSONField(
        default=list, help_text="Those labels that a native reader has checked; others are drafts."
    )

    class Meta:
        verbose_name_plural = "concept labels"
        ordering = ["concept", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"], name="labels_once_per_concept_and_language"
            )
        ]

    def __str__(self):
        return f"{self.language}: {self.preferred}"
