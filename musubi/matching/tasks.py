from datetime import timedelta

from musubi.jobs.handlers import job
from musubi.matching import index

LEASE = timedelta(minutes=30)


@job("compact-index", every=timedelta(minutes=10), lease=LEASE)
def compact_index(job, *, at):
    """Merge the changes of the search index into segments; writers ask for it when it is due."""
    index.compact()
