"""Loads the public record: files to rows, rows to objects, every change to a version.

Each app says in its `reading.py` how its rows read (a Reader); config.settings.RECORD_READERS
gives them in order. All is one transaction: a fault anywhere leaves the database as it was.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import sql
from django.utils.module_loading import import_string

from musubi.journal.following import tell
from musubi.journal.models import Load, Version, touch
from musubi.journal.rows import Known, NotReadable, Problem, Row, json_rows

BATCH = 1000  # rows


class RecordRefused(Exception):
    """The record has faults; `problems` names each, and nothing was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} faults")
        self.problems = problems


@dataclass
class Fields:
    """What a reader makes of a row: field values, and lists of keys for related rows.

    refs: field -> (kind, key), a foreign key. links: field -> (kind, keys), many-to-many.
    children: rows of the object's own, such as its parts: (model, field, values, refs).
    """

    values: dict[str, Any]
    refs: dict[str, tuple[str, str]] = field(default_factory=dict)
    links: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    children: list["Child"] = field(default_factory=list)


@dataclass
class Child:
    """A row that belongs to the loaded object and is written anew with each version of it."""

    relation: str  # the name of the reverse foreign key on the owner: "parts"
    values: dict[str, Any]
    refs: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """How the rows of one file become objects of one model.

    kind: what rows call this in references, and what its versions are filed under.
    pattern: the files, within the record's folder.
    read: a Row to Fields; faults go to row.refuse.
    batch: rows read before they are written; 1 where rows refer to earlier rows of the file.
    """

    kind: str
    pattern: str
    model: type[models.Model]
    read: Callable[[Row], Fields]
    key: str = "slug"
    also_known_as: tuple[str, ...] = ()  # further kinds that references may name
    only: models.Q = field(default_factory=models.Q)  # which objects of the model are of this kind
    batch: int = BATCH
    rows: Callable[[Path], Iterable[Any]] = json_rows
    at_creation: Callable[[Any], dict[str, Any]] = lambda at: {}


