"""Rows of the public record: each field is read by what it must be, and every fault is kept.

Asks no database. A reader asks a Row for its fields; a fault becomes a Problem that names file,
row, field and remedy, and the reading goes on, so that one run shows every fault there is.
"""

import datetime
import difflib
import hashlib
import json
import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from musubi.ui import cldr

MOST_COMPARED = 500  # choices; comparing takes a millisecond for a hundred
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
MOST_DEPTH = 10  # brackets within one field
TOO_DEEP = object()


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one row, and what to do about it."""

    file: str
    row: int  # 1 for the first row of the file; 0 for the file itself
    key: str  # what the row calls itself, if it does
    field: str
    sentence: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.key:
            place += f" ({self.key})"
        if self.field:
            place += f", {self.field}"
        return f"{place}: {self.sentence}"


class Known:
    """The keys that rows may refer to, by kind, with the primary key where it is known yet.

    `facts` holds what readers tell later readers: the country of each member, for instance.
    """

    def __init__(self) -> None:
        self._keys: dict[str, dict[str, Any]] = {}
        self.facts: dict[tuple[str, str], Any] = {}

    def add(self, kind: str, key: str, pk: Any = None) -> None:
        self._keys.setdefault(kind, {})[key] = pk

    def of(self, kind: str) -> dict[str, Any]:
        return self._keys.setdefault(kind, {})


@dataclass
class Row:
    """One row of a file."""

    file: str
    number: int
    values: dict[str, Any]
    known: Known
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    key: str = ""
    _read: set[str] = field(default_factory=set)

    def refuse(self, name: str, sentence: str) -> None:
        self.problems.append(Problem(self.file, self.number, self.key, name, sentence))

    def remark(self, name: str, sentence: str) -> None:
        """Report something that does not stand in the way of loading."""
        self.remarks.append(Problem(self.file, self.number, self.key, name, sentence))

    def _get(self, name: str, required: bool) -> Any:
        self._read.add(name)
        value = self.values.get(name)
        if value in (None, "", [], {}):
            if required:
                self.refuse(name, "This field is missing or empty. Fill it in.")
            return None
        return value

    def text(self, name: str, *, required: bool = False, most: int = 10_000) -> str:
        value = self._get(name, required)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, f"Write a text in quotes instead of {_shown(value)}.")
            return ""
        if len(value) > most:
            self.refuse(name, f"{len(value):,} characters are too many. Write at most {most:,}.")
        return value

    def slug(self, name: str, *, most: int = 200) -> str:
        value = self.text(name, required=True, most=most)
        if value and not SLUG.fullmatch(value):
            self.refuse(
                name, f"“{value}” is no slug. Use small letters a–z, digits and single hyphens."
            )
        return value

    def texts(
        self, name: str, languages: Collection[str] | None = None, *, required: bool = False
    ) -> dict[str, str]:
        """A text, taken as English, or {language: text}."""
        value = self._get(name, required)
        if value is None:
            return {}
        if isinstance(value, str):
            return {"en": self.text(name, required=required)}
        if not isinstance(value, dict) or not all(
            isinstance(k, str) and isinstance(v, str) and v.strip() for k, v in value.items()
        ):
            self.refuse(name, 'Write a text, or texts by language such as {"en": "…", "ja": "…"}.')
            return {}
        for language in value:
            if not _is_language(language):
                self.refuse(name, f"“{language}” is no code of a language, such as en, ja or th.")
        return value

    def choice(self, name: str, choices: Collection[str], *, required: bool = False) -> str:
        value = self.text(name, required=required)
        if value and value not in choices:
            self.refuse(name, f"“{value}” is not known here.{_nearest(value, choices)}")
            return ""
        return value

    def reference(self, name: str, kind: str, *, required: bool = False) -> str:
        """The key of a row of `kind`, which must exist."""
        value = self.text(name, required=required)
        return value if not value or self._exists(name, kind, value) else ""

    def references(self, name: str, kind: str, *, required: bool = False) -> list[str]:
        return [
            value
            for value in self.words(name, required=required)
            if self._exists(name, kind, value)
        ]

    def concept(self, name: str, scheme: str, *, required: bool = False) -> str:
        """The id of a concept, 'scheme/code', from its code."""
        value = self.text(name, required=required)
        return f"{scheme}/{value}" if value and self._is_concept(name, scheme, value) else ""

    def concepts(self, name: str, scheme: str) -> list[str]:
        return [
            f"{scheme}/{value}"
            for value in self.words(name)
            if self._is_concept(name, scheme, value)
        ]

    def _is_concept(self, name: str, scheme: str, value: str) -> bool:
        concepts = self.known.of("concept")
        if f"{scheme}/{value}" in concepts:
            return True
        codes = [key.partition("/")[2] for key in concepts if key.startswith(f"{scheme}/")]
        self.refuse(
            name,
            f"There is no {scheme} “{value}”.{_nearest(value, codes)} "
            "Correct it, or add it to the vocabulary first.",
        )
        return False

    def _exists(self, name: str, kind: str, value: str) -> bool:
        if value in self.known.of(kind):
            return True
        self.refuse(
            name,
            f"There is no {kind} “{value}”.{_nearest(value, self.known.of(kind))} "
            f"Correct it, or add that {kind} first.",
        )
        return False

    def words(self, name: str, *, required: bool = False) -> list[str]:
        value = self._get(name, required)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self.refuse(name, f'Write a list of texts such as ["…"] instead of {_shown(value)}.')
            return []
        return value

    def rows(self, name: str) -> list[dict[str, Any]]:
        value = self._get(name, False)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.refuse(name, f"Write a list of objects instead of {_shown(value)}.")
            return []
        return value

    def object(self, name: str) -> dict[str, Any]:
        value = self._get(name, False)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.refuse(name, f"Write an object such as {{…}} instead of {_shown(value)}.")
            return {}
        return value

    def sources(self, name: str = "sources", *, required: bool = True) -> list[str]:
        """At least one source: a web address, "record:NAME", or words ("general knowledge")."""
        value = self.words(name, required=required)
        for source in value:
            if source.startswith("record:") and not SLUG.fullmatch(source[len("record:") :]):
                self.refuse(name, f"“{source}” must be record: and the name of a file of records/.")
            elif source.startswith(("http:", "https:")) and not _host(source):
                self.refuse(name, f"“{source}” is no full web address.")
            elif not source.startswith(("http://", "https://")) and "://" in source:
                self.refuse(name, f"“{source}” must begin with https:// or http://.")
        return value

    def web_address(self, name: str) -> str:
        value = self.text(name, most=2000)
        if value and not re.match(r"https?://[^/\s]+", value):
            self.refuse(name, f"“{value}” is no web address. Begin with https:// or http://.")
            return ""
        return value

    def flag(self, name: str) -> bool | None:
        value = self._get(name, False)
        if value is None or isinstance(value, bool):
            return value
        self.refuse(name, f"Write true or false instead of {_shown(value)}.")
        return None

    def whole(self, name: str, least: int, most: int, *, required: bool = False) -> int | None:
        value = self._get(name, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.refuse(
                name, f"Write a whole number from {least} to {most} instead of {_shown(value)}."
            )
            return None
        return value

    def year(self, name: str) -> int | None:
        return self.whole(name, 1900, 2100)

    def degrees(self, name: str, most: int) -> float | None:
        value = self._get(name, True)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > most:
            self.refuse(name, f"Write degrees from -{most} to {most} instead of {_shown(value)}.")
            return None
        return float(value)

    def day(self, name: str, *, required: bool = False) -> datetime.date | None:
        value = self._get(name, required)
        return None if value is None else self.read_day(name, value)

    def read_day(self, name: str, value: Any) -> datetime.date | None:
        try:
            if not DAY.fullmatch(value):
                raise ValueError
            return datetime.date.fromisoformat(value)
        except (TypeError, ValueError):
            self.refuse(
                name, f"{_shown(value)} is no date. Write year-month-day, such as 2025-11-10."
            )
            return None

    def refuse_unstorable(self) -> bool:
        """Refuse what no database keeps, wherever it stands; say whether there is any."""
        if self._is_plain():
            return False
        for name, value in self.values.items():
            if fault := next(filter(None, map(_fault, _leaves([name, value]))), ""):
                self.refuse(name, fault)
        return bool(self.problems)

    def _is_plain(self) -> bool:
        """Whether its JSON text alone shows that nothing in it can be at fault."""
        try:
            text = json.dumps(self.values, ensure_ascii=False, allow_nan=False)
            text.encode()
        except (ValueError, RecursionError):  # not a number; half a character; too deep
            return False
        return "\\u0000" not in text and text.count("[") + text.count("{") <= MOST_DEPTH

    def refuse_unread(self) -> None:
        """Refuse the fields that nobody asked for: a misspelt name would be lost in silence."""
        for name in self.values.keys() - self._read:
            self.refuse(
                name, f"No such field is read here.{_nearest(name, self._read)} Correct its name."
            )

    def digest(self) -> str:
        return hashlib.sha256(
            json.dumps(self.values, sort_keys=True, ensure_ascii=False).encode()
        ).hexdigest()


def _leaves(value: Any) -> Iterator[Any]:
    """The texts, numbers and names of fields within a value; TOO_DEEP in place of the deepest."""
    waiting = [(0, value)]
    while waiting:
        depth, value = waiting.pop()
        if isinstance(value, dict):
            value = [*value.keys(), *value.values()]
        if not isinstance(value, list):
            yield value
        elif depth > MOST_DEPTH:
            yield TOO_DEEP
        else:
            waiting += [(depth + 1, item) for item in value]


def _fault(leaf: Any) -> str:
    if leaf is TOO_DEEP:
        return "The brackets are nested too deeply."
    if isinstance(leaf, float) and not math.isfinite(leaf):
        return f"{leaf} is no number that can be kept. Leave the field out."
    if isinstance(leaf, str) and "\x00" in leaf:
        return "The text holds a NUL character. Take it out."
    if isinstance(leaf, str) and LONE_SURROGATE.search(leaf):
        return "The text holds half a character (a lone surrogate). Write that place anew."
    return ""


def _is_language(code: str) -> bool:
    try:
        return bool(cldr.language_name(code, "en"))
    except KeyError:
        return False


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # brackets that belong to no network address
        return ""


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"


def _nearest(value: str, choices: Collection[str]) -> str:
    """A hint at the choice most like `value`; of many, only of those that begin alike."""
    if len(choices) > MOST_COMPARED:
        choices = [choice for choice in choices if choice[:3] == value[:3]][:MOST_COMPARED]
    near = difflib.get_close_matches(value, list(choices), n=1)
    return f" Did you mean “{near[0]}”?" if near else ""


class NotReadable(Exception):
    """A file cannot be read as rows at all."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields each stand once: of two, one would be lost in silence."""
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotReadable(
            f"The field “{twice}” stands twice in one row: {_shown(values)}. Delete one."
        )
    return values


def json_rows(path: Path) -> Iterator[Any]:
    """The rows of a JSON file that holds a list. Raises NotReadable."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_each_once)
    except json.JSONDecodeError as error:
        raise NotReadable(
            f"This is not JSON: {error.msg} at line {error.lineno}, column {error.colno}. "
            "Mend that place; a comma or a quote is often missing just before it."
        ) from error
    except UnicodeDecodeError as error:
        raise NotReadable(f"Byte {error.start:,} is not UTF-8. Save the file in UTF-8.") from error
    except ValueError as error:  # an integer of thousands of digits
        raise NotReadable("A number has too many digits. Shorten it.") from error
    except RecursionError as error:
        raise NotReadable("The brackets are nested too deeply.") from error
    if not isinstance(rows, list):
        raise NotReadable("The file must hold a list of rows: begin with [ and end with ].")
    yield from rows
