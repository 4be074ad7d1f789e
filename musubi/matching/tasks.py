from datetime import timedelta

from musubi.jobs.handlers import job
from musubi.matching import exposing, index

LEASE = timedelta(minutes=30)


@job("compact-index", every=timedelta(minutes=10), lease=LEASE)
def compact_index(job, *, at):
    """Merge the changes of the search index into segments; writers ask for it when it is due."""
    index.compact()


@job("publish-exposure", every=timedelta(days=1), lease=timedelta(hours=2))
def publish_exposure(job, *, at):
    """Measure once a month who is seen in the ties of all needs."""
    exposing.publish(at=at)
