"""The languages that a short text can be in."""

import pytest

from musubi.vocabulary.text.scripts import likely_languages
from musubi.vocabulary.text.stems import base_language


@pytest.mark.parametrize(
    ("text", "reader", "expected"),
    [
        ("น้ำท่วม", "en", ("th",)),
        ("ນໍ້າ", "en", ("lo",)),
        ("ទឹក", "ja", ("km",)),
        ("ရေ", "en", ("my",)),
        ("வெள்ளம்", "en", ("ta",)),
        ("ゴミ", "en", ("ja",)),
        ("洪水", "en", ("ja", "zh-Hans")),
        ("洪水", "zh-Hans", ("zh-Hans", "ja")),
        ("flood", "en", ("en", "id", "vi", "ms", "fil", "pt", "tet")),
        ("banjir", "id", ("id", "en", "vi", "ms", "fil", "pt", "tet")),
        ("flood", "th", ("en", "id", "vi", "ms", "fil", "pt", "tet")),
        ("ระบบ CCTV", "en", ("th",)),
        ("", "ja", ("en", "id", "vi", "ms", "fil", "pt", "tet")),
    ],
)
def test_the_letters_tell_and_the_reader_s_language_comes_first(text, reader, expected):
    assert likely_languages(text, reader) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("zh-Hans", "zh"), ("zh_TW", "zh"), ("tl", "fil"), ("in", "id"), ("TH", "th"), (None, None)],
)
def test_a_language_is_known_by_its_older_and_longer_names_too(tag, expected):
    assert base_language(tag) == expected
