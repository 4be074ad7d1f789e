"""Whether what a city asks for is met, criterion by criterion. Knows no Django.

A criterion is *tied* when the other text speaks of everything that it speaks of, *part* when of
some of it or only of something near, and *ask* when nothing shows it: the city must ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from musubi.matching.ranking import ADDRESSED, ADDRESSES, NARROWER, SAME, steps
from musubi.matching.saying import Quote, Said, said
from musubi.matching.subjects import BODY, Passage, Subject
from musubi.vocabulary.topics import Vocabulary

TIED, PART, ASK = "tied", "part", "ask"
FIRM = (SAME, NARROWER, ADDRESSED, ADDRESSES)


@dataclass(frozen=True, slots=True)
class Shown:
    """One criterion as it was written, how far it is met, and the words that show it."""

    criterion: str
    language: str
    verdict: str
    words: tuple[Quote, ...]


def judge(criteria: Sequence[tuple[str, str]], theirs: Said, vocabulary: Vocabulary) -> list[Shown]:
    """One verdict for each criterion, in their order. criteria: pairs of text and language."""
    return [_judge(text, language, theirs.quotes, vocabulary) for text, language in criteria]


def _judge(
    text: str, language: str, theirs: Mapping[str, tuple[Quote, ...]], vocabulary: Vocabulary
) -> Shown:
    alone = Subject("", "", (Passage(text, language, BODY),))
    met = [_met(code, theirs, vocabulary) for code in said(alone, vocabulary).quotes]
    words = dict.fromkeys(quote for _is_firm, found in met for quote in found)
    is_whole = bool(met) and all(is_firm for is_firm, _found in met)
    verdict = TIED if is_whole else PART if words else ASK
    return Shown(text, language, verdict, tuple(words))


def _met(
    code: str, theirs: Mapping[str, tuple[Quote, ...]], vocabulary: Vocabulary
) -> tuple[bool, tuple[Quote, ...]]:
    """Whether a topic is met firmly, and the words of the other text nearest to it."""
    ways = [step for step in steps(code, vocabulary) if step.there in theirs]
    if not ways:
        return False, ()
    best = max(ways, key=lambda step: (step.relation in FIRM, step.weight))
    return best.relation in FIRM, theirs[best.there]
