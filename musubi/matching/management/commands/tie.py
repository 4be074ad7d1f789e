import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from musubi.matching import plain_ties
from musubi.matching.scratch import scratch_database
from musubi.vocabulary.files import read_vocabulary

MOST_TOP = 100


class Command(BaseCommand):
    help = (
        "Tie the needs of a file to its solutions, in a database for the moment, and print JSON. "
        'The file: {"needs": [{"id", "lang", "country", "title", "body"}], '
        '"solutions": [{"id", "lang", "title", "body", "countries"}]}. '
        "A solution with countries is tied to needs from these alone."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--in", dest="file", required=True, help="the file; - for the input")
        parser.add_argument("--top", type=int, default=10, help="ties for each need, 1 to 100")
        parser.add_argument("--plain", action="store_true", help="without the rules of fairness")
        parser.add_argument("--day", default="", help="of the lottery: 2026-01-31; today if none")

    def handle(self, file, top, plain, day, **options):
        if not 1 <= top <= MOST_TOP:
            raise CommandError(f"--top must be a number from 1 to {MOST_TOP}.")
        try:
            given = plain_ties.read_file(json.loads(self.read(file)))
        except json.JSONDecodeError as fault:
            raise CommandError(f"{file} is no JSON: {fault}.") from None
        except plain_ties.FileRefused as fault:
            raise CommandError(str(fault)) from None
        vocabulary = read_vocabulary(settings.DATA_DIR)
        day = day or timezone.now().date().isoformat()
        with scratch_database():
            plain_ties.put_into_index(given, vocabulary)
            needs = list(plain_ties.tie_all(given, vocabulary, day=day, top=top, is_fair=not plain))
        answer = {"day": day, "is_fair": not plain, "needs": needs}
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def read(self, file):
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            return content.decode("utf-8-sig")
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file} is not in UTF-8. Save it so, and try again.") from None
