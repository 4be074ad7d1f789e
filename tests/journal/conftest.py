import pytest

from tests.making import forget_lists, small_record, write_record


@pytest.fixture(autouse=True)
def lists_anew():
    forget_lists()


@pytest.fixture
def files():
    """The files of a small record that reads well; a test changes one and writes them."""
    return small_record()


@pytest.fixture
def folder(tmp_path, files):
    return write_record(tmp_path, files)
