"""How countries, organisations, cities and the network itself are read from the public record."""

from django.db.models import Q

from musubi.journal.loading import Child, Fields, Reader
from musubi.members.models import City, Country, Member, Network
from musubi.ui import cldr
from musubi.vocabulary.texts import Texts

KINDS = [kind for kind in Member.Kind.values if kind != Member.Kind.CITY]


def read_country(row):
    flag = row.flag("takes_part")
    code = row.text("code", required=True, most=2)
    row.key = code
    if code and not _is_country(code):
        row.refuse("code", f"“{code}” is no country’s code. Write that of ISO 3166-1, such as TH.")
    return Fields(
        {
            "code": code,
            "name": Texts.recorded(row.texts("name", required=True)),
            "takes_part": flag is not False,
            "official_languages": row.words("official_languages"),
            "working_languages": row.words("working_languages"),
            "capital": row.text("capital", most=100),
            "bodies": row.words("memberships"),
            "sources": row.sources(),
            "facts_source": row.text("facts_source", most=500),
        }
    )


def _is_country(code):
    try:
        return bool(cldr.country_name(code, "en"))
    except KeyError:
        return False


def seats(row, slugs):
    """The codes of the countries where members have their seat, in order, each once."""
    found = (row.known.facts.get(("seat", slug)) for slug in slugs)
    return list(dict.fromkeys(code for code in found if code))


def _member(row):
    """The fields that every kind of member has."""
    name = row.texts("name", required=True)
    slug, country = row.slug("slug"), row.reference("country", "country", required=True)
    row.known.facts["seat", slug] = country
    memberships, bodies = [], set()
    for membership in row.rows("memberships"):
        body, since = membership.get("body"), membership.get("since")
        if not isinstance(body, str) or body not in row.known.of("member"):
            row.refuse("memberships", f"No member “{body}” stands above this row. Put it there.")
        elif since is not None and not (isinstance(since, int) and 1900 <= since <= 2100):
            row.refuse("memberships", f"“{since}” is no year. Write a year such as 2018.")
        elif body == slug:
            row.refuse("memberships", "A member cannot belong to itself. Take that out.")
        elif body in bodies:
            row.refuse("memberships", f"“{body}” stands here twice. Take one out.")
        else:
            bodies.add(body)
            memberships.append(
                Child("memberships", {"since_year": since}, {"body": ("member", body)})
            )
    return Fields(
        {
            "slug": slug,
            "name": Texts.recorded(name),
            "website": row.web_address("website"),
            "sources": row.sources(),
            "note": row.text("note"),
        },
        refs={"country": ("country", country)},
        children=memberships,
    )


def read_organisation(row):
    fields = _member(row)
    fields.values |= {
        "kind": row.choice("kind", KINDS, required=True),
        "is_msme": row.flag("is_msme"),
    }
    return fields


def read_city(row):
    fields = _member(row)
    fields.values |= {
        "kind": Member.Kind.CITY,
        "lat": row.degrees("lat", 90),
        "lon": row.degrees("lon", 180),
        "population": row.whole("population", 0, 100_000_000),
        "population_year": row.year("population_year"),
        "population_source": row.text("population_source", most=500),
        "coordinates_source": row.text("coordinates_source", most=500),
        "names_source": row.text("names_source", most=500),
    }
    return fields


def read_network(row):
    return Fields(
        {
            "slug": row.slug("slug"),
            "name": Texts.recorded(row.texts("name", required=True)),
            "summary": Texts.recorded(row.texts("summary", required=True)),
            "sources": row.sources(),
        },
        refs={
            "cities_in": ("member", row.reference("cities_in", "member", required=True)),
            "companies_in": ("member", row.reference("companies_in", "member", required=True)),
        },
    )


COUNTRIES = Reader("country", "countries.json", Country, read_country, key="code")
ORGANISATIONS = Reader(
    "organisation",
    "organisations.json",
    Member,
    read_organisation,
    also_known_as=("member",),
    only=~Q(kind=Member.Kind.CITY),
    batch=1,  # a member may belong to one of the rows above it
)
CITIES = Reader("city", "cities.json", City, read_city, also_known_as=("member",))
NETWORK = Reader("network", "network.json", Network, read_network)
