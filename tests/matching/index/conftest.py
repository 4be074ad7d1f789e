import pytest

from musubi.matching.index import blobs, compaction, merging, reading, writing


@pytest.fixture
def small(monkeypatch):
    """An index that behaves with twenty documents as it does with a million."""
    monkeypatch.setattr(compaction, "LOG_MOST", 6)
    monkeypatch.setattr(writing, "BULK", 10)
    monkeypatch.setattr(writing, "BATCH", 4)
    monkeypatch.setattr(writing, "SEGMENT", 14)
    monkeypatch.setattr(reading, "STEPS", (2, 4, 8))
    monkeypatch.setattr(blobs, "BUCKET_BYTES", 20)
    monkeypatch.setattr(merging, "STEP_BITS", 1)
    monkeypatch.setattr(merging, "READ_AT_ONCE", 2)
