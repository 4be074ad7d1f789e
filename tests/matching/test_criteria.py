"""What a city asks for, criterion by criterion: tied, in part, or to be asked."""

import pytest

from musubi.matching.criteria import ASK, PART, TIED, Shown, judge
from musubi.matching.saying import Quote, said
from tests.matching.making import make_subject, make_vocabulary, passage

VOCABULARY = make_vocabulary()
OFFER = make_subject(
    passage("水位計による洪水の見張り", "ja"), passage("River gauge", "en"), kind="solution"
)


def verdict(criterion, other, language="en"):
    (shown,) = judge([(criterion, language)], said(make_subject(other), VOCABULARY), VOCABULARY)
    return shown.verdict, [quote.text for quote in shown.words]


@pytest.mark.parametrize(
    ("criterion", "other", "expected"),
    [
        ("Warns of a flood", "Against any flood", (TIED, ["flood"])),
        ("A sensor", "A river gauge", (TIED, ["river gauge"])),  # which is a kind of sensor
        ("No flood any more", "A pump", (TIED, ["pump"])),  # which answers the problem
        ("A pump", "Ends every flood", (TIED, ["flood"])),  # the problem that a pump answers
        ("A river gauge", "A sensor for each flood", (TIED, ["flood"])),
        ("A pump in a storm", "A pump and a lamp", (PART, ["pump"])),
        ("A river gauge", "Any sensor", (PART, ["sensor"])),
        ("Stands a storm", "Stands a flood", (PART, ["flood"])),
        ("A storm", "A pump", (ASK, [])),
        ("It costs little", "A pump", (ASK, [])),
        ("A pump", "It costs little", (ASK, [])),
    ],
)
def test_a_criterion_is_tied_or_tied_in_part_or_to_be_asked(criterion, other, expected):
    assert verdict(criterion, other) == expected


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ("洪水を知らせること", (TIED, ["flood"])),
        ("ポンプと排水", (PART, ["pump", "flood"])),
        ("暴風雨に耐えること", (PART, ["flood"])),
        ("高齢者に知らせること", (ASK, [])),
        ("安いこと", (ASK, [])),
    ],
)
def test_a_criterion_is_met_by_a_text_in_another_language(criterion, expected):
    assert verdict(criterion, "A pump against the flood", "ja") == expected


def test_criteria_come_back_as_they_were_written_and_in_their_order():
    criteria = [("Cheap", "en"), ("洪水を知らせること", "ja"), ("Storm and river gauge", "en")]

    assert judge(criteria, said(OFFER, VOCABULARY), VOCABULARY) == [
        Shown("Cheap", "en", ASK, ()),
        Shown("洪水を知らせること", "ja", TIED, (Quote("洪水", "ja"),)),
        Shown(
            "Storm and river gauge",
            "en",
            PART,
            (Quote("洪水", "ja"), Quote("水位計", "ja"), Quote("River gauge", "en")),
        ),
    ]


def test_the_nearest_of_several_words_is_what_shows_it():
    assert verdict("Warns of a flood", "Pump, storm, flash flood, flood") == (TIED, ["flood"])
    assert verdict("Warns of a flood", "Storm, disaster and flash flood") == (TIED, ["flash flood"])


def test_words_that_show_two_topics_are_given_once():
    assert verdict("Flood, flash flood", "A pump for each flood") == (PART, ["flood"])


def test_the_name_of_who_offers_it_shows_nothing():
    bureau = make_subject(passage("Flood Bureau", is_name=True), "Lamps", kind="solution")

    assert judge([("Warns of a flood", "en")], said(bureau, VOCABULARY), VOCABULARY) == [
        Shown("Warns of a flood", "en", ASK, ())
    ]


def test_without_criteria_nothing_is_judged():
    assert judge([], said(OFFER, VOCABULARY), VOCABULARY) == []
