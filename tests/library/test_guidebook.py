"""The Guidebook as far as it is known, with Japan's own rows marked; and the cases."""

import pytest

from tests.front.pages import read, read_main
from tests.making import make_case, record_rows

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("language", ["en", "th"])
def test_japan_s_own_rows_are_marked_and_no_others(language):
    page = read(f"/{language}/guidebook/")
    origins = [row["origin"] for row in record_rows("guidebook")]

    marks = [a for a in page.attributes_of("span") if "warn" in a.get("class", "").split()]

    assert len(marks) == len([origin for origin in origins if origin != "asean-guidebook"])
    if language == "en":
        assert page.text.count("Japan's own, not the Guidebook's") == origins.count("japan") > 0
        assert page.text.count("From the network's framework") == origins.count("ascn-framework")


@pytest.mark.usefixtures("record")
def test_what_is_uncertain_about_a_part_is_told():
    text = read("/en/guidebook/").text

    told = [row["certainty"] for row in record_rows("guidebook") if row["certainty"] != "stated"]
    assert [words for words in told if words not in text] == []


def test_without_a_record_the_page_says_so():
    assert "The Guidebook is not loaded" in read_main("/en/guidebook/").text


@pytest.mark.parametrize(("known", "words"), [(True, "Yes"), (False, "No"), (None, "Not known")])
def test_a_case_says_whether_the_guidebook_holds_it(known, words):
    case = make_case(in_guidebook=known)

    assert f"In the Guidebook {words}" in read_main(case.get_absolute_url()).text
