"""Texts that are missing, provisional or old say so; years and numbers are the reader's own."""

import pytest

from musubi.exchange.models import Solution
from musubi.vocabulary.texts import Texts
from tests.front.pages import read, read_main
from tests.making import make_need, make_solution, record_rows

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("language", ["ja", "id", "th", "vi"])
def test_a_need_in_english_alone_is_shown_in_english_and_marked(language):
    row = record_rows("needs")[0]

    page = read(f"/{language}/needs/{row['slug']}/")

    assert row["problem"] in page.text
    assert [a.get("lang") for a in page.attributes_of("h1")] == ["en"]
    assert "en" in [a.get("lang") for a in page.attributes_of("p")]
    assert "gloss" in [a.get("class") for a in page.attributes_of("p")]


def test_the_note_names_both_languages():
    japanese = make_need({"ja": "排水"})

    page = read(japanese.get_absolute_url())

    assert "This text is in Japanese; there is no version in English yet." in page.text
    assert [a.get("lang") for a in page.attributes_of("h1")] == ["ja"]


def test_a_need_in_the_reader_s_language_has_no_note():
    page = read(make_need("Drainage").get_absolute_url())

    assert "This text is in" not in page.text
    assert [a.get("lang") for a in page.attributes_of("h1")] == [None]


@pytest.mark.usefixtures("record")
def test_a_japanese_reader_sees_a_solution_in_japanese_marked_as_provisional():
    row = record_rows("solutions")[0]
    path = f"solutions/{row['slug']}/"

    japanese, english = read(f"/ja/{path}"), read(f"/en/{path}")

    assert row["title"]["ja"] in japanese.text
    assert row["summary"]["ja"] in japanese.text
    assert row["summary"]["en"] not in japanese.text
    assert [a.get("lang") for a in japanese.attributes_of("h1")] == [None]
    assert len(glosses(japanese)) == len(glosses(english)) + 1


def glosses(page):
    return [a for a in page.attributes_of("p") if a.get("class") == "gloss"]


def test_a_translation_of_an_older_original_says_so():
    old = Texts.of({"en": "Old words", "ja": "古い言葉"}, original="en")
    changed = Texts(old | {"en": {"text": "New words", "status": "original"}})
    solution = make_solution()
    Solution.objects.filter(pk=solution.pk).update(title=changed)

    page = read(f"/ja/solutions/{solution.slug}/")

    assert "古い言葉" in page.text
    assert len(glosses(page)) == 2  # the mark of the unclaimed, and this one


def test_thai_readers_see_buddhist_years():
    need = make_need("Drainage", year=2025)

    assert "2568" in read_main(f"/th/needs/{need.slug}/").text
    assert "2568" in read_main("/th/needs/").text
    assert "2025" in read_main(f"/vi/needs/{need.slug}/").text


@pytest.mark.usefixtures("record")
def test_the_seventh_meeting_has_its_day_in_every_calendar():
    assert "10–11 November 2025" in read_main("/en/meetings/7/").text
    assert "2025年11月10日" in read_main("/ja/meetings/7/").text
    assert "2568" in read_main("/th/meetings/7/").text


@pytest.mark.usefixtures("record")
def test_a_quote_and_the_words_of_an_english_source_are_marked_in_other_pages():
    row = next(row for row in record_rows("needs") if row.get("quote"))

    page = read(f"/ja/needs/{row['slug']}/")

    assert row["quote"] in page.text
    assert [a.get("lang") for a in page.attributes_of("blockquote")] == ["en"]
