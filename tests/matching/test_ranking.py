"""How well two subjects fit: what each relation, each topic and the words are worth."""

import itertools
import random

import pytest

from musubi.matching.ranking import (
    ADDRESSED,
    ADDRESSES,
    ANSWERING,
    ASKING,
    BROADER,
    NARROWER,
    RELATED,
    SAME,
    SUBSTANTIAL_TYPES,
    SUBSTANTIAL_WEIGHT,
    TYPE_WEIGHT,
    WORDS_AT_MOST,
    WORDS_HALF,
    Step,
    Wish,
    carrying,
    is_substantial,
    merged,
    reasons,
    steps,
    tie_score,
    wishes,
)
from musubi.vocabulary.topics import TYPES, Topic
from tests.matching.making import TOPICS, make_vocabulary

VOCABULARY = make_vocabulary()

# Steps


@pytest.mark.parametrize(
    ("here", "there", "relation"),
    [
        ("flooding", "flooding", SAME),
        ("flooding", "river-gauge", ADDRESSED),
        ("river-gauge", "flooding", ADDRESSES),
        ("flooding", "flash-flood", NARROWER),
        ("flooding", "disaster", BROADER),
        ("flooding", "storm", RELATED),
        ("storm", "flooding", RELATED),  # though only the other says so
    ],
)
@pytest.mark.parametrize("weights", [ASKING, ANSWERING])
def test_each_relation_is_one_step_with_its_weight_in_either_role(here, there, relation, weights):
    found = [step for step in steps(here, VOCABULARY, weights) if step.there == there]

    assert found == [Step(here, there, relation, weights[relation])]


def test_all_ways_from_a_topic_are_one_relation_long():
    found = {(step.relation, step.there) for step in steps("flooding", VOCABULARY)}

    assert found == {
        (SAME, "flooding"),
        (ADDRESSED, "river-gauge"),
        (ADDRESSED, "pump"),
        (NARROWER, "flash-flood"),
        (BROADER, "disaster"),
        (RELATED, "storm"),
        (RELATED, "drainage"),
        (RELATED, "river"),
    }


def test_who_asks_looks_for_technologies_and_who_answers_for_problems():
    assert ASKING[ADDRESSED] == ANSWERING[ADDRESSES] > ASKING[ADDRESSES] == ANSWERING[ADDRESSED]
    assert {r for r in ASKING if ASKING[r] != ANSWERING[r]} == {ADDRESSED, ADDRESSES}


def test_the_same_topic_is_worth_most_and_mere_nearness_little():
    for weights, answer in ((ASKING, ADDRESSED), (ANSWERING, ADDRESSES)):
        assert weights[SAME] == 1
        assert weights[SAME] > weights[answer] > weights[NARROWER] > weights[BROADER]
        assert weights[BROADER] > weights[RELATED] > 0


def test_an_unknown_topic_leads_nowhere():
    assert list(steps("no-such-topic", VOCABULARY)) == []
    assert wishes({"no-such-topic": 0.9}, VOCABULARY) == {}


# Wishes


def test_a_wish_is_worth_strength_times_type_times_relation():
    found = wishes({"drainage": 0.5}, VOCABULARY)

    assert found == {
        code: Wish(0.5 * TYPE_WEIGHT["system"] * step.weight, step, carries)
        for code, step, carries in [
            ("drainage", Step("drainage", "drainage", SAME, ASKING[SAME]), True),
            ("flooding", Step("drainage", "flooding", RELATED, ASKING[RELATED]), False),
        ]
    }


def test_of_several_ways_to_one_topic_the_best_is_taken_and_they_are_not_added():
    found = wishes({"flooding": 0.5, "storm": 0.9, "flash-flood": 0.9}, VOCABULARY)

    assert found["flooding"] == Wish(0.5, Step("flooding", "flooding", SAME, 1.0), True)
    assert found["storm"] == Wish(0.9, Step("storm", "storm", SAME, 1.0), True)


def test_a_wish_never_leads_to_a_topic_that_is_gone():
    vocabulary = make_vocabulary((Topic("flooding", "problem", broader=("gone",)),))

    assert list(wishes({"flooding": 0.5}, vocabulary)) == ["flooding"]


@pytest.mark.parametrize("weights", [ASKING, ANSWERING])
def test_the_wishes_of_any_topics_are_the_best_of_all_steps(weights):
    rng = random.Random(1)
    types = {topic.code: topic.type for topic in TOPICS}

    for _case in range(200):
        codes = rng.sample(sorted(types), rng.randint(0, 5))
        strengths = {code: rng.choice((0.5, 0.5, rng.random())) for code in codes}
        ways = [
            (step, strengths[code] * TYPE_WEIGHT[types[code]] * step.weight)
            for code in codes
            for step in steps(code, VOCABULARY, weights)
        ]
        found = wishes(strengths, VOCABULARY, weights)

        assert found.keys() == {step.there for step, _worth in ways}
        for there, wish in found.items():
            assert wish.weight == max(worth for step, worth in ways if step.there == there)
            assert (wish.step, wish.weight) in ways


def test_the_order_in_which_topics_are_given_changes_no_wish():
    strengths = {"pump": 0.5, "river-gauge": 0.5, "storm": 0.4, "river": 0.5}
    expected = wishes(strengths, VOCABULARY)

    for some in itertools.permutations(strengths.items()):
        assert wishes(dict(some), VOCABULARY) == expected


# What can carry a tie


