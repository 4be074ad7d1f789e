"""Every word of a sentence finds it, in scripts that are written without spaces.

Each file holds sentences that were written for it, with words that a dictionary would list. A word
is also asked for as other keyboards and other customs write it.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import opencc
import pytest

from musubi.vocabulary.text import normalise, query_groups, query_words, term_counts

pytestmark = pytest.mark.once

HERE = Path(__file__).parent
LANGUAGES = ("th", "lo", "km", "my", "ja", "zh")
LEAST_SENTENCES = 40
LEAST_RECALL = 0.99
MOST_FALSE = 0.02

TO_TRADITIONAL = opencc.OpenCC("s2t").convert
HALF_WIDTH = str.maketrans(
    dict(zip("アカサタナハマヤラワンィェァォャュョッーイウエオスントルレロリコクケキシセソチツテ",
             "ｱｶｻﾀﾅﾊﾏﾔﾗﾜﾝｨｪｧｫｬｭｮｯｰｲｳｴｵｽﾝﾄﾙﾚﾛﾘｺｸｹｷｼｾｿﾁﾂﾃ", strict=True))
    | {"バ": "ﾊﾞ", "ド": "ﾄﾞ", "グ": "ｸﾞ", "ガ": "ｶﾞ", "ブ": "ﾌﾞ", "プ": "ﾌﾟ", "ペ": "ﾍﾟ"}
)  # fmt: skip


def in_another_order(word):
    """Khmer shifters and Burmese dots typed behind the vowel or before it, as it comes."""
    for sign, vowels in ("៉", "ាូឺីៃ"), ("៊", "ីូិុ"), ("ှ", "ိုျွေ"), ("့", "်"):
        for vowel in vowels:
            word = word.replace(sign + vowel, vowel + sign)
    return word


OTHERWISE = {
    "th": lambda word: word.replace("้ำ", "\u0e4d\u0e49\u0e32").replace("แ", "เเ"),
    "lo": lambda word: word.replace("້ຳ", "\u0ecd\u0ec9\u0eb2").replace("ຫຼ", "ຫລ"),
    "km": lambda word: in_another_order(word).replace("្ត", "្ដ"),
    "my": in_another_order,
    "ja": lambda word: word.translate(HALF_WIDTH),
    "zh": TO_TRADITIONAL,
}


@dataclass
class Figures:
    """asked: the words of sentences. found: how many of them find their sentence.

    others: pairs of a word and a sentence that does not hold it. false: how many of them match.
    """

    asked: int = 0
    found: int = 0
    others: int = 0
    false: int = 0


def sentences(language):
    return json.loads((HERE / f"{language}.json").read_text(encoding="utf-8"))


def figures(language, typed=str):
    rows = sentences(language)
    keys = [normalise(row["text"]) for row in rows]
    held = [term_counts(row["text"], language) for row in rows]
    found = Figures()
    for word in sorted({word for row in rows for word in row["words"]}):
        groups = query_groups(typed(word), language)
        for row, key, terms in zip(rows, keys, held, strict=True):
            matches = all(term in terms for group in groups for term in group)
            if word in row["words"]:
                found.asked += 1
                found.found += matches
            elif normalise(word) not in key:
                found.others += 1
                found.false += matches
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_hold_their_words(language):
    rows = sentences(language)

    assert len(rows) >= LEAST_SENTENCES
    for row in rows:
        assert 4 <= len(row["words"]) <= 10, row
        assert [word for word in row["words"] if word not in row["text"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_finds_its_sentence_and_hardly_another(language):
    found = figures(language)

    recall, false = found.found / found.asked, found.false / found.others
    print(f"{language}: recall {recall:.4f} of {found.asked}, false {false:.5f} of {found.others}")
    assert recall >= LEAST_RECALL
    assert false < MOST_FALSE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_typed_otherwise_finds_the_same(language):
    words = {word for row in sentences(language) for word in row["words"]}
    changed = {word for word in words if OTHERWISE[language](word) != word}

    assert len(changed) > 10
    assert figures(language, OTHERWISE[language]) == figures(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_finds_itself(language):
    for row in sentences(language):
        held = term_counts(row["text"], language)

        assert all(word.is_in(held) for word in query_words(row["text"]))
