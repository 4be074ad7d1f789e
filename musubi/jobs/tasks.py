from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection

from musubi.jobs import actions
from musubi.jobs.handlers import job

FINISHED_JOBS_ARE_KEPT = timedelta(days=30)


@job("upkeep", every=timedelta(days=1), lease=timedelta(minutes=30))
def upkeep(job, *, at):
    """Renew the statistics of the planner, fold SQLite's log into its file, drop old jobs."""
    actions.forget_finished(before=at - FINISHED_JOBS_ARE_KEPT)
    for statement in upkeep_statements(connection):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def upkeep_statements(connection):
    if connection.vendor == "sqlite":
        return ["PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"]
    return [f"ANALYZE {connection.ops.quote_name(table)}" for table in our_tables()]


def our_tables():
    return sorted(
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.name in settings.MUSUBI_APPS
        for model in config.get_models(include_auto_created=True)
    )
