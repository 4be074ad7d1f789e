"""The forms in which a label may stand in a text. Works on the normalised words of a label.

Few and sure ones: a plural is the same topic, but parking is not a park. What a rule makes that no
text writes does no harm, for it is only looked for.
"""

import re
from collections.abc import Callable, Iterable, Iterator

Words = tuple[str, ...]

_BRITISH = re.compile("is(?=ation|e\\b|es\\b|ed\\b|ing\\b)")
_AMERICAN = re.compile("(?<=....)iz(?=ation|e\\b|es\\b|ed\\b|ing\\b)")
_VOWELS = "aeiou"


def variants(words: Words, language: str) -> set[Words]:
    """The label itself and its other forms. language: as base_language gives it."""
    return {words, *_RULES.get(language, _none)(words)}


def _none(words: Words) -> Iterable[Words]:
    return ()


def _english(words: Words) -> Iterator[Words]:
    for spelled in (words, _spelled(words, _BRITISH, "iz"), _spelled(words, _AMERICAN, "is")):
        yield spelled
        for last in (*english_plurals(spelled[-1]), *english_singulars(spelled[-1])):
            yield (*spelled[:-1], last)


def _spelled(words: Words, pattern: re.Pattern[str], spelling: str) -> Words:
    return tuple(pattern.sub(spelling, word) for word in words)


def english_plurals(word: str) -> list[str]:
    if not word.isascii() or not word.isalpha() or len(word) < 2:
        return []
    if word.endswith("y") and word[-2] not in _VOWELS:
        return [word[:-1] + "ies"]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return [word + "es"]
    return [word + "s"]


def english_singulars(word: str) -> list[str]:
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return []
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("ses"):
        return [word[:-2], word[:-1]]
    if word.endswith(("ches", "shes", "xes", "zes")):
        return [word[:-2]]
    return [word[:-1]]


def _indonesian(words: Words) -> Iterator[Words]:
    """Banjir, banjirnya; pasar-pasar tradisional, whose hyphen reads as a space."""
    doubled = (words[0], *words)
    for form in (words, doubled):
        yield form
        if form[-1].isalpha():
            yield (*form[:-1], form[-1] + "nya")


def _filipino(words: Words) -> Iterator[Words]:
    """The linker that joins what is described with what describes it: baha, bahang malaki."""
    last = words[-1]
    if last[-1] in _VOWELS:
        yield (*words[:-1], last + "ng")
    elif last[-1] == "n":
        yield (*words[:-1], last + "g")


def _portuguese(words: Words) -> Iterator[Words]:
    """The first word or all in the other number: centros de saúde, resíduos sólidos."""
    for turned in (_portuguese_plural, _portuguese_singular):
        yield (turned(words[0]), *words[1:])
        yield tuple(map(turned, words))


_PORTUGUESE_ENDINGS = (
    ("ões", "ão"), ("ães", "ão"), ("ais", "al"), ("éis", "el"), ("óis", "ol"), ("ns", "m"),
    ("res", "r"), ("zes", "z"),
)  # fmt: skip


def _portuguese_plural(word: str) -> str:
    for plural, singular in _PORTUGUESE_ENDINGS:
        if word.endswith(singular) and len(word) > 3:
            return word.removesuffix(singular) + plural
    return word + "s" if word[-1:] in "aeiouáéã" and len(word) > 2 else word


def _portuguese_singular(word: str) -> str:
    for plural, singular in _PORTUGUESE_ENDINGS:
        if word.endswith(plural) and len(word) > 4:
            return word.removesuffix(plural) + singular
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _tamil(words: Words) -> Iterator[Words]:
    """What stays of the last word before endings; a Tamil label matches as the start of a word.

    வெள்ளம் becomes வெள்ளத்தின் or வெள்ளங்கள், பேருந்து becomes பேருந்தில், நகர் becomes நகரில்.
    """
    last = words[-1]
    if last.endswith("ம்"):
        for ending in ("த்த", "ங்க"):
            yield (*words[:-1], last.removesuffix("ம்") + ending)
    elif last.endswith(("்", "ு")) and len(last) > 3:
        yield (*words[:-1], last[:-1])


_RULES: dict[str, Callable[[Words], Iterable[Words]]] = {
    "en": _english,
    "id": _indonesian,
    "ms": _indonesian,
    "fil": _filipino,
    "tl": _filipino,
    "pt": _portuguese,
    "ta": _tamil,
}
