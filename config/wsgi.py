import gc
import logging
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def _warm_up() -> None:
    """Load what pages keep in memory, so that no visitor of a large network waits."""
    from django.conf import settings
    from django.db import DatabaseError, connection

    from musubi.front.figures import figures
    from musubi.matching import index
    from musubi.vocabulary import current

    try:
        figures()
        current.vocabulary().warm_up(code for code, _name in settings.LANGUAGES)
        index.size()
    except DatabaseError:  # not there yet: the first page asked for will load it, or say so
        logging.getLogger(__name__).info("the lists could not be loaded beforehand", exc_info=True)
    finally:
        connection.close()


threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()

# What is loaded by now lives as long as the process: the collector need not look at it again
# during every other request, which doubled the cost of a page.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
