"""Cities and other members, with all that the record knows of each."""

from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.entries.models import Entry, kinds
from musubi.entries.views import fact, in_english, joined, provenance
from musubi.front.city_map import city_map
from musubi.front.peers import peers_of
from musubi.journal.views import history
from musubi.listing.pages import page_of
from musubi.meetings.models import Commitment
from musubi.meetings.promises import show_promises
from musubi.members.listings import CITIES, MEMBERS, organisations
from musubi.members.models import City
from musubi.ui import cldr


@require_safe
def cities(request):
    page = page_of(CITIES, request)
    return render(request, "front/cities.html", {"listing": page, "map": city_map(page.rows)})


@require_safe
def members(request):
    return render(request, "listing/list.html", {"listing": page_of(MEMBERS, request)})


def _member_context(member):
    """What the pages of a city and of any other member share."""
    entries = list(
        (
            Entry.objects.for_cards().public().filter(owner=member)
            | Entry.objects.for_cards().public().filter(parts__member=member)
        )
        .distinct()
        .order_by("kind", F("year").desc(nulls_last=True), "pk")
    )
    groups = []
    for code, model in kinds().items():
        rows = [entry for entry in entries if entry.kind == code]
        if rows:
            groups.append({"code": code, "heading": model.KIND.plural, "entries": rows})
    memberships = list(member.memberships.select_related("body"))
    return {
        "member": member,
        "groups": groups,
        "memberships": memberships,
        "uncertain": in_english([member.note] if member.note else []),
        "is_unclaimed": not member.is_claimed,
        **provenance(member),
    }


@require_safe
def city(request, slug):
    city = get_object_or_404(City.objects.select_related("country"), slug=slug)
    context = _member_context(city)
    promised = (
        Commitment.objects.public()
        .filter(audience__code="cities")
        .select_related("at_meeting")
        .order_by("-at_meeting__number", "slug")
    )
    show_promises(promised)
    context["uncertain"] += _uncertain_facts(city)
    context |= {
        "crumbs": [{"label": _("Cities"), "url": reverse("cities")}],
        "promised": promised,
        "peers": peers_of(city),
        "map": city_map([city]),
        "facts": [
            fact(_("Country"), str(city.country)),
            fact(_("Other names"), _other_names(city)),
            fact(
                _("People"),
                cldr.number(city.population) if city.population is not None else "",
                note=cldr.year(city.population_year) if city.population_year else "",
            ),
            *_membership_facts(context["memberships"]),
        ],
    }
    return render(request, "front/city.html", context)


def _membership_facts(memberships):
    return [
        fact(
            _("Member of"),
            str(m.body),
            url=m.body.get_absolute_url(),
            note=_("since %(year)s") % {"year": cldr.year(m.since_year)} if m.since_year else "",
        )
        for m in memberships
    ]


def _other_names(member):
    shown = str(member.name)
    return joined(dict.fromkeys(text for text in member.name.all_texts() if text != shown))


def _uncertain_facts(city):
    """The facts of a city that rest on nobody's published word."""
    loose = [
        (city.names_source, _("the names in other languages")),
        (city.population_source, _("the number of people")),
        (city.coordinates_source, _("the place on the map")),
    ]
    names = [label for source, label in loose if source and not source.startswith("http")]
    if not names:
        return []
    return [
        _("General knowledge, without a published source: %(facts)s.") % {"facts": joined(names)}
    ]


@require_safe
def member(request, slug):
    member = get_object_or_404(organisations().select_related("country"), slug=slug)
    context = _member_context(member)
    context |= {
        "crumbs": [{"label": _("Organisations"), "url": reverse("members")}],
        "facts": [
            fact(_("Kind"), member.get_kind_display()),
            fact(_("Country"), str(member.country)),
            fact(_("Other names"), _other_names(member)),
            fact(_("Size"), _("Micro, small or medium enterprise") if member.is_msme else ""),
            fact(_("Website"), member.website, url=member.website),
            *_membership_facts(context["memberships"]),
        ],
    }
    return render(request, "front/member.html", context)


@require_safe
def city_history(request, slug):
    return _history(request, get_object_or_404(City, slug=slug), _("Cities"), "cities")


@require_safe
def organisation_history(request, slug):
    member = get_object_or_404(organisations(), slug=slug)
    return _history(request, member, _("Organisations"), "members")


def _history(request, member, label, name):
    crumbs = [{"label": label, "url": reverse(name)}]
    kind = member.history_kind
    return history(request, subject=member, kind=kind, key=member.slug, crumbs=crumbs)
