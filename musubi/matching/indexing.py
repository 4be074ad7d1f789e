"""What the index holds of the database: every public entry, every city and organisation.

`follow` stands in settings.FOLLOWERS, so that a row and its place in the index change in one
transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q

from musubi.entries.models import Entry
from musubi.journal.following import Progress
from musubi.matching import index, profiles
from musubi.matching.impacts import impacts
from musubi.matching.rows import (
    CITY,
    ORGANISATION,
    all_rows,
    id_of,
    rows_of,
    searched_kinds,
    subject_of,
)
from musubi.members.models import City
from musubi.vocabulary import current
from musubi.vocabulary.topics import Vocabulary

WORDS_OF_ALL = ("concept", "labels")  # a change of these may alter the topics of every text


def follow(changed: Mapping[str, Sequence[str]], progress: Progress) -> None:
    """Bring the index up to date with these rows."""
    if any(changed.get(kind) for kind in WORDS_OF_ALL):
        index.lock()  # nobody's change may come between the reading of all rows and their writing
        # Read and not kept: this transaction may yet be undone.
        write(all_rows(), current.read(), progress)
        return
    ids = {
        f"{kind}/{key}"
        for kind, keys in changed.items()
        if kind in searched_kinds()
        for key in keys
    }
    if not ids:
        return
    ids |= _owned_by(changed)
    ids |= _profiled_by(ids)
    present = set()

    def noted() -> Iterator[Any]:
        for row in rows_of(ids):
            present.add(id_of(row))
            yield row

    write(noted(), current.vocabulary(), progress)
    for gone in sorted(ids - present):
        index.delete(gone)


def write(rows: Iterable[Any], vocabulary: Vocabulary, progress: Progress) -> None:
    """Put rows into the index, in the caller's transaction."""

    def counted() -> Iterator[Any]:
        number = 0
        for number, row in enumerate(rows, 1):
            if number % 1000 == 0:
                progress("index", number)
            yield document(row, vocabulary)
        progress("index", number)

    index.upsert_many(counted())


def document(row: Any, vocabulary: Vocabulary) -> tuple[str, dict[str, int], Any]:
    """What the index takes: id, impacts, columns."""
    subject = subject_of(row)
    found = impacts(subject, vocabulary)
    if isinstance(row, City):
        found |= profiles.impacts_of(row, vocabulary)
    columns = index.Columns(codes=dict(subject.codes), sets=dict(subject.sets))
    return subject.id, found, columns


def documents(vocabulary: Vocabulary) -> Iterator[tuple[str, dict[str, int], Any]]:
    """Everything that the index must hold."""
    return (document(row, vocabulary) for row in all_rows())


def _owned_by(changed: Mapping[str, Sequence[str]]) -> set[str]:
    """The entries whose owner's name may have changed."""
    slugs = [*changed.get(CITY, ()), *changed.get(ORGANISATION, ())]
    if not slugs:
        return set()
    entries = Entry.objects.filter(owner__slug__in=slugs).values_list("kind", "slug")
    return {f"{kind}/{slug}" for kind, slug in entries}


def _profiled_by(ids: Iterable[str]) -> set[str]:
    """The cities in whose profile these entries stand."""
    slugs = [one.partition("/")[2] for one in ids if one.startswith(profiles.STARTS)]
    entries = Entry.objects.filter(kind__in=profiles.MADE_OF, slug__in=slugs)
    cities = City.objects.filter(Q(entries__in=entries) | Q(parts__entry__in=entries))
    return {f"{CITY}/{slug}" for slug in cities.order_by().values_list("slug", flat=True)}
