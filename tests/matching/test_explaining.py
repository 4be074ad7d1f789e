"""A tie is explained in words that both texts really hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musubi.matching.explaining import MOST_REASONS, Because, explain
from musubi.matching.ranking import (
    ADDRESSED,
    ASKING,
    NARROWER,
    SAME,
    SUBSTANTIAL_TYPES,
    SUBSTANTIAL_WEIGHT,
    Step,
    wishes,
)
from musubi.matching.saying import MOST_QUOTES, Quote, said
from musubi.matching.subjects import BODY, SUMMARY, TITLE, Passage
from tests.matching.making import LABELS, LANGUAGES, make_subject, make_vocabulary, passage

VOCABULARY = make_vocabulary()
RARITY = dict.fromkeys(VOCABULARY.topics, 2.0)  # nats


def explained(here, there, *, rarity=RARITY):
    mine, theirs = said(here, VOCABULARY), said(there, VOCABULARY)
    wished = wishes(mine.strengths, VOCABULARY)
    return explain(mine, wished, theirs, VOCABULARY, rarity)


def solution(*passages):
    return make_subject(*passages, kind="solution")


# Small examples


def test_a_reason_quotes_both_texts_each_in_its_own_language():
    need = make_subject(passage("Pasar kami terendam banjir", "id"))
    product = solution(passage("河川の水位計", "ja"))

    found = explained(need, product)

    first = found.reasons[0]
    assert first.step == Step("flooding", "river-gauge", ADDRESSED, ASKING[ADDRESSED])
    assert first.here == (Quote("banjir", "id"),)
    assert first.there == (Quote("水位計", "ja"),)


def test_the_longer_name_is_told_and_not_the_shorter_within_it():
    found = explained(make_subject("A flood"), solution("Flash flood alarms"))

    assert found.reasons == (
        Because(
            Step("flooding", "flash-flood", NARROWER, ASKING[NARROWER]),
            pytest.approx(0.5 * ASKING[NARROWER] * 0.5 * 2.0),
            (Quote("flood", "en"),),
            (Quote("Flash flood", "en"),),
        ),
    )


def test_the_same_word_is_quoted_once_as_it_is_first_written():
    subject = make_subject(passage("FLOOD! flood", "en", TITLE), "Ｆｌｏｏｄ and inundation, flood")

    assert said(subject, VOCABULARY).quotes == {
        "flooding": (Quote("FLOOD", "en"), Quote("inundation", "en"))
    }


def test_few_of_the_different_words_for_one_topic_are_quoted():
    subject = make_subject("flood, inundation", passage("洪水と浸水", "ja"))

    assert said(subject, VOCABULARY).quotes["flooding"] == (
        Quote("flood", "en"),
        Quote("inundation", "en"),
        Quote("洪水", "ja"),
    )
    assert MOST_QUOTES == 3


def test_what_a_name_says_is_no_topic():
    need = make_subject("A flood")
    bureau = passage("Flood and Pump Bureau", is_name=True)

    found = explained(need, solution("A lamp", bureau))

    assert found.reasons == ()
    assert said(solution(bureau), VOCABULARY).quotes == {}


def test_a_place_in_common_is_told_and_carries_nothing():
    found = explained(make_subject("By the river"), solution("River boats"))

    assert [because.step.relation for because in found.reasons] == [SAME]


def test_at_most_three_reasons_are_told_and_the_weightiest_first():
    every = "disaster, flood, storm, sensor, pump, drainage, older people"
    rarity = {code: float(n) for n, code in enumerate(sorted(VOCABULARY.topics), 1)}

    found = explained(make_subject(every), solution(every), rarity=rarity)

    assert MOST_REASONS == 3
    told = [(because.step.here, because.step.there) for because in found.reasons]
    assert told == [("storm", "storm"), ("sensor", "sensor"), ("pump", "pump")]


def test_each_topic_of_either_text_is_told_once():
    need = make_subject("flood flood flood")
    product = solution("Pumps, a river gauge; a flash flood")

    found = explained(need, product)

    assert [(b.step.here, b.step.there) for b in found.reasons] == [("flooding", "pump")]


# Any texts

ALL_LABELS = [
    (language, label)
    for names in LABELS.values()
    for language, labels in names.items()
    for label in labels
]
FILLERS = ["market", "市場", "pasar", "and", "の", "x", "9", "河", "ﬂood", "pum p", "İ"]
MARKS = st.sampled_from([" ", " ", ", ", "", "-", "\n", "\u200b", "。", " ́"])
SPELLINGS = st.sampled_from([str, str.upper, str.title, lambda text: "\u200b".join(text)])
WORDS = st.one_of(
    st.builds(lambda label, spell: spell(label[1]), st.sampled_from(ALL_LABELS), SPELLINGS),
    st.sampled_from(FILLERS),
)
TEXTS = st.lists(st.tuples(WORDS, MARKS), min_size=2, max_size=8).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)
PASSAGES = st.builds(
    Passage,
    TEXTS,
    st.sampled_from([*LANGUAGES, None, None]),
    st.sampled_from([TITLE, SUMMARY, BODY]),
    st.just(False),
)
NAMES = st.builds(Passage, TEXTS, st.sampled_from(LANGUAGES), st.just(BODY), st.just(True))
SUBJECTS = st.lists(st.one_of(PASSAGES, PASSAGES, NAMES), min_size=1, max_size=4).map(
    lambda passages: make_subject(*passages)
)
many_texts = settings(max_examples=150, deadline=None, derandomize=True)


def stands_in(quote, subject):
    return any(
        quote.text in one.text and quote.language == one.language
        for one in subject.passages
        if not one.is_name
    )


@given(SUBJECTS, SUBJECTS)
@many_texts
def test_what_is_quoted_stands_literally_in_the_text(here, there):
    for because in explained(here, there).reasons:
        assert because.here
        assert because.there
        assert all(stands_in(quote, here) for quote in because.here)
        assert all(stands_in(quote, there) for quote in because.there)


@given(SUBJECTS, SUBJECTS)
@many_texts
def test_what_is_quoted_names_the_topic_that_it_is_quoted_for(here, there):
    for because in explained(here, there).reasons:
        for quote in because.here:
            assert because.step.here in topics_named(quote)
        for quote in because.there:
            assert because.step.there in topics_named(quote)


def topics_named(quote):
    return {spotted.concept for spotted in VOCABULARY.spot(quote.text, quote.language)}


@given(SUBJECTS, SUBJECTS)
@many_texts
def test_each_topic_of_either_side_is_told_once_and_few_in_all(here, there):
    found = explained(here, there).reasons

    assert len(found) <= MOST_REASONS
    assert len({because.step.here for because in found}) == len(found)
    assert len({because.step.there for because in found}) == len(found)


@given(SUBJECTS, SUBJECTS)
@many_texts
def test_a_tie_that_can_be_carried_is_told_by_what_carries_it(here, there):
    found = explained(here, there)
    can_carry = [because.step for because in found.reasons if is_enough(because.step)]

    assert can_carry == [because.step for because in found.reasons[: len(can_carry)]]


def is_enough(step):
    kinds = {VOCABULARY.topics[code].type for code in (step.here, step.there)}
    return kinds <= set(SUBSTANTIAL_TYPES) and step.weight >= SUBSTANTIAL_WEIGHT


@given(SUBJECTS, SUBJECTS, TEXTS)
@many_texts
def test_no_name_whatever_it_says_changes_a_reason(here, there, name):
    named_here, named_there = (
        make_subject(*one.passages, passage(name, is_name=True)) for one in (here, there)
    )

    assert explained(named_here, named_there) == explained(here, there)
