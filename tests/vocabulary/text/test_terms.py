"""What an index keeps of a text, and what a query looks for."""

import threading

import pytest

from musubi.vocabulary.text import (
    Term,
    is_second_form,
    query_groups,
    query_terms,
    query_words,
    term_counts,
    terms,
)
from musubi.vocabulary.text.clusters import clusters

pytestmark = pytest.mark.once


def finds(query, text, *, typed_in=None, written_in=None):
    held = term_counts(text, written_in)
    return all(word.is_in(held) for word in query_words(query, typed_in))


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("น้ำท่วม", ["น้ำ", "ท่", "ว", "ม"]),
        ("เกาะแม่", ["เกาะ", "แม่"]),
        ("ศาสตร์", ["ศา", "ส", "ต", "ร์"]),
        ("ຫຼວງແຫຼ່ງ", ["ຫຼ", "ວ", "ງ", "ແຫຼ່", "ງ"]),
        ("ខ្មែរស្រី", ["ខ្មែ", "រ", "ស្រី"]),
        ("ရန်ကုန်မြို့", ["ရန်", "ကုန်", "မြို့"]),
        ("အင်္ဂလန်", ["အင်္ဂ", "လန်"]),
        ("ဘတ်စ်ကား", ["ဘတ်စ်", "ကား"]),
        ("ကန့်က", ["ကန့်", "က"]),
        ("下水がス", ["下", "水", "が", "ス"]),
        ("่", ["่"]),
    ],
)
def test_no_word_ends_inside_a_cluster(run, expected):
    assert clusters(run) == expected


def test_a_word_gives_itself_its_stem_and_its_toneless_form_where_it_has_one():
    assert list(terms("Flooding, ngập", "en")) == [
        Term("flooding", 0, 8),
        Term("~en:flood", 0, 8),
        Term("ngập", 10, 14),
        Term("~en:ngập", 10, 14),
        Term("^ngap", 10, 14),
    ]


def test_a_run_gives_its_clusters_and_their_pairs():
    assert list(terms("ดื่มนํ้า AI")) == [
        Term("ดื่", 0, 3),
        Term("ดื่ม", 0, 4),
        Term("ม", 3, 4),
        Term("มน้ำ", 3, 8),
        Term("น้ำ", 4, 8),
        Term("ai", 9, 11),
    ]


def test_terms_are_counted():
    assert term_counts("水水 5G", "ja") == {"水": 2, "水水": 1, "5g": 1}


def test_a_word_is_kept_without_its_apostrophes():
    assert term_counts("City’s ro'o", "th") == {"city": 1, "~en:citi": 1, "roo": 1, "~en:roo": 1}


def test_a_word_with_digits_has_no_stem():
    assert term_counts("PM25s", "en") == {"pm25s": 1}


def test_only_stems_and_toneless_words_are_second_forms():
    held = term_counts("Flooding in Huế", "en")

    assert [term for term in held if is_second_form(term)] == ["~en:flood", "~en:huế", "^hue"]


@pytest.mark.parametrize(
    ("query", "text", "languages"),
    [
        ("flood", "flooding", {"typed_in": "en", "written_in": "en"}),
        ("floods", "flooding", {"typed_in": "id", "written_in": "en"}),
        ("flooding", "a flood", {"written_in": "en"}),
        ("sensors", "เซนเซอร์ sensor", {"typed_in": "en", "written_in": "th"}),
        ("makanan", "dimakan", {"typed_in": "id", "written_in": "id"}),
        ("makanan", "dimakan", {"typed_in": "ms", "written_in": "id"}),
        ("perumahan", "Perumahan", {"typed_in": "en", "written_in": "id"}),
        ("inundação", "inundações", {"typed_in": "pt", "written_in": "pt"}),
        ("வெள்ளம்", "வெள்ளத்தில்", {}),
        ("ngập lụt", "Ngập lụt", {"typed_in": "vi", "written_in": "vi"}),
        ("ngap lut", "ngập lụt", {"typed_in": "vi", "written_in": "vi"}),
        ("da nang", "Đà Nẵng", {"typed_in": "en", "written_in": "vi"}),
        ("inundacao", "inundação", {"typed_in": "en", "written_in": "pt"}),
        ("hoà", "hòa", {"written_in": "vi"}),
        ("city", "the city’s", {"written_in": "en"}),
        ("roo", "ro'o", {"written_in": "tet"}),
        ("e-waste", "E‑waste", {"written_in": "en"}),
        ("サーバー", "サーバ", {}),
        ("サーバ", "サーバー", {}),
        ("水", "下水", {}),
        ("垃圾分類", "垃圾分类", {}),
    ],
)
def test_a_query_finds_what_its_typist_means(query, text, languages):
    assert finds(query, text, **languages)


@pytest.mark.parametrize(
    ("query", "text", "languages"),
    [
        ("lụt", "lút", {"written_in": "vi"}),
        ("park", "parking lots", {"typed_in": "th", "written_in": "id"}),
        ("song smart", "sống smart", {"typed_in": "en", "written_in": "vi"}),
        ("下水道", "水道", {}),
        ("バス", "ガス", {}),
        ("นำ", "น้ำ", {}),
        ("mobility", "mobil", {"typed_in": "en", "written_in": "id"}),
    ],
)
def test_a_query_does_not_find_other_words(query, text, languages):
    assert not finds(query, text, **languages)


def test_a_query_has_each_word_once_in_its_order():
    assert query_terms("flood Flood 洪水", "en") == ["flood", "~en:flood", "^flood", "洪水"]
    assert query_groups("flood smart Flood 排水溝 水") == [
        ["flood"],
        ["smart"],
        ["排水", "水沟"],
        ["水"],
    ]


def test_a_text_in_no_language_at_all_has_no_terms():
    assert term_counts(" .,;\n\u200b‘’") == {}
    assert query_words("…") == []


def test_threads_do_not_share_a_stemmer():
    words = [f"floodings{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 40]
    expected = term_counts(" ".join(words), "en")
    found = []

    threads = [
        threading.Thread(target=lambda: found.append(term_counts(" ".join(words), "en")))
        for _number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [expected] * 4
