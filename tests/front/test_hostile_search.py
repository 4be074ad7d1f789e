"""Whatever is asked of the real record, search gives a clean answer."""

import pytest
from django.test import Client

from tests.front.pages import Page, read_main

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

HOSTILE = {
    "100 kB": "x" * 100_000,
    "100 kB of words": "ab " * 33_000,
    "only marks": "?!.,;:()[]{}*%_|\\/",
    "only combining marks": "\u0301\u0302\u0303",
    "right-to-left overrides": "\u202e\u202dflood\u202c",
    "nul": "flo\x00od",
    "sql": "'; DROP TABLE entries_entry; --",
    "sql like": "%_%",
    "regex": "(((a+)+)+$ [z-a] (?P<x>",
    "html": "<script>alert(1)</script>",
    "half a pair": "\ud83d",
    "emoji": "👩‍👩‍👧‍👦",
    "expands": "\ufdfa" * 200,
    "template": "{{ 7|add:7 }}{% now 'Y' %}",
    "newlines": "flood\r\nSet-Cookie: a=b",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", ["", "need"])
def test_a_hostile_query_gets_a_clean_answer(client, query, kind):
    asked = {"q": query.encode("utf-8", "surrogatepass"), "kind": kind}

    response = client.get("/en/search/", asked)

    page = Page(response.content.decode())
    assert response.status_code == 200
    assert page.inline == []
    assert len(response.content) < 60_000
    assert "Set-Cookie" not in response.headers


ELSEWHERE = {  # where else somebody types: address, and the name of what is typed
    "suggestions": ("search/suggest/", "q"),
    "the vocabulary": ("vocabulary/", "q"),
    "why not": ("needs/dili-floods/ties/", "why"),
    "a kind of ties": ("needs/dili-floods/ties/", "page"),
    "a month": ("who-is-seen/", "month"),
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(("path", "name"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_every_other_place_to_type_stays_as_calm(client, path, name, query):
    response = client.get(f"/en/{path}", {name: query.encode("utf-8", "surrogatepass")})

    assert response.status_code == 200
    assert len(response.content) < 60_000
    if not path.endswith("suggest/"):
        assert Page(response.content.decode()).inline == []


@pytest.mark.parametrize(
    "raw", ["q=%00", "q=%ff%fe", "q=%ED%A0%80", "q=a&q=b", "q", "q=%", "kind=x"]
)
def test_raw_bytes_in_the_address_get_a_clean_answer(raw):
    response = Client().get("/en/search/", QUERY_STRING=raw)

    assert response.status_code == 200
    assert Page(response.content.decode()).inline == []


def test_the_real_record_answers_what_people_look_for():
    assert "/en/cities/bangkok/" in read_main("/en/search/?q=bangkok").links
    assert "/ja/cities/bangkok/" in read_main("/ja/search/?q=バンコク").links
    assert "/en/commitments/m3-p2-guidebook/" in read_main("/en/search/?q=guidebook+2021").links
