from django.db import models

from musubi.vocabulary.texts import TextsField


class Concept(models.Model):
    """A shared word: a focus area, a group of people, a stage."""

    id = models.CharField(
        primary_key=True, max_length=120, help_text="Its scheme and code: 'group/older-people'."
    )
    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    label = TextsField(help_text="The preferred label in each language.")
    position = models.PositiveIntegerField(default=0, help_text="Its place within the scheme.")

    class Meta:
        ordering = ["scheme", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="concept_code_once_per_scheme")
        ]

    def __str__(self):
        return str(self.label) or self.code
