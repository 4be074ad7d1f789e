"""A made-up record of any size, for measuring: python benchmarks/generate.py FOLDER ENTRIES [SEED]

The folder is one that `musubi load` takes. Countries, cities, words, Meetings and commitments are
those of data/; organisations and entries are made up: of 100 entries 40 are needs, 35 solutions,
15 projects and 10 cases. Their texts draw the words of the real record by Zipf's law (the word of
rank r with a weight of 1/r), in English, and some in Japanese and Thai as well. The same size
and seed give the same bytes.
"""

import json
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
SHARES = {"needs": 40, "solutions": 35, "projects": 15, "cases": 10}  # of 100 entries
ENTRIES_PER_ORGANISATION = 50
JAPANESE, THAI = 0.3, 0.1  # the shares of entries that speak these languages too
MAKE_BELIEVE = "made up for a benchmark"

Row = dict[str, Any]


class Words:
    """The words of one language, drawn by Zipf's law. Most frequent first."""

    def __init__(self, texts: list[str], pattern: str, glue: str, end: str) -> None:
        counted = Counter(word for text in texts for word in re.findall(pattern, text.lower()))
        self.words = [word for word, _n in sorted(counted.items(), key=lambda w: (-w[1], w[0]))]
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        self.glue, self.end = glue, end

    def sentence(self, chance: random.Random, least: int, most: int) -> str:
        """A line of `least` to `most` words without a full stop."""
        number = chance.randint(least, most)
        drawn = chance.choices(self.words, cum_weights=self.weights, k=number)
        line = self.glue.join(drawn)
        return line[0].upper() + line[1:]

    def paragraph(self, chance: random.Random) -> str:
        """60 to 120 words in sentences of 12 to 20."""
        left = chance.randint(60, 120)
        sentences = []
        while left > 0:
            number = min(left, chance.randint(12, 20))
            sentences.append(self.sentence(chance, number, number) + self.end)
            left -= number
        return "".join(sentences).strip()


