"""What a process keeps of the index in memory, and how it learns that something has changed."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from musubi.matching.index import storage
from musubi.matching.index.building import Version, in_memory
from musubi.matching.index.segments import Gone, Head, Key, Memory, Segment
from musubi.matching.index.views import Clashes, Living, View

MOST_VIEWS = 2  # the one that all see, and one with the writes of a transaction that runs
ATTEMPTS = 50
STEPS = (64, 1024, 16_384)  # changes; see `_groups`

Answer = TypeVar("Answer")
Change = tuple[int, int, int]  # seq, token, number of the document


class IndexBroken(Exception):
    """A part of the index stays missing. `musubi index rebuild` makes it anew."""


class Reader:
    """The views of one process; its threads share them.

    limit: gives the bytes of postings to keep.
    """

    def __init__(self, limit: Callable[[], float]) -> None:
        self.memory = Memory(limit)
        self._door = threading.Lock()
        self._pinned = threading.local()
        self.forget()

    def forget(self) -> None:
        """Drop everything, as after another database has been put in place."""
        self._views: dict[storage.Mark, View] = {}
        self._segments: dict[Key, Segment] = {}
        self._contents: dict[tuple[int, int], bytes] = {}
        self._clashes = Clashes()

    def run(self, work: Callable[[View], Answer]) -> Answer:
        """Give `work` the view of this moment; again, should a merge take a segment away."""
        for _attempt in range(ATTEMPTS):
            try:
                return work(self.view())
            except Gone:
                if self._is_pinned:
                    self._pinned.view = None
        raise IndexBroken("The search index is damaged. Run: musubi index rebuild")

    @property
    def _is_pinned(self) -> bool:
        return hasattr(self._pinned, "view")

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Within the block this thread looks once whether anything has changed.

        For pages, which ask several times and write nothing.
        """
        if self._is_pinned:
            yield
            return
        self._pinned.view = None
        try:
            yield
        finally:
            del self._pinned.view

    def view(self) -> View:
        """The index as the caller's transaction sees it now: one small question if unchanged."""
        if not self._is_pinned:
            return self._view_now()
        if self._pinned.view is None:
            self._pinned.view = self._view_now()
        return self._pinned.view

    def _view_now(self) -> View:
        view = self._views.get(storage.mark())
        if view is not None:
            return view
        with self._door:
            return self._look_again()

    def _look_again(self) -> View:
        """A view of one moment, though it takes several statements.

        The first names all parts that there are, and none of them ever changes; should one
        have gone when it is fetched, all begins anew.
        """
        heads = storage.heads()
        view = self._views.get(heads.mark)
        if view is None:
            view = self._make_view(heads)
            self._keep(view, heads)
        return view

    def _make_view(self, heads: storage.Heads) -> View:
        self._fetch_contents(heads.changes)
        segments = [self._segment(head) for head in heads.segments]
        changes = {}
        for group in _groups(heads.changes):
            segment = self._of_changes(group)
            segments.append(segment)
            changes[segment.head.key] = [seq for seq, _token, _number in group]
        before = [living for view in self._views.values() for living in view.all_livings]
        livings: list[Living] = self._clashes.livings(segments, before)
        return View(heads.mark, livings, changes)

    def _fetch_contents(self, changes: Sequence[Change]) -> None:
        wanted = {(seq, token) for seq, token, _number in changes}
        found = storage.changes(seq for seq, _token in sorted(wanted - self._contents.keys()))
        self._contents.update(found)
        if wanted - self._contents.keys():
            raise Gone

    def _segment(self, head: Head) -> Segment:
        return self._segments.get(head.key) or Segment(head, storage.blocks, self.memory)

    def _of_changes(self, group: Sequence[Change]) -> Segment:
        key = (-group[0][0], sum(token for _seq, token, _number in group))
        versions = (Version(n, seq, self._contents[seq, token]) for seq, token, n in group)
        return self._segments.get(key) or in_memory(versions, key)

    def _keep(self, view: View, heads: storage.Heads) -> None:
        """Keep the view, and of older ones no more than a few."""
        recent = list(self._views.values())[-(MOST_VIEWS - 1) :]
        views = [*recent, view]
        self._views = {one.mark: one for one in views}
        self._segments = {
            living.segment.head.key: living.segment for one in views for living in one.all_livings
        }
        kept = {(seq, token) for seq, token, _number in heads.changes}
        self._contents = {key: c for key, c in self._contents.items() if key in kept}


def _groups(changes: Sequence[Change]) -> list[list[Change]]:
    """The changes in a few groups, so that a new one makes only a small group anew.

    They are cut where their seq passes a multiple of a step: the newest by the smallest step.
    """
    if len(changes) <= 2 * STEPS[0]:
        return [list(changes)] if changes else []
    last = changes[-1][0]
    groups: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        step = next((s for s in STEPS if change[0] // s == last // s), STEPS[-1])
        groups.setdefault((step, change[0] // step), []).append(change)
    return sorted(groups.values())
