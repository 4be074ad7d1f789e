"""What this site is; and what machines ask for."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from musubi.front.context import network
from musubi.members.models import Country
from musubi.ui.sources import shown_sources


@require_safe
def about(request):
    countries = sorted(Country.objects.filter(takes_part=True), key=str)
    return render(
        request,
        "front/about.html",
        {
            "countries": countries,
            "sources": shown_sources(
                dict.fromkeys(source for country in countries for source in country.sources)
            ),
        },
    )


@require_safe
def accessibility(request):
    return render(request, "front/accessibility.html")


@require_safe
def privacy(request):
    return render(request, "front/privacy.html")


@require_safe
def robots(request):
    """Everything may be indexed but search results, which are endless, and lists of ties."""
    hidden = [f"/{code}/search/" for code, _name in settings.LANGUAGES] + ["/*/ties/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden)]
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