class Maker:
    """Makes rows that refer to members, countries and words which the record has."""

    def __init__(self, organisations: int, seed: int) -> None:
        self.chance = random.Random(seed)
        texts = list(_texts(DATA))
        self.english = Words(texts, r"\b[a-z]{2,}\b", " ", ". ")
        self.japanese = Words(texts, r"[一-龠々]+|[ァ-ヶー]{2,}|[ぁ-ん]+", "", "。")
        self.thai = Words(texts, r"[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}", "", " ")
        self.concepts = {
            path.stem: [row["code"] for row in _rows(path)]
            for path in (DATA / "vocabulary").glob("*.json")
        }
        self.countries = [row["code"] for row in _rows(DATA / "countries.json")]
        self.country_of = {row["slug"]: row["country"] for row in _rows(DATA / "cities.json")}
        self.cities = list(self.country_of)
        self.organisations = [self.organisation(number) for number in range(organisations)]
        self.members = [row["slug"] for row in self.organisations]

    def one(self, choices: list[str]) -> str:
        """One of the choices, the first the most likely: real records are as uneven."""
        return choices[min(int(self.chance.expovariate(4) * len(choices)), len(choices) - 1)]

    def some(self, choices: list[str], most: int) -> list[str]:
        return list(dict.fromkeys(self.one(choices) for _ in range(self.chance.randint(0, most))))

    def organisation(self, number: int) -> Row:
        first, second = (self.english.sentence(self.chance, 1, 1) for _ in "12")
        return {
            "slug": f"made-up-member-{number}",
            "name": {"en": f"{first} {second} {number}"},
            "country": self.one(self.countries),
            "kind": self.chance.choice(["company", "company", "public-agency", "university"]),
            "sources": [MAKE_BELIEVE],
        }

    def entry(self, kind: str, number: int) -> Row:
        title = {"en": self.english.sentence(self.chance, 4, 9)}
        languages = {"en": self.english}
        if self.chance.random() < JAPANESE:
            languages["ja"] = self.japanese
            title["ja"] = self.japanese.sentence(self.chance, 4, 9)
        if self.chance.random() < THAI:
            languages["th"] = self.thai
            title["th"] = self.thai.sentence(self.chance, 4, 9)
        row = {
            "slug": f"made-up-{kind}-{number}",
            "title": title,
            "focus_area": self.one(self.concepts["focus-areas"]),
            "certainty": "stated",
            "sources": [MAKE_BELIEVE, f"https://made-up.example/{kind}/{number}"],
        }
        text = {code: words.paragraph(self.chance) for code, words in languages.items()}
        return row | getattr(self, kind)(text)

    def need(self, text: Row) -> Row:
        return {
            "city": self.one(self.cities),
            "problem": text,
            "wanted": self.english.sentence(self.chance, 10, 30),
            "people_served": self.some(self.concepts["groups"], 3),
            "stage": self.one(self.concepts["stages"]),
            "year": self.year(),
        }

    def solution(self, text: Row) -> Row:
        return {
            "organisation": self.chance.choice(self.members),
            "summary": text,
            "keywords": [self.english.sentence(self.chance, 1, 2) for _ in range(4)],
            "countries": self.some(self.countries, 4),
            "people_served": self.some(self.concepts["groups"], 2),
            "partners": self.some(self.members, 2),
            "year": self.year(),
        }

    def project(self, text: Row) -> Row:
        started = self.year()
        cities = self.some(self.cities, 2)
        return {
            "programme": "A made-up programme",
            "programme_group": self.one(self.concepts["programmes"]),
            "phase": self.one(self.concepts["phases"]),
            "what_was_done": text,
            "outcome": self.english.sentence(self.chance, 10, 30),
            "cities": cities,
            "countries": list(dict.fromkeys(self.country_of[city] for city in cities)),
            "organisations": self.some(self.members, 3),
            "started_year": started,
            "ended_year": min(started + self.chance.randint(0, 4), 2026),
        }

    def case(self, text: Row) -> Row:
        cities = self.some(self.cities, 2)
        return {
            "problem": text,
            "approach": self.english.paragraph(self.chance),
            "results": self.english.sentence(self.chance, 10, 30),
            "place": self.english.sentence(self.chance, 1, 2),
            "cities": cities,
            "countries": list(dict.fromkeys(self.country_of[city] for city in cities)),
            "people_served": self.some(self.concepts["groups"], 3),
            "year": self.year(),
        }

    def year(self) -> int:
        return 2026 - min(int(self.chance.expovariate(0.3)), 16)


def generate(folder: Path, entries: int, seed: int = 1) -> dict[str, int]:
    """Write a record of `entries` made-up entries into `folder`; return how many of each file."""
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    maker = Maker(max(20, entries // ENTRIES_PER_ORGANISATION), seed)
    _write(
        folder / "organisations.json",
        iter([*_rows(DATA / "organisations.json"), *maker.organisations]),
    )
    written = {}
    for name, share in SHARES.items():
        written[name] = entries * share // 100
    written["needs"] += entries - sum(written.values())
    for name, number in written.items():
        kind = name.removesuffix("s")
        _write(folder / f"{name}.json", (maker.entry(kind, n) for n in range(number)))
    return written


def _texts(folder: Path) -> Iterator[str]:
    """Every text of the record that is not an address or a key."""
    for path in sorted(folder.rglob("*.json")):
        for row in _rows(path):
            yield from _texts_of(row)


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts_of(part)
    elif isinstance(value, str) and "/" not in value and not re.fullmatch(r"[a-z0-9-]+", value):
        yield value


def _rows(path: Path) -> list[Row]:
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, rows: Iterator[Row]) -> None:
    """Write a list a row at a time, so that its size in memory does not matter."""
    dump = json.JSONEncoder(ensure_ascii=False).encode
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, row in enumerate(rows):
            file.write(f"{',' if number else ''}\n{dump(row)}")
        file.write("\n]\n")


if __name__ == "__main__":
    words = sys.argv[1:]
    print(generate(Path(words[0]), int(words[1]), *map(int, words[2:3])))
