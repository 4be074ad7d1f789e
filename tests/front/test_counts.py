"""Counts on the pages are the counts of the record, and each count opens its rows."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.front.pages import Page, linked_slugs, pages_of_list, read, read_main
from tests.making import record_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

# file, segment of its addresses, rows, the field that is the slug, how many in words
LISTS = [
    ("cities", "cities", 38, "slug", "38 cities"),
    ("needs", "needs", 115, "slug", "115 needs"),
    ("solutions", "solutions", 92, "slug", "92 solutions"),
    ("organisations", "members", 152, "slug", "152 organisations"),
    ("projects", "projects", 51, "slug", "51 projects"),
    ("cases", "cases", 38, "slug", "38 case studies"),
    ("meetings", "meetings", 7, "number", ""),
    ("commitments", "commitments", 27, "id", "27 commitments"),
]


def test_the_home_page_counts_what_the_record_holds():
    page = read_main("/en/")

    figures = re.findall(r"(\d+) +(Cities|[A-Z][a-z]+(?: studies)?) ", page.text)
    assert figures[:8] == [
        ("38", "Cities"),
        ("115", "Needs"),
        ("92", "Solutions"),
        ("51", "Projects"),
        ("38", "Case studies"),
        ("7", "Meetings"),
        ("27", "Commitments"),
        ("152", "Organisations"),
    ]
    assert "38 cities in 11 countries" in page.text


@pytest.mark.parametrize(("file", "segment", "count", "key", "words"), LISTS)
def test_a_figure_of_the_home_page_opens_a_list_of_exactly_these_rows(
    file, segment, count, key, words
):
    figure = f"/en/{segment}/"
    slugs = sorted(str(row[key]) for row in record_rows(file))

    pages = pages_of_list(figure)
    listed = linked_slugs(pages, segment)

    assert figure in read_main("/en/").links
    # The map of the cities links each of them a second time.
    times = 2 if segment == "cities" else 1
    assert sorted(listed) == sorted(slugs * times)
    assert len(slugs) == count
    if words:
        assert all(words in page.text for page in pages)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_counts_are_the_same_in_every_language(language):
    counts = [
        len(linked_slugs(pages_of_list(f"/{language}/{segment}/"), segment))
        for segment in ["cities", "needs", "commitments"]
    ]

    assert counts == [76, 115, 27]


def test_the_guidebook_page_holds_every_part():
    page = read("/en/guidebook/")

    parts = record_rows("guidebook")
    assert [part["key"] for part in parts if part["title"] not in page.text] == []
    assert {part["key"] for part in parts if part["key"] != "document"} <= set(page.ids)


def test_a_city_s_page_holds_its_needs_projects_and_cases():
    slug = "bangkok"
    whole = Client().get(f"/en/cities/{slug}/").content.decode()
    page = Page(whole[: whole.index('id="peers"')])  # other cities' entries follow

    for segment, mine in [
        ("needs", lambda row: row["city"] == slug),
        ("projects", lambda row: slug in row.get("cities", [])),
        ("cases", lambda row: slug in row.get("cities", [])),
    ]:
        expected = sorted(row["slug"] for row in record_rows(segment) if mine(row))
        assert sorted(set(linked_slugs([page], segment))) == expected
        assert expected