@dataclass
class Outcome:
    """What a run did, per kind."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: list[str] = field(default_factory=list)


@dataclass
class Result:
    """What a run did, and what it remarked in passing."""

    outcomes: dict[str, Outcome]
    remarks: list[Problem]

    @property
    def is_changed(self) -> bool:
        return any(outcome.created or outcome.changed for outcome in self.outcomes.values())


Progress = Callable[[str, int], None]


def readers() -> list[Reader]:
    return [import_string(path) for path in settings.RECORD_READERS]


def load_record(folder: Path, *, at: Any, progress: Progress = lambda file, rows: None) -> Result:
    """Load every file of the record in `folder` and return the outcome per kind.

    Idempotent: a row that says what it said before is left alone; a changed row becomes a new
    version; a row that vanished from its file is reported and kept. `progress` is told the file
    and the rows read so far. Raises RecordRefused, having written nothing.
    """
    run = _Run(folder, at, progress)
    with transaction.atomic():
        for reader in readers():
            run.know(reader)
        for reader in readers():
            run.read_files(reader)
        run.refuse_strangers()
        if run.problems:
            raise RecordRefused(sorted(run.problems, key=lambda p: (p.file, p.row, p.field)))
        run.file()
        tell(run.written, progress)
    return Result(run.outcomes, run.remarks)


class _Run:
    """One reading of a folder, within one transaction."""

    def __init__(self, folder: Path, at: Any, progress: Progress) -> None:
        self.folder, self.at, self.progress = folder, at, progress
        self.known = Known()
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.outcomes: dict[str, Outcome] = {}
        self.load: Load | None = None
        self.expected: set[Path] = set()
        self.written: dict[str, list[str]] = {}

    def know(self, reader: Reader) -> None:
        """Note the rows that stand here already."""
        mine = reader.model._default_manager.filter(reader.only)
        for key, pk in mine.values_list(reader.key, "pk"):
            for kind in (reader.kind, *reader.also_known_as):
                self.known.add(kind, key, pk)

    def read_files(self, reader: Reader) -> None:
        paths = sorted(self.folder.glob(reader.pattern))
        self.expected.update(paths)
        latest = {
            key: (digest, number, pk)
            for pk, key, digest, number in Version.objects.filter(
                kind=reader.kind, is_latest=True
            ).values_list("pk", "key", "digest", "number")
        }
        if not paths and not latest:
            return
        outcome = self.outcomes[reader.kind] = Outcome()
        seen: dict[str, str] = {}
        for path in paths:
            rows = self.rows_of(path, reader, seen)
            while batch := list(islice(rows, reader.batch)):
                if not self.problems:
                    self.write(reader, batch, latest, outcome)
        outcome.vanished = sorted(latest.keys() - seen.keys())
        if outcome.created or outcome.changed:
            touch(reader.kind)

    def rows_of(
        self, path: Path, reader: Reader, seen: dict[str, str]
    ) -> Iterator[tuple[Row, Fields]]:
        """The rows of one file that read well; the faults of the others are kept."""
        name = str(path.relative_to(self.folder))
        number = 0
        try:
            for number, values in enumerate(reader.rows(path), 1):
                if number % BATCH == 0:
                    self.progress(name, number)
                if not isinstance(values, dict):
                    self.problems.append(
                        Problem(name, number, "", "", "A row must be an object: {…}.")
                    )
                    continue
                row = Row(name, number, values, self.known)
                row.key = str(values.get(reader.key, ""))
                if row.refuse_unstorable():
                    self.problems += row.problems
                    self.heard_of(reader, row.key)  # so that no row is blamed for naming it
                    continue
                fields = reader.read(row)
                row.key = str(fields.values.get(reader.key, row.key))
                row.refuse_unread()
                if row.key in seen:
                    row.refuse(
                        reader.key,
                        f"“{row.key}” stands already in {seen[row.key]}. "
                        "Give this row a key of its own, or delete one of the two.",
                    )
                for kind in reader.also_known_as:
                    if row.key in self.known.of(kind) and row.key not in self.known.of(reader.kind):
                        row.refuse(reader.key, f"“{row.key}” names another {kind}. Choose another.")
                seen[row.key] = f"{name}, row {number}"
                self.heard_of(reader, row.key)
                self.problems += row.problems
                self.remarks += row.remarks
                if not row.problems:
                    yield row, fields
        except NotReadable as error:
            self.problems.append(Problem(name, 0, "", "", str(error)))
        self.progress(name, number)

    def heard_of(self, reader: Reader, key: str) -> None:
        for kind in (reader.kind, *reader.also_known_as):
            if key not in self.known.of(kind):
                self.known.add(kind, key)

    def write(
        self,
        reader: Reader,
        batch: list[tuple[Row, Fields]],
        latest: dict[str, tuple[str, int, int]],
        outcome: Outcome,
    ) -> None:
        new, changed, versions, superseded = [], [], [], []
        for row, fields in batch:
            digest, number, version_pk = latest.get(row.key, ("", 0, 0))
            now = row.digest()
            if now == digest:
                outcome.unchanged += 1
                continue
            if number:
                superseded.append(version_pk)
                changed.append((row.key, fields))
            else:
                new.append((row.key, fields))
            versions.append(
                Version(
                    kind=reader.kind,
                    key=row.key,
                    number=number + 1,
                    at=self.at,
                    load=self.filed(),
                    data=row.values,
                    digest=now,
                )
            )
        if not versions:
            return
        self.create(reader, new)
        for key, fields in changed:
            self.change(reader, key, fields)
        Version.objects.filter(pk__in=superseded).update(is_latest=False)
        Version.objects.bulk_create(versions)
        outcome.created += len(new)
        outcome.changed += len(changed)
        self.written.setdefault(reader.kind, []).extend(v.key for v in versions)

    def create(self, reader: Reader, batch: list[tuple[str, Fields]]) -> None:
        made = [
            reader.model(
                **fields.values, **self.resolved(fields.refs), **reader.at_creation(self.at)
            )
            for _key, fields in batch
        ]
        insert(reader.model, made)
        for (key, _fields), thing in zip(batch, made, strict=True):
            for kind in (reader.kind, *reader.also_known_as):
                self.known.add(kind, key, thing.pk)
        self.link(
            reader, [(thing, fields) for (_k, fields), thing in zip(batch, made, strict=True)]
        )

    def change(self, reader: Reader, key: str, fields: Fields) -> None:
        thing = reader.model._default_manager.get(**{reader.key: key})
        for name, value in (fields.values | self.resolved(fields.refs)).items():
            setattr(thing, name, value)
        thing.save()
        for name in fields.links:
            getattr(thing, name).clear()
        for relation in {child.relation for child in fields.children} | self.relations(reader):
            getattr(thing, relation).all().delete()
        self.link(reader, [(thing, fields)])

    def relations(self, reader: Reader) -> set[str]:
        return set(getattr(reader.model, "WRITTEN_WITH_IT", ()))

    def link(self, reader: Reader, batch: list[tuple[Any, Fields]]) -> None:
        """Write the many-to-many rows and the children of a batch, a table at a time."""
        rows: dict[type[models.Model], list[models.Model]] = {}
        pairs: dict[str, list[tuple[Any, Any]]] = {}
        for thing, fields in batch:
            for name, (kind, keys) in fields.links.items():
                pairs.setdefault(name, []).extend(
                    (thing.pk, self.known.of(kind)[key]) for key in dict.fromkeys(keys)
                )
            for child in fields.children:
                relation: Any = reader.model._meta.get_field(child.relation)
                values = child.values | self.resolved(child.refs)
                rows.setdefault(relation.related_model, []).append(
                    relation.related_model(**{relation.field.attname: thing.pk}, **values)
                )
        for name, found in pairs.items():
            connect(reader.model, name, found)
        for model, made in rows.items():
            model._default_manager.bulk_create(made, batch_size=BATCH)

    def resolved(self, refs: dict[str, tuple[str, str]]) -> dict[str, Any]:
        return {
            f"{name}_id": self.known.of(kind)[key] if key else None
            for name, (kind, key) in refs.items()
        }

    def refuse_strangers(self) -> None:
        """A file that nobody reads is most often a misspelt name."""
        for path in sorted(self.folder.rglob("*.json")):
            if path not in self.expected:
                patterns = ", ".join(reader.pattern for reader in readers())
                self.problems.append(
                    Problem(
                        str(path.relative_to(self.folder)),
                        0,
                        "",
                        "",
                        f"Nobody reads a file of this name. Rename it to one of: {patterns}.",
                    )
                )
        if not self.expected:
            self.problems.append(
                Problem(str(self.folder), 0, "", "", "There is no file of a record here.")
            )

    def filed(self) -> Load:
        if self.load is None:
            self.load = Load.objects.create(at=self.at)
        return self.load

    def file(self) -> None:
        """Write down what the run did, if it did anything."""
        if self.load is None:
            return
        for outcome in self.outcomes.values():
            self.load.created += outcome.created
            self.load.changed += outcome.changed
            self.load.unchanged += outcome.unchanged
            self.load.vanished += len(outcome.vanished)
        self.load.save()
        touch("load")


def insert(model: type[models.Model], things: list[Any]) -> None:
    """Insert new objects of `model` in bulk and set their primary keys.

    Django's bulk_create refuses a model with a parent table; parents go first here, and then
    the model's own columns.
    """
    if not things:
        return
    parents = list(model._meta.parents.items())
    if not parents:
        model._default_manager.bulk_create(things, batch_size=BATCH)
        return
    (parent, link), *_more = parents
    assert link is not None
    assert parent._meta.pk is not None
    above = [
        parent(**{f.attname: getattr(thing, f.attname) for f in parent._meta.concrete_fields})
        for thing in things
    ]
    insert(parent, above)
    for thing, made in zip(things, above, strict=True):
        thing.pk = made.pk
        setattr(thing, link.attname, made.pk)
        setattr(thing, parent._meta.pk.attname, made.pk)
    own = list(model._meta.local_concrete_fields)
    # SQLite takes at most 32,766 values in one statement.
    step = max(1, min(BATCH, 30_000 // len(own)))
    for start in range(0, len(things), step):
        query = sql.InsertQuery(model)
        query.insert_values(own, things[start : start + step])
        query.get_compiler("default").execute_sql()
    for thing in things:
        thing._state.adding = False
        thing._state.db = "default"


def connect(model: type[models.Model], name: str, pairs: list[tuple[Any, Any]]) -> None:
    """Insert the rows of a many-to-many field: primary keys of both sides.

    Written without objects: there are several pairs for each row of the record.
    """
    relation: Any = model._meta.get_field(name)
    through = relation.remote_field.through._meta
    columns = [
        through.get_field(side).column
        for side in (relation.m2m_field_name(), relation.m2m_reverse_field_name())
    ]
    quote = connection.ops.quote_name
    into = f"INSERT INTO {quote(through.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608
    with connection.cursor() as cursor:
        for start in range(0, len(pairs), BATCH):
            part = pairs[start : start + BATCH]
            values = ", ".join(["(%s, %s)"] * len(part))
            cursor.execute(into + values, [key for pair in part for key in pair])
