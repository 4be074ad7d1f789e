"""A normalised text as labels are looked for in it: its words and runs, one sign between two."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from musubi.vocabulary.text.characters import UNSPACED
from musubi.vocabulary.text.clusters import TOKEN, clusters
from musubi.vocabulary.text.stems import plain_word

BOUND = "\x1f"  # stands between two words, and before the first and behind the last
STOP = "\x1e"  # stands, with a BOUND on both sides, where a sentence or a phrase ends

_SOFT = re.compile(r"[ \t/-]*(?:\r?\n[ \t]*)?")  # what may stand between two words of one label
_is_run = re.compile(f"[{UNSPACED}]").match


@dataclass(frozen=True, slots=True)
class Haystack:
    """text: what is searched. words: the words and runs in it.

    spans: of each word in the normalised text. places: where each starts in `text`, and the end.
    """

    text: str
    words: list[str]
    spans: list[tuple[int, int]]
    places: list[int]
    _edges: dict[int, frozenset[int]] = field(default_factory=dict)  # of runs asked for already

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where in the normalised text a match stands, words whole; None if it cuts a cluster."""
        first = bisect_right(self.places, start) - 1
        last = bisect_right(self.places, end - 1) - 1
        begins, ends = self.spans[first][0], self.spans[last][1]
        if start != self.places[first] and _is_run(self.words[first]):
            offset = start - self.places[first]
            if offset not in self._edges_of(first):
                return None
            begins += offset
        if end != self.places[last] + len(self.words[last]) and _is_run(self.words[last]):
            offset = end - self.places[last]
            if offset not in self._edges_of(last):
                return None
            ends = self.spans[last][0] + offset
        return begins, ends

    def _edges_of(self, run: int) -> frozenset[int]:
        """Where in a run its clusters end."""
        if run not in self._edges:
            lengths = map(len, clusters(self.words[run]))
            self._edges[run] = frozenset(accumulate(lengths))
        return self._edges[run]


def haystack(text: str) -> Haystack:
    """text: normalised."""
    spans = [found.span() for found in TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    if "'" in text:
        words = [plain_word(word) for word in words]
    parts = words.copy()
    for number, ((_start, end), (start, _end)) in enumerate(pairwise(spans)):
        is_space = start == end + 1 and text[end] == " "  # the usual case, told cheaply
        if not is_space and not _SOFT.fullmatch(text, end, start):
            parts[number] += BOUND + STOP
    places = list(accumulate([len(part) + 1 for part in parts], initial=1))
    return Haystack(f"{BOUND}{BOUND.join(parts)}{BOUND}", words, spans, places)


def is_word(word: str) -> bool:
    """Whether it is a word of a script with spaces, not a run without."""
    return not _is_run(word)
