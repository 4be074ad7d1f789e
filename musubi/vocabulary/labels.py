"""The labels of concepts, as facets want them."""

from collections.abc import Callable, Iterable, Mapping

from musubi.vocabulary.models import Concept


def concept_labels(scheme: str) -> Callable[[Iterable[str]], Mapping[str, str]]:
    """A function that gives the label of each code of `scheme` in the active language."""

    def labels(codes: Iterable[str]) -> Mapping[str, str]:
        return {c.code: str(c) for c in Concept.objects.filter(scheme=scheme, code__in=codes)}

    return labels


def concept_codes(path: str, scheme: str):
    """Pairs of (primary key, code) along `path` to concepts of `scheme`."""
    return lambda rows: (
        rows.filter(**{f"{path}__scheme": scheme}).order_by().values_list("pk", f"{path}__code")
    )
