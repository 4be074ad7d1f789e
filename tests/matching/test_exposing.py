"""Who is seen is measured once a month, and adds up."""

import datetime

import pytest
from django.test import Client

from musubi.journal.models import Load
from musubi.matching import exposing
from musubi.matching.models import Exposure
from tests.front.pages import read_main
from tests.making import make_city, make_member, make_need, make_solution, make_topics

pytestmark = pytest.mark.django_db
NOVEMBER = datetime.datetime(2026, 11, 3, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def network():
    make_topics(
        flooding={"type": "problem", "names": {"en": ["Flooding", "flood"]}},
        pump={"type": "technology", "addresses": ["flooding"], "names": {"en": ["Pump"]}},
    )
    Load.objects.create(at=NOVEMBER - datetime.timedelta(days=1))
    city = make_city("City")
    for n in range(3):
        make_need(f"Flood {n}", owner=city)
    make_solution("Against flood, flood: a pump", owner=make_member("Giant", is_msme=False))
    make_solution("A pump", owner=make_member("Small", is_msme=True, country="VN"))
    make_solution("Lamps", owner=make_member("Silent"))


def test_shares_are_of_what_is_there_of_first_places_and_of_what_is_seen():
    needs, seen = exposing.measure(day="2026-11-03")

    assert needs == 3
    assert seen["size"] == {
        "not-stated": {"there": 0.3333, "first": 0.0, "exposure": 0.0},
        "other": {"there": 0.3333, "first": 1.0, "exposure": 0.6131},
        "small": {"there": 0.3333, "first": 0.0, "exposure": 0.3869},
    }
    assert seen["country"]["VN"]["exposure"] == 0.3869
    assert seen["language"] == {"en": {"there": 1.0, "first": 1.0, "exposure": 1.0}}


def test_a_month_is_measured_once():
    first = exposing.publish(at=NOVEMBER)
    make_solution("A pump against flood")

    assert exposing.publish(at=NOVEMBER + datetime.timedelta(days=20)) is None
    assert Exposure.objects.get().seen == first.seen
    assert exposing.publish(at=NOVEMBER + datetime.timedelta(days=30)).month == "2026-12"


def test_the_first_day_of_a_site_is_not_measured():
    assert exposing.publish(at=NOVEMBER - datetime.timedelta(seconds=1)) is None
    assert exposing.publish(at=NOVEMBER) is not None


def test_the_page_shows_the_last_month_and_any_other(network):
    exposing.publish(at=NOVEMBER)
    exposing.publish(at=NOVEMBER + datetime.timedelta(days=30))

    page = read_main("/en/who-is-seen/")
    earlier = read_main("/en/who-is-seen/?month=2026-11")

    assert "3 needs, measured on 3 December 2026" in page.text
    assert "3 needs, measured on 3 November 2026" in earlier.text
    assert "Micro, small or medium enterprise 33.3 0 38.7" in page.text
    assert "Viet Nam" in page.text or "Vietnam" in page.text


def test_before_the_first_month_the_page_says_so():
    assert "Nothing is measured yet" in read_main("/en/who-is-seen/").text


def test_the_table_has_every_row():
    exposing.publish(at=NOVEMBER)

    lines = Client().get("/exposure.csv").content.decode().splitlines()

    assert lines[0] == "month,needs,by,value,there,first,exposure"
    assert "2026-11,3,size,small,0.3333,0.0,0.3869" in lines
    assert len(lines) == 1 + 3 + 2 + 1
