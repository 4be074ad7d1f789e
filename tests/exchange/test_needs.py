"""The page of a need, and the list that it stands in."""

import pytest

from tests.front.pages import linked_slugs, read_main
from tests.making import NOON, make_city, make_member, make_need, make_solution, texts

pytestmark = pytest.mark.django_db


def test_a_need_shows_its_problem_its_wish_and_the_words_of_its_source():
    city = make_city("Nara", country="JP")
    need = make_need(
        "Dry streets",
        owner=city,
        summary=texts("Rain stands in the streets."),
        wanted=texts("A pump."),
        quote="<wet> streets",
        certainty="the year is inferred",
        year=2024,
        groups=["older-people"],
    )

    page = read_main(need.get_absolute_url())

    for words in [
        "Dry streets",
        "Rain stands in the streets.",
        "A pump.",
        "<wet> streets",
        "the year is inferred",
        "2024",
        "older-people",
        "Nara",
        "Japan",
    ]:
        assert words in page.text
    assert city.get_absolute_url() in page.links
    assert "https://example.org/entry" in page.links
    assert "Listed from public sources; not yet claimed." in page.text


def test_a_claimed_member_s_entry_has_no_mark():
    need = make_need(owner=make_city(claimed_at=NOON))

    assert "not yet claimed" not in read_main(need.get_absolute_url()).text


def test_the_newest_stand_first_and_those_without_a_year_last():
    slugs = [make_need(str(year), year=year).slug for year in (2020, None, 2025)]

    listed = linked_slugs([read_main("/en/needs/")], "needs")

    assert listed == [slugs[2], slugs[0], slugs[1]]


def test_a_solution_names_its_company_and_its_partners():
    company, partner = make_member("Pumps Ltd"), make_member("Hoses Ltd")
    solution = make_solution("A pump", owner=company, keywords=["pump", "<b>"])
    solution.parts.create(member=partner, role="partner")

    page = read_main(solution.get_absolute_url())

    assert company.get_absolute_url() in page.links
    assert partner.get_absolute_url() in page.links
    assert "pump, <b>" in page.text
