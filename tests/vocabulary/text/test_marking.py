"""What is marked in a text is what was looked for, and whole."""

import time

import pytest

from musubi.vocabulary.text import Label, Spotter, find_spans, normalise, query_terms, term_counts

pytestmark = pytest.mark.once


def marked(text, query, language=None):
    return [text[start:end] for start, end in find_spans(text, query, language)]


@pytest.mark.parametrize(
    ("query", "text", "language", "expected"),
    [
        (
            "flood",
            "Flooding and floods: a flood, floodlights.",
            "en",
            ["Flooding", "floods", "flood"],
        ),
        ("smart city", "A smart city's citizens", "en", ["smart", "city's"]),
        ("ngap", "ngập lụt", "vi", ["ngập"]),
        ("(.*", "a (.* b", None, []),
        ("น้ำท่วม", "การจัดการนํ้าท่วมในเมือง", "th", ["นํ้าท่วม"]),
        ("นำ", "น้ำ นำ", "th", ["นำ"]),
        ("การน้ำท่วมเมือง", "การจัดการน้ำท่วมในเมือง", "th", ["การน้ำท่วม", "เมือง"]),
        ("การจัดขยะ", "การกำจัดขยะมูลฝอย จัดการ", "th", ["การ", "จัดขยะ", "การ"]),
        ("การจัดการน้ำ", "การจัดการขยะ การ", "th", ["การจัดการ"]),
        ("水", "下水道", "ja", ["水"]),
        ("サーバー", "サーバ管理", "ja", ["サーバ"]),
        ("サーバー", "サーバー管理とサーバ", "ja", ["サーバー"]),
        ("ရေ", "ရေကြီး ရေး", "my", ["ရေ"]),
        ("垃圾分類 smart", "Smart 垃圾分类", "zh", ["Smart", "垃圾分类"]),
        ("東京", "東\u200b京", "ja", ["東\u200b京"]),
        ("aba", "ababa", None, []),
        ("水水", "水水水", "ja", ["水水"]),
        ("水水火", "水水水火", "ja", ["水水火"]),
        ("", "flood", "en", []),
        ("flood", "", "en", []),
    ],
)
def test_words_and_runs_are_marked_whole(query, text, language, expected):
    assert marked(text, query, language) == expected


def test_touching_marks_are_one():
    assert find_spans("水道局", "水道 局") == [(0, 3)]


HOSTILE = {
    "marks": "\u0e4d\u0e49" * 50_000,
    "Latin marks": "a" + "\u0301\u0323" * 50_000,
    "directions": "\u202e" * 100_000,
    "joiners and a letter": "\u200b" * 50_000 + "ก" + "\u200b" * 50_000,
    "surrogates": "\ud800" * 100_000,
    "one word": "a" * 100_000,
    "apostrophes": "a'" * 50_000,
    "hyphens": "a-" * 50_000,
    "signs": "(.*+?)[\\" * 12_500,
    "one cluster": "น้ำ" * 33_000,
    "coengs": "ស\u17d2" * 50_000,
    "asats": "က\u103a" * 50_000,
    "Zawgyi": "\u1031\u103b" * 50_000,
    "kana": "ー" * 100_000,
    "many runs": " ".join(f"水{chr(0x4E00 + number)}" for number in range(20_000)),
    "ligatures": "ﷺ" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_costs_no_more_than_a_long_one(name):
    text = HOSTILE[name]
    labels = ["a", "a a", "น้ำ", "น้ำน้ำ", "ー", "ーー", "က", "ស"]
    spotter = Spotter(Label(label, "en", label) for label in labels)
    began = time.process_time()

    normalise(text)
    term_counts(text)
    query_terms(text)
    spotter.spot(text)
    find_spans(text, text)

    assert time.process_time() - began < 5  # seconds; 100 kB of plain text take one
