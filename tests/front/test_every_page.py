"""Every page of the real record: there, in its language, sourced, without anything inline."""

from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from django.test import Client

from tests.front.pages import Page
from tests.making import LANGUAGES, record_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

FILES = {  # file -> the segment of its addresses, and the field that is the slug
    "cities": ("cities", "slug"),
    "organisations": ("members", "slug"),
    "needs": ("needs", "slug"),
    "solutions": ("solutions", "slug"),
    "projects": ("projects", "slug"),
    "cases": ("cases", "slug"),
    "meetings": ("meetings", "number"),
    "commitments": ("commitments", "id"),
}
GENERAL = "General knowledge; no published source is named"


def faults_of(path, response, page, language):
    """What every page must be; one text for each thing that it is not."""
    policy = response.headers.get("Content-Security-Policy", "")
    ids = set(page.ids)
    found = [
        (response.status_code != 200, f"status {response.status_code}"),
        (page.language != language, f"lang {page.language}"),
        (page.inline, f"inline {page.inline[:3]}"),
        (len(ids) != len(page.ids), "an id stands twice"),
        (len(page.attributes_of("h1")) != 1, "not one h1"),
        (not policy.startswith("default-src 'none'") or "unsafe" in policy, f"policy {policy}"),
        ("Set-Cookie" in response.headers, "sets a cookie"),
        ("{{" in page.text or "{%" in page.text, "template code"),
        ("None" in page.text.split(), "None"),
    ]
    return [f"{path}: {text}" for is_wrong, text in found if is_wrong]


def sources_missing(row, language, page):
    """The sources of a row that are neither linked nor told on its page."""
    missing = []
    for source in [*row["sources"], *row.get("evidence_sources", [])]:
        if source.startswith("http"):
            is_there = source in page.links
        elif source.startswith("record:"):
            is_there = f"/{language}/records/{source.removeprefix('record:')}/" in page.links
        elif source == "general knowledge":
            is_there = language != "en" or GENERAL in page.text
        else:
            is_there = source in page.text
        if not is_there:
            missing.append(source)
    return missing


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_pages_of_rows_stand_in_every_language(language):
    """English pages are all read below; each row is read in one of the other languages too."""
    client = Client()
    turn = LANGUAGES.index(language) - 1
    wrong = []

    for file, (segment, key) in FILES.items():
        for row in record_rows(file)[turn :: len(LANGUAGES) - 1]:
            path = f"/{language}/{segment}/{row[key]}/"
            response = client.get(path)
            page = Page(response.content.decode())
            wrong += faults_of(path, response, page, language)
            wrong += [f"{path}: without {s}" for s in sources_missing(row, language, page)]

    assert wrong == []


def target(base, link):
    """The path, the query and the fragment that a link leads to within the site; or None."""
    address, fragment = urldefrag(link)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = base.partition("?")[0] if not parts.path else parts.path
    query = urlsplit(base).query if not address else parts.query
    return (f"{path}?{query}" if query else path), unquote(fragment)


def crawl(start, language, *, may_enter):
    """Follow every link below `start`: returns {path: its page} and the faults found.

    Pages of other languages are asked for by nobody here: the switch has its own test.
    """
    client = Client()
    pages, wrong, wanted = {}, [], []
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        response = client.get(path)
        if response.status_code == 302:
            pages[path] = Page("")
            links = [response.url]
        else:
            page = pages[path] = Page(response.content.decode())
            wrong += faults_of(path, response, page, language)
            links = page.links
        for link in links:
            if (found := target(path, link)) and found[0].startswith(f"/{language}/"):
                wanted.append((path, *found))
                if may_enter(found[0]):
                    waiting.append(found[0])
    wrong += [
        f"{path}: no #{fragment} in {to}"
        for path, to, fragment in dict.fromkeys(wanted)
        if fragment and to in pages and fragment not in pages[to].ids
    ]
    return pages, wrong


def is_not_a_history(path):
    """Nor a later page of ties or of results: each has tests of its own."""
    return not path.endswith("/history/") and "&page=" not in path and "&by=topics" not in path


def test_every_link_leads_somewhere_and_every_row_names_its_sources():
    pages, wrong = crawl("/en/", "en", may_enter=is_not_a_history)

    assert wrong == []
    for file, (segment, key) in FILES.items():
        for row in record_rows(file):
            path = f"/en/{segment}/{row[key]}/"
            assert sources_missing(row, "en", pages[path]) == [], path
    for part in record_rows("guidebook"):
        assert sources_missing(part, "en", pages["/en/guidebook/"]) == []


def test_histories_hold_every_field_of_their_row():
    client = Client()
    wrong = []
    for file, (segment, key) in FILES.items():
        for row in record_rows(file)[::9]:
            path = f"/en/{segment}/{row[key]}/history/"
            response = client.get(path)
            page = Page(response.content.decode())
            wrong += faults_of(path, response, page, "en")
            wrong += [f"{path}: {field}" for field in row if field not in page.text]

    assert wrong == []


@pytest.mark.parametrize("language", ["ja"])
def test_the_links_of_another_language_stay_in_it(language):
    """The pages of single rows are looked at above; here, all the others."""
    segments = [segment for segment, _key in FILES.values()]

    def is_no_row(path):
        return is_not_a_history(path) and not any(
            path.startswith(f"/{language}/{segment}/") and path.count("/") > 3
            for segment in segments
            if segment != "meetings"
        )

    pages, wrong = crawl(f"/{language}/", language, may_enter=is_no_row)

    assert wrong == []
    assert len(pages) > 30
