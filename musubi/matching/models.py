from django.db import models


class Document(models.Model):
    """What the index holds of one subject, as it was written last.

    The row of a deleted document stays, empty: whoever writes the document again locks it first,
    so that the versions of one document are numbered in the order in which they commit.
    """

    number = models.BigAutoField(primary_key=True)
    name = models.TextField(help_text="The id that callers know it by: 'need/dry-streets'.")
    digest = models.BinaryField(help_text="Of the content; empty if it is deleted.")
    content = models.BinaryField(help_text="Terms with impacts, and columns; index/contents.py.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="document_name_once")]

    def __str__(self):
        return self.name


class Change(models.Model):
    """A version that stands in no segment yet. Changes are added, and go into a segment."""

    seq = models.BigAutoField(primary_key=True, help_text="Of two versions the greater is newer.")
    token = models.BigIntegerField(help_text="By chance; tells whether anything has changed.")
    number = models.BigIntegerField(help_text="Of the document.")
    content = models.BinaryField(help_text="As the document's; empty if it was deleted.")

    class Meta:
        indexes = [models.Index(fields=["token"], name="change_token")]

    def __str__(self):
        return f"version {self.seq} of document {self.number}"


class Segment(models.Model):
    """Many documents, laid out for searching; the parts are its Blocks."""

    class State(models.IntegerChoices):
        BUILDING = 0, "is being written; nobody reads it"
        LIVE = 1, "is searched"
        GONE = 2, "has been merged into another, and is to be cleared away"

    token = models.BigIntegerField(help_text="By chance; tells whether anything has changed.")
    state = models.SmallIntegerField(choices=State.choices)
    documents = models.IntegerField()
    tombs = models.IntegerField(help_text="Deleted documents whose older versions it hides.")
    postings = models.BigIntegerField(help_text="About how many.")
    bits = models.SmallIntegerField(help_text="Leading bits of a hash that name its bucket.")
    columns = models.TextField(help_text="The names of the columns, as JSON.")

    def __str__(self):
        return f"segment {self.pk} of {self.documents} documents"


class Block(models.Model):
    """One part of a segment: a bucket of postings, or below 0 its names and columns."""

    pk = models.CompositePrimaryKey("segment", "bucket")
    segment = models.BigIntegerField(help_text="No foreign key: blocks are cleared away later.")
    bucket = models.IntegerField()
    data = models.BinaryField()

    def __str__(self):
        return f"block {self.bucket} of segment {self.segment}"


class Lease(models.Model):
    """Who may merge segments, and until when. There is one row."""

    id = models.SmallIntegerField(primary_key=True)
    holder = models.UUIDField(null=True)
    until = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.holder} until {self.until}"


class Exposure(models.Model):
    """Who was seen in the ties of all needs in one month. Rows are added, never altered."""

    month = models.CharField(primary_key=True, max_length=7, help_text="Such as 2026-11.")
    at = models.DateTimeField(help_text="When it was measured.")
    needs = models.PositiveIntegerField(help_text="How many there were.")
    seen = models.JSONField(
        help_text="By size, country and language: value -> shares of there, first, exposure."
    )

    class Meta:
        ordering = ["-month"]

    def __str__(self):
        return self.month
