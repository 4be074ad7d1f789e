"""What is published is in the index with the transaction that publishes it."""

import pytest
from django.db import transaction

from musubi.journal.following import tell
from musubi.matching import index, indexing
from musubi.matching.impacts import profile_term, topic_term
from musubi.vocabulary import current
from tests.making import make_case, make_city, make_member, make_need, make_solution, make_topics

pytestmark = pytest.mark.django_db


def ids_of(term):
    return [hit.id for hit in index.search(index.Query(words={term: 1.0}), k=100).hits]


def id_of(thing):
    return f"{thing.history_kind}/{thing.slug}"


def faults():
    return index.check(indexing.documents(current.vocabulary()))


@pytest.fixture
def flooding():
    make_topics(flooding={"type": "problem", "names": {"en": ["Flooding", "flood"]}})


def test_what_is_made_is_found_by_its_words_and_its_topics(flooding):
    need = make_need("Streets that flood")

    assert ids_of("streets") == [id_of(need)]
    assert ids_of(topic_term("flooding")) == [id_of(need)]
    assert faults() == []


def test_what_is_withdrawn_or_not_published_is_not_in_the_index(flooding):
    need = make_need("Flood")
    make_need("Flood", published_at=None)
    need.withdrawn_at = need.published_at
    need.save()
    tell({"need": [need.slug]})

    assert ids_of(topic_term("flooding")) == []
    assert faults() == []


def test_what_a_rolled_back_transaction_wrote_is_not_in_the_index(flooding):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        need = make_need("Flood")
        assert ids_of(topic_term("flooding")) == [id_of(need)]
        raise ZeroDivisionError

    assert ids_of(topic_term("flooding")) == []


def test_a_new_name_of_a_member_is_found_at_its_entries():
    company = make_member("Old name")
    solution = make_solution("Pump", owner=company)
    company.name["en"]["text"] = "Zebrafish works"
    company.save()
    tell({"organisation": [company.slug]})

    assert set(ids_of("zebrafish")) == {id_of(company), id_of(solution)}
    assert ids_of("old") == []
    assert faults() == []


def test_a_change_of_the_vocabulary_reads_every_text_anew():
    need = make_need("Streets under water")
    assert ids_of(topic_term("flooding")) == []

    make_topics(flooding={"type": "problem", "names": {"en": ["Flooding", "under water"]}})

    assert ids_of(topic_term("flooding")) == [id_of(need)]
    assert faults() == []


def test_a_city_is_like_what_its_needs_and_cases_say(flooding):
    city = make_city("Here")
    assert ids_of(profile_term("flooding")) == []

    make_need("Flood", owner=city)
    case = make_case("Flood")
    other = make_city("There")
    case.parts.create(member=other, role="place")
    tell({"case": [case.slug]})

    assert set(ids_of(profile_term("flooding"))) == {id_of(city), id_of(other)}
    assert faults() == []


def test_the_check_finds_what_is_missing_changed_or_too_much(flooding):
    need, other = make_need("Flood"), make_need("Flood")
    index.delete(id_of(need))
    index.upsert(id_of(other), {"x": 1}, index.Columns())
    index.upsert("need/no-such-need", {"x": 1}, index.Columns())

    found = faults()

    assert len(found) >= 3
    for one in (id_of(need), id_of(other), "need/no-such-need"):
        assert any(one in fault for fault in found), one
