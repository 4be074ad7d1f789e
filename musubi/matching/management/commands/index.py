import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from musubi.matching import index, indexing
from musubi.vocabulary import current


def everything():
    """What the index must hold; all is read only when it is asked for."""
    yield from indexing.documents(current.read())


class Command(BaseCommand):
    help = "Check the search index against the database, make it anew, or merge its parts."

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("check", help="print each fault, and end with an error if there is one")
        actions.add_parser("rebuild", help="make the index anew from the database")
        compact = actions.add_parser("compact", help="merge what has changed into segments")
        compact.add_argument("--full", action="store_true", help="leave as few as can be")

    def handle(self, action, verbosity, full=False, **options):
        self.is_quiet = verbosity == 0
        if action == "check":
            self.find_faults()
        elif action == "rebuild":
            self.make_anew()
        else:
            self.merge(full)

    def find_faults(self):
        faults = index.check(self.counted(everything()))
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults. To mend them: musubi index rebuild")
        self.say(f"The index is sound: {index.size():,} documents.")

    def make_anew(self):
        with transaction.atomic():
            number = index.rebuild(self.counted(everything()))
        self.merge(full=False)
        self.say(f"The index holds {number:,} documents.")

    def merge(self, full):
        made = index.compact(full=full, progress=self.tell)
        if made is None:
            raise CommandError("Another process merges right now. Try again in a minute.")
        self.end_line()
        self.say(f"{made} segments were made." if made else "Nothing had to be merged.")

    def counted(self, documents):
        number = 0
        for number, document in enumerate(documents, 1):
            if number % 1000 == 0:
                self.tell("documents", number)
            yield document
        self.end_line()

    def tell(self, what, number):
        """Show how far it is; on a terminal in one line."""
        if self.is_quiet:
            return
        if sys.stderr.isatty():
            self.stderr.write(f"\r{what}: {number:,} ", ending="")
        elif what != "documents" or number % 10_000 == 0:
            self.stderr.write(f"{what}: {number:,}")

    def end_line(self):
        if sys.stderr.isatty() and not self.is_quiet:
            self.stderr.write("")

    def say(self, sentence):
        if not self.is_quiet:
            self.stdout.write(sentence)
