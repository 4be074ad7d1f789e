"""Walk the lists and the searches of the real record, and print what each page says.

Run as `python -m tests.front.walk`, it does so on the database of DATABASE_URL, which it fills.
"""

import io
import json
import os
import re
from urllib.parse import quote

QUERIES = ["water", "smart city", "バンコク", "交通", "flood risk", "ha", "2021", "đà", "a"]


def walk():
    """{address: the words of its <main>} for each page of each list in each order, and more."""
    from tests.front.pages import Page, main_part

    found = {}

    def visit(path):
        from django.test import Client

        while path and path not in found:
            response = Client().get(path)
            page = Page(main_part(response))
            found[path] = [page.text, page.links]
            following = [a["href"] for a in page.attributes_of("a") if a.get("rel") == "next"]
            path = path.partition("?")[0] + following[0] if following else ""

    for segment, orders in lists():
        for language in ["en", "th"] if segment == "cities" else ["en"]:
            for order in orders:
                visit(f"/{language}/{segment}/?sort={order}")
        for facet, value in options(f"/en/{segment}/"):
            visit(f"/en/{segment}/?{facet}={quote(value)}")
    for path in ["", "guidebook/", "meetings/", "meetings/3/", "cities/bangkok/", "members/mlit/"]:
        visit(f"/en/{path}")
    for query in QUERIES:
        visit(f"/en/search/?q={quote(query)}")
        visit(f"/en/search/?q={quote(query)}&kind=need")
    return found


def lists():
    """Each list with the names of its orders."""
    from musubi.exchange.listings import NEEDS, SOLUTIONS
    from musubi.library.listings import CASES
    from musubi.meetings.listings import COMMITMENTS
    from musubi.members.listings import CITIES, MEMBERS
    from musubi.programme.listings import PROJECTS

    segments = {
        "cities": CITIES,
        "members": MEMBERS,
        "needs": NEEDS,
        "solutions": SOLUTIONS,
        "projects": PROJECTS,
        "cases": CASES,
        "commitments": COMMITMENTS,
    }
    return [(name, [sort.name for sort in listing.sorts]) for name, listing in segments.items()]


def options(path):
    """The first option of each facet of a list, as (name, value)."""
    from tests.front.pages import read_main

    first = {}
    for box in read_main(path).attributes_of("input"):
        if box.get("type") == "checkbox":
            first.setdefault(box["name"], box["value"])
    return list(first.items())


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    settings.STATIC_ROOT = None
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load", str(settings.DATA_DIR), stdout=io.StringIO(), verbosity=0)
    print(json.dumps({"engine": settings.DATABASES["default"]["ENGINE"], "pages": walk()}))


def without_days(text):
    """Without the day of the loading, which may turn between two walks."""
    return re.sub(r"(Loaded|loaded) (from the public record )?on [^;.]+", "", text)


if __name__ == "__main__":
    main()
