"""A page is kept as it was sent, for as long as nothing has changed."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from musubi.front import page_memory
from musubi.front.page_memory import PageMemory
from musubi.journal.models import touch
from tests.making import make_need

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings):
    """A client of a server that keeps pages; each has a memory of its own."""
    settings.PAGE_MEMORY = 3
    return Client()


def queries_of(client, path, **headers):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response, [query["sql"] for query in captured]


STAMPS = ["SELECT kind, number FROM journal_stamp"]


def test_a_page_asked_for_again_costs_one_small_question(client):
    make_need(title="Dry wells")
    first, _queries = queries_of(client, "/en/needs/")

    again, queries = queries_of(client, "/en/needs/")

    assert queries == STAMPS
    assert again.content == first.content
    assert b"Dry wells" in again.content
    assert dict(again.items()) == dict(first.items())


def test_a_change_shows_at_the_next_request(client):
    make_need(title="Dry wells")
    touch("need")
    queries_of(client, "/en/needs/")

    make_need(title="Dark streets")
    touch("need")
    page, _queries = queries_of(client, "/en/needs/")

    assert b"Dark streets" in page.content


def test_what_is_late_today_is_asked_anew_tomorrow(client, monkeypatch):
    queries_of(client, "/en/commitments/")
    tomorrow = timezone.now() + datetime.timedelta(days=1)

    monkeypatch.setattr(page_memory.timezone, "now", lambda: tomorrow)
    _page, queries = queries_of(client, "/en/commitments/")

    assert queries != STAMPS


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/ja/needs/", {}),
        ("/en/needs/?sort=oldest", {}),
        ("/en/needs/", {"accept-encoding": "gzip"}),
        ("/en/needs/", {"host": "127.0.0.1"}),
        ("/en/needs/", {"cookie": "sessionid=1"}),
    ],
)
def test_another_address_reader_or_form_is_another_page(client, path, headers):
    queries_of(client, "/en/needs/")

    _page, queries = queries_of(client, path, **headers)

    assert queries != STAMPS


def test_a_visitor_with_a_cookie_gets_nothing_from_memory_and_leaves_nothing_there(client):
    queries_of(client, "/en/needs/", cookie="sessionid=1")

    _page, queries = queries_of(client, "/en/needs/", cookie="sessionid=1")

    assert queries[:1] != STAMPS


def test_a_browser_that_has_the_page_is_told_so(client):
    etag = client.get("/en/needs/")["ETag"]

    response = client.get("/en/needs/", headers={"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "language", "status"),
    [("/needs/", "ja", 302), ("/needs/", "en", 302), ("/en/needs/none/", "en", 404)],
)
def test_redirects_and_missing_pages_are_never_kept(client, path, language, status):
    client.get(path, headers={"accept-language": "th"})

    response = client.get(path, headers={"accept-language": language})

    assert response.status_code == status
    assert response.headers.get("Location", f"/{language}/needs/") == f"/{language}/needs/"


def test_the_page_longest_unasked_goes_first():
    memory = PageMemory(2)
    memory.keep("a", 1, "page a")
    memory.keep("b", 1, "page b")
    memory.get("a", 1)

    memory.keep("c", 1, "page c")

    assert [memory.get(key, 1) for key in "abc"] == ["page a", None, "page c"]
    assert len(memory) == 2
    assert memory.get("a", 2) is None
