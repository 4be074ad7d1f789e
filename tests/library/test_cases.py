"""Case studies, and a library that is empty."""

import pytest

from tests.front.pages import read_main
from tests.making import make_case

pytestmark = pytest.mark.django_db


def test_without_a_record_the_page_says_so():
    assert "The Guidebook is not loaded" in read_main("/en/guidebook/").text


@pytest.mark.parametrize(("known", "words"), [(True, "Yes"), (False, "No"), (None, "Not known")])
def test_a_case_says_whether_the_guidebook_holds_it(known, words):
    case = make_case(in_guidebook=known)

    assert f"In the Guidebook {words}" in read_main(case.get_absolute_url()).text
