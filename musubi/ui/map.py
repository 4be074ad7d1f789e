"""The map of the network: where a place lies in the frame, and which labels fit beside the points.

The frame reaches from Myanmar to Japan and Timor-Leste, in Mercator's projection, which keeps the
shapes of islands. Its unit is a pixel when the map is 640 pixels wide. The land is drawn once, by
scripts/land.py, into templates/ui/_land.svg. Nothing here knows Django.
"""

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

WEST, EAST = 91.5, 146.5  # degrees of longitude
SOUTH, NORTH = -11.0, 45.9  # degrees of latitude

WIDTH = 640
SCALE = WIDTH / (EAST - WEST)  # units for a degree at the equator


def _northing(lat: float) -> float:
    """Return Mercator's ordinate of a latitude, in degrees at the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


HEIGHT = math.floor((_northing(NORTH) - _northing(SOUTH)) * SCALE)
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"

FONT_SIZE = 12  # units; the font size that map.css gives the labels
LETTER_HEIGHT, LETTER_DEPTH = 0.85, 0.25  # em above and below the line on which letters stand
CLEARANCE = 0.5  # units around a label
SMALLEST_RADIUS, LARGEST_RADIUS = 3.0, 5.5  # units
LARGEST_WEIGHT = 10_000_000  # a city of so many people, or more, has the largest point


@dataclass(frozen=True, slots=True)
class Point:
    """A place to be shown: degrees north and east, and its weight (people; 0 if not known)."""

    name: str
    url: str
    lat: float
    lon: float
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """Where the name is written, in whole units: an end of it (or its middle), on its base line."""

    x: int
    y: int
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A point in the frame, in its units; the label is None where none fits."""

    name: str
    url: str
    x: float
    y: float
    radius: float
    label: Label | None


@dataclass(frozen=True, slots=True)
class Map:
    """What templates/ui/_map.html draws: `Map(place_points(points))`."""

    points: tuple[PlacedPoint, ...]
    view_box: str = VIEW_BOX


class Box(NamedTuple):
    """A rectangle in the frame, in its units."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_in_frame(self) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= HEIGHT


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return x (to the right) and y (downwards) of a place, in units of the frame.

    Source of the formula: J. P. Snyder (1987), Map Projections: A Working Manual, USGS
    Professional Paper 1395, pages 41-44 (the sphere).
    """
    return (lon - WEST) * SCALE, (_northing(NORTH) - _northing(lat)) * SCALE


def place_points(points: Iterable[Point]) -> tuple[PlacedPoint, ...]:
    """Place points and as many of their labels as fit, the same for any order of the points.

    The heaviest point chooses first among eight positions of its label; a label covers neither a
    point nor another label and stays in the frame. Points outside the frame are left out: a list
    stands beside the map. The result is in the order of drawing, small points over large ones.
    """
    return _place(tuple(sorted(points, key=_importance)))


def _importance(point: Point) -> tuple[int, str, str, float, float]:
    return -point.weight, point.name, point.url, point.lat, point.lon


@lru_cache(maxsize=64)  # as many as there are pages with a map, times languages
def _place(points: tuple[Point, ...]) -> tuple[PlacedPoint, ...]:
    shown = [(p, *_rounded(p), radius(p.weight)) for p in points if _is_in_frame(p)]
    taken = [Box(x - r, y - r, x + r, y + r) for _point, x, y, r in shown]
    placed = []
    for point, x, y, r in shown:
        label = _find_room(point.name, x, y, r, taken)
        if label:
            taken.append(label_box(point.name, label))
        placed.append(PlacedPoint(point.name, point.url, x, y, r, label))
    return tuple(placed)


def _is_in_frame(point: Point) -> bool:
    return SOUTH <= point.lat <= NORTH and WEST <= point.lon <= EAST


def _rounded(point: Point) -> tuple[float, float]:
    x, y = project(point.lat, point.lon)
    return round(x, 1), round(y, 1)


def radius(weight: int) -> float:
    """Return the radius of a point, in units; what it has above the smallest grows as √weight."""
    share = math.sqrt(min(max(weight, 0), LARGEST_WEIGHT) / LARGEST_WEIGHT)
    return round(SMALLEST_RADIUS + (LARGEST_RADIUS - SMALLEST_RADIUS) * share, 1)


def _find_room(name: str, x: float, y: float, r: float, taken: list[Box]) -> Label | None:
    for label in _positions(x, y, r):
        box = label_box(name, label)
        if box.is_in_frame() and not any(box.overlaps(other) for other in taken):
            return label
    return None


def _positions(x: float, y: float, r: float) -> Iterable[Label]:
    """Yield the places for a label, best first: beside the point, aslant, below and above."""
    aside, aslant = r + 2.5, 0.7 * r + 2
    level = 0.35 * FONT_SIZE  # from the middle of a small letter's height to its base line
    below, above = LETTER_HEIGHT * FONT_SIZE, -LETTER_DEPTH * FONT_SIZE
    places: list[tuple[float, float, Literal["start", "middle", "end"]]] = [
        (aside, level, "start"),
        (-aside, level, "end"),
        (aslant, below, "start"),
        (aslant, above, "start"),
        (-aslant, below, "end"),
        (-aslant, above, "end"),
        (0, below + r + 1.5, "middle"),
        (0, above - r - 1.5, "middle"),
    ]
    for right, down, anchor in places:
        yield Label(round(x + right), round(y + down), anchor)


def label_box(name: str, label: Label) -> Box:
    """Return the space that a label takes, with the clearance around it."""
    width = text_width(name)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return Box(
        left - CLEARANCE,
        label.y - LETTER_HEIGHT * FONT_SIZE - CLEARANCE,
        left + width + CLEARANCE,
        label.y + LETTER_DEPTH * FONT_SIZE + CLEARANCE,
    )


@lru_cache(maxsize=1024)
def text_width(text: str) -> float:
    """Return a generous estimate of a text's width, in units, for a semi-bold sans-serif."""
    return FONT_SIZE * sum(map(_letter_width, unicodedata.normalize("NFC", text)))


def _letter_width(letter: str) -> float:
    """Return a generous estimate of a letter's width, in em."""
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:  # marks above and below
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    if "\u0b80" <= letter <= "\u0bff" or "\u1000" <= letter <= "\u109f":  # Tamil, Burmese
        return 0.8
    if letter in "ijl.,:;'’|":
        return 0.33
    if letter in "Ifrt()-/ ":
        return 0.43
    if letter in "mwMW":
        return 0.95
    return 0.75 if letter.isupper() else 0.63
