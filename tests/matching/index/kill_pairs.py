"""What the processes of test_kill.py write: pairs of documents that change together.

The truth stands in a table beside the index, written in the same transaction: the stamp of a pair
counts its versions. From pair and version its documents can be made again.
"""

import random

from musubi.matching.index import Columns


def pair_name(writer, number):
    return f"w{writer}p{number:02}"


def is_deleted(version):
    return version == 0 or version % 4 == 3


def documents_of(pair, version):
    """The two documents that a pair has in this version; none if it is deleted."""
    if is_deleted(version):
        return []
    rng = random.Random(f"{pair} {version}")
    columns = Columns({"pair": pair, "version": str(version)})
    return [
        (
            f"{half}/{pair}",
            {"all": 1 + version % 200}
            | {f"t{rng.randrange(200)}": rng.randint(1, 255) for _ in range(20)},
            columns,
        )
        for half in ("left", "right")
    ]
