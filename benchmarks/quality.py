"""How good the order is: python benchmarks/quality.py [--cranfield FOLDER] [--cisi FOLDER]

Ties across languages on the judged set of tests/matching/judged/, by topics and by words alone.
With the folder of a public test collection (cran.all.1400, cran.qry, cranqrel; CISI.ALL, CISI.QRY,
CISI.REL) also search in one language, beside bm25s with the same stems in the same run. The
collections are not shipped. Figures are nDCG@10 (Järvelin and Kekäläinen 2002).
"""

import argparse
import logging
import math
import os
import re
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

import bm25s  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from musubi.matching import index, plain_ties  # noqa: E402
from musubi.matching.impacts import impacts, word_weights  # noqa: E402
from musubi.matching.scratch import scratch_database  # noqa: E402
from musubi.matching.searching import FEEDBACK_TEXTS, fed_back  # noqa: E402
from musubi.matching.subjects import BODY, TITLE, Passage, Subject  # noqa: E402
from musubi.vocabulary.files import read_vocabulary  # noqa: E402
from musubi.vocabulary.text import term_counts  # noqa: E402
from musubi.vocabulary.topics import Vocabulary  # noqa: E402
from tests.matching.judged_set import by_language, part, tied, write_file  # noqa: E402

DEPTH = 10
logging.getLogger("bm25s").setLevel(logging.WARNING)
COLLECTIONS = {
    "cranfield": ("cran.all.1400", "cran.qry", "cranqrel"),
    "cisi": ("CISI.ALL", "CISI.QRY", "CISI.REL"),
}


def across_languages():
    """Rows of the table: language, by topics, by words alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_file(Path(folder) / "judged.json")
        topics = by_language(orders(tied(path, "--plain")))
    words = by_language(by_words_alone())
    return [(language, topics[language], words[language]) for language in topics]


def orders(answers):
    return {need: [tie["id"] for tie in ties] for need, ties in answers.items()}


def by_words_alone():
    file = plain_ties.read_file({"needs": part("needs"), "solutions": part("solutions")})
    with scratch_database():
        plain_ties.put_into_index(file, read_vocabulary(settings.DATA_DIR))
        return {
            plain_ties.id_in_file(need.id): [
                plain_ties.id_in_file(hit.id)
                for hit in index.search(
                    index.Query(words=word_weights(need)), {"kind": {"solution"}}, k=DEPTH
                ).hits
            ]
            for need in file.needs
        }


def read_smart(path):
    """{number: {field letter: text}} of a file in the form of the SMART system."""
    found, number, field = {}, None, None
    for line in path.read_text(encoding="latin-1").splitlines():
        if match := re.match(r"\.I (\d+)", line):
            number = len(found) + 1 if path.name == "cran.qry" else int(match[1])
            found[number], field = defaultdict(str), None
        elif match := re.fullmatch(r"\.([A-Z])\s*", line):
            field = match[1]
        elif field:
            found[number][field] += f"{line} "
    return found


def read_judgements(path):
    """{query: {document: grade}}. Cranfield's grades run from 1, the best, to 4; -1 is 4 too."""
    found = defaultdict(dict)
    for line in path.read_text(encoding="latin-1").splitlines():
        numbers = [int(float(word)) for word in line.split()[:3]]
        if len(numbers) >= 2:
            is_graded = path.name == "cranqrel" and len(numbers) > 2
            grade = max(1, 5 - abs(numbers[2])) if is_graded and numbers[2] > 0 else 1
            found[numbers[0]][numbers[1]] = grade
    return found


def one_language(name, folder):
    """(ours, ours without feedback, bm25s): mean nDCG@10 over the queries with judgements."""
    texts, queries, judged = (folder / file for file in COLLECTIONS[name])
    documents, asked, grades = read_smart(texts), read_smart(queries), read_judgements(judged)
    asked = {n: " ".join(query["W"].split()) for n, query in asked.items() if grades.get(n)}
    with scratch_database(), transaction.atomic():
        index.upsert_many(
            (str(n), impacts(subject(n, d), Vocabulary({}, {})), index.Columns())
            for n, d in documents.items()
        )
        plain = {n: search(text, is_fed_back=False) for n, text in asked.items()}
        fed = {n: search(text, is_fed_back=True) for n, text in asked.items()}
    peer = bm25(documents, asked)
    return [
        sum(ndcg(order[n], grades[n]) for n in asked) / len(asked) for order in (fed, plain, peer)
    ]


def subject(number, document):
    passages = [
        Passage(document[letter], "en", field)
        for letter, field in (("T", TITLE), ("W", BODY))
        if document[letter]
    ]
    return Subject(str(number), "text", tuple(passages))


def search(text, *, is_fed_back):
    query = index.Query(words=word_weights(Subject("", "", (Passage(text, "en"),))))
    if is_fed_back:
        query = fed_back(query, index.search(query, k=FEEDBACK_TEXTS).hits)
    return [int(hit.id) for hit in index.search(query, k=DEPTH).hits]


def bm25(documents, asked):
    """The same stems to a well-kept library, with its usual settings."""
    numbers = list(documents)
    corpus = [stems(f"{d['T']} {d['W']}") for d in documents.values()]
    peer = bm25s.BM25(k1=1.2, b=0.75)
    peer.index(corpus, show_progress=False)
    found = {}
    for n, text in asked.items():
        hits, _scores = peer.retrieve(
            [stems(text)], k=min(DEPTH, len(numbers)), show_progress=False
        )
        found[n] = [numbers[place] for place in hits[0].tolist()]
    return found


def stems(text):
    counts = term_counts(text, "en")
    return [term for term, count in counts.items() if term[0] == "~" for _ in range(count)] or ["?"]


def ndcg(order, grades):
    best = sorted(grades.values(), reverse=True)
    return dcg([grades.get(one, 0) for one in order]) / dcg(best)


def dcg(grades):
    return sum((2**grade - 1) / math.log2(n + 2) for n, grade in enumerate(grades[:DEPTH]))


def main():
    words = argparse.ArgumentParser(description=__doc__)
    for name in COLLECTIONS:
        words.add_argument(f"--{name}", type=Path, metavar="FOLDER")
    asked = words.parse_args()
    print("\n### Ties across languages, nDCG@10\n")
    print("| language of the need | by topics | by words alone |\n| --- | ---: | ---: |")
    for language, topics, alone in across_languages():
        print(f"| {language} | {topics:.3f} | {alone:.3f} |")
    given = {name: folder for name in COLLECTIONS if (folder := getattr(asked, name))}
    if not given:
        print("\nCranfield and CISI: not measured; name their folders (--cranfield, --cisi).")
        return
    print("\n### Search in English, nDCG@10\n")
    print("| collection | with feedback | without | bm25s |\n| --- | ---: | ---: | ---: |")
    for name, folder in given.items():
        fed, plain, peer = one_language(name, folder)
        over = "" if fed >= peer else " below"
        print(f"| {name} | {fed:.3f}{over} | {plain:.3f} | {peer:.3f} |")


if __name__ == "__main__":
    main()
