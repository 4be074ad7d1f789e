"""Every address of the site: open to everybody, for reading only, in every language."""

import re

import pytest
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern, URLResolver

from tests.front.pages import Page, read
from tests.making import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

# Each route below the language, and a page of it that is there.
ROUTES = {
    "": "",
    "about/": "about/",
    "accessibility/": "accessibility/",
    "privacy/": "privacy/",
    "search/": "search/",
    "search/suggest/": "search/suggest/?q=fl",
    "how-ties-are-made/": "how-ties-are-made/",
    "who-is-seen/": "who-is-seen/",
    "vocabulary/": "vocabulary/",
    "vocabulary/<slug:code>/": "vocabulary/flooding/",
    "cities/": "cities/",
    "cities/<slug:slug>/": "cities/bangkok/",
    "cities/<slug:slug>/history/": "cities/bangkok/history/",
    "members/": "members/",
    "members/<slug:slug>/": "members/jasca/",
    "members/<slug:slug>/history/": "members/jasca/history/",
    "needs/": "needs/",
    "needs/<slug:slug>/": "needs/bandar-seri-begawan-kampong-ayer/",
    "needs/<slug:slug>/history/": "needs/bandar-seri-begawan-kampong-ayer/history/",
    "needs/<slug:slug>/ties/": "needs/bandar-seri-begawan-kampong-ayer/ties/",
    "solutions/": "solutions/",
    "solutions/<slug:slug>/": (
        "solutions/sumitomo-electric-adaptive-traffic-signal-control-and-traffic-control/"
    ),
    "solutions/<slug:slug>/history/": (
        "solutions/sumitomo-electric-adaptive-traffic-signal-control-and-traffic-control/history/"
    ),
    "solutions/<slug:slug>/ties/": (
        "solutions/sumitomo-electric-adaptive-traffic-signal-control-and-traffic-control/ties/"
    ),
    "projects/": "projects/",
    "projects/<slug:slug>/": "projects/sj-luang-prabang-master-plan/",
    "projects/<slug:slug>/history/": "projects/sj-luang-prabang-master-plan/history/",
    "cases/": "cases/",
    "cases/<slug:slug>/": "cases/bangkok-traffy-fondue/",
    "cases/<slug:slug>/history/": "cases/bangkok-traffy-fondue/history/",
    "cases/<slug:slug>/ties/": "cases/bangkok-traffy-fondue/ties/",
    "guidebook/": "guidebook/",
    "guidebook/<slug:slug>/history/": "guidebook/document/history/",
    "meetings/": "meetings/",
    "meetings/<slug:slug>/": "meetings/7/",
    "meetings/<slug:slug>/history/": "meetings/7/history/",
    "commitments/": "commitments/",
    "commitments/<slug:slug>/": "commitments/m3-p2-guidebook/",
    "commitments/<slug:slug>/history/": "commitments/m3-p2-guidebook/history/",
    "records/<slug:slug>/": "records/meeting-3-summary-record/",
    "records/<slug:slug>/history/": "records/meeting-3-summary-record/history/",
}
ANSWERS_IN_JSON = {"search/suggest/"}
REDIRECTS = {"records/<slug:slug>/": "meetings/3/#record"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}


def routes(patterns, above=""):
    """The route of every pattern, as it is written in the files of addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            is_language = isinstance(pattern.pattern, LocalePrefixPattern)
            yield from routes(
                pattern.url_patterns, above if is_language else above + str(pattern.pattern)
            )
        else:
            yield above + str(pattern.pattern)


def test_this_list_holds_every_route_of_the_site():
    assert sorted(routes(get_resolver().url_patterns)) == sorted(
        [*ROUTES, "health", "robots.txt", "favicon.ico", "vocabulary.ttl", "exposure.csv"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", ROUTES)
def test_a_route_answers_everybody(client, route, language):
    response = client.get(f"/{language}/{ROUTES[route]}")

    if route in REDIRECTS:
        assert (response.status_code, response.url) == (302, f"/{language}/{REDIRECTS[route]}")
    elif route in ANSWERS_IN_JSON:
        assert (response.status_code, list(response.json())) == (200, ["suggestions"])
    else:
        assert response.status_code == 200
        assert Page(response.content.decode()).language == language
        assert response.headers["Content-Language"] == language
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_can_be_sent_anywhere(client, route):
    path = f"/en/{ROUTES[route]}"

    statuses = [getattr(client, method)(path).status_code for method in ["post", "put", "delete"]]

    assert statuses == [405, 405, 405]


@pytest.mark.parametrize("route", [route for route in ROUTES if "<" in route])
@pytest.mark.parametrize("slug", ["no-such-thing", "x" * 300, "0"])
def test_an_unknown_row_gets_the_page_that_helps(client, route, slug):
    response = client.get("/en/" + re.sub(r"<slug:\w+>", slug, route))

    page = Page(response.content.decode())
    assert response.status_code == 404
    assert "There is no page at this address" in page.text
    assert "/en/needs/" in page.links
    assert "search" in [a.get("role") for a in page.attributes_of("form")]
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_the_help_page_speaks_the_language_of_the_address(client):
    response = client.get("/th/needs/no-such-thing/")

    page = Page(response.content.decode())
    assert (response.status_code, page.language) == (404, "th")
    assert "/th/needs/" in page.links


@pytest.mark.parametrize(
    ("path", "browser", "expected"),
    [
        ("/needs/?country=TH", "ja", "/ja/needs/?country=TH"),
        ("/needs/?country=TH", "ja-JP,ja;q=0.9,en;q=0.5", "/ja/needs/?country=TH"),
        ("/", "th", "/th/"),
        ("/", "fr,de", "/en/"),
        ("/", "", "/en/"),
        ("/meetings/7/", "vi;q=0.4, id;q=0.8", "/id/meetings/7/"),
        ("/needs", "en", "/en/needs/"),
    ],
)
def test_a_bare_path_goes_to_the_language_of_the_browser(client, path, browser, expected):
    response = client.get(path, HTTP_ACCEPT_LANGUAGE=browser)

    assert (response.status_code, response.url) == (302, expected)
    assert "Accept-Language" in response.headers["Vary"]


def test_a_bare_path_that_is_nowhere_is_not_found(client):
    assert client.get("/nowhere/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "needs/?country=TH&focus=safety-and-security&page=2",
        "search/?q=%E6%B0%B4&kind=need",
        "meetings/7/",
        "",
    ],
)
def test_the_language_switch_stays_on_the_page_with_its_query(path):
    page = read(f"/en/{path}")

    switch = [a["href"] for a in page.attributes_of("a") if "hreflang" in a]
    assert switch == [f"/{language}/{path}" for language in LANGUAGES]
    alternates = [a["href"] for a in page.attributes_of("link") if a.get("rel") == "alternate"]
    assert alternates == [f"http://testserver/{language}/{path}" for language in LANGUAGES]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [("/robots.txt", 200, "text/plain"), ("/health", 200, "application/json")],
)
def test_machines_ask_without_a_language(client, path, status, kind):
    response = client.get(path)

    assert (response.status_code, response.headers["Content-Type"][: len(kind)]) == (status, kind)
    assert client.post(path).status_code == 405


def test_machines_hear_that_the_house_is_well(client):
    response = client.get("/health")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "network": True})
    assert "no-cache" in response.headers["Cache-Control"]
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
