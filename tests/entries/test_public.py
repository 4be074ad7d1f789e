"""What is withdrawn or not published yet stands nowhere that the public can look."""

import datetime

import pytest
from django.test import Client

from musubi.journal.models import Version, touch
from tests.front.pages import Page
from tests.making import (
    NOON,
    forget_lists,
    make_case,
    make_city,
    make_commitment,
    make_meeting,
    make_member,
    make_need,
    make_project,
    make_solution,
    texts,
)

pytestmark = pytest.mark.django_db

MARK = "zqmarker"
HIDDEN = {
    "withdrawn": {"published_at": NOON, "withdrawn_at": NOON + datetime.timedelta(hours=1)},
    "unpublished": {"published_at": None},
}


def make_one_of_each(title, hidden, city, company, meeting, number):
    """A need, a solution … of this title, each with a version and with the city in it."""
    series = {"series": "the-series", "due_on": datetime.date(2021, 1, 1)}
    entries = [
        make_need(title, owner=city, year=2025, **hidden),
        make_solution(title, owner=company, year=2025, keywords=[title], **hidden),
        make_project(title, outcome=texts(title), year=2025, countries=["TH"], **hidden),
        make_case(title, results=texts(title), year=2025, countries=["TH"], **hidden),
        make_meeting(number, datetime.date(2020, 1, number), title=title, **hidden),
        make_commitment(title, at_meeting=meeting, **series, **hidden),
    ]
    for entry in entries:
        entry.parts.create(member=city, role="place")
        entry.parts.create(member=company, role="partner")
        Version.objects.create(
            kind=entry.kind, key=entry.slug, number=1, at=NOON, data={"title": title}, digest=""
        )
        touch(entry.kind)
    return entries


@pytest.fixture
def network():
    city, company = make_city("City", slug="city"), make_member("Company", slug="company")
    meeting = make_meeting(1, datetime.date(2020, 1, 1))
    shown = make_one_of_each("shown", {}, city, company, meeting, 2)
    return city, company, meeting, shown


def pages_to_look_at(entries):
    lists = ["", "needs/", "solutions/", "projects/", "cases/", "meetings/", "commitments/"]
    people = ["cities/", "cities/city/", "members/", "members/company/", "about/", "guidebook/"]
    search = [f"search/?q={MARK}", f"search/?q={MARK}&kind=need", "search/?q=shown"]
    orders = ["needs/?sort=oldest", "needs/?sort=title", "commitments/?state=late", "meetings/1/"]
    own = [entry.get_absolute_url().removeprefix("/en/") for entry in entries]
    return [*lists, *people, *search, *orders, *own, *(f"{path}history/" for path in own)]


def where_it_stands(paths):
    """The pages that hold the marker elsewhere than in what the reader has typed."""
    client = Client()
    typed = [f"“{MARK}”", f"{MARK} – ", f"q={MARK}", f'value="{MARK}"']
    found = []
    for path in paths:
        html = client.get(f"/en/{path}").content.decode()
        for text in typed:
            html = html.replace(text, "")
        if MARK in html:
            found.append(path)
    return found


def test_a_public_entry_stands_on_the_pages_that_this_file_looks_at(network):
    city, company, meeting, shown = network
    entries = make_one_of_each(MARK, {}, city, company, meeting, 3)

    found = where_it_stands(pages_to_look_at([*shown, *entries]))

    places = ["", "needs/", "solutions/", "projects/", "cases/", "meetings/", "commitments/"]
    places += ["cities/city/", "members/company/", "meetings/1/", f"search/?q={MARK}"]
    assert set(places) <= set(found)


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_entry_stands_nowhere(network, hidden):
    city, company, meeting, shown = network
    before = counts()
    entries = make_one_of_each(MARK, hidden, city, company, meeting, 3)

    assert where_it_stands(pages_to_look_at([*shown, *entries])) == []
    assert counts() == before
    for entry in entries:
        assert Client().get(entry.get_absolute_url()).status_code == 404
        assert Client().get(f"{entry.get_absolute_url()}history/").status_code == 404


def counts():
    """The words of the home page and of each list: every figure, count and sentence."""
    forget_lists()
    paths = ["", "needs/", "solutions/", "projects/", "cases/", "commitments/", "search/?q=shown"]
    return [Page(Client().get(f"/en/{path}").content.decode()).text for path in paths]


def test_withdrawing_takes_an_entry_out_of_lists_that_stand_in_memory(network):
    need = make_need(MARK)
    before = where_it_stands(["needs/", ""])
    need.withdrawn_at = NOON
    need.save()
    touch("need")

    assert before != []
    assert where_it_stands(["needs/", ""]) == []
