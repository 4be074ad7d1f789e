"""The few things that every statement needs."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection

BUILDING, LIVE, GONE = 0, 1, 2  # models.Segment.State
ROWS_AT_ONCE = 500
TOKEN_BITS = 40  # their sum over eight million changes is still a 64-bit integer


def new_token() -> int:
    return random.getrandbits(TOKEN_BITS)


def ask(sql: str, values: Sequence[Any] | None = None, *, width: int = 1) -> list[tuple[Any, ...]]:
    """Run a statement; return its rows. "{values}" in it stands for places for all values."""
    with connection.cursor() as cursor:
        cursor.execute(_filled(sql, values, width), values)
        return cursor.fetchall()


def do(sql: str, values: Sequence[Any] | None = None) -> int:
    """Run a statement; return the number of rows that it touched."""
    with connection.cursor() as cursor:
        cursor.execute(_filled(sql, values, 1), values)
        return cursor.rowcount


def _filled(sql: str, values: Sequence[Any] | None, width: int) -> str:
    """With places for those values that have none yet: %s, %s, or in rows (%s, %s), (%s, %s)."""
    if values is None or "{values}" not in sql:
        return sql
    number = (len(values) - sql.count("%s")) // width
    row = f"({', '.join(['%s'] * width)})" if width > 1 else "%s"
    return sql.replace("{values}", ", ".join([row] * number))


def batches(rows: Iterable[Any], size: int = ROWS_AT_ONCE) -> Iterator[list[Any]]:
    found = iter(rows)
    while some := list(islice(found, size)):
        yield some
