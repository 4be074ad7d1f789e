from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from musubi.ui import cldr
from musubi.ui.partial_dates import PartialDate

THIN = "\u2009"  # CLDR puts thin spaces around some dashes
LANGUAGES = ["en", "ja", "id", "th", "vi"]
NEIGHBOURS = ["ms", "km", "lo", "my", "fil", "ta", "zh-hans", "pt", "ko", "tet"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["10 November 2025", "November 2025", "2025", "2021–2025"]),
        ("ja", ["2025年11月10日", "2025年11月", "2025年", "2021年～2025年"]),
        ("id", ["10 November 2025", "November 2025", "2025", f"2021{THIN}–{THIN}2025"]),
        ("th", ["10 พฤศจิกายน 2568", "พฤศจิกายน 2568", "2568", "2564–2568"]),
        ("vi", ["10 tháng 11, 2025", "tháng 11 năm 2025", "2025", "2021–2025"]),
        ("tet", ["10 November 2025", "November 2025", "2025", "2021–2025"]),
    ],
)
def test_days_months_and_years_as_readers_write_them(language, expected):
    assert [
        cldr.day(date(2025, 11, 10), language),
        cldr.month(2025, 11, language),
        cldr.year(2025, language),
        cldr.year_range(2021, 2025, language),
    ] == expected


@pytest.mark.parametrize(
    ("language", "within_month", "across_months", "across_years"),
    [
        (
            "en",
            "10–11 November 2025",
            f"30 June{THIN}–{THIN}2 July 2025",
            f"31 December 2025{THIN}–{THIN}2 January 2026",
        ),
        ("ja", "2025年11月10日～11日", "2025年6月30日～7月2日", "2025年12月31日～2026年1月2日"),
        (
            "id",
            "10–11 November 2025",
            f"30 Juni{THIN}–{THIN}2 Juli 2025",
            f"31 Desember 2025{THIN}–{THIN}2 Januari 2026",
        ),
        (
            "th",
            "10–11 พฤศจิกายน 2568",
            "30 มิถุนายน – 2 กรกฎาคม 2568",
            "31 ธันวาคม 2568 – 2 มกราคม 2569",
        ),
        (
            "vi",
            f"10{THIN}–{THIN}11 tháng 11, 2025",
            f"30 tháng 6{THIN}–{THIN}2 tháng 7, 2025",
            f"31 tháng 12, 2025{THIN}–{THIN}2 tháng 1, 2026",
        ),
    ],
)
def test_ranges_of_days(language, within_month, across_months, across_years):
    assert [
        cldr.day_range(date(2025, 11, 10), date(2025, 11, 11), language),
        cldr.day_range(date(2025, 6, 30), date(2025, 7, 2), language),
        cldr.day_range(date(2025, 12, 31), date(2026, 1, 2), language),
    ] == [within_month, across_months, across_years]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_range_of_one_is_written_as_one(language):
    on = date(2025, 11, 10)

    assert cldr.day_range(on, on, language) == cldr.day(on, language)
    assert cldr.year_range(2025, 2025, language) == cldr.year(2025, language)


def test_a_range_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="2025-11-10 comes before 2025-11-11"):
        cldr.day_range(date(2025, 11, 11), date(2025, 11, 10), "en")
    with pytest.raises(ValueError, match="2024 comes before 2025"):
        cldr.year_range(2025, 2024, "en")


def test_thai_readers_see_the_leap_day_of_a_year_that_is_none_in_their_era():
    assert cldr.day(date(2024, 2, 29), "th") == "29 กุมภาพันธ์ 2567"


def test_thai_readers_see_buddhist_years_and_no_others_in_every_function():
    on = date(2025, 11, 10)
    written = [
        cldr.day(on, "th"),
        cldr.month(2025, 11, "th"),
        cldr.year(2025, "th"),
        cldr.year_range(2023, 2025, "th"),
        cldr.day_range(on, on + timedelta(days=1), "th"),
        cldr.day_range(on, on + timedelta(days=30), "th"),
        cldr.day_range(on - timedelta(days=365), on, "th"),
        *(cldr.partial_date(PartialDate.read(at), "th") for at in ("2025", "2025-11")),
        cldr.partial_date(PartialDate.read("2025-11-10"), "th"),
    ]

    assert all("2568" in text for text in written)
    assert not any("202" in text for text in written)


