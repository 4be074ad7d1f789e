"""Draw the land of the map: run by hand, and seldom, by who maintains the map.

    python scripts/land.py LAND_TOPOJSON [CITIES_JSON]

LAND_TOPOJSON is the file `land-50m.json` of the npm package `world-atlas`: the land of Natural
Earth at 1:50 million, which is in the public domain. Get the package with `npm pack world-atlas`,
unpack it outside this repository, and commit only what this script writes:
musubi/ui/templates/ui/_land.svg. CITIES_JSON (data/cities.json if not given) names the places under
which land is kept however small it is.

The way: clip to the frame of musubi/ui/map.py with a margin, project, drop islands too small to be
seen, simplify, round to half a unit, and write one path with relative steps.
"""

import heapq
import json
import math
import sys
from itertools import pairwise
from pathlib import Path

from musubi.ui import map as frame

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "musubi/ui/templates/ui/_land.svg"
CITIES = ROOT / "data/cities.json"

MARGIN = 0.5  # degrees beyond the frame, so that the cut edges are never seen
STEPS = 2  # grid steps in a unit; coordinates in the path are whole steps
SMALLEST_ISLAND = 2.4  # square units: smaller ones would be specks
SMALLEST_DETAIL = 1.75  # square units: a corner that spans a smaller triangle is cut off
NEAR = 6.0  # units: land so near to a city counts as the land under it

HEAD = (
    "{# Land of the map. Source: Natural Earth 1:50m, public domain, by way of world-atlas. "
    "Written by scripts/land.py. #}"
)


def main(land_path, cities_path=CITIES):
    topology = json.loads(Path(land_path).read_text())
    cities = json.loads(Path(cities_path).read_text())
    places = [frame.project(city["lat"], city["lon"]) for city in cities]
    clipped = [clip(ring) for ring in rings(topology)]
    projected = [[frame.project(lat, lon) for lon, lat in ring] for ring in clipped if ring]
    seen = [ring for ring in projected if is_seen(ring, places)]
    drawn = [to_grid(simplify(ring, SMALLEST_DETAIL)) for ring in seen]
    path = "".join(path_steps([ring for ring in drawn if len(ring) > 2]))
    unit = f"{1 / STEPS:g}".removeprefix("0")
    tag = f'<path class="map-land" transform="scale({unit})" d="{path}"/>'
    TARGET.write_text(f"{HEAD}{tag}\n")
    print(f"{TARGET}: {len(drawn)} shores, {sum(map(len, drawn))} corners, {len(tag)} bytes")


def rings(topology):
    """Return the rings of the land as lists of (lon, lat), without the closing repetition.

    Outer shores and holes alike: the path's fill tells them apart by their direction.
    """
    scale_x, scale_y = topology["transform"]["scale"]
    shift_x, shift_y = topology["transform"]["translate"]

    def arc(number):
        steps = topology["arcs"][number if number >= 0 else ~number]
        x = y = 0
        points = []
        for dx, dy in steps:  # each step is counted from the point before
            x, y = x + dx, y + dy
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        return points if number >= 0 else points[::-1]  # ~n is arc n backwards

    shapes = topology["objects"]["land"]["geometries"]
    return [
        [point for number in ring for point in arc(number)[:-1]]
        for shape in shapes
        for polygon in shape["arcs"]
        for ring in polygon
    ]


def clip(ring):
    """Return the part of a ring that lies in the frame with its margin; empty if there is none.

    Source: I. E. Sutherland and G. W. Hodgman (1974), Communications of the ACM 17(1), 32-42.
    """
    edges = [
        (0, 1, frame.WEST - MARGIN),
        (0, -1, frame.EAST + MARGIN),
        (1, 1, frame.SOUTH - MARGIN),
        (1, -1, frame.NORTH + MARGIN),
    ]
    for axis, sign, limit in edges:
        kept = []
        for before, point in pairwise([*ring[-1:], *ring]):
            was_in, is_in = (sign * (p[axis] - limit) >= 0 for p in (before, point))
            if was_in != is_in:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append(tuple(a + share * (b - a) for a, b in zip(before, point, strict=True)))
            if is_in:
                kept.append(point)
        ring = kept
    return ring


def is_seen(ring, places):
    """Say whether a shore is large enough to be drawn, or is the land under a place."""
    if abs(area(ring)) >= SMALLEST_ISLAND:
        return True
    return any(math.dist(place, point) < NEAR for place in places for point in ring)


def area(ring):
    """Return the area of a ring; its sign is the direction of the ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) / 2


def simplify(ring, smallest):
    """Leave out corners, the least first, until each spans a triangle of at least `smallest`.

    Three corners always stay. Source: M. Visvalingam and J. D. Whyatt (1993), The Cartographic
    Journal 30(1), 46-51.
    """
    count = len(ring)
    before, after = [(n - 1) % count for n in range(count)], [(n + 1) % count for n in range(count)]

    def span(n):
        return abs(area([ring[before[n]], ring[n], ring[after[n]]]))

    spans = [span(n) for n in range(count)]
    queue = [(spans[n], n) for n in range(count)]
    heapq.heapify(queue)
    left_out = set()
    while queue and count - len(left_out) > 3:
        size, n = heapq.heappop(queue)
        if size >= smallest:
            break
        if n in left_out or size != spans[n]:  # an entry that a later one has replaced
            continue
        left_out.add(n)
        a, b = before[n], after[n]
        after[a], before[b] = b, a
        for neighbour in (a, b):  # never below what has gone, so that details go in order
            spans[neighbour] = max(span(neighbour), size)
            heapq.heappush(queue, (spans[neighbour], neighbour))
    return [point for n, point in enumerate(ring) if n not in left_out]


def to_grid(ring):
    """Round a ring to whole steps, without repeated corners and corners on a straight line."""
    points = []
    for point in ring:
        step = tuple(round(value * STEPS) for value in point)
        if not points or step != points[-1]:
            points.append(step)
    corners = zip([points[-1], *points], points, [*points[1:], points[0]], strict=False)
    return [here for a, here, b in corners if area([a, here, b])]


def path_steps(shores):
    """Yield the path's text: a relative move to each shore, relative lines along it, its end."""
    x = y = 0
    for shore in shores:
        numbers = []
        x0, y0 = x, y
        for x1, y1 in shore:
            numbers += [x1 - x0, y1 - y0]
            x0, y0 = x1, y1
        x, y = shore[0]  # "z" goes back to where the shore begins
        yield "m" + " ".join(map(str, numbers)).replace(" -", "-") + "z"


if __name__ == "__main__":
    main(*sys.argv[1:])
