from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from musubi.entries.models import Entry, kinds
from musubi.entries.views import fact, in_english, joined, provenance
from musubi.exchange.listings import NEEDS, SOLUTIONS
from musubi.front.context import network
from musubi.front.search import CITY, ORGANISATION, mark, search, search_kind, snippet, words_of
from musubi.journal.models import Load
from musubi.journal.views import history
from musubi.library.listings import CASES
from musubi.listing.pages import glances, page_of
from musubi.meetings import followup
from musubi.meetings.listings import COMMITMENTS
from musubi.meetings.models import Commitment, Meeting
from musubi.meetings.promises import show_promises
from musubi.members.listings import CITIES, MEMBERS, organisations
from musubi.members.models import City, Member
from musubi.programme.listings import PROJECTS
from musubi.ui import cldr
from musubi.ui.map import Map, Point, place_points

NEWEST = 2  # entries of each kind on the home page


def _map(cities):
    """What templates/ui/_map.html draws: every city given, the largest named first."""
    points = place_points(
        tuple(Point(str(c), c.get_absolute_url(), c.lat, c.lon, c.population or 0) for c in cities)
    )
    return Map(points)


@require_safe
def home(request):
    cities = list(City.objects.all())
    commitments = list(Commitment.objects.public().select_related("at_meeting"))
    show_promises(commitments)
    late = [c for c in commitments if c.follow.state in (followup.LATE, followup.KEPT_LATE)]
    late.sort(key=lambda c: (c.follow.state != followup.LATE, -c.follow.late[1]))
    context = {
        "figures": _figures(),
        "map": _map(cities),
        "late": late,
        "unknown": sum(c.follow.state == followup.UNKNOWN for c in commitments),
        "newest": _newest(),
        "last_meeting": Meeting.objects.public().order_by("-number").first(),
        "loaded": Load.objects.first(),
        "countries": len({city.country_id for city in cities}),
    }
    return render(request, "front/home.html", context)


def _newest():
    """The newest entries of several kinds, newest first."""
    listings = [NEEDS, SOLUTIONS, PROJECTS, CASES]
    chosen = [pk for glance in glances(listings, first=NEWEST) for pk in glance.first]
    found = Entry.objects.for_cards().public().in_bulk(chosen)
    newest = [found[pk] for pk in chosen if pk in found]
    return sorted(newest, key=lambda entry: -(entry.year or 0))


def _figures():
    """How many there are of each, and where they stand row by row."""
    lists = [
        (_("Cities"), "cities", CITIES),
        (_("Needs"), "needs", NEEDS),
        (_("Solutions"), "solutions", SOLUTIONS),
        (_("Projects"), "projects", PROJECTS),
        (_("Case studies"), "cases", CASES),
        (_("Commitments"), "commitments", COMMITMENTS),
        (_("Organisations"), "members", MEMBERS),
    ]
    seen = glances([listing for _label, _name, listing in lists])
    figures = [
        {"label": label, "count": glance.total, "url": reverse(name)}
        for (label, name, _listing), glance in zip(lists, seen, strict=True)
    ]
    meetings = {
        "label": _("Meetings"),
        "count": Meeting.objects.public().count(),
        "url": reverse("meetings"),
    }
    return [*figures[:5], meetings, *figures[5:]]


@require_safe
def cities(request):
    page = page_of(CITIES, request)
    return render(request, "front/cities.html", {"listing": page, "map": _map(page.rows)})


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
        "map": _map([city]),
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
        "crumbs": [{"label": _("Members"), "url": reverse("members")}],
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
def member_history(request, slug):
    member = get_object_or_404(Member, slug=slug)
    return history(request, subject=member, kind=member.history_kind, key=member.slug)


@require_safe
def search_page(request):
    query = request.GET.get("q", "").strip()
    words = words_of(query)
    kind = request.GET.get("kind", "")
    context = {"query": query[:200], "words": words}
    if kind in _kind_labels():
        page = search_kind(words, kind, request.GET.get("page", "1"))
        context |= {
            "kind": kind,
            "kind_label": _kind_labels()[kind],
            "total": page.paginator.count,
            "hits": [_hit(row, words) for row in page],
            "page": page,
        }
    else:
        found = search(words)
        context |= {
            "total": sum(group.total for group in found),
            "groups": [
                {
                    "kind": group.kind,
                    "label": _kind_labels()[group.kind],
                    "total": group.total,
                    "hits": [_hit(row, words) for row in group.rows],
                }
                for group in found
            ],
        }
    return render(request, "front/search.html", context)


def _kind_labels():
    return {
        CITY: _("Cities"),
        ORGANISATION: _("Members"),
        **{code: model.KIND.plural for code, model in kinds().items()},
    }


def _hit(row, words):
    """One row found: its title and a piece of its text, with the words marked."""
    if isinstance(row, Member):
        other = [text for text in row.name.all_texts() if text != str(row.name)]
        return {
            "url": row.get_absolute_url(),
            "title": mark(str(row.name), words),
            "title_lang": row.name.lang_attr,
            "place": str(row.country),
            "text": mark(snippet(other, words), words),
        }
    piece = snippet([*row.summary.all_texts()], words)
    language = next(
        (code for code, text in row.summary.items() if piece.strip("… ") in text["text"]), "en"
    )
    return {
        "url": row.get_absolute_url(),
        "title": mark(str(row.title), words),
        "title_lang": row.title.lang_attr,
        "place": f"{row.owner}, {row.owner.country}" if row.owner else row.place,
        "text": mark(piece, words),
        "text_language": language,
    }


@require_safe
def about(request):
    bodies = [network().cities_in, network().companies_in] if network() else []
    return render(
        request,
        "front/about.html",
        {"bodies": bodies, "loaded": Load.objects.first(), "figures": _figures()},
    )


@require_safe
def accessibility(request):
    return render(request, "front/accessibility.html")


@require_safe
def privacy(request):
    return render(request, "front/privacy.html")


@require_safe
def robots(request):
    """Everything may be indexed but search results, which are endless."""
    lines = ["User-agent: *", *(f"Disallow: /{code}/search/" for code, _name in settings.LANGUAGES)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """Where browsers look for the icon of what is no page."""
    return redirect(static("ui/icon.svg"))


@never_cache
@require_safe
def health(request):
    """For machines: 200 while the database answers and holds the network, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state = {"status": "ok", "network": network() is not None}
    except DatabaseError:
        state = {"status": "the database does not answer"}
    return JsonResponse(state, status=200 if state["status"] == "ok" else 503)
