from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at=None, failed_at=None)

    def due(self, at):
        return self.unfinished().filter(due_at__lte=at)

    def untried(self):
        return self.unfinished().filter(attempts=0)


class Job(models.Model):
    """A piece of work that is done after the transaction that asked for it.

    A worker that takes a job pushes `due_at` past its lease: should the worker die, the job
    falls due again by itself.
    """

    name = models.CharField(max_length=100, help_text="The name that its handler registered.")
    arguments = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    key = models.CharField(
        max_length=200,
        null=True,
        blank=True,
        help_text="Of the jobs with one name and key, only one may wait untried.",
    )
    enqueued_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="The first moment at which a worker may take it.")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(
        null=True, blank=True, help_text="The token of the worker that took it last."
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was given up; nobody tries it again."
    )
    last_error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="job_one_untried_per_key",
                fields=["name", "key"],
                condition=Q(attempts=0, finished_at=None, failed_at=None),
            ),
            models.CheckConstraint(
                name="job_finished_or_failed",
                condition=Q(finished_at=None) | Q(failed_at=None),
            ),
        ]
        indexes = [
            models.Index(
                name="job_unfinished",
                fields=["due_at", "id"],
                condition=Q(finished_at=None, failed_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.pk}"
