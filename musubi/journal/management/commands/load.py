import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from musubi.journal.loading import RecordRefused, load_record


class Command(BaseCommand):
    help = "Load the network's public record. Running it again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DATA_DIR)

    def handle(self, folder, verbosity, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. Name the folder that holds the record.")
        try:
            result = load_record(
                folder, at=timezone.now(), progress=self.tell if verbosity else lambda *_: None
            )
        except RecordRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                f"{len(refused.problems)} faults. Nothing was loaded: mend them and load again."
            ) from None
        self.report(result)

    def tell(self, file, rows):
        """Show the rows read so far; on a terminal in one line for each file."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{file}: {rows:,} rows ", ending="")
        elif rows % 10_000 == 0:
            self.stderr.write(f"{file}: {rows:,} rows")

    def report(self, result):
        if sys.stderr.isatty():
            self.stderr.write("")
        for remark in result.remarks:
            self.stdout.write(f"Note: {remark}")
        for kind, outcome in result.outcomes.items():
            if outcome.created or outcome.changed:
                self.stdout.write(
                    f"{kind}: {outcome.created} new, {outcome.changed} changed, "
                    f"{outcome.unchanged} as before"
                )
            for key in outcome.vanished:
                self.stdout.write(
                    f"{kind}: “{key}” is no longer in the files. It stays here; "
                    "withdraw it if it is to go."
                )
        if not result.is_changed:
            self.stdout.write("Nothing has changed: every row stands here as the files say it.")
