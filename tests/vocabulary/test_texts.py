"""A text knows its languages, which of them is the original, and whether a translation is old."""

import pytest
from django.utils import translation

from musubi.vocabulary.texts import OFFICIAL, ORIGINAL, PROVISIONAL, Shown, Texts, fingerprint

TITLE = Texts.of({"ja": "排水", "en": "Drainage"}, original="en")


def test_a_reader_gets_their_own_language():
    assert TITLE.shown_in("ja") == Shown("排水", "ja", PROVISIONAL, "ja")
    assert TITLE.shown_in("ja").is_fallback is False


def test_a_reader_without_a_version_gets_the_original_marked_with_its_language():
    shown = TITLE.shown_in("th")

    assert shown == Shown("Drainage", "en", ORIGINAL, "th")
    assert shown.is_fallback is True
    assert shown.lang_attr == ' lang="en"'


def test_the_language_of_the_page_is_the_reader_s():
    with translation.override("ja"):
        assert (str(TITLE), str(TITLE.lang_attr)) == ("排水", "")
    with translation.override("vi"):
        assert (str(TITLE), str(TITLE.lang_attr)) == ("Drainage", ' lang="en"')


@pytest.mark.parametrize(
    ("texts", "original"),
    [({"en": "a", "ja": "b"}, "en"), ({"ja": "b", "th": "c"}, "ja"), ({}, "")],
)
def test_the_record_s_own_language_is_english_where_it_has_any(texts, original):
    assert Texts.recorded(texts).original_language == original


def test_nothing_is_shown_of_no_texts():
    assert bool(Texts().shown_in("ja")) is False
    assert Texts().shown_in("ja").lang_attr == ""
    assert str(Texts()) == ""


def test_a_translation_is_out_of_date_once_its_original_says_something_else():
    changed = Texts(TITLE | {"en": {"text": "Drains", "status": ORIGINAL}})

    assert TITLE.is_out_of_date("ja") is False
    assert changed.is_out_of_date("ja") is True
    assert changed.is_out_of_date("en") is False
    assert changed.shown_in("ja").is_out_of_date is True


def test_the_status_of_translations_is_kept_with_what_they_were_made_from():
    assert Texts.of({"en": "a", "ja": "b"}, original="en", status=OFFICIAL) == {
        "en": {"text": "a", "status": ORIGINAL},
        "ja": {"text": "b", "status": OFFICIAL, "of": fingerprint("a")},
    }


def test_the_language_is_escaped_in_the_attribute():
    shown = Texts.of({'"><b>': "x"}, original='"><b>').shown_in("en")

    assert shown.lang_attr == ' lang="&quot;&gt;&lt;b&gt;"'
