"""The map: every city of the record in the frame, on land, and no label over anything else."""

import gzip
import itertools
import json
import math
import random
import re

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from musubi.ui.map import (
    EAST,
    FONT_SIZE,
    HEIGHT,
    NORTH,
    SCALE,
    SOUTH,
    VIEW_BOX,
    WEST,
    WIDTH,
    Map,
    Point,
    place_points,
    project,
    radius,
    text_width,
)


def record_cities():
    return json.loads((settings.DATA_DIR / "cities.json").read_text())


def record_points(language="en"):
    """Make points of the record's cities, named in a language; "own" is the city's own language."""
    return [
        Point(
            city["name"][own_language(city) if language == "own" else language],
            f"/en/cities/{city['slug']}/",
            city["lat"],
            city["lon"],
            city["population"],
        )
        for city in record_cities()
    ]


def own_language(city):
    return next((code for code in city["name"] if code not in {"en", "ja"}), "en")


def land_tag():
    return get_template("ui/_land.svg").render().strip()


def land_shores():
    """Read the drawn path back: a list of shores, each a list of (x, y) in units of the frame."""
    unit = float(re.search(r"scale\(([\d.]+)\)", land_tag())[1])
    x = y = 0
    shores = []
    for steps in re.findall(r"m([^mz]+)z", re.search(r' d="([^"]+)"', land_tag())[1]):
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        shore = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            shore.append((x * unit, y * unit))
        shores.append(shore)
        x, y = (value / unit for value in shore[0])
    return shores


def edges_of(shores):
    return [edge for shore in shores for edge in zip(shore, [*shore[1:], shore[0]], strict=True)]


def is_on_land(place, edges):
    """Count the shore lines that a ray from the place to the right crosses."""
    x, y = place
    crossed = [
        x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in edges
        if (y1 > y) != (y2 > y)
    ]
    return sum(crossed) % 2 == 1


def distance_to(edge, place):
    (x1, y1), (x2, y2) = edge
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = ((place[0] - x1) * (x2 - x1) + (place[1] - y1) * (y2 - y1)) / length
    share = min(1, max(0, share))
    return math.dist(place, (x1 + share * (x2 - x1), y1 + share * (y2 - y1)))


def rectangle(placed):
    """Return left, top, right, bottom of a label's letters, worked out from what is drawn."""
    width = text_width(placed.name)
    left = {
        "start": placed.label.x,
        "middle": placed.label.x - width / 2,
        "end": placed.label.x - width,
    }[placed.label.anchor]
    return left, placed.label.y - 0.8 * FONT_SIZE, left + width, placed.label.y + 0.2 * FONT_SIZE


def faults(placed):
    """Return a sentence for each label that leaves the frame or covers a label or a point."""
    labelled = [(p, *rectangle(p)) for p in placed if p.label]
    found = [
        f"{p.name} leaves the frame"
        for p, left, top, right, bottom in labelled
        if left < 0 or top < 0 or right > WIDTH or bottom > HEIGHT
    ]
    for a, b in itertools.combinations(labelled, 2):
        if min(a[3], b[3]) > max(a[1], b[1]) and min(a[4], b[4]) > max(a[2], b[2]):
            found.append(f"{a[0].name} covers {b[0].name}")
    for (p, left, top, right, bottom), point in itertools.product(labelled, placed):
        nearest = min(max(point.x, left), right), min(max(point.y, top), bottom)
        if math.dist(nearest, (point.x, point.y)) < point.radius:
            found.append(f"{p.name} covers the point of {point.name}")
    return found


def test_the_frame_spans_the_view_box():
    assert project(NORTH, WEST) == (0, 0)
    assert project(SOUTH, EAST)[0] == pytest.approx(WIDTH)
    assert 0 <= project(SOUTH, EAST)[1] - HEIGHT < 1
    assert f"0 0 {WIDTH} {HEIGHT}" == VIEW_BOX


# Northings of EPSG:3857 (metres): the same projection on a sphere of 6,378,137 m.
@pytest.mark.parametrize(
    ("lat", "northing"), [(45, 5621521.486), (30, 3503549.844), (-10, -1118889.975)]
)
def test_latitudes_are_projected_as_mercator_has_them(lat, northing):
    up = project(0, 100)[1] - project(lat, 100)[1]

    assert up == pytest.approx(math.degrees(northing / 6378137) * SCALE, abs=0.001)


def test_longitudes_are_evenly_spaced():
    assert project(10, 119)[0] == pytest.approx(WIDTH / 2)
    assert project(-5, 120)[0] - project(5, 119)[0] == pytest.approx(WIDTH / (EAST - WEST))


@given(st.floats(-80, 80), st.floats(0.01, 5), st.floats(-180, 179))
def test_farther_north_is_higher_and_farther_east_is_more_to_the_right(lat, step, lon):
    x, y = project(lat, lon)

    assert project(lat + step, lon)[1] < y
    assert project(lat, lon + step)[0] > x


def test_every_city_of_the_record_is_in_the_frame():
    placed = place_points(record_points())

    assert sorted(p.name for p in placed) == sorted(c["name"]["en"] for c in record_cities())
    for p in placed:
        assert p.radius <= p.x <= WIDTH - p.radius, p
        assert p.radius <= p.y <= HEIGHT - p.radius, p


def test_there_is_land_under_every_city_of_the_record():
    edges = edges_of(land_shores())

    for city in record_cities():
        place = project(city["lat"], city["lon"])
        on_shore = min(distance_to(edge, place) for edge in edges) < 3
        assert is_on_land(place, edges) or on_shore, city["slug"]


