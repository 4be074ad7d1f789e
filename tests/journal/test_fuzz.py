"""Whatever stands in a field, the record loads or is refused in sentences."""

import tempfile
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from musubi.journal.loading import RecordRefused, load_record
from tests.making import NOON, ROW_FILES, SMALL_RECORD, forget_lists, small_record, write_record

FIELDS = [
    (name, row, field)
    for name in ROW_FILES
    for row, values in enumerate(SMALL_RECORD[name])
    for field in values
]
WORDS = st.sampled_from(
    ["", " ", "nara", "JP", "body", "2024-05-01", "x" * 600, "https://[", "3-ii"]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-10, 3000)
    | st.integers()
    | st.floats()
    | WORDS
    | st.text(max_size=20)
    | st.text(alphabet=st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF), max_size=3)
)
KEYS = st.sampled_from(["body", "since", "on", "text", "at_meeting", "name", "country", "en", "ja"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small record stands here already, so that a loading meets both new and changed rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_record(write_record(tmp_path_factory.mktemp("record"), small_record()), at=NOON)
        yield
        transaction.set_rollback(True)
    forget_lists()


def loads(files):
    """Load, look at what was written, and take it back; say whether it loaded."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        try:
            load_record(write_record(Path(folder), files), at=NOON)
        except RecordRefused:
            return False
        connection.check_constraints()
        assert too_long() == []
        transaction.set_rollback(True)
    return True


def too_long():
    """Texts beyond the length of their column, which SQLite would take and PostgreSQL would not."""
    return [
        (field, value)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.max_length
        for value in model._default_manager.values_list(field.name, flat=True)
        if value is not None and len(value) > field.max_length
    ]


def test_the_small_record_itself_loads(loaded):
    assert loads(small_record()) is True


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(field=st.sampled_from(FIELDS), value=VALUES)
@example(field=("cities.json", 0, "lat"), value=float("nan"))
@example(field=("cities.json", 0, "memberships"), value=[{"body": "body"}, {"body": "body"}])
@example(field=("commitments.json", 0, "due"), value={"at_meeting": -1})
@example(field=("countries.json", 0, "facts_source"), value="x" * 501)
@example(field=("meetings.json", 0, "co_chairs"), value=[{"name": "A", "country": []}])
@example(field=("needs.json", 0, "sources"), value=["https://["])
@example(field=("needs.json", 0, "title"), value={"en": "\ud800"})
@example(field=("vocabulary/words.json", 0, "code"), value="x" * 81)
def test_any_value_in_any_field_loads_or_is_refused(loaded, field, value):
    name, row, key = field
    files = small_record()
    files[name][row][key] = value

    assert loads(files) in (True, False)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(name=st.sampled_from(ROW_FILES), value=VALUES | st.lists(VALUES, max_size=4))
def test_any_value_as_a_file_loads_or_is_refused(loaded, name, value):
    files = small_record()
    files[name] = value if not isinstance(value, str) else [value]

    assert loads(files) in (True, False)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(name=st.sampled_from(list(SMALL_RECORD)), content=st.binary(max_size=40))
def test_any_bytes_as_a_file_load_or_are_refused(loaded, name, content):
    assert loads(small_record() | {name: content}) in (True, False)
