"""Cities and other members: their facts, what they take part in, and their names."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from musubi.members.models import Country, Membership
from tests.front.pages import read_main
from tests.making import make_case, make_city, make_country, make_member, make_need, texts

pytestmark = pytest.mark.django_db


def test_a_city_shows_its_facts_and_what_it_takes_part_in():
    body = make_member("Network of cities")
    city = make_city("Nara", country="JP", population=350_000, population_year=2020, note="A note.")
    city.memberships.create(body=body, since_year=2018)
    need = make_need(owner=city)
    case = make_case()
    case.parts.create(member=city, role="place")

    page = read_main(city.get_absolute_url())

    for words in ["Nara", "Japan", "350,000", "2020", "since 2018", "A note."]:
        assert words in page.text
    for other in [body, need, case]:
        assert other.get_absolute_url() in page.links
    assert "Listed from public sources; not yet claimed." in page.text


def test_an_entry_of_two_parts_stands_once_on_the_page_of_its_member():
    city = make_city()
    need = make_need(owner=city)
    need.parts.create(member=city, role="place")
    need.parts.create(member=city, role="partner")

    assert read_main(city.get_absolute_url()).links.count(need.get_absolute_url()) == 1


def test_a_city_has_no_page_among_the_other_members_nor_they_among_cities(client):
    city, company = make_city(), make_member()

    assert client.get(f"/en/members/{city.slug}/").status_code == 404
    assert client.get(f"/en/cities/{company.slug}/").status_code == 404


def test_a_member_without_entries_says_so():
    assert "The public record holds nothing of this member yet." in (
        read_main(make_member().get_absolute_url()).text
    )


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Thailand"), ("ja", "タイ"), ("th", "ไทย"), ("vi", "Thái Lan"), ("id", "Thailand")],
)
def test_a_country_has_its_name_in_every_language(language, name):
    country = make_country("TH")

    with translation.override(language):
        assert str(country) == name


def test_the_network_s_own_name_of_a_country_comes_first():
    country = Country(code="LA", name=texts("Lao PDR"))

    assert str(country) == "Lao PDR"


def test_a_member_belongs_to_a_body_once_and_never_to_itself():
    city, body = make_city(), make_member()
    Membership.objects.create(member=city, body=body)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(member=city, body=body)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(member=city, body_id=city.pk)
