"""Names of countries, as facets want them."""

from collections.abc import Iterable, Mapping

from musubi.members.models import Country


def country_labels(codes: Iterable[str]) -> Mapping[str, str]:
    """The name of each country in the active language."""
    return {country.pk: str(country) for country in Country.objects.filter(pk__in=codes)}
