"""What tests make: countries, cities, needs …, a small record in files, and the real one loaded."""

import copy
import datetime
import itertools
import json
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from musubi.exchange.models import Need, Solution
from musubi.front import results
from musubi.journal.following import tell
from musubi.journal.loading import load_record
from musubi.journal.models import touch
from musubi.library.models import CaseStudy
from musubi.listing import memory
from musubi.matching import index, pages, readings, searching
from musubi.meetings.models import Commitment, Meeting
from musubi.members.models import City, Country, Member
from musubi.programme.models import Project
from musubi.vocabulary import current
from musubi.vocabulary.models import Concept, ConceptLabels
from musubi.vocabulary.texts import Texts

DATA = Path(settings.BASE_DIR) / "data"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
NOON = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)

_numbers = itertools.count(1)


def texts(value):
    """Texts from an English text or {language: text}."""
    return Texts.recorded({"en": value} if isinstance(value, str) else value)


def make_country(code="TH"):
    return Country.objects.get_or_create(code=code, defaults={"name": Texts()})[0]


def make_concept(scheme, code):
    values = {"scheme": scheme, "code": code, "label": texts(code)}
    return Concept.objects.get_or_create(id=f"{scheme}/{code}", defaults=values)[0]


def make_member(name="Company", *, model=Member, country="JP", **values):
    values = {
        "slug": f"member-{next(_numbers)}",
        "kind": Member.Kind.COMPANY,
        "name": texts(name),
        "country": make_country(country),
        "sources": ["https://example.org/member"],
    } | values
    made = model.objects.create(**values)
    touch(made.history_kind)
    tell({made.history_kind: [made.slug]})
    return made


def make_city(name="City", *, country="TH", **values):
    values = {"kind": Member.Kind.CITY, "lat": 13.7, "lon": 100.5, "population": 1000} | values
    return make_member(name, model=City, country=country, **values)


def make_entry(model, title, **values):
    groups, countries = values.pop("groups", []), values.pop("countries", [])
    values = {
        "kind": model.KIND.code,
        "slug": f"{model.KIND.code}-{next(_numbers)}",
        "title": texts(title),
        "sources": ["https://example.org/entry"],
        "published_at": NOON,
    } | values
    made = model.objects.create(**values)
    made.groups.set([make_concept("group", code) for code in groups])
    made.countries.set([make_country(code) for code in countries])
    touch(model.KIND.code)
    tell({model.KIND.code: [made.slug]})
    return made


def make_need(title="Need", **values):
    values.setdefault("owner", None)
    values["owner"] = values["owner"] or make_city()
    return make_entry(Need, title, **{"stage": make_concept("stage", "idea"), **values})


def make_solution(title="Solution", **values):
    values.setdefault("owner", None)
    values["owner"] = values["owner"] or make_member()
    return make_entry(Solution, title, **values)


def make_project(title="Project", **values):
    given = {
        "programme": "A programme",
        "programme_group": make_concept("programme", "other"),
        "phase": make_concept("phase", "pilot"),
    }
    return make_entry(Project, title, **(given | values))


def make_case(title="Case", **values):
    return make_entry(CaseStudy, title, **values)


def make_meeting(number, starts_on=datetime.date(2025, 11, 10), *, title="", **values):
    given = {"slug": str(number), "number": number, "starts_on": starts_on, "ends_on": starts_on}
    return make_entry(Meeting, title or f"Meeting {number}", **(given | values))


def make_commitment(title="Promise", *, at_meeting, **values):
    given = {
        "nature": Commitment.Nature.DELIVERABLE,
        "outcome": Commitment.Outcome.OPEN,
        "who": texts("ASEAN and Japan"),
        "to_whom": texts("the cities"),
    }
    return make_entry(Commitment, title, at_meeting=at_meeting, **(given | values))


# The record


@contextmanager
def loaded_record(folder=DATA):
    """The record in the database for the time of the block; afterwards all is as it was."""
    forget_lists()
    with transaction.atomic():
        load_record(folder, at=timezone.now())
        yield
        transaction.set_rollback(True)
    forget_lists()


def forget_lists(*, with_vocabulary=True):
    """Forget the columns in memory: a database that goes back to what it was takes its count back.

    No installation does that, but every test does. The real vocabulary takes a while to read.
    """
    memory.forget()
    index.forget()
    readings.forget()
    pages.forget()
    results.forget()
    searching.forget()
    if with_vocabulary:
        current.forget()


def record_rows(name):
    """The rows of one file of the real record."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def make_topics(**topics):
    """Topics of the vocabulary, {code: {"type": …, "names": {language: [labels]}, …}}."""
    for code, values in topics.items():
        code = code.replace("_", "-")
        names = values.pop("names", {})
        concept = Concept.objects.create(
            id=f"topic/{code}", scheme="topic", code=code, label=Texts(), **values
        )
        for language, labels in names.items():
            ConceptLabels.objects.create(
                id=f"{language}/{code}",
                concept=concept,
                language=language,
                preferred=labels[0],
                alternative=labels[1:],
            )
    touch("concept")
    touch("labels")
    tell({"concept": list(topics)})
    current.forget()


RECORD_TEXT = """Summary Record of the 1st Network High Level Meeting

1. The Meeting was convened in Nara, Japan, on 1 May 2024. The Meeting was co-chaired by
Ms. A Chair, Minister, of Japan.

