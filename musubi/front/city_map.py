"""Cities on the map."""

from musubi.ui.map import Map, Point, place_points


def city_map(cities):
    """What templates/ui/_map.html draws: every city given, the largest named first."""
    points = place_points(
        tuple(Point(str(c), c.get_absolute_url(), c.lat, c.lon, c.population or 0) for c in cities)
    )
    return Map(points)
