"""How well two subjects fit, and by which topics. Knows no Django, and no database.

The topics of one subject, expanded by the relations of the vocabulary, meet the topics of the
other. Words count only on top of that: texts in the reader's own language would otherwise collect
points for every word they happen to share, and a better answer in another language would lose.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from musubi.vocabulary.topics import (
    ACTIVITY,
    PEOPLE,
    PLACE,
    PROBLEM,
    SYSTEM,
    TECHNOLOGY,
    Vocabulary,
)

TYPE_WEIGHT = {
    PROBLEM: 1.0,
    TECHNOLOGY: 1.0,
    PEOPLE: 0.7,
    SYSTEM: 0.6,
    PLACE: 0.3,
    ACTIVITY: 0.3,
}
SAME, ADDRESSED, ADDRESSES, NARROWER, BROADER, RELATED = (
    "same",
    "addressed",  # the need's problem is addressed by the other's technology
    "addresses",  # the technology named here addresses the other's problem
    "narrower",
    "broader",
    "related",
)
RELATION_WEIGHT = {SAME: 1.0, NARROWER: 0.5, BROADER: 0.3, RELATED: 0.25}
# Who asks has a problem and looks for the technology; who answers, the other way round. The
# other technology for the same problem, or the other problem of the same technology, is far off.
ASKING = RELATION_WEIGHT | {ADDRESSED: 0.6, ADDRESSES: 0.2}
ANSWERING = RELATION_WEIGHT | {ADDRESSED: 0.2, ADDRESSES: 0.6}
SUBSTANTIAL_TYPES = (PROBLEM, TECHNOLOGY, SYSTEM)
SUBSTANTIAL_WEIGHT = 0.3

WORDS_AT_MOST = 0.3  # the share of a score that common words may add to it
WORDS_HALF = 0.2  # the share of the need's word weight at which half of that is reached


@dataclass(frozen=True, slots=True)
class Step:
    """One way from a topic to itself or to a neighbour. weight: of the relation alone."""

    here: str
    there: str
    relation: str
    weight: float


def steps(
    code: str, vocabulary: Vocabulary, weights: Mapping[str, float] = ASKING
) -> Iterator[Step]:
    """Every way from a topic, one relation long. weights: ASKING or ANSWERING."""
    topic = vocabulary.topics.get(code)
    if topic is None:
        return
    neighbours = (
        (SAME, (code,)),
        (ADDRESSED, vocabulary.addressed_by.get(code, ())),
        (ADDRESSES, topic.addresses),
        (NARROWER, vocabulary.narrower.get(code, ())),
        (BROADER, topic.broader),
        (RELATED, vocabulary.related.get(code, ())),
    )
    for relation, others in neighbours:
        for other in others:
            yield Step(code, other, relation, weights[relation])


@dataclass(frozen=True, slots=True)
class Wish:
    """What a topic of another subject is worth to this one, and by which step.

    carries: whether some step to it, this one or a lesser one, can carry a tie.
    """

    weight: float
    step: Step
    carries: bool


def wishes(
    strengths: Mapping[str, float],
    vocabulary: Vocabulary,
    weights: Mapping[str, float] = ASKING,
) -> dict[str, Wish]:
    """Code of a topic -> what it is worth to a subject with these topics: its best step.

    strengths: code -> how much the subject is about it, in (0, 1). weights: ASKING or ANSWERING,
    as the subject does.
    """
    found: dict[str, Wish] = {}
    for code, strength in sorted(strengths.items()):
        if code not in vocabulary.topics:
            continue
        weight = strength * TYPE_WEIGHT[vocabulary.topics[code].type]
        for step in steps(code, vocabulary, weights):
            if step.there not in vocabulary.topics:
                continue
            worth, before = weight * step.weight, found.get(step.there)
            carries = is_substantial(step, vocabulary) or bool(before and before.carries)
            if before is None or worth > before.weight:
                found[step.there] = Wish(worth, step, carries)
            elif carries:
                found[step.there] = replace(before, carries=True)
    return found


def carrying(wished: Mapping[str, Wish]) -> list[str]:
    """The topics of another subject any one of which can carry a tie to these wishes."""
    return [code for code, wish in wished.items() if wish.carries]


def is_substantial(step: Step, vocabulary: Vocabulary) -> bool:
    """Whether a step can carry a tie: near, and between problems, technologies and systems."""
    here, there = vocabulary.topics[step.here], vocabulary.topics[step.there]
    return (
        step.weight >= SUBSTANTIAL_WEIGHT
        and here.type in SUBSTANTIAL_TYPES
        and there.type in SUBSTANTIAL_TYPES
    )


def tie_score(topics: float, words: float) -> float:
    """The score of a tie.

    topics: the sum over topics, above 0. words: the share of the need's word weight that the
    other text has, 0 to 1. Words add at most WORDS_AT_MOST, and order what is otherwise equal.
    """
    return topics * (1 + WORDS_AT_MOST * words / (words + WORDS_HALF)) + 1e-6 * words


@dataclass(frozen=True, slots=True)
class Reason:
    """One topic of each subject, how they are related, and what it adds to the score."""

    step: Step
    worth: float


def reasons(
    wished: Mapping[str, Wish],
    strengths: Mapping[str, float],
    rarity: Mapping[str, float],
    vocabulary: Vocabulary,
) -> list[Reason]:
    """Why a subject with these topics fits the wishes, the weightiest first.

    strengths: of the other subject. rarity: code -> inverse document frequency, in nats.
    Of several reasons from one topic to the same word of another, all are given; those that can
    carry a tie come before those that cannot.
    """
    found = [
        Reason(wished[code].step, wished[code].weight * strength * rarity.get(code, 0.0))
        for code, strength in strengths.items()
        if code in wished
    ]

    def order(reason: Reason) -> tuple[bool, float, str, str]:
        step = reason.step
        return not is_substantial(step, vocabulary), -reason.worth, step.here, step.there

    return sorted(found, key=order)


def merged(counts: Iterable[Mapping[str, float]], fading: float = 0.5) -> dict[str, float]:
    """The topics of several subjects as of one: each further mention counts `fading` as much."""
    values: dict[str, list[float]] = defaultdict(list)
    for count in counts:
        for code, strength in count.items():
            values[code].append(strength)
    return {
        code: min(0.95, sum(v * fading**n for n, v in enumerate(sorted(found, reverse=True))))
        for code, found in values.items()
    }
