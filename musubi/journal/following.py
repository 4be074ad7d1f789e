"""Tells those who keep something beside the rows which rows have changed.

Whoever changes what the public may see calls `tell` within the same transaction. The followers,
such as the search index, belong to later apps, which earlier ones must not know; so
config.settings.FOLLOWERS names them, and nothing has to be traced through signals.
"""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

Progress = Callable[[str, int], None]


def tell(
    changed: Mapping[str, Sequence[str]], progress: Progress = lambda what, rows: None
) -> None:
    """Tell every follower. changed: kind -> keys of its rows that are new, changed or withdrawn."""
    for path in settings.FOLLOWERS:
        import_string(path)(changed, progress)
