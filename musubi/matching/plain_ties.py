"""Ties of needs and solutions that come in a file, by the same code as the site's.

What a file looks like: {"needs": [{"id", "lang", "country", "title", "body"}], "solutions":
[{"id", "lang", "title", "body", "countries"}]}. A solution with `countries` serves only those;
without, it serves everywhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation

from musubi.matching import index, ties
from musubi.matching.impacts import impacts
from musubi.matching.saying import Said, said
from musubi.matching.sentences import plain, sentences
from musubi.matching.subjects import BODY, EVERYWHERE, TITLE, Passage, Subject
from musubi.vocabulary.topics import Vocabulary

NEED, SOLUTION = "need", "solution"
MOST_ROWS = 200_000
MOST_TEXT = 200_000  # characters


class FileRefused(Exception):
    """The file is not what it must be; the message says where, and what to write."""


@dataclass(frozen=True)
class File:
    needs: list[Subject]
    solutions: list[Subject]


def read_file(content: Any) -> File:
    """Needs and solutions as subjects, in their order. Raises FileRefused."""
    if not isinstance(content, dict) or {"needs", "solutions"} - set(content):
        raise FileRefused('Write an object with two lists: {"needs": […], "solutions": […]}.')
    return File(
        _subjects(content["needs"], NEED, "needs"),
        _subjects(content["solutions"], SOLUTION, "solutions"),
    )


def _subjects(given: Any, kind: str, name: str) -> list[Subject]:
    if not isinstance(given, list) or len(given) > MOST_ROWS:
        raise FileRefused(f"“{name}” must be a list of at most {MOST_ROWS:,} objects.")
    found = [_subject(row, kind, f"{name}, number {n}") for n, row in enumerate(given, 1)]
    seen: set[str] = set()
    for subject in found:
        if subject.id in seen:
            raise FileRefused(f"{name}: the id “{id_in_file(subject.id)}” stands there twice.")
        seen.add(subject.id)
    return found


def _subject(row: Any, kind: str, where: str) -> Subject:
    if not isinstance(row, dict):
        raise FileRefused(f"{where}: write an object.")
    language = _text(row, "lang", where, required=False) or None
    passages = [
        Passage(text, language, place)
        for name, place in (("title", TITLE), ("body", BODY))
        if (text := _text(row, name, where, required=False))
    ]
    if not passages:
        raise FileRefused(f"{where}: write a title or a body.")
    if kind == NEED:
        country = _text(row, "country", where, required=False)
        served = frozenset({country} if country else ())
    else:
        served = frozenset(_countries(row, where)) or frozenset({EVERYWHERE})
    return Subject(
        f"{kind}/{_text(row, 'id', where, required=True)}",
        kind,
        tuple(passages),
        codes={"kind": kind} | ({"language": language} if language else {}),
        sets={"serves" if kind == SOLUTION else "country": served},
    )


def _text(row: Mapping[str, Any], name: str, where: str, *, required: bool) -> str:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        value = str(value)
    if value in (None, "") and not required:
        return ""
    if not isinstance(value, str) or not value or len(value) > MOST_TEXT:
        raise FileRefused(f"{where}: “{name}” must be a text of at most {MOST_TEXT:,} characters.")
    return value


def _countries(row: Mapping[str, Any], where: str) -> list[str]:
    value = row.get("countries") or []
    if not isinstance(value, list) or not all(isinstance(code, str) and code for code in value):
        raise FileRefused(f"{where}: “countries” must be a list of codes such as TH.")
    return value


def id_in_file(id: str) -> str:
    return id.partition("/")[2]


@transaction.atomic
def put_into_index(file: File, vocabulary: Vocabulary) -> None:
    index.upsert_many(
        (
            subject.id,
            impacts(subject, vocabulary),
            index.Columns(codes=dict(subject.codes), sets=dict(subject.sets)),
        )
        for subject in (*file.needs, *file.solutions)
    )


def tie_all(
    file: File, vocabulary: Vocabulary, *, day: str, top: int, is_fair: bool
) -> Iterable[dict[str, Any]]:
    """For each need its ties as plain values, told in English; what is indexed must hold them."""
    by_id = {subject.id: subject for subject in file.solutions}
    known: dict[str, Said] = {}

    def lookup(ids: Iterable[str]) -> dict[str, Said]:
        for one in ids:
            if one not in known:
                known[one] = said(by_id[one], vocabulary)
        return known

    for need in file.needs:
        yield {
            "id": id_in_file(need.id),
            "ties": _ties(need, vocabulary, lookup, day=day, top=top, is_fair=is_fair),
        }


def _ties(
    need: Subject,
    vocabulary: Vocabulary,
    lookup: Callable[[Iterable[str]], Mapping[str, Said]],
    *,
    day: str,
    top: int,
    is_fair: bool,
) -> list[dict[str, Any]]:
    wanted = ties.wanted(need, vocabulary)
    _total, placed = ties.place(
        wanted, SOLUTION, day=day, serves=need.sets["country"], is_fair=is_fair, most=top
    )
    told = ties.explained(wanted, placed[:top], lookup, vocabulary)
    with translation.override("en"):
        return [_as_values(tie, vocabulary) for tie in told if tie.explanation.reasons]


def _as_values(tie: ties.Tie, vocabulary: Vocabulary) -> dict[str, Any]:
    because = tie.explanation.reasons
    told = sentences(tie.explanation, vocabulary, here=NEED, there=SOLUTION)
    return {
        "id": id_in_file(tie.placed.id),
        "score": tie.placed.score,
        "place_by_score": tie.placed.place,
        "sentence": " ".join(plain(sentence) for sentence in told),
        "reasons": [
            {
                "relation": reason.step.relation,
                "need_concept": reason.step.here,
                "need_words": [quote.text for quote in reason.here],
                "solution_concept": reason.step.there,
                "solution_words": [quote.text for quote in reason.there],
            }
            for reason in because
        ],
    }
