"""The vocabulary as its files hold it, read without a database: for the lint and for tests."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from musubi.vocabulary.topics import SCHEME, Names, Topic, Vocabulary


def topic(row: Mapping[str, Any]) -> Topic:
    lists = ("broader", "related", "addresses", "focus_areas", "sdg")
    return Topic(row["code"], row["type"], **{name: tuple(row.get(name, ())) for name in lists})


def names(row: Mapping[str, Any]) -> Names:
    return Names(
        row["preferred"],
        tuple(row.get("alternative", ())),
        tuple(row.get("hidden", ())),
        frozenset(row.get("checked", ())),
    )


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary below `folder`, the public record's own: data/.

    Raises KeyError where a row lacks its code, type, language or preferred label.
    """
    topics = [
        topic(row) for row in _rows(folder.glob("vocabulary/*.json")) if row["scheme"] == SCHEME
    ]
    found = {
        (row["language"], row["code"]): names(row)
        for row in _rows(folder.glob("vocabulary/labels/*.json"))
    }
    return Vocabulary({t.code: t for t in topics}, found)


def read_codes(folder: Path, scheme: str) -> list[str]:
    rows = _rows(folder.glob("vocabulary/*.json"))
    return [row["code"] for row in rows if row["scheme"] == scheme]


def _rows(paths: Iterable[Path]) -> Iterable[dict[str, Any]]:
    for path in sorted(paths):
        yield from json.loads(path.read_text(encoding="utf-8"))
