"""The versions of one row, each beside the one before it."""

import json
from dataclasses import dataclass
from typing import Any

from musubi.journal.models import Version


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. before, after: as text; None where the field is absent."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ComparedVersion:
    version: Version
    changes: list[Change]  # against the version before; all fields of the first


def history_of(kind: str, key: str) -> list[ComparedVersion]:
    """Every version of a row, newest first; empty where there is no such row."""
    versions = list(Version.objects.filter(kind=kind, key=key).order_by("number"))
    before: dict[str, Any] = {}
    compared = []
    for version in versions:
        compared.append(ComparedVersion(version, changes(before, version.data)))
        before = version.data
    return compared[::-1]


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """The fields in which two states of a row differ, in the order of the later one."""
    fields = [*after, *(name for name in before if name not in after)]
    return [
        Change(name, _as_text(before.get(name)), _as_text(after.get(name)))
        for name in fields
        if before.get(name) != after.get(name)
    ]


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False, indent=1)
