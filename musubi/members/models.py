from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from musubi.ui import cldr
from musubi.ui.addresses import page_address
from musubi.vocabulary.texts import TextsField


class Country(models.Model):
    """A country that takes part in the network, or where a member of it has its seat."""

    code = models.CharField(primary_key=True, max_length=2, help_text="ISO 3166-1 alpha-2.")
    name = TextsField(help_text="As the network writes it; other languages come from CLDR.")
    takes_part = models.BooleanField(default=True)
    official_languages = models.JSONField(default=list)
    working_languages = models.JSONField(default=list)
    capital = models.CharField(max_length=100, blank=True)
    bodies = models.JSONField(default=list, help_text="Slugs of the bodies that it belongs to.")
    sources = models.JSONField(default=list)
    facts_source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        language = get_language() or "en"
        if language in self.name:
            return self.name[language]["text"]
        return cldr.country_name(self.code, language)


class Member(models.Model):
    """A city, company, agency, association … that belongs to the network or works with it."""

    class Kind(models.TextChoices):
        CITY = "city", _("City")
        COMPANY = "company", _("Company")
        PUBLIC_AGENCY = "public-agency", _("Public agency")
        ASSOCIATION = "association", _("Association")
        UNIVERSITY = "university", _("University")
        INTERNATIONAL = "international-organisation", _("International organisation")
        FINANCE = "finance", _("Bank or fund")
        PERSON = "person", _("Person")

    slug = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40, choices=Kind)
    name = TextsField()
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="members")
    is_msme = models.BooleanField(
        null=True, help_text="Micro, small or medium enterprise; empty where nobody has said."
    )
    website = models.URLField(max_length=2000, blank=True)
    sources = models.JSONField(default=list)
    note = models.TextField(blank=True, help_text="What is uncertain about this row.")
    claimed_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody of this member took over its profile."
    )

    WRITTEN_WITH_IT = ("memberships",)

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return page_address("city" if self.kind == self.Kind.CITY else "member", self.slug)

    @property
    def with_country(self):
        """Its name and its country, as the language of the page joins them."""
        return _now("%(member)s, %(country)s") % {"member": self, "country": self.country}

    @property
    def is_claimed(self):
        return self.claimed_at is not None

    @property
    def history_kind(self):
        """What its versions are filed under in the journal."""
        return "city" if self.kind == self.Kind.CITY else "organisation"


class City(Member):
    """A city of the network, with the facts of its place."""

    lat = models.FloatField(help_text="Degrees north.")
    lon = models.FloatField(help_text="Degrees east.")
    population = models.PositiveIntegerField(null=True)
    population_year = models.PositiveSmallIntegerField(null=True)
    population_source = models.CharField(max_length=500, blank=True)
    coordinates_source = models.CharField(max_length=500, blank=True)
    names_source = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "cities"


class Membership(models.Model):
    """That a member belongs to a body, itself a member: a city to a network of cities."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="belonging")
    since_year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "body"], name="membership_once"),
            models.CheckConstraint(
                name="membership_of_another", condition=~Q(member=models.F("body"))
            ),
        ]

    def __str__(self):
        return f"{self.member_id} in {self.body_id}"


class Network(models.Model):
    """The network that this installation serves. One row."""

    slug = models.CharField(max_length=200, unique=True)
    name = TextsField()
    summary = TextsField(help_text="What it is, in one sentence.")
    cities_in = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", help_text="The body of its cities."
    )
    companies_in = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", help_text="The body of its companies."
    )
    sources = models.JSONField(default=list)

    def __str__(self):
        return str(self.name)
