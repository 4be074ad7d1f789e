import signal
import threading

from django.core.management.base import BaseCommand

from musubi.jobs.worker import work


class Command(BaseCommand):
    help = "Do the jobs in the background until told to stop; the current job is finished first."

    def handle(self, **options):
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work(stop)
