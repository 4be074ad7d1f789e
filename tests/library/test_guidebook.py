"""The Guidebook as far as it is known, with Japan's own rows marked."""

import pytest

from tests.front.pages import read
from tests.making import record_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


@pytest.mark.parametrize("language", ["en", "th"])
def test_japan_s_own_rows_are_marked_and_no_others(language):
    page = read(f"/{language}/guidebook/")
    origins = [row["origin"] for row in record_rows("guidebook")]

    marks = [a for a in page.attributes_of("span") if "warn" in a.get("class", "").split()]

    assert len(marks) == len([origin for origin in origins if origin != "asean-guidebook"])
    if language == "en":
        assert page.text.count("Japan's own, not the Guidebook's") == origins.count("japan") > 0
        assert page.text.count("From the network's framework") == origins.count("ascn-framework")


def test_what_is_uncertain_about_a_part_is_told():
    text = read("/en/guidebook/").text

    told = [row["certainty"] for row in record_rows("guidebook") if row["certainty"] != "stated"]
    assert [words for words in told if words not in text] == []
