"""A list answers every address, and its counts are what choosing gives."""

import re

import pytest
from django.test import Client, RequestFactory

from musubi.exchange.listings import NEEDS, SOLUTIONS
from musubi.library.listings import CASES
from musubi.listing.pages import page_of
from musubi.meetings.listings import COMMITMENTS
from musubi.members.listings import CITIES, MEMBERS
from musubi.programme.listings import PROJECTS
from tests.front.pages import Page, main_part

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

LISTS = {
    "cities": CITIES,
    "members": MEMBERS,
    "needs": NEEDS,
    "solutions": SOLUTIONS,
    "projects": PROJECTS,
    "cases": CASES,
    "commitments": COMMITMENTS,
}


def ask(listing, query=""):
    return page_of(listing, RequestFactory().get(f"/en/list/?{query}"))


def slugs(page):
    return [row.slug for row in page.rows]


@pytest.mark.parametrize("listing", LISTS.values(), ids=LISTS)
def test_every_count_is_what_choosing_that_option_gives(listing):
    whole = ask(listing)

    told = {(f.name, o.value): o.count for f in whole.facets for o in f.options}
    found = {(name, value): ask(listing, f"{name}={value}").total for name, value in told}

    assert found == told
    assert told


def test_counts_beside_a_choice_are_what_choosing_both_gives():
    told = {
        (f.name, o.value): o.count
        for f in ask(NEEDS, "country=TH").facets
        for o in f.options
        if f.name != "country"
    }

    found = {(n, v): ask(NEEDS, f"country=TH&{n}={v}").total for n, v in told}

    assert found == told


def test_two_options_of_one_facet_widen_and_two_facets_narrow():
    thai, vietnamese = ask(NEEDS, "country=TH").total, ask(NEEDS, "country=VN").total

    both = ask(NEEDS, "country=TH&country=VN")
    narrow = ask(NEEDS, "country=TH&country=VN&stage=planned")

    assert both.total == thai + vietnamese
    assert 0 < narrow.total < both.total


@pytest.mark.parametrize("listing", LISTS.values(), ids=LISTS)
def test_every_order_holds_every_row_once(listing):
    for sort in listing.sorts:
        first = ask(listing, f"sort={sort.name}")
        pages = [
            slugs(ask(listing, f"sort={sort.name}&page={n}"))
            for n in range(1, first.pages.count + 1)
        ]
        rows = [slug for page in pages for slug in page]

        assert sorted(rows) == sorted(listing.rows().values_list(listing.key, flat=True))
        assert [len(page) for page in pages[:-1]] == [listing.per_page] * (len(pages) - 1)


STRANGE = [
    "country=XX",
    "country=TH&country=XX",
    "country=",
    "country=%00",
    "country=%ED%A0%80",
    "page=0",
    "page=-1",
    "page=abc",
    "page=1.5",
    "page=%D9%A3",  # an Arabic three
    "page=999999",
    "page=" + "9" * 30,
    "page=" + "9" * 5000,
    "page=000000000000002",
    "sort=unknown",
    "sort=title&sort=newest",
    "unknown=1&unknown=2",
    "country=" + "x" * 50_000,
    "&".join(f"country={n}" for n in range(900)),
    "focus[]=a&focus=' OR 1=1",
    "country=%3Cscript%3Ealert(1)%3C/script%3E",
]


@pytest.mark.parametrize("query", STRANGE, ids=lambda query: query[:30])
@pytest.mark.parametrize("name", ["needs", "cities", "commitments"])
def test_a_strange_address_gets_a_clean_answer(name, query):
    response = Client().get(f"/en/{name}/", QUERY_STRING=query)

    html = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in html
    assert Page(html).inline == []


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("page=0", 1),
        ("page=-1", 1),
        ("page=abc", 1),
        ("page=2", 2),
        ("page=6", 6),
        ("page=7", 6),
        ("page=999999", 6),
        ("country=XX&page=3", 1),
    ],
)
def test_a_page_that_is_not_there_becomes_the_nearest(query, number):
    assert ask(NEEDS, query).pages.number == number


def test_an_unknown_order_is_the_first_one():
    assert slugs(ask(NEEDS, "sort=unknown")) == slugs(ask(NEEDS))


def test_a_choice_that_nothing_has_says_what_to_do():
    page = ask(NEEDS, "country=XX")

    shown = Page(main_part(Client().get("/en/needs/?country=XX")))
    assert (page.total, page.rows) == (0, [])
    assert [(chip.label, chip.url) for chip in page.chips] == [("XX", "?")]
    assert page.empty["links"][0]["url"] == "/en/list/"
    assert "Nothing matches all of these choices" in shown.text
    assert "/en/needs/" in shown.links


def test_a_chip_leads_to_the_list_without_itself_alone():
    page = ask(NEEDS, "country=TH&country=VN&stage=planned&sort=title&page=2")

    assert {chip.url for chip in page.chips} == {
        "?country=VN&stage=planned&sort=title",
        "?country=TH&stage=planned&sort=title",
        "?country=TH&country=VN&sort=title",
    }
    without = [ask(NEEDS, chip.url[1:]) for chip in page.chips]
    assert [len(p.chips) for p in without] == [2, 2, 2]


def test_a_link_to_another_page_keeps_the_choices():
    page = ask(NEEDS, "people=everyone&sort=oldest&unknown=1")

    assert page.pages.next_url == "?people=everyone&sort=oldest&page=2"
    assert page.pages.previous_url == ""


def test_the_sentence_says_how_many_of_how_many():
    chosen = ask(NEEDS, "country=TH&stage=planned")

    assert ask(NEEDS).sentence == "115 needs. Newest first."
    assert re.fullmatch(
        rf"{chosen.total} needs? of 115\. Country: Thailand; Stage: .+\. Newest first\.",
        chosen.sentence,
    )


def test_thousands_of_choices_are_refused_with_the_page_that_helps():
    query = "&".join(f"country={n}" for n in range(2000))

    response = Client().get("/en/needs/", QUERY_STRING=query)

    assert response.status_code == 400
    assert Page(response.content.decode()).inline == []
