"""One moment for a whole page: it asks once whether anything has changed."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from musubi.journal.models import all_stamps
from musubi.matching import index

_now = threading.local()


@contextmanager
def one_moment() -> Iterator[None]:
    """Within the block index and rows are read as of its first question. For reading alone."""
    if hasattr(_now, "stamps"):
        yield
        return
    _now.stamps = None
    try:
        with index.one_moment():
            yield
    finally:
        del _now.stamps


def stamps() -> Mapping[str, int]:
    """Every kind with the number of its changes."""
    if not hasattr(_now, "stamps"):
        return dict(all_stamps())
    if _now.stamps is None:
        _now.stamps = dict(all_stamps())
    return _now.stamps
