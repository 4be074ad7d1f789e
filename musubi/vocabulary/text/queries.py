"""The terms to look for when somebody has typed words, in whatever language.

A word counts as found in a text that holds it, or its stem, or the word without tones where it
was typed without them. Of a run without spaces all pairs must be there.
"""

import re
from collections.abc import Container
from dataclasses import dataclass

from musubi.vocabulary.text.characters import KATAKANA
from musubi.vocabulary.text.clusters import TOKEN, clusters
from musubi.vocabulary.text.normal import fold
from musubi.vocabulary.text.stems import TONELESS, base_language, plain_word, stem

_ACCENTED = (None, "vi", "pt", "tet")  # languages whose readers often leave accents out
_SURE_LENGTH = 5  # letters: few Vietnamese words are as long, so that no other word is one of them
# A Vietnamese word without its tones: a beginning, vowels, an end.
_SYLLABLE = re.compile(
    "(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|ng|nh?|p|t)?"
)
# Japanese writes サーバー and サーバ; the shorter one stands in both.
_LONG_END = re.compile(f"(?<=[{KATAKANA}]{{3}})\u30fc$")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word or a run without spaces, as typed and normalised.

    is_spaced: a word of a script with spaces, not a run without.
    ways: it is found in what holds all terms of any of these; the first is the word as typed.
    """

    text: str
    is_spaced: bool
    ways: tuple[tuple[str, ...], ...]

    def is_in(self, terms: Container[str]) -> bool:
        return any(all(term in terms for term in way) for way in self.ways)


def query_words(text: str, language: str | None = None) -> list[QueryWord]:
    """The words typed, each once. language: the typist's, if known; English is tried as well."""
    language = base_language(language)
    tokens = [(found[1], found[0]) for found in TOKEN.finditer(fold(text).text)]
    words = [plain_word(word) for word, _token in tokens if word]
    has_no_tones = language in _ACCENTED or all(map(_SYLLABLE.fullmatch, words))
    found = {}
    for word, token in tokens:
        if word is None:
            found[token] = QueryWord(token, False, (_pairs(token),))
        elif word := plain_word(word):
            found[word] = QueryWord(word, True, _ways(word, language, has_no_tones))
    return list(found.values())


def query_terms(text: str, language: str | None = None) -> list[str]:
    """All terms that speak for a text, each once: for ranking, where more terms score more."""
    words = query_words(text, language)
    return list(dict.fromkeys(term for word in words for way in word.ways for term in way))


def query_groups(text: str, language: str | None = None) -> list[list[str]]:
    """For each word typed the terms that a text must hold to have it exactly as typed.

    query_words tells also of texts that hold another form of the word.
    """
    return [list(word.ways[0]) for word in query_words(text, language)]


def shortened(run: str) -> str:
    """Without the long vowel that may end a longer katakana word."""
    return _LONG_END.sub("", run)


def _pairs(run: str) -> tuple[str, ...]:
    parts = clusters(shortened(run))
    if len(parts) == 1:
        return tuple(parts)
    return tuple(dict.fromkeys(map(str.__add__, parts, parts[1:])))


def _ways(word: str, language: str | None, has_no_tones: bool) -> tuple[tuple[str, ...], ...]:
    forms = [word, stem(word, language), stem(word, "en")]
    if word.isascii() and word.isalpha() and (has_no_tones or len(word) >= _SURE_LENGTH):
        forms.append(TONELESS + word)
    return tuple((form,) for form in dict.fromkeys(forms) if form)
