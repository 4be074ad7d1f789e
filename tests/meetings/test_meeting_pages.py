"""Meetings with their records in two languages, and the promises made in them."""

import re

import pytest
from django.test import Client

from musubi.meetings.models import Paragraph
from tests.front.pages import Page, main_part, read, read_main

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def part(path, element_id):
    """What stands in the element of this id, up to the next paragraph of a record."""
    html = main_part(Client().get(path))
    start = html.index(f'id="{element_id}"')
    end = html.find('<div class="para', start)
    return Page("<div " + (html[start:end] if end > 0 else html[start:]))


def test_each_paragraph_of_the_seventh_record_has_an_address():
    page = read("/en/meetings/7/")

    addresses = ["1", "2", "3", "4", "5", "5-i", "5-ii", "5-iii", "6", "7"]
    assert [i for i in page.ids if i in {f"p{a}" for a in addresses}] == [
        f"p{a}" for a in addresses
    ]
    assert {f"#p{a}" for a in addresses} <= set(page.links)
    assert "There is no version in Japanese yet." in page.text


@pytest.mark.parametrize(
    ("meeting", "address", "slugs"),
    [
        (7, "5-i", ["m7-p5i-cities", "m7-p5i-startups", "m7-p5i-vulnerable"]),
        (7, "5-ii", ["m7-p5ii-learning"]),
        (7, "6", ["m7-p6-case-collection", "m7-p6-case-contents", "m7-p6-smart-jamp"]),
        (7, "1", []),
        (3, "2", ["m3-p2-cooperation", "m3-p2-guidebook"]),
        (3, "5", ["m3-p5-matching", "m3-p5-website"]),
    ],
)
def test_the_commitments_of_a_paragraph_stand_in_it(meeting, address, slugs):
    links = part(f"/en/meetings/{meeting}/", f"p{address}").links

    assert sorted(link for link in links if "/commitments/" in link) == [
        f"/en/commitments/{slug}/" for slug in slugs
    ]


def test_the_third_record_stands_in_both_languages_marked_as_such():
    page = read("/en/meetings/3/")
    languages = [a["lang"] for a in page.attributes_of("div") if a.get("lang") in ("en", "ja")]

    assert languages == ["en", "ja"] * 6
    paragraph = Paragraph.objects.get(record__meeting__number=3, address="2")
    for language in ("en", "ja"):
        words = paragraph.texts[language]["text"].split()
        assert all(word in page.text for word in words)


def test_a_meeting_without_a_record_says_so_and_shows_its_promises():
    page = read_main("/en/meetings/1/")

    assert "The record of this Meeting is not published here." in page.text
    assert {
        f"/en/commitments/{slug}/"
        for slug in ["m1-hold-again", "m1-jasca", "m1-raise-cooperation", "m1-share-practice"]
    } <= set(page.links)


def test_the_guidebook_reads_as_kept_and_late():
    page = read_main("/en/commitments/m3-p2-guidebook/")

    assert "Kept, between 60 and 90 days late" in page.text
    assert "31 December 2021" in page.text
    assert "March 2022" in page.text
    assert "https://www.scribd.com/document/641917328/Untitled" in page.links


def test_the_website_reads_as_31_days_late():
    page = read_main("/en/commitments/m3-p5-website/")

    assert "Kept, 31 days late" in page.text
    assert "28 February 2022" in page.text
    assert "31 March 2022" in page.text


@pytest.mark.parametrize("path", ["/en/", "/en/commitments/?state=kept-late"])
def test_both_are_among_what_was_late(path):
    links = read_main(path).links

    assert "/en/commitments/m3-p2-guidebook/" in links
    assert "/en/commitments/m3-p5-website/" in links


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("m1-hold-again", "at Meeting 2, 16 December 2020"),
        ("m3-p6-next-meeting", "at Meeting 4, 4 December 2022"),
        ("m6-next-meeting", "at Meeting 7, 10 November 2025"),
        ("m7-p7-next-meeting", "at the next Meeting (8), whose date is not known yet"),
        ("m7-p6-case-collection", "before the next Meeting (8), whose date is not known yet"),
        ("m2-carry-out-package", "at an early date"),
        ("m1-jasca", "No day was set"),
    ],
)
def test_the_next_meeting_is_a_day_where_it_is_known(slug, words):
    assert words in read_main(f"/en/commitments/{slug}/").text


def test_a_repeated_promise_is_linked_both_ways():
    series = ["m1-hold-again", "m3-p6-next-meeting", "m6-next-meeting", "m7-p7-next-meeting"]

    for slug in series:
        links = read_main(f"/en/commitments/{slug}/").links
        assert [link for link in links if re.fullmatch("/en/commitments/m[^/]+/", link)] == [
            f"/en/commitments/{other}/" for other in series if other != slug
        ]


def test_a_promise_links_the_paragraph_that_it_was_made_in():
    page = read_main("/en/commitments/m7-p5ii-learning/")

    assert "/en/meetings/7/#p5-ii" in page.links
    assert "Meeting 7, §5(ii)" in page.text


def test_a_source_of_the_record_leads_to_it(client):
    response = client.get("/ja/records/meeting-7-summary-record/")

    assert (response.status_code, response.url) == (302, "/ja/meetings/7/#record")
