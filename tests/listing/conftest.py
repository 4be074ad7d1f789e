import pytest

from tests.making import forget_lists, loaded_record


@pytest.fixture(scope="module")
def record(django_db_setup, django_db_blocker):
    """The real record, loaded once for the tests of a module."""
    with django_db_blocker.unblock(), loaded_record():
        yield


@pytest.fixture(autouse=True)
def lists_anew():
    forget_lists()
