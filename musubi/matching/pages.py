"""What pages show of the ties of an entry: read from the index, told in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from musubi.entries.models import kinds
from musubi.matching import ties
from musubi.matching.criteria import Shown, judge
from musubi.matching.kept import Kept
from musubi.matching.moment import one_moment, stamps
from musubi.matching.readings import Reading, readings, sayings
from musubi.matching.rows import cities_of, read_along
from musubi.matching.sentences import OTHER_NEED, sentences
from musubi.ui.addresses import page_address
from musubi.vocabulary import current

AT_A_GLANCE = 4  # ties of each kind on the page of an entry
PER_PAGE = 10
MOST_PAGES = 500  # entries whose ties at a glance a process keeps


@dataclass(frozen=True)
class ShownTie:
    """One tie as a page shows it. row: the other entry, with what a card needs."""

    row: Any
    place: int
    score: float
    is_lifted: bool
    sentences: list[SafeString]
    criteria: list[Shown] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    @property
    def tied(self) -> int:
        return sum(shown.verdict == "tied" for shown in self.criteria)


@dataclass(frozen=True)
class Block:
    """The ties of an entry to one kind."""

    kind: str
    heading: str
    total: int
    ties: list[ShownTie]
    all_url: str


class Ties:
    """The ties of one public entry on a day, such as "2026-11-24"; without, today.

    Makes its queries when they are asked for.
    """

    def __init__(self, entry: Any, day: str = "") -> None:
        prefetch_related_objects([entry], *read_along(entry.kind))
        self.entry = entry
        self.day = day or timezone.now().date().isoformat()
        self.vocabulary = current.vocabulary()
        read = Reading(entry)
        self.wanted = ties.wanted(read.subject, self.vocabulary, read.said)

    def place(self, kind: str, *, is_fair: bool = True) -> tuple[int, list[ties.Placed]]:
        """How many of a kind are tied to this entry, and the best in their order."""
        return ties.place(
            self.wanted,
            kind,
            day=self.day,
            own_cities=set(cities_of(self.entry)),
            serves={country.pk for country in self.entry.countries.all()},
            is_fair=is_fair,
        )

    def block(self, kind: str) -> Block:
        total, placed = self.place(kind)
        shown = self.shown(kind, placed[:AT_A_GLANCE], is_brief=True)
        return Block(kind, heading(self.entry.kind, kind), total, shown, self.url(kind))

    def url(self, kind: str) -> str:
        return f"{page_address(f'{self.entry.kind}-ties', self.entry.slug)}?with={kind}"

    def shown(
        self, kind: str, placed: Iterable[ties.Placed], *, is_brief: bool = False
    ) -> list[ShownTie]:
        """The ties told in sentences, in their order; what has no sentence is left out."""
        told = ties.explained(self.wanted, placed, sayings, self.vocabulary)
        read = readings(tie.placed.id for tie in told)
        told = [tie for tie in told if tie.explanation.reasons and tie.placed.id in read]
        return [self._shown(tie, read[tie.placed.id].row, is_brief) for tie in told]

    def _shown(self, tie: ties.Tie, row: Any, is_brief: bool) -> ShownTie:
        because = sentences(
            tie.explanation,
            self.vocabulary,
            here=self.entry.kind,
            there=OTHER_NEED if self.entry.kind == row.kind else row.kind,
            most=1 if is_brief else None,
        )
        placed = tie.placed
        if is_brief:
            return ShownTie(row, placed.place, placed.score, placed.is_lifted, because)
        asked = self.entry.asked_for() or row.asked_for()
        answering = tie.said if self.entry.asked_for() else self.wanted.said
        return ShownTie(
            row,
            placed.place,
            placed.score,
            placed.is_lifted,
            because,
            judge(asked, answering, self.vocabulary) if asked else [],
            [q for country in self.entry.countries.all() for q in row.open_questions(country)],
        )


_blocks: Kept[list[Block]] = Kept(MOST_PAGES)


@one_moment()
def blocks(entry: Any) -> list[Block]:
    """The ties of an entry to each kind that its kind is tied to, as far as there are any.

    They are the same for all readers of a language on a day, and kept while nothing changes.
    """
    key = (entry.kind, entry.slug, get_language(), timezone.now().date())
    stamp = frozenset(stamps().items())
    kept = _blocks.get(key, stamp)
    if kept is None:
        found = Ties(entry)
        shown = [found.block(kind) for kind in settings.TIES.get(entry.kind, ())]
        kept = [block for block in shown if block.ties]
        _blocks.keep(key, stamp, kept)
    return kept


def forget() -> None:
    """Drop what is kept, as after another database has been put in place."""
    _blocks.forget()


def heading(here: str, there: str) -> str:
    return {
        ("need", "solution"): _("Solutions that may answer it"),
        ("need", "case"): _("What others did about it"),
        ("need", "need"): _("Cities with the same need"),
        ("solution", "need"): _("Needs that it may serve"),
        ("case", "need"): _("Needs that it may answer"),
    }.get((here, there)) or str(kinds()[there].KIND.plural)
