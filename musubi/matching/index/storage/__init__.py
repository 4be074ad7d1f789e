"""The tables of the index: all SQL stands here, and nothing else of the index knows Django.

Statements are written for SQLite and PostgreSQL alike; where they differ it says why.
"""

from django.db import transaction

from musubi.matching.index.storage.merging import (
    ask_for_compaction,
    clear_away,
    exchange,
    give_back_lease,
    renew_lease,
    retired_segments,
    take_lease,
)
from musubi.matching.index.storage.reading import (
    Heads,
    Mark,
    blocks,
    changes,
    content_of,
    contents,
    heads,
    mark,
    one_moment,
    written_names,
)
from musubi.matching.index.storage.sql import BUILDING, GONE, LIVE, new_token
from musubi.matching.index.storage.writing import (
    add_blocks,
    add_changes,
    add_segment,
    in_portions,
    lock,
    lock_all,
    next_seq,
    put,
    take_out_everything,
)

atomic = transaction.atomic

__all__ = [
    "BUILDING",
    "GONE",
    "LIVE",
    "Heads",
    "Mark",
    "add_blocks",
    "add_changes",
    "add_segment",
    "ask_for_compaction",
    "atomic",
    "blocks",
    "changes",
    "clear_away",
    "content_of",
    "contents",
    "exchange",
    "give_back_lease",
    "heads",
    "in_portions",
    "lock",
    "lock_all",
    "mark",
    "new_token",
    "next_seq",
    "one_moment",
    "put",
    "renew_lease",
    "retired_segments",
    "take_lease",
    "take_out_everything",
    "written_names",
]
