from datetime import date

import pytest
from django.template import engines
from django.utils import translation

from tests.ui import specimen


def render(source, language="en", **context):
    with translation.override(language):
        return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "value", "language", "expected"),
    [
        ("{{ value|number }}", 12345, "en", "12,345"),
        ("{{ value|number }}", 12345, "id", "12.345"),
        ("{{ value|day }}", date(2025, 11, 10), "en", "10 November 2025"),
        ("{{ value|day }}", date(2025, 11, 10), "ja", "2025年11月10日"),
        ("{{ value|year_in }}", 2025, "th", "2568"),
        ("{{ value|country }}", "VN", "vi", "Việt Nam"),
        ("{{ value|language_name }}", "ja", "en", "Japanese"),
        ("{{ value|own_language_name }}", "ja", "en", "日本語"),
        ("{{ value|days }}", 31, "en", "31 days"),
    ],
)
def test_a_value_is_written_in_the_language_of_the_page(source, value, language, expected):
    assert render(source, language, value=value) == expected


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("name", ["number", "day", "partial_date", "year_in", "country"])
def test_what_is_not_known_is_an_empty_text(name, value):
    assert render(f"[{{{{ value|{name} }}}}]", value=value) == "[]"


def test_zero_is_known():
    assert render("{{ value|number }}", value=0) == "0"


@pytest.mark.parametrize(
    ("end", "expected"), [(date(2025, 11, 11), "10–11 November 2025"), (None, "10 November 2025")]
)
def test_a_meeting_without_a_last_day_lasts_one(end, expected):
    assert render("{% day_range start end %}", start=date(2025, 11, 10), end=end) == expected


def test_blank_lines_part_paragraphs_and_markup_is_escaped():
    text = "A <b>city</b>\nasks.\n \n\nA company answers.\n"

    assert render("{{ text|paragraphs }}", text=text) == (
        "<p>A &lt;b&gt;city&lt;/b&gt;\nasks.</p>\n<p>A company answers.</p>"
    )


@pytest.mark.parametrize(
    ("state", "is_due_last", "expected"),
    [
        ("kept", True, ["Promised", "Delivered", "Due"]),
        ("kept", False, ["Promised", "Due", "Delivered"]),
        ("kept-late", False, ["Promised", "Due", "Delivered"]),
        ("open", True, ["Promised", "Today", "Due"]),
        ("late", False, ["Promised", "Due", "Today"]),
    ],
)
def test_the_points_of_a_promise_stand_in_the_order_of_time(state, is_due_last, expected):
    delivered = "1 March" if state.startswith("kept") else None
    promise = {
        "state": state,
        "due_label": "1 May",
        "is_due_last": is_due_last,
        "delivered_label": delivered,
    }

    html = render('{% include "ui/_promise.html" %}', promise=promise)

    assert sorted(expected, key=lambda word: html.index(f">{word}<")) == expected


@pytest.mark.parametrize("language", ["en", "ja", "id", "th", "vi"])
def test_the_head_and_foot_of_a_page_stay_within_their_budget(language):
    html = specimen.pages(language)["404"]

    start, end = html.index("<header"), html.index("</header>")
    foot = html[html.index("<footer") :]
    assert len((html[start:end] + foot).encode()) <= 4500


@pytest.mark.parametrize("language", ["en", "th"])
def test_no_page_holds_a_style_or_a_script_inline(language):
    for html in specimen.pages(language).values():
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        assert html.count("<script") == html.count('<script type="module" src=')
        assert "data:" not in html