@pytest.mark.parametrize(
    ("text", "en", "ja", "th"),
    [
        ("2022", "2022", "2022年", "2565"),
        ("2022-03", "March 2022", "2022年3月", "มีนาคม 2565"),
        ("2022-03-31", "31 March 2022", "2022年3月31日", "31 มีนาคม 2565"),
    ],
)
def test_a_partial_date_shows_no_more_than_is_known(text, en, ja, th):
    value = PartialDate.read(text)

    assert [cldr.partial_date(value, language) for language in ("en", "ja", "th")] == [en, ja, th]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1 day", "31 days", "1,234 days", "1 month", "3 months"]),
        ("ja", ["1日", "31日", "1,234日", "1か月", "3か月"]),
        ("id", ["1 hari", "31 hari", "1.234 hari", "1 bulan", "3 bulan"]),
        ("th", ["1 วัน", "31 วัน", "1,234 วัน", "1 เดือน", "3 เดือน"]),
        ("vi", ["1 ngày", "31 ngày", "1.234 ngày", "1 tháng", "3 tháng"]),
    ],
)
def test_durations_in_words(language, expected):
    assert [
        *(cldr.days(count, language) for count in (1, 31, 1234)),
        *(cldr.months(count, language) for count in (1, 3)),
    ] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1,234,567", "-5", "1,234.6", "4.00", "1,235", "26%", "25.7%"]),
        ("id", ["1.234.567", "-5", "1.234,6", "4,00", "1.235", "26%", "25,7%"]),
        ("ta", ["12,34,567", "-5", "1,234.6", "4.00", "1,235", "26%", "25.7%"]),
    ],
)
def test_numbers(language, expected):
    assert [
        cldr.number(1_234_567, language),
        cldr.number(-5, language),
        cldr.decimal(1234.56, language),
        cldr.decimal(Decimal(4), language, places=2),
        cldr.decimal(1234.56, language, places=0),
        cldr.percent(0.257, language),
        cldr.percent(0.257, language, places=1),
    ] == expected


@pytest.mark.parametrize(
    ("language", "country", "name"),
    [
        ("en", "Japan", "Indonesian"),
        ("ja", "日本", "インドネシア語"),
        ("id", "Jepang", "Indonesia"),
        ("th", "ญี่ปุ่น", "อินโดนีเซีย"),
        ("vi", "Nhật Bản", "tiếng Indonesia"),
        ("tet", "Japan", "Indonesian"),
    ],
)
def test_names_of_countries_and_languages(language, country, name):
    assert cldr.country_name("JP", language) == country
    assert cldr.language_name("id", language) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_of_the_network_has_one_name_without_brackets(language):
    codes = ["BN", "ID", "JP", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"]

    names = [cldr.country_name(code, language) for code in codes]

    assert len(set(names)) == len(codes)
    assert not any(set(name) & set("()（）") for name in names)
    assert cldr.country_name("MM", "en") == "Myanmar"


def test_a_language_is_named_in_itself():
    codes = [*LANGUAGES, "ms", "zh-hans", "fil", "tet"]

    assert [cldr.own_language_name(code) for code in codes] == [
        "English",
        "日本語",
        "Bahasa Indonesia",
        "ไทย",
        "Tiếng Việt",
        "Bahasa Melayu",
        "简体中文",
        "Filipino",
        "Tetun",
    ]


def test_a_name_that_a_language_lacks_is_given_in_english(monkeypatch):
    thai = cldr._locale("th")
    lacking = {code: name for code, name in thai.languages.items() if code != "ceb"}
    monkeypatch.setitem(thai._data, "languages", lacking)
    fresh = cldr.language_name.__wrapped__  # a remembered answer would hide the lack

    assert fresh("ceb", "th") == "Cebuano"
    assert fresh("ja", "th") == "ญี่ปุ่น"


@pytest.mark.parametrize("named", [cldr.country_name, cldr.language_name])
def test_an_unknown_code_raises(named):
    with pytest.raises(KeyError):
        named("QX-none", "en")


@pytest.mark.parametrize("language", NEIGHBOURS)
def test_languages_yet_to_come_are_written_too(language):
    on = date(2025, 11, 10)

    assert "2025" in cldr.day(on, language)
    assert "2025" in cldr.month(2025, 11, language)
    assert "2026" in cldr.day_range(on, date(2026, 1, 2), language)
    assert cldr.days(31, language).startswith("31")
    assert "duration" not in cldr.days(31, language) + cldr.months(3, language)


@pytest.mark.parametrize("language", ["not a code", "xx", "pt_BR", ""])
def test_a_language_that_cldr_does_not_know_reads_english(language):
    with translation.override(None):
        assert cldr.day(date(2025, 11, 10), language) == "10 November 2025"


def test_the_language_of_the_page_is_used_where_none_is_given():
    on = date(2025, 11, 10)

    with translation.override("ja"):
        assert cldr.day(on) == cldr.day(on, None) == cldr.day(on, language=None) == "2025年11月10日"
        assert cldr.month(2025, 11) == "2025年11月"
        assert cldr.percent(0.5, places=1) == "50.0%"
    with translation.override("th"):
        assert cldr.day(on) == "10 พฤศจิกายน 2568"
        assert cldr.day(on, language="en") == "10 November 2025"


def test_an_answer_is_worked_out_once(monkeypatch):
    on = date(1999, 12, 31)
    first = cldr.day(on, "th")
    monkeypatch.setattr(cldr, "_written", lambda *_: "worked out again")

    assert cldr.day(on, "th") == first
