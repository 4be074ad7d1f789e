"""Why two subjects are tied, in words that both texts really hold. Knows no Django."""

from collections.abc import Mapping
from dataclasses import dataclass

from musubi.matching.ranking import Reason, Step, Wish, reasons
from musubi.matching.saying import Quote, Said
from musubi.vocabulary.topics import Vocabulary

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, with the words of each text that show it; neither list is empty."""

    step: Step
    worth: float
    here: tuple[Quote, ...]
    there: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two subjects are tied: the weightiest reason first."""

    reasons: tuple[Because, ...]


def explain(
    mine: Said,
    wished: Mapping[str, Wish],
    theirs: Said,
    vocabulary: Vocabulary,
    rarity: Mapping[str, float],
) -> Explanation:
    """Why a subject that says `theirs` fits one that says `mine`, which wishes for topics.

    rarity: code of a topic -> inverse document frequency in nats.
    """
    found = reasons(wished, theirs.strengths, rarity, vocabulary)
    return Explanation(
        tuple(
            Because(r.step, r.worth, mine.quotes[r.step.here], theirs.quotes[r.step.there])
            for r in _told(found)
        ),
    )


def _told(found: list[Reason]) -> list[Reason]:
    """The reasons worth telling: each topic of either side once, the weightiest first."""
    told: list[Reason] = []
    here, there = set(), set()
    for reason in found:
        if reason.step.here not in here and reason.step.there not in there:
            told.append(reason)
            here.add(reason.step.here)
            there.add(reason.step.there)
    return told[:MOST_REASONS]
