from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from musubi.members.models import Country, Member
from musubi.ui import cldr
from musubi.ui.addresses import page_address
from musubi.vocabulary.models import Concept
from musubi.vocabulary.texts import TextsField


@dataclass(frozen=True)
class Kind:
    """What the generic pages must know of a kind of entry."""

    code: str  # in the database, in versions: "need"
    segment: str  # in addresses: "needs"
    singular: Any
    plural: Any
    counted: Any  # ngettext_lazy("%(count)s need", "%(count)s needs", "number")

    def count(self, number):
        """So many of them in words, such as "1,234 needs"."""
        return self.counted % {"number": number, "count": cldr.number(number)}


CARD_FIELDS = (
    "kind",
    "slug",
    "title",
    "summary",
    "place",
    "year",
    "owner__kind",
    "owner__slug",
    "owner__name",
    "owner__country__name",
)


class EntryQuerySet(models.QuerySet):
    def public(self):
        """Entries that everybody may read.

        The kind is named although the model implies it: the index of slugs begins with it.
        """
        rows = self.filter(published_at__isnull=False, withdrawn_at=None)
        kind = getattr(self.model, "KIND", None)
        return rows.filter(kind=kind.code) if kind else rows

    def for_cards(self, *more):
        """With what a card in a list shows and no more, so that twenty cards make one query.

        more: further fields that the cards of a kind show, such as "stage__label".
        """
        relations = {path.rpartition("__")[0] for path in more} - {""}
        return self.select_related("owner__country", *relations).only(*CARD_FIELDS, *more)


class Entry(models.Model):
    """Something that a member publishes. Each kind extends it with a table of its own."""

    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=200)
    owner = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entries",
        help_text="The member that publishes it; empty where the record names none.",
    )
    title = TextsField()
    summary = TextsField(help_text="What it is about, in a paragraph.")
    place = models.CharField(max_length=200, blank=True, help_text="The place as it was stated.")
    year = models.PositiveSmallIntegerField(
        null=True, help_text="The year that it speaks of; of several, the latest."
    )
    concepts = models.ManyToManyField(Concept, related_name="entries")
    groups = models.ManyToManyField(
        Concept, related_name="entries_serving", help_text="The groups of people served."
    )
    countries = models.ManyToManyField(Country, related_name="entries")
    sources = models.JSONField(default=list)
    certainty = models.TextField(blank=True, help_text="How certain it is, as the record says.")
    note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    WRITTEN_WITH_IT: tuple[str, ...] = ("parts",)

    class Meta:
        ordering = ["kind", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="entry_slug_once_per_kind"),
            models.CheckConstraint(
                name="entry_withdrawn_only_after_publication",
                condition=models.Q(withdrawn_at=None)
                | models.Q(withdrawn_at__gte=models.F("published_at")),
            ),
        ]

    def __str__(self):
        return str(self.title) or self.slug

    def get_absolute_url(self):  # of a row of this table alone, too
        return kinds()[self.kind].address(self.slug)

    @classmethod
    def address(cls, slug):
        return page_address(cls.KIND.code, slug)

    def further_texts(self):
        """Pairs of text and language, beside its Texts, that search reads; a kind adds its own."""
        return []

    def asked_for(self):
        """What it asks of others, one by one: pairs of text and language."""
        return []

    def open_questions(self, country):
        """What nothing published says of it and whoever comes from `country` would ask."""
        return []

    @property
    def kind_label(self):
        return kinds()[self.kind].KIND.singular

    @property
    def history_kind(self):
        """What its versions are filed under in the journal."""
        return self.kind

    @property
    def uncertainties(self):
        """What the record itself calls uncertain, in its words."""
        return [text for text in (self.certainty, self.note) if text and text != "stated"]


class Part(models.Model):
    """The part that a member has in an entry beside its owner."""

    class Role(models.TextChoices):
        PLACE = "place", _("Place")
        PARTNER = "partner", _("Partner")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="parts")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=20, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "member", "role"], name="part_once")
        ]

    def __str__(self):
        return f"{self.member_id} in {self.entry_id}: {self.role}"


@cache
def kinds():
    """The models of all kinds of entries, by code, in the order of the apps."""
    return {model.KIND.code: model for model in Entry.__subclasses__()}
