"""Search finds every kind, marks what it found, and stays calm whatever is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musubi.front.search import LONGEST_QUERY, MOST_WORDS, mark, snippet, words_of
from musubi.vocabulary.normal import normal
from tests.front.pages import Page
from tests.making import (
    make_case,
    make_city,
    make_commitment,
    make_meeting,
    make_member,
    make_need,
    make_project,
    make_solution,
)

pytestmark = pytest.mark.django_db


def ask(client, **query):
    response = client.get("/en/search/", query)
    assert response.status_code == 200
    return Page(response.content.decode())


def made_of_each_kind(title):
    meeting = make_meeting(1)
    return [
        make_city(title),
        make_member(title),
        make_need(title),
        make_solution(title),
        make_project(title),
        make_case(title),
        make_commitment(title, at_meeting=meeting),
    ]


def test_every_kind_is_found_with_the_word_marked(client):
    found = made_of_each_kind("Zebrafish crossing")

    page = ask(client, q="ZEBRAFISH")

    assert {thing.get_absolute_url() for thing in found} <= set(page.links)
    assert len(page.marked) == len(found)
    assert set(page.marked) == {"Zebrafish"}


def test_every_word_must_stand_in_it(client):
    both = make_need("Quiet zebrafish")
    make_need("Zebrafish alone")

    links = ask(client, q="zebrafish quiet").links

    assert [link for link in links if link.startswith("/en/needs/need-")] == [
        both.get_absolute_url()
    ]


@pytest.mark.parametrize(
    "title", ["ระบบระบายน้ำในเมือง", "都市の排水システム", "Hệ thống thoát nước"]
)
@pytest.mark.parametrize("piece", [slice(2, 5), slice(0, 4)])
def test_a_piece_of_an_unsegmented_text_is_found(client, title, piece):
    need = make_need(title, search_text=normal(title))

    assert need.get_absolute_url() in ask(client, q=title[piece].strip()).links


def test_nothing_found_says_so_and_shows_ways_on(client):
    page = ask(client, q="xyzzyplugh")

    assert "Nothing holds “xyzzyplugh”" in page.text
    assert "/en/needs/" in page.links


def test_what_is_asked_comes_back_as_text_only(client):
    attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    make_need(attack)

    response = client.get("/en/search/", {"q": attack})
    html = response.content.decode()

    assert "<script>alert" not in html
    assert "<img" not in html
    assert Page(html).inline == []


def test_the_pages_of_one_kind_hold_every_row_once(client):
    needs = {make_need(f"Zebrafish {n}").get_absolute_url() for n in range(45)}

    pages = [ask(client, q="zebrafish", kind="need", page=n) for n in (1, 2, 3)]
    found = [link for page in pages for link in page.links if link in needs]

    assert sorted(found) == sorted(needs)
    assert [sum(link in needs for link in page.links) for page in pages] == [20, 20, 5]


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99", "9" * 5000, "1.5", ""])
def test_a_page_that_is_not_there_is_answered_with_one_that_is(client, number):
    need = make_need("Zebrafish")

    assert need.get_absolute_url() in ask(client, q="zebrafish", kind="need", page=number).links


def test_words_are_few_short_and_each_once():
    assert words_of("Flood, FLOOD “drain”") == ["flood", "drain"]
    assert len(words_of(" ".join(map(str, range(100))))) == MOST_WORDS
    assert words_of("a" * 1000) == ["a" * LONGEST_QUERY]
    assert words_of(" .,*% ") == []


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60), words=st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_marking_changes_no_letter(text, words):
    page = Page(mark(text.replace("\r", ""), [w for w in words if w.strip()]))

    assert "".join(page._words) == text.replace("\r", "")


def test_a_snippet_shows_the_words():
    text = "word " * 200 + "zebrafish " + "word " * 200

    piece = snippet(["Nothing here.", text], ["zebrafish"])

    assert "zebrafish" in piece
    assert len(piece) <= 224
    assert piece.startswith("… ")
    assert piece.endswith(" …")