@pytest.mark.parametrize(
    ("name", "lat", "lon", "expected"),
    [
        ("Java", -7.2, 110.0, True),
        ("Sulawesi, the middle", -1.4, 120.4, True),
        ("Sulawesi, the south-east arm", -4.0, 122.0, True),
        ("Luzon", 17.0, 121.3, True),
        ("Mindanao", 8.0, 125.0, True),
        ("Malay peninsula", 4.5, 102.0, True),
        ("Honshu", 36.5, 138.5, True),
        ("Hokkaido", 43.4, 142.8, True),
        ("Shikoku", 33.7, 133.4, True),
        ("Timor", -9.0, 125.7, True),
        ("Gulf of Tomini", -0.3, 121.5, False),
        ("Gulf of Thailand", 10.5, 101.0, False),
        ("South China Sea", 14.0, 114.0, False),
        ("Strait of Malacca", 4.2, 99.6, False),
        ("Inland Sea's mouth", 33.0, 132.2, False),
        ("Sea of Japan", 39.5, 135.0, False),
    ],
)
def test_land_and_sea_are_where_they_are(name, lat, lon, expected):
    assert is_on_land(project(lat, lon), edges_of(land_shores())) is expected, name


def test_the_land_keeps_to_its_size():
    tag = land_tag().encode()

    assert tag.startswith(b"<path ")
    assert len(tag) <= 11_000
    assert len(gzip.compress(tag, 6)) <= 5_000


@pytest.mark.parametrize("language", ["en", "ja", "own"])
def test_labels_of_the_record_cover_nothing(language):
    placed = place_points(record_points(language))

    assert faults(placed) == []
    assert sum(p.label is not None for p in placed) >= 30


def test_the_most_populous_cities_have_their_labels():
    placed = place_points(record_points())

    largest = sorted(record_points(), key=lambda p: -p.weight)[:10]
    labelled = {p.name for p in placed if p.label}
    assert {p.name for p in largest} <= labelled


PLACES = st.builds(
    Point,
    name=st.sampled_from(["Ubon", "Nakhon Ratchasima", "นครราชสีมา", "大阪", "Đà Nẵng", "A", "W W"]),
    url=st.sampled_from(["/a/", "/b/"]),
    lat=st.floats(-10, 20),
    lon=st.floats(95, 110),
    weight=st.sampled_from([0, 50_000, 2_000_000, 30_000_000]),
)


@given(st.lists(PLACES, max_size=30), st.randoms(use_true_random=False))
def test_labels_cover_nothing_and_their_places_do_not_depend_on_the_order(points, chance):
    shuffled = chance.sample(points, len(points))

    placed = place_points(points)

    assert faults(placed) == []
    assert len(placed) == len(points)
    assert place_points(iter(shuffled)) == placed


def test_of_two_places_at_one_spot_the_larger_has_the_first_choice():
    small, large = (Point(f"{n}", "/", 10, 120, n) for n in (1000, 9000))

    first, second = place_points([small, large])

    assert (first.name, first.label.anchor) == ("9000", "start")
    assert (second.name, second.label.anchor) == ("1000", "end")


def test_a_label_by_the_right_edge_is_written_to_the_left():
    (placed,) = place_points([Point("Nemuro", "/", 43.3, 145.6)])

    assert placed.label.anchor == "end"


def test_a_label_that_fits_nowhere_is_left_out_and_its_point_stays():
    crowd = [Point("Nakhon Si Thammarat", "/", 10, 120 + n / 100, 9) for n in range(9)]

    placed = place_points(crowd)

    assert len(placed) == 9
    assert 0 < sum(p.label is not None for p in placed) < 9


def test_a_place_outside_the_frame_is_left_out():
    assert place_points([Point("Nairobi", "/", -1.3, 36.8), Point("Suva", "/", -18, 178)]) == ()


@pytest.mark.parametrize(
    ("weight", "expected"),
    [(-2_500_000, 3.0), (0, 3.0), (2_500_000, 4.2), (10**7, 5.5), (10**9, 5.5)],
)
def test_points_grow_with_their_weight_between_two_bounds(weight, expected):
    assert radius(weight) == expected


def test_marks_above_and_below_letters_take_no_width():
    assert text_width("กี่") == text_width("ก")
    assert text_width("Đa\u0300") == text_width("Đà") == text_width("Đa")


@pytest.mark.parametrize("language", ["en", "vi", "id"])  # the last two write 1,5 for 1.5
def test_the_drawing_is_lean_hidden_from_screen_readers_and_holds_no_style(language):
    placed = place_points(record_points())

    with translation.override(language):
        svg = render_to_string("ui/_map.html", {"map": Map(placed)})

    assert "style" not in svg
    assert not re.search(r"\son\w+=", svg)
    assert svg.strip().startswith(f'<svg class="map" viewBox="{VIEW_BOX}" aria-hidden="true"')
    assert svg.count("<a ") == svg.count('tabindex="-1"') == len(placed)
    assert re.findall(r'cx="([^"]*)"', svg) == [str(p.x) for p in placed]
    assert svg.count("<text ") == sum(p.label is not None for p in placed)
    words = sum(len(p.url) + len(p.name) * (2 if p.label else 1) for p in placed)
    assert len(svg) - len(land_tag()) - words < 115 * len(placed) + 200


def test_names_are_written_as_text_and_not_as_markup():
    (placed,) = place_points([Point("<b>&", '/"x', 10, 120)])

    svg = render_to_string("ui/_map.html", {"map": Map((placed,))})

    assert '<a href="/&quot;x" tabindex="-1"><title>&lt;b&gt;&amp;</title>' in svg
    assert "<b>" not in svg


def test_placing_is_the_same_again_and_again():
    points = record_points()
    random.Random(7).shuffle(points)

    assert place_points(points) is place_points(reversed(points))  # kept, not worked out anew
