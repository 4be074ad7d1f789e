"""The number of queries of a page does not grow with the rows that it shows."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from musubi.entries.models import Part
from musubi.meetings.models import Meeting
from musubi.members.models import City, Member
from tests.making import (
    forget_lists,
    make_case,
    make_city,
    make_commitment,
    make_concept,
    make_meeting,
    make_member,
    make_need,
    make_project,
    make_solution,
)

pytestmark = pytest.mark.django_db


def make_everything(numbers):
    """For each number a row of each kind, all of one city, one company and the first Meeting."""
    for n in numbers:
        if n == 0:
            make_city("City", slug="the-city")
            make_member("Company", slug="the-company")
        city, company = City.objects.get(slug="the-city"), Member.objects.get(slug="the-company")
        make_city(f"City {n} rain")
        make_member(f"Company {n} rain")
        make_meeting(n + 1, datetime.date(2020 + n, 1, 1))
        shared = {"countries": ["TH", "JP"], "groups": ["everyone", "tourists"], "year": 2020 + n}
        entries = [
            make_need(f"Rain {n}", owner=city, slug=f"need-{n}", **shared),
            make_solution(f"Rain {n}", owner=company, slug=f"solution-{n}", **shared),
            make_project(f"Rain {n}", slug=f"project-{n}", **shared),
            make_case(f"Rain {n}", slug=f"case-{n}", **shared),
        ]
        for entry in entries:
            entry.parts.create(member=city, role=Part.Role.PLACE)
            entry.parts.create(member=company, role=Part.Role.PARTNER)
        commitment = make_commitment(
            f"Rain {n}",
            at_meeting=Meeting.objects.get(number=1),
            slug=f"commitment-{n}",
            series="rain",
            due_on=datetime.date(2021, 1, 1),
        )
        commitment.audience.add(make_concept("audience", "cities"))


PAGES = [
    "/en/",
    "/ja/cities/",
    "/en/cities/the-city/",
    "/en/members/",
    "/en/members/the-company/",
    "/en/needs/",
    "/en/needs/?country=TH&people=everyone&sort=title",
    "/en/needs/need-0/",
    "/en/solutions/",
    "/en/solutions/solution-0/",
    "/en/projects/",
    "/en/projects/project-0/",
    "/en/cases/",
    "/en/cases/case-0/",
    "/en/meetings/",
    "/en/meetings/1/",
    "/en/commitments/",
    "/en/commitments/commitment-0/",
    "/en/guidebook/",
    "/en/search/?q=rain",
    "/en/search/?q=rain&kind=need",
    "/en/search/?q=rain&kind=city",
    "/en/about/",
]


def queries_of(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def count_queries(client):
    forget_lists()
    counts = {}
    for path in PAGES:
        client.get(path)  # the first visitor after a change waits for the columns
        counts[path] = queries_of(client, path)
    return counts


def test_the_number_of_queries_is_the_same_with_few_rows_and_with_many(client):
    make_everything(range(2))
    few = count_queries(client)
    make_everything(range(2, 12))

    many = count_queries(client)

    assert many == few
    assert max(few.values()) <= 20


def test_the_first_visit_after_a_change_makes_as_many_queries_with_many_rows(client):
    make_everything(range(2))
    lists = ["/en/needs/", "/en/solutions/", "/en/commitments/", "/en/cities/", "/en/members/"]
    few = [queries_of(client, path) for path in lists]
    make_everything(range(2, 12))

    many = [queries_of(client, path) for path in lists]

    assert many == few