2. It asked for a good example.
"""
NAME = {"en": "A name", "ja": "名前"}
SOURCES = ["https://example.org/source"]
# One row of each kind, with every field that it can have.
SMALL_RECORD = {
    "vocabulary/words.json": [
        {"scheme": scheme, "code": code, "label": NAME, "order": 1}
        for scheme, code in [
            ("audience", "cities"),
            ("focus-area", "safety"),
            ("group", "everyone"),
            ("phase", "pilot"),
            ("programme", "other"),
            ("stage", "idea"),
        ]
    ],
    "countries.json": [
        {
            "code": "JP",
            "name": NAME,
            "takes_part": True,
            "official_languages": ["ja"],
            "working_languages": ["ja"],
            "capital": "Tokyo",
            "memberships": ["body"],
            "facts_source": "Unicode CLDR",
            "sources": SOURCES,
        }
    ],
    "organisations.json": [
        {"slug": "body", "name": NAME, "country": "JP", "kind": "association", "sources": SOURCES},
        {
            "slug": "company",
            "name": NAME,
            "country": "JP",
            "kind": "company",
            "is_msme": True,
            "memberships": [{"body": "body", "since": 2019}],
            "website": "https://example.org/",
            "note": "A note.",
            "sources": SOURCES,
        },
    ],
    "cities.json": [
        {
            "slug": "nara",
            "name": NAME,
            "country": "JP",
            "lat": 34.7,
            "lon": 135.8,
            "population": 350000,
            "population_year": 2020,
            "memberships": [{"body": "body", "since": 2018}],
            "population_source": "https://example.org/people",
            "coordinates_source": "general knowledge",
            "names_source": "general knowledge",
            "sources": SOURCES,
        }
    ],
    "network.json": [
        {
            "slug": "network",
            "name": NAME,
            "summary": NAME,
            "cities_in": "body",
            "companies_in": "body",
            "sources": SOURCES,
        }
    ],
    "needs.json": [
        {
            "slug": "dry-streets",
            "city": "nara",
            "title": "Dry streets",
            "project_name": "Drainage",
            "problem": "Rain stands in the streets.",
            "wanted": "A pump.",
            "focus_area": "safety",
            "people_served": ["everyone"],
            "stage": "idea",
            "year": 2024,
            "quote": "wet",
            "sources": SOURCES,
        }
    ],
    "solutions.json": [
        {
            "slug": "pump",
            "organisation": "company",
            "title": NAME,
            "summary": NAME,
            "keywords": ["pump"],
            "focus_area": "safety",
            "countries": ["JP"],
            "people_served": ["everyone"],
            "year": 2023,
            "partners": ["body"],
            "certainty": "stated",
            "sources": SOURCES,
        }
    ],
    "projects.json": [
        {
            "slug": "pumping",
            "title": "Pumping",
            "programme": "A programme",
            "programme_group": "other",
            "place": "Nara",
            "cities": ["nara"],
            "countries": ["JP"],
            "started_year": 2020,
            "ended_year": 2022,
            "years": "2020-2022",
            "stage": "a trial",
            "phase": "pilot",
            "what_was_done": "A pump was tried.",
            "outcome": "It worked.",
            "organisations": ["company"],
            "certainty": "stated",
            "sources": SOURCES,
        }
    ],
    "cases.json": [
        {
            "slug": "dry-nara",
            "title": "Dry Nara",
            "place": "Nara",
            "cities": ["nara"],
            "countries": ["JP"],
            "problem": "Rain.",
            "approach": "Pumps.",
            "inclusion_aspect": "Everybody walks.",
            "results": "Dry feet.",
            "people_served": ["everyone"],
            "focus_area": "safety",
            "organisations": ["company"],
            "year": 2022,
            "in_guidebook": False,
            "certainty": "stated",
            "sources": SOURCES,
        }
    ],
    "guidebook.json": [
        {
            "key": "document",
            "kind": "document",
            "title": "Guidebook",
            "order": 0,
            "origin": "asean-guidebook",
            "sources": SOURCES,
        },
        {
            "key": "chapter",
            "kind": "chapter",
            "title": "A chapter",
            "text": "Its text.",
            "parent": "document",
            "order": 1,
            "origin": "japan",
            "certainty": "stated",
            "sources": SOURCES,
        },
    ],
    "meetings.json": [
        {
            "number": 1,
            "name": NAME,
            "starts_on": "2024-05-01",
            "ends_on": "2024-05-02",
            "place": "Nara",
            "format": "in-person",
            "theme": "Rain",
            "co_chairs": [{"name": "A chair", "role": "Minister", "country": "JP"}],
            "participants": 10,
            "participants_note": "About ten.",
            "outcomes": ["A promise."],
            "record": "meeting-1",
            "certainty": "stated",
            "sources": ["record:meeting-1"],
        }
    ],
    "records/meeting-1.txt": RECORD_TEXT,
    "commitments.json": [
        {
            "id": "m1-pump",
            "meeting": 1,
            "paragraph": "2",
            "text": "Show a pump.",
            "who": "Japan",
            "to_whom": "the cities",
            "audience": ["cities"],
            "kind": "deliverable",
            "due": {"before_meeting": 2, "text": "before the next Meeting"},
            "delivered_on": "2024-06",
            "outcome": "done",
            "series": "pumps",
            "evidence": "It was shown.",
            "evidence_sources": SOURCES,
            "certainty": "stated",
            "sources": SOURCES,
        }
    ],
}
ROW_FILES = [name for name in SMALL_RECORD if name.endswith(".json")]


def small_record():
    """A copy of SMALL_RECORD that a test may change."""
    return copy.deepcopy(SMALL_RECORD)


def write_record(folder, files):
    """Write {file name: rows, text or bytes} into a folder, and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def load(folder, **options):
    """Run `musubi load` on a folder."""
    call_command("load", str(folder), verbosity=0, **options)
