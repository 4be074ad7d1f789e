"""The key of a word of a script with spaces: as it is, as a stem, and without its tones."""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

# Snowball's algorithms (https://snowballstem.org). Malay is read by the rules of Indonesian.
ALGORITHMS = {
    "en": "english",
    "id": "indonesian",
    "pt": "portuguese",
    "ta": "tamil",
    "es": "spanish",
    "fr": "french",
    "de": "german",
    "nl": "dutch",
    "it": "italian",
    "ru": "russian",
    "hi": "hindi",
}
SAME_LANGUAGE = {"tl": "fil", "in": "id", "zsm": "ms", "cmn": "zh", "jpn": "ja", "tha": "th"}
STEM, TONELESS = "~", "^"  # begin a second form; neither can stand in a word
LONGEST = 40  # letters of a word that is stemmed

_STEMMED = {language: language for language in ALGORITHMS} | {"ms": "id"}

_TAMIL = re.compile("[\u0b80-\u0bff]")
_mine = threading.local()  # a stemmer must not be shared by threads


def base_language(language: str | None) -> str | None:
    """The language of a tag: "zh" of "zh-Hans", "fil" of the older "tl"."""
    if not language:
        return None
    base = language.replace("_", "-").partition("-")[0].lower()
    return SAME_LANGUAGE.get(base, base)


def plain_word(word: str) -> str:
    """Without apostrophes: "city's" is "city", and Tetum "ro'o" is "roo"."""
    if "'" not in word:
        return word
    return word.removesuffix("'s").replace("'", "")


@lru_cache(maxsize=2**16)
def stem(word: str, language: str | None) -> str | None:
    """The stem as a second form, or None for a word that has none: "~en:flood" of "flooding".

    language: as base_language gives it. Where it has no stemmer, words in plain Latin letters
    are read as English, for every language borrows from it. The form names the language, since
    "mobility" and Indonesian "mobil", a car, have one stem.
    """
    if not 2 < len(word) <= LONGEST or any("0" <= char <= "9" for char in word):
        return None
    if _TAMIL.match(word):
        language = "ta"
    elif language == "ta" or language not in _STEMMED:
        if not word.isascii():
            return None
        language = "en"
    language = _STEMMED[language]
    return f"{STEM}{language}:{_stemmer(language).stemWord(word)}"


@lru_cache(maxsize=2**16)
def toneless(word: str) -> str | None:
    """A Latin word without its marks as a second form, or None for one that has none: ^ngap."""
    if word.isascii() or len(word) > LONGEST:
        return None
    bare = unicodedata.normalize("NFD", word).replace("đ", "d")
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return TONELESS + bare if bare.isascii() else None


def _stemmer(language: str) -> Stemmer.Stemmer:
    found = getattr(_mine, language, None)
    if found is None:
        found = Stemmer.Stemmer(ALGORITHMS[language], 0)  # without its own cache
        setattr(_mine, language, found)
    return found
