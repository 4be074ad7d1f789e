"""Search over everything: one function, so that another engine can stand in.

Each word must stand somewhere in the texts of a row, in any of its languages. Rows that name the
words early, as in their title, come first.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, TextField, Value, Window
from django.db.models.functions import RowNumber, StrIndex
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from musubi.entries.models import Entry, kinds
from musubi.members.models import City, Member
from musubi.vocabulary.normal import normal

MOST_WORDS = 12
LONGEST_QUERY = 200  # characters
SHOWN = 5  # rows of each kind, where all kinds are shown
PER_PAGE = 20
SNIPPET = 220  # characters
CITY, ORGANISATION = "city", "organisation"


@dataclass(frozen=True)
class Found:
    """The rows of one kind that hold every word: the best of them, and how many there are."""

    kind: str
    total: int
    rows: list[Any]


def words_of(query: str) -> list[str]:
    """The words to look for, normalised, each once. Scripts without spaces stay whole."""
    text = normal(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", query[:LONGEST_QUERY]))
    words = re.split(r"[\s,.;:!?\"'()\[\]<>“”‘’、。，．・「」『』（）/\\|*%_]+", text)
    return list(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def search(words: list[str]) -> list[Found]:
    """The best rows of each kind that has any, in the order of the kinds. No words find nothing."""
    if not words:
        return []
    found = {
        **_best(Member.objects.select_related("country"), words, "kind", _member_kind),
        **_best(Entry.objects.for_cards().public(), words, "kind", lambda kind: kind),
    }
    return [found[kind] for kind in searched_kinds() if kind in found]


def search_kind(words: list[str], kind: str, page: str) -> Page:
    """One page of all the rows of one kind, best first; a page beyond the last is the last."""
    rows: Any
    if kind == CITY:
        rows = City.objects.select_related("country")
    elif kind == ORGANISATION:
        rows = Member.objects.exclude(kind=Member.Kind.CITY).select_related("country")
    else:
        rows = Entry.objects.for_cards().public().filter(kind=kind)
    rows = _holding(rows, words).order_by("place_found", "pk") if words else rows.none()
    return Paginator(rows, PER_PAGE).get_page(page)


def searched_kinds() -> list[str]:
    return [CITY, *kinds(), ORGANISATION]


def _member_kind(kind: str) -> str:
    return CITY if kind == Member.Kind.CITY else ORGANISATION


def _holding(rows, words):
    """The rows that hold every word; place_found is lower the earlier they stand."""
    place = sum(
        (StrIndex("search_text", Value(word, TextField())) for word in words), start=Value(0)
    )
    return rows.filter(*(Q(search_text__contains=word) for word in words)).annotate(
        place_found=place
    )


def _best(rows, words, field, kind_of):
    """The best rows of each kind, and how many each kind has: one look for all, one for them."""
    rank = Window(
        RowNumber(), partition_by=F(field), order_by=[F("place_found").asc(), F("pk").asc()]
    )
    ranked = _holding(rows.model._default_manager.filter(pk__in=rows.values("pk")), words)
    found = (
        ranked.annotate(rank=rank, total=Window(Count("pk"), partition_by=F(field)))
        .filter(rank__lte=SHOWN)
        .order_by("place_found", "pk")
        .values_list("pk", field, "rank", "total")
    )
    totals: dict[str, dict[str, int]] = {}
    chosen: dict[str, list[int]] = {}
    for pk, value, _rank, total in found:
        kind = kind_of(value)
        totals.setdefault(kind, {})[value] = total
        chosen.setdefault(kind, []).append(pk)
    whole = rows.in_bulk([pk for pks in chosen.values() for pk in pks[:SHOWN]])
    return {
        kind: Found(kind, sum(totals[kind].values()), [whole[pk] for pk in pks[:SHOWN]])
        for kind, pks in chosen.items()
    }


def mark(text: str, words: list[str]) -> SafeString:
    """The text, escaped, with every occurrence of a word marked."""
    pattern = _pattern(words)
    if pattern is None:
        return format_html("{}", text)
    pieces = pattern.split(text)
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", p) if n % 2 else p,) for n, p in enumerate(pieces)),
    )


def snippet(texts: list[str], words: list[str]) -> str:
    """The piece of the texts that shows the words: of the one that holds most of them."""
    pattern = _pattern(words)
    if pattern is None or not any(texts):
        return ""
    best = max(texts, key=lambda text: len({m.lower() for m in pattern.findall(text)}))
    first = pattern.search(best)
    start = max(0, (first.start() if first else 0) - SNIPPET // 3)
    if start:  # begin at a word, where words are parted by blanks
        blank = best.find(" ", start, start + 25)
        start = blank + 1 if blank >= 0 else start
    piece = best[start : start + SNIPPET]
    return f"{'… ' if start else ''}{piece}{' …' if start + SNIPPET < len(best) else ''}"


def _pattern(words: list[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})", re.IGNORECASE)
