"""Search finds every kind in every language, marks what it found, and stays calm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musubi.front.snippets import LENGTH, marked, snippet
from musubi.matching.searching import LONGEST_QUERY, MOST_WORDS, read
from musubi.vocabulary import current
from musubi.vocabulary.text import find_spans
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
    make_topics,
)

pytestmark = pytest.mark.django_db


def ask(client, language="en", **query):
    response = client.get(f"/{language}/search/", query)
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


def test_where_nothing_holds_every_word_what_holds_some_is_shown_and_said_so(client):
    some = make_need("Zebrafish alone")

    page = ask(client, q="zebrafish xyzzyplugh")

    assert some.get_absolute_url() in page.links
    assert "No page holds every word of “zebrafish xyzzyplugh”. These hold some: 1." in page.text


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("ระบบระบายน้ำในเมือง", "ระบายน้ำ"),
        ("ระบบระบายน้ำในเมือง", "นํ้า"),  # typed as some keyboards do
        ("都市の排水システム", "排水"),
        ("都市の排水システム", "ｼｽﾃﾑ"),
        ("Hệ thống thoát nước", "thoat nuoc"),
        ("城市排水系统", "系統"),
    ],
)
def test_a_word_is_found_in_any_script_however_it_is_typed(client, title, asked):
    need = make_need(title)

    assert need.get_absolute_url() in ask(client, q=asked).links


def test_another_form_of_the_word_is_found_and_marked(client):
    need = make_need("Streets that flood", summary={"en": {"text": "x", "status": "original"}})

    page = ask(client, q="flooding")

    assert need.get_absolute_url() in page.links
    assert page.marked == ["flood"]


def test_what_says_the_same_in_another_language_stands_beside(client):
    make_topics(
        flooding={"type": "problem", "names": {"en": ["Flooding", "flood"], "ja": ["洪水", "冠水"]}}
    )
    thai = make_need({"ja": "道路の冠水を防ぐ"})
    english = make_need("Streets that flood")

    page = ask(client, q="flood")

    found, _beside, other = page.text.partition("The same in other words and languages")
    assert "Streets that" in found
    assert "道路の" in other
    assert page.links.index(english.get_absolute_url()) < page.links.index(thai.get_absolute_url())
    assert "冠水" in page.marked


def test_everything_that_speaks_of_a_topic_has_a_page_of_its_own(client):
    make_topics(
        flooding={"type": "problem", "names": {"en": ["Flooding", "flood"], "ja": ["洪水", "冠水"]}}
    )
    needs = {make_need({"ja": f"冠水 {n}"}).get_absolute_url() for n in range(25)}

    pages = [ask(client, q="flood", by="topics", page=n) for n in (1, 2)]

    assert needs == {link for page in pages for link in page.links if link in needs}


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


def test_facets_count_what_is_found_and_choosing_keeps_the_words(client):
    make_need("Zebrafish", countries=["TH"])
    make_need("Zebrafish", countries=["VN"])
    chosen = make_solution("Zebrafish", countries=["VN"])

    whole, page = ask(client, q="zebrafish"), ask(client, q="zebrafish", kind="solution")

    assert "Needs 2" in whole.text
    assert "Solutions 1" in whole.text
    links = [link for link in page.links if "/solutions/s" in link or "/needs/n" in link]
    assert links == [chosen.get_absolute_url()]
    hidden = [a for a in page.attributes_of("input") if a.get("type") == "hidden"]
    assert {"type": "hidden", "name": "q", "value": "zebrafish"} in hidden
    assert "?q=zebrafish" in page.links


def test_words_are_few_and_short():
    vocabulary = current.vocabulary()

    assert [w.text for w in read("Flood, FLOOD “drain”", vocabulary).words] == ["flood", "drain"]
    assert len(read(" ".join(map(str, range(100))), vocabulary).words) == MOST_WORDS
    assert len(read("a" * 1000, vocabulary).words[0].text) == LONGEST_QUERY
    assert read(" .,*% ", vocabulary).words == ()


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60), query=st.text(max_size=8))
def test_marking_changes_no_letter(text, query):
    text = text.replace("\r", "").replace("\x00", "")
    page = Page(marked(text, find_spans(text, query)))

    assert "".join(page._words) == text


def test_a_snippet_shows_the_words():
    text = "word " * 200 + "zebrafish " + "word " * 200

    piece = snippet(text, find_spans(text, "zebrafish"))

    assert "<mark>zebrafish</mark>" in piece
    assert len(Page(piece).text) <= LENGTH + 4
    assert piece.startswith("… ")
    assert piece.endswith(" …")


def test_suggestions_are_topics_and_titles_that_begin_so(client):
    make_topics(flooding={"type": "problem", "names": {"en": ["Flooding"], "ja": ["洪水"]}})
    make_need("Floating homes")
    make_need("Homes on stilts")

    def suggested(text):
        return client.get("/en/search/suggest/", {"q": text}).json()["suggestions"]

    assert suggested("flo") == ["Flooding", "Floating homes"]
    assert suggested("洪") == []
    assert suggested("洪水") == ["洪水"]
    assert suggested("homes on st") == ["Homes on stilts"]
    assert suggested("f") == []
    assert suggested("<script>") == []
