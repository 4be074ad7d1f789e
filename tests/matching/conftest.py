"""The real record for the tests of ties, as the pages have it."""

from tests.front.conftest import nothing_left_over, record

__all__ = ["nothing_left_over", "record"]