@pytest.mark.parametrize(
    ("here", "there", "weight", "is_enough"),
    [
        ("flooding", "flooding", 1.0, True),
        ("flooding", "river-gauge", 0.6, True),
        ("drainage", "drainage", 1.0, True),
        ("flooding", "disaster", SUBSTANTIAL_WEIGHT, True),
        ("flooding", "disaster", SUBSTANTIAL_WEIGHT - 0.01, False),
        ("river", "river", 1.0, False),
        ("older-people", "older-people", 1.0, False),
        ("river", "flooding", 1.0, False),
        ("flooding", "river", 1.0, False),
    ],
)
def test_a_tie_is_carried_by_near_problems_technologies_and_systems(here, there, weight, is_enough):
    assert is_substantial(Step(here, there, SAME, weight), VOCABULARY) is is_enough


@pytest.mark.parametrize(("weights", "answer"), [(ASKING, ADDRESSED), (ANSWERING, ADDRESSES)])
def test_the_same_and_the_answer_carry_a_tie_and_what_is_merely_related_does_not(weights, answer):
    assert weights[SAME] > weights[answer] > SUBSTANTIAL_WEIGHT > weights[RELATED]


def test_what_carries_a_tie_is_known_before_the_search():
    wished = wishes({"river": 0.9, "older-people": 0.9, "pump": 0.5}, VOCABULARY, ANSWERING)

    assert sorted(wished) == ["flooding", "older-people", "pump", "river"]
    assert sorted(carrying(wished)) == ["flooding", "pump"]


def test_a_lesser_step_that_can_carry_is_not_hidden_by_a_better_one_that_cannot():
    vocabulary = make_vocabulary(
        (
            Topic("flooding", "problem"),
            Topic("storm", "problem", related=("flooding",)),
            Topic("tide", "problem", broader=("flooding",)),
        )
    )

    wished = wishes({"storm": 0.9, "tide": 0.5}, vocabulary)

    assert wished["flooding"].step.relation == RELATED
    assert "flooding" in carrying(wished)


def test_people_and_places_carry_nothing():
    assert set(TYPES) - set(SUBSTANTIAL_TYPES) == {"people", "place", "activity"}
    assert carrying(wishes({"older-people": 0.9}, VOCABULARY)) == []


# Scores


@pytest.mark.parametrize("topics", [1e-9, 0.1, 1.0, 25.0])
@pytest.mark.parametrize("words", [0.0, 0.001, WORDS_HALF, 0.5, 1.0])
def test_words_add_little_to_a_score_and_take_nothing(topics, words):
    score = tie_score(topics, words)

    assert topics <= score <= topics * (1 + WORDS_AT_MOST) + 1e-6


def test_without_words_the_score_is_that_of_the_topics():
    assert tie_score(1.7, 0.0) == 1.7


def test_half_of_what_words_can_add_is_reached_at_their_half():
    assert tie_score(1.0, WORDS_HALF) == pytest.approx(1 + WORDS_AT_MOST / 2, abs=1e-6)


def test_more_topics_and_more_words_each_give_a_greater_score():
    values = (0.0, 0.01, 0.2, 0.7, 1.0)

    for less, more in itertools.pairwise(values):
        assert all(tie_score(less, words) < tie_score(more, words) for words in values)
        assert all(tie_score(topics, less) < tie_score(topics, more) for topics in values)


def test_all_words_together_never_make_up_for_a_third_more_of_the_topics():
    assert tie_score(1.0, 1.0) < tie_score(1.0 + WORDS_AT_MOST + 1e-3, 0.0)


# Reasons


def test_reasons_that_carry_come_first_and_then_the_weightiest():
    wished = wishes({"flooding": 0.5, "river": 0.9}, VOCABULARY)
    strengths = {"river": 0.9, "pump": 0.5, "river-gauge": 0.8, "older-people": 0.9}
    rarity = {"river": 9.0, "pump": 1.0, "river-gauge": 2.0}

    found = reasons(wished, strengths, rarity, VOCABULARY)

    answered, place = 0.5 * ASKING[ADDRESSED], 0.9 * TYPE_WEIGHT["place"]
    assert [(r.step.here, r.step.there, r.worth) for r in found] == [
        ("flooding", "river-gauge", pytest.approx(answered * 0.8 * 2.0)),
        ("flooding", "pump", pytest.approx(answered * 0.5 * 1.0)),
        ("river", "river", pytest.approx(place * 0.9 * 9.0)),
    ]


def test_reasons_of_equal_worth_always_come_in_the_same_order():
    wished = wishes({"flooding": 0.5}, VOCABULARY)
    strengths = {"river-gauge": 0.5, "pump": 0.5}
    rarity = {"river-gauge": 1.0, "pump": 1.0}

    found = reasons(wished, strengths, rarity, VOCABULARY)

    assert [reason.step.there for reason in found] == ["pump", "river-gauge"]
    backwards = dict(reversed(strengths.items()))
    assert reasons(wished, backwards, rarity, VOCABULARY) == found


def test_a_topic_without_known_rarity_is_worth_nothing():
    wished = wishes({"flooding": 0.5}, VOCABULARY)

    assert [r.worth for r in reasons(wished, {"flooding": 0.5}, {}, VOCABULARY)] == [0.0]


# Several subjects as one


def test_of_several_subjects_each_further_mention_counts_half_as_much():
    counts = [{"flooding": 0.2}, {"flooding": 0.4, "storm": 0.3}, {"flooding": 0.1}]

    for some in itertools.permutations(counts):
        assert merged(some) == {
            "flooding": pytest.approx(0.4 + 0.2 / 2 + 0.1 / 4),
            "storm": 0.3,
        }


def test_a_strength_stays_below_one_however_often_a_topic_is_met():
    assert merged([{"flooding": 0.9}] * 40) == {"flooding": 0.95}
    assert merged([]) == {}
