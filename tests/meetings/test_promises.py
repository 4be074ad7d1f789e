"""Promises in time: what a Meeting made, and what is known of the next one."""

import datetime

import pytest

from tests.front.pages import read_main
from tests.making import make_commitment, make_meeting

pytestmark = pytest.mark.django_db


def test_before_the_next_meeting_gets_its_day_once_that_meeting_is_known():
    meeting = make_meeting(7, datetime.date(2025, 11, 10))
    promise = make_commitment(at_meeting=meeting, due_meeting_number=8, due_before_meeting=True)
    before = read_main(promise.get_absolute_url()).text
    make_meeting(8, datetime.date(2026, 10, 5))

    after = read_main(promise.get_absolute_url()).text

    assert "before the next Meeting (8), whose date is not known yet" in before
    assert "before Meeting 8, 5 October 2026" in after


def test_what_nobody_delivered_is_late_the_day_after_it_was_due():
    meeting = make_meeting(1)
    promise = make_commitment(at_meeting=meeting, due_on=datetime.date(2026, 5, 1))

    assert promise.follow_up({}, datetime.date(2026, 5, 1)).state == "open"
    assert promise.follow_up({}, datetime.date(2026, 5, 2)).late == (1, 1)


def test_the_record_of_a_withdrawn_meeting_is_not_found(client):
    meeting = make_meeting(1, published_at=None)

    assert client.get(meeting.get_absolute_url()).status_code == 404
