"""What lists keep in memory follows every change, and the reader's language."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from musubi.exchange.listings import NEEDS
from musubi.listing.pages import page_of
from tests.making import make_need

pytestmark = pytest.mark.django_db


def slugs(query=""):
    return [row.slug for row in page_of(NEEDS, RequestFactory().get(f"/?{query}")).rows]


def test_a_new_need_stands_in_the_list_at_once():
    first = make_need("First")
    before = slugs()
    second = make_need("Second")

    assert before == [first.slug]
    assert sorted(slugs()) == sorted([first.slug, second.slug])


def test_an_order_by_title_is_that_of_the_reader_s_language():
    make_need({"en": "Alpha", "ja": "わ"}, slug="a")
    make_need({"en": "Beta", "ja": "あ"}, slug="b")

    english = slugs("sort=title")
    with translation.override("ja"):
        japanese = slugs("sort=title")

    assert (english, japanese) == (["a", "b"], ["b", "a"])
