import pytest
from django.utils import translation

from tests.making import forget_lists, loaded_record


@pytest.fixture(scope="module")
def record(django_db_setup, django_db_blocker):
    """The real record, loaded once and there until the last test of a module has run."""
    with django_db_blocker.unblock(), loaded_record():
        yield


@pytest.fixture(autouse=True)
def nothing_left_over(request):
    """Lists are read anew, and in English, whatever the test before asked for."""
    forget_lists(with_vocabulary="record" not in request.fixturenames)
    with translation.override("en"):
        yield
