from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from musubi.vocabulary.files import read_codes, read_vocabulary
from musubi.vocabulary.lint import coverage, faults


class Command(BaseCommand):
    help = "Print how far each language of the vocabulary is covered, and what is wrong with it."

    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DATA_DIR)

    def handle(self, folder, **options):
        vocabulary = read_vocabulary(folder)
        self.stdout.write(f"{len(vocabulary.topics)} topics\n\n")
        self.stdout.write("| language | topics | with an alternative | labels | checked |")
        self.stdout.write("| --- | ---: | ---: | ---: | ---: |")
        for row in coverage(vocabulary):
            self.stdout.write(
                f"| {row.language} | {row.topics} | {row.with_alternative} "
                f"| {row.labels} | {row.checked} |"
            )
        found = faults(vocabulary, read_codes(folder, "focus-area"))
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} faults in the vocabulary.")
