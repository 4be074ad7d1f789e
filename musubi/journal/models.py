from django.db import connection, models
from django.db.models import F

from musubi.journal.fields import LargeJSONField


class Load(models.Model):
    """One reading of the public record that changed something."""

    at = models.DateTimeField()
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(
        default=0, help_text="Rows here that the files no longer hold; they are kept."
    )

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}: {self.created} new, {self.changed} changed"


class Version(models.Model):
    """What one row said from a moment on, whole. Versions are added, never altered or removed.

    The subject is named by kind and key instead of a foreign key, because this table stands
    before every kind that it serves and outlives the rows.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    number = models.PositiveIntegerField(help_text="1 for the first version of its subject.")
    is_latest = models.BooleanField(default=True)
    at = models.DateTimeField()
    load = models.ForeignKey(Load, null=True, on_delete=models.PROTECT, related_name="versions")
    data = LargeJSONField(help_text="The row as it came.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the row in canonical JSON.")

    class Meta:
        ordering = ["kind", "key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(is_latest=True),
                name="one_latest_version",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}, version {self.number}"


class Stamp(models.Model):
    """Counts the changes of one kind, so that what is kept in memory knows when it is stale.

    The row stays locked from the change to its commit: whoever reads a number sees all the
    changes that it counts. (A greatest id would not do: ids can commit out of order.)
    """

    kind = models.CharField(primary_key=True, max_length=40)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"{self.kind}: {self.number}"


def touch(kind):
    """Count a change of `kind`, in the caller's transaction."""
    mine = Stamp.objects.filter(pk=kind)
    if not mine.update(number=F("number") + 1):
        Stamp.objects.bulk_create([Stamp(pk=kind)], ignore_conflicts=True)
        mine.update(number=F("number") + 1)


def stamps(kinds):
    """Return the number of changes of each of `kinds`, in their order; 0 before the first."""
    found = dict(Stamp.objects.filter(pk__in=kinds).values_list("kind", "number"))
    return tuple(found.get(kind, 0) for kind in kinds)


def all_stamps():
    """Every kind with the number of its changes, as a value to compare; in plain SQL for speed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, number FROM journal_stamp")
        return frozenset(cursor.fetchall())
