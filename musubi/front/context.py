"""What every page shows around its own subject."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from musubi.members.models import Network

LONGEST_QUERY = 4000  # characters of an address that links to other languages keep


def network():
    """The network that this installation serves; None before its record is loaded."""
    return Network.objects.first()


def everywhere(request):
    """Context of templates/ui/base.html."""
    language = get_language() or "en"
    found = network()
    places = _places(language)
    return {
        "network": found,
        "network_name": str(found.name) if found else "",
        "navigation": [
            {"label": label, "url": url, "is_current": request.path.startswith(url)}
            for label, url in places["navigation"]
        ],
        "languages": _languages(request, language),
        "language": language,
        "home_url": places["home"],
        "search_url": places["search"],
        "suggest_url": places["suggest"],
        "site_root": f"{request.scheme}://{request.get_host()}",
        "source_code_url": settings.SOURCE_CODE_URL,
        "footer_links": places["footer"],
    }


@lru_cache(maxsize=64)  # one for each language
def _places(language):
    """The labels and addresses that are the same on every page of a language, which is active."""
    names = [
        ("cities", _("Cities")),
        ("needs", _("Needs")),
        ("solutions", _("Solutions")),
        ("projects", _("Projects")),
        ("cases", _("Case studies")),
        ("meetings", _("Meetings")),
        ("commitments", _("Commitments")),
        ("members", _("Organisations")),
        ("guidebook", _("Guidebook")),
    ]
    footer = [
        ("about", _("About")),
        ("how-ties", _("How ties are made")),
        ("vocabulary", _("Vocabulary")),
        ("accessibility", _("Accessibility")),
        ("privacy", _("Privacy")),
    ]
    return {
        "navigation": [(label, reverse(name)) for name, label in names],
        "footer": [{"label": label, "url": reverse(name)} for name, label in footer],
        "home": reverse("home"),
        "search": reverse("search"),
        "suggest": reverse("suggest"),
    }


def _languages(request, current):
    """The same page in each language; its choices stay, since they are part of the address."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:  # nobody's choices; a page would repeat it many times
        query = ""
    rest = request.path.removeprefix(f"/{current}/").removeprefix("/")
    tail = f"{rest}?{query}" if query else rest
    return [
        {"code": code, "name": name, "url": f"/{code}/{tail}", "is_current": code == current}
        for code, name in settings.LANGUAGES
    ]
