"""How many documents a second are read for search and ties: python benchmarks/text.py

A document has about 120 words. The vocabulary is the public record's. Beside them stands a plain
reference in the same run: casefold and split, which finds no word of Thai and no label at all.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from musubi.vocabulary.files import read_vocabulary  # noqa: E402
from musubi.vocabulary.text import find_spans, term_counts, terms  # noqa: E402
from musubi.vocabulary.topics import Vocabulary  # noqa: E402

DOCUMENTS = 200
WORDS = 120  # of a document in a language with spaces
SENTENCES = 8  # of a document in one without; each has some fifteen words
ROUNDS = 5
SPOTTED_PER_SECOND = 3000  # the least that is hoped for
SENTENCES_OF = ("th", "lo", "km", "my", "ja", "zh")
FILLERS = {"id": "yang dan untuk di dengan pada", "vi": "và của cho các trong những"}


def documents(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Language -> texts: needs in English, sentences of the tests, or labels with other words."""
    chance = random.Random(7)
    needs = json.loads((ROOT / "data/needs.json").read_text(encoding="utf-8"))
    words = " ".join(need["problem"] for need in needs).split()
    starts = [chance.randrange(len(words) - WORDS) for _number in range(DOCUMENTS)]
    found = {"en": [" ".join(words[start : start + WORDS]) for start in starts]}
    for language, filler in FILLERS.items():
        labels = [n.preferred for (of, _code), n in vocabulary.names.items() if of == language]
        found[language] = [made_up(chance, labels, filler.split()) for _number in starts]
    for language in SENTENCES_OF:
        path = ROOT / f"tests/vocabulary/recall/{language}.json"
        texts = [row["text"] for row in json.loads(path.read_text(encoding="utf-8"))]
        found[language] = [" ".join(chance.sample(texts, SENTENCES)) for _number in starts]
    return found


def made_up(chance: random.Random, labels: list[str], filler: list[str]) -> str:
    """One word in five belongs to a label, as in the needs."""
    words: list[str] = []
    while len(words) < WORDS:
        words += chance.choice(labels or filler).split()
        words += chance.choices(filler, k=7)
    return " ".join(words)


def per_second(read: Callable[[str], object], texts: list[str]) -> float:
    """Documents in a second of CPU time: the best of ROUNDS rounds."""
    times = []
    for _round in range(ROUNDS):
        start = process_time()
        for text in texts:
            read(text)
        times.append(process_time() - start)
    return len(texts) / min(times)


def main() -> None:
    start = perf_counter()
    vocabulary = read_vocabulary(ROOT / "data")
    labels = sum(len(names.all) for names in vocabulary.names.values())
    print(f"{labels:,} labels read in {perf_counter() - start:.2f} s")
    print(f"{'':<8} {'':>10} {'':>7} {'documents a second':>52}")
    names = ("plain split", "term_counts", "terms", "find_spans", "spot")
    heads = " ".join(f"{name:>12}" for name in names)
    print(f"{'language':<8} {'characters':>10} {'spotted':>7} {heads} {'ready, s':>9}")
    for language, texts in documents(vocabulary).items():
        start = perf_counter()
        vocabulary.spot("", language)
        ready = perf_counter() - start
        spotted = sum(len(vocabulary.spot(text, language)) for text in texts) / len(texts)
        readers: list[Callable[[str], object]] = [
            lambda text: Counter(text.casefold().split()),
            lambda text, of=language: term_counts(text, of),
            lambda text, of=language: list(terms(text, of)),
            lambda text, of=language: find_spans(text, text[:20], of),
            lambda text, of=language: vocabulary.spot(text, of),
        ]
        found = [per_second(read, texts) for read in readers]
        speeds = " ".join(f"{speed:>12,.0f}" for speed in found)
        size = sum(map(len, texts)) / len(texts)
        slow = " below the hoped for" if found[-1] < SPOTTED_PER_SECOND else ""
        print(f"{language:<8} {size:>10.0f} {spotted:>7.1f} {speeds} {ready:>9.2f}{slow}")


if __name__ == "__main__":
    main()
