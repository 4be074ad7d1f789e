"""The ties of the real record: every one is told, and in words that stand in the texts."""

import re

import pytest

from musubi.exchange.models import Need
from musubi.matching.pages import Ties
from musubi.matching.rows import subject_of
from musubi.matching.sentences import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

LEAST_TIED = 100  # needs of the record with a tie to a solution or a case from elsewhere


def needs():
    return Need.objects.public().select_related("owner__country").order_by("slug")


def quoted(sentence):
    return re.findall(r"“([^”]*)”", plain(sentence))


def test_nearly_every_need_of_the_record_has_a_tie():
    tied = 0
    for need in needs():
        found = Ties(need)
        tied += any(found.place(kind)[1] for kind in ("solution", "case"))

    assert tied >= LEAST_TIED


@pytest.mark.parametrize("kind", ["solution", "case", "need"])
def test_every_tie_has_a_sentence_and_every_word_it_quotes_stands_in_the_texts(kind):
    seen = 0
    for need in needs():
        found = Ties(need)
        _total, placed = found.place(kind)
        shown = found.shown(kind, placed)

        assert len(shown) == len(placed), need.slug
        mine = [passage.text for passage in subject_of(need).passages]
        for tie in shown:
            theirs = [passage.text for passage in subject_of(tie.row).passages]
            words = [word for sentence in tie.sentences for word in quoted(sentence)]
            assert len(words) >= 2 * len(tie.sentences)
            for word in words:
                assert any(word in text for text in mine + theirs), (need.slug, word)
            first = quoted(tie.sentences[0])
            assert any(word in text for word in first for text in mine), need.slug
            assert any(word in text for word in first for text in theirs), need.slug
            seen += 1

    assert seen > len(needs())
