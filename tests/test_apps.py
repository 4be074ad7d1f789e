"""The apps stand in one order, and neither imports nor foreign keys go against it."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings

LABELS = [name.rpartition(".")[2] for name in settings.MUSUBI_APPS]
ROOT = Path(__file__).parent.parent


def test_foreign_keys_point_to_earlier_apps():
    place = {label: n for n, label in enumerate(LABELS)}  # Django's own come before all
    fields = [
        field
        for model in apps.get_models(include_auto_created=True)
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and field.related_model
    ]

    backward = [
        f"{field} points to {field.related_model._meta.label}"
        for field in fields
        if place.get(field.related_model._meta.app_label, -1)
        > place.get(field.model._meta.app_label, -1)
    ]

    assert fields
    assert backward == []


def test_the_import_contract_has_the_apps_in_the_order_of_settings():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(c for c in contracts["contracts"] if c["type"] == "layers")

    assert layers["layers"] == LABELS[::-1]
    assert layers["exhaustive"] is True


def test_every_app_of_the_folder_is_in_settings():
    folders = {path.parent.name for path in (ROOT / "musubi").glob("*/__init__.py")}

    assert folders == set(LABELS)
