import pytest

from musubi.vocabulary.normal import normal, searchable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＡＳＥＡＮ", "asean"),
        ("ｽﾏｰﾄ", "スマート"),
        ("Straße", "strasse"),
        ("Đà Nẵng", "đà nẵng"),
        ("e\u0301", "é"),
        ("น้ำท่วม", "น้ํา" + "ท่วม"),  # NFKC parts the vowel sign am into its two signs
        ("", ""),
    ],
)
def test_width_form_and_case_are_folded(text, expected):
    assert normal(text) == expected


def test_each_text_has_a_line_so_that_no_match_runs_over_two():
    assert searchable(["Rain", "", "ＷＡＴＥＲ"]) == "rain\nwater"
