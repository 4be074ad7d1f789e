"""The seven traps of an index that is written, merged and read at the same time."""

import math
import threading
import time
import tracemalloc

import numpy as np
import pytest
from django.db import connection, transaction

from musubi.matching import index
from musubi.matching.index import Query, blobs, compaction, merging, reading, storage, views
from musubi.matching.index.building import Version, in_memory
from musubi.matching.index.contents import encode
from musubi.matching.index.scoring import best
from musubi.matching.index.segments import Head, Memory, Segment
from musubi.matching.index.views import Clashes
from musubi.matching.models import Change, Document
from musubi.matching.models import Segment as SegmentRow
from tests.matching.index.making import make_columns, make_document

RAIN = Query(words={"rain": 1.0})


def found(query=RAIN):
    return [hit.id for hit in index.search(query).hits]


# 1. The statements of one refresh can straddle a merge.


@pytest.mark.django_db
def test_a_merge_between_two_statements_of_a_refresh_is_noticed(small, monkeypatch):
    index.upsert_many(make_document(f"need/{n}", rain=9 - n) for n in range(8))
    index.forget()
    expected = [f"need/{n}" for n in range(8)]
    fetch, merges = storage.changes, []

    def merge_first(seqs):
        if not merges:
            merges.append("begun")  # at once, because merging refreshes too
            merges.append(compaction.compact(reading.Reader(lambda: math.inf)))
        return fetch(seqs)

    monkeypatch.setattr(storage, "changes", merge_first)

    assert found() == expected
    assert merges == ["begun", 1]


@pytest.mark.django_db
def test_a_part_that_was_merged_away_is_looked_for_again(small, monkeypatch):
    index.upsert_many(make_document(f"need/{n:02}", rain=9) for n in range(40))
    index.forget()
    old = index._reader.view()  # knows its segments, but has read none of their postings
    index.upsert_many(make_document(f"need/{n:02}", rain=8) for n in range(20))
    index.compact(full=True)
    views = iter([old])
    look = index._reader.view
    monkeypatch.setattr(index._reader, "view", lambda: next(views, None) or look())

    assert found()[:2] == ["need/20", "need/21"]


@pytest.mark.django_db
def test_a_part_that_stays_missing_is_told(small):
    index.upsert_many(make_document(f"need/{n:02}", rain=9) for n in range(40))
    index.forget()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM matching_block WHERE bucket >= 0")

    with pytest.raises(index.IndexBroken, match="musubi index rebuild"):
        found()


@pytest.mark.django_db
@pytest.mark.parametrize("is_late", [True, False])
def test_what_changes_during_a_merge_is_not_lost(small, monkeypatch, is_late):
    index.upsert_many(make_document(f"need/{n}", rain=9 - n) for n in range(8))
    late = Change.objects.order_by("seq").first()
    Change.objects.filter(pk=late.pk).delete()  # as if its transaction had not committed yet
    add_blocks, done = storage.add_blocks, []

    def disturb(segment, blobs):
        add_blocks(segment, blobs)
        if not done:
            done.append("disturbed")
            if is_late:
                late.save(force_insert=True)
            else:
                index.rebuild([make_document("need/new", rain=1)])

    monkeypatch.setattr(storage, "add_blocks", disturb)

    index.compact()

    assert done == ["disturbed"]
    assert found() == ([f"need/{n}" for n in range(8)] if is_late else ["need/new"])


# 2. A version gets its number only when the document's row is locked.


@pytest.mark.django_db(transaction=True)
def test_of_two_writers_the_one_that_commits_later_holds():
    index.upsert(*make_document("need/a", rain=1))
    has_lock, errors = threading.Event(), []

    def later():
        has_lock.wait(10)
        try:
            index.upsert(*make_document("need/a", later=1))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=later)
    thread.start()
    with transaction.atomic():
        storage.lock(["need/a"])
        has_lock.set()
        time.sleep(0.5)  # the other writer waits for the row by now
        index.upsert(*make_document("need/a", earlier=1))
    thread.join()

    assert errors == []
    assert found(Query(words={"earlier": 1, "later": 1, "rain": 1})) == ["need/a"]
    assert found(Query(words={"later": 1})) == ["need/a"]


@pytest.mark.django_db
def test_the_row_of_a_deleted_document_stays_empty(small):
    index.upsert_many(make_document(f"need/{n}", rain=1) for n in range(12))
    index.delete("need/3")
    index.compact(full=True)

    row = Document.objects.get(name="need/3")
    assert (bytes(row.content), bytes(row.digest)) == (b"", b"")


# 3. Sequence numbers commit out of order on PostgreSQL.


@pytest.mark.django_db
def test_a_smaller_sequence_number_may_come_later():
    index.upsert(*make_document("need/a", rain=3))
    index.upsert(*make_document("need/b", rain=2))
    late = Change.objects.order_by("seq").first()
    Change.objects.filter(pk=late.pk).delete()  # as if its transaction had not committed yet
    before = found()
    late.save(force_insert=True)

    assert before == ["need/b"]
    assert found() == ["need/a", "need/b"]


@pytest.mark.django_db
def test_a_number_that_comes_again_after_a_rollback_is_another():
    """SQLite gives the number of a change that was rolled back to the next."""
    index.upsert(*make_document("need/a", rain=3))
    change = Change.objects.get()
    found()
    Change.objects.all().delete()
    content = encode(*make_document("need/b", rain=3))
    Change.objects.create(
        seq=change.seq, token=storage.new_token(), number=change.number, content=content
    )

    assert found() == ["need/b"]


# 4. What is 0 goes before the best are sorted out.


@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.float64])
def test_the_best_are_those_of_a_plain_sort(dtype):
    rng = np.random.default_rng(1)
    for size in (0, 1, 7, 64, 1000, 30_000):
        for greatest in (1, 3, 1000):
            scores = rng.integers(0, greatest + 1, size).astype(dtype)
            scores[rng.random(size) < 0.5] = 0
            order = sorted(np.flatnonzero(scores).tolist(), key=lambda n: (-scores[n], n))
            for most in (0, 1, 20, 500, size + 5):
                assert best(scores, most).tolist() == order[:most]


def test_the_best_of_many_are_found_without_sorting_them():
    rng = np.random.default_rng(1)
    scores = rng.integers(1, 1_000_000, 400_000).astype(np.int32)

    def seconds(work):
        times = []
        for _ in range(7):
            began = time.perf_counter()
            work()
            times.append(time.perf_counter() - began)
        return min(times)

    plain = seconds(lambda: np.argpartition(scores, len(scores) - 20))

    assert seconds(lambda: best(scores, 20)) < plain / 3


# 5. The record that hides an old version goes exactly when that version goes.


def segment_of(key, *versions):
    made = [
        Version(n, seq, encode(*make_document(f"need/{n}", rain=seq)) if is_there else b"")
        for n, seq, is_there in versions
    ]
    return in_memory(made, (key, key))


def merged(chosen, others):
    """(documents, tombs) of the merge of segments; None if nothing is left."""
    livings = Clashes().livings([*chosen, *others])[: len(chosen)]
    parts = merging.merge(livings, others)
    return parts and (parts.documents, parts.tombs)


def test_a_tomb_stays_while_another_segment_holds_an_older_version():
    old = segment_of(1, (7, 10, True), (8, 11, True))
    tomb, other = segment_of(2, (7, 20, False)), segment_of(3, (9, 15, True))

    assert merged([tomb, other], [old]) == (1, 1)
    assert merged([tomb], [old]) == (0, 1)
    assert merged([old, tomb], [other]) == (1, 0)
    assert merged([tomb], [other]) is None


def test_a_tomb_goes_when_a_newer_version_hides_all_that_it_hid():
    old, tomb = segment_of(1, (7, 10, True)), segment_of(2, (7, 20, False))
    newer = segment_of(3, (7, 30, True))

    assert merged([tomb], [old, newer]) is None
    assert merged([tomb, newer], [old]) == (1, 0)
    assert merged([old], [tomb, newer]) is None


@pytest.mark.django_db
def test_what_was_deleted_does_not_come_back_by_merging(small):
    index.upsert_many(make_document(f"need/{n:03}", rain=1) for n in range(300))
    index.compact(full=True)
    index.delete("need/007")
    for n in range(25):
        index.upsert(*make_document(f"case/{n}", snow=1))
        index.compact()
        assert index.search(RAIN).total == 299
    kept = SegmentRow.objects.filter(tombs=1).count()

    index.compact(full=True)

    assert kept == 1
    assert list(SegmentRow.objects.values_list("documents", "tombs")) == [(324, 0)]


# 6. Merges stream bucket by bucket.


def stored_segment(key, first, number, read):
    """A segment of documents with 40 words each; `read` takes the sizes of what is fetched."""
    rng = np.random.default_rng(key)
    versions = [
        Version(
            n,
            key,
            encode(f"d/{n:06}", {f"w{w}": 7 for w in rng.integers(0, 3000, 40)}, make_columns()),
        )
        for n in range(first, first + number)
    ]
    blobs_of = in_memory(versions, (key, key))
    head: Head = blobs_of.head

    def fetch(id, numbers):
        some = {n: bytes(bytearray(blobs_of.blob(n))) for n in numbers}
        read.append(sum(map(len, some.values())))
        return some

    return Segment(head, fetch, Memory(lambda: 0))


def test_a_merge_holds_a_small_part_of_what_it_merges(monkeypatch):
    monkeypatch.setattr(blobs, "BUCKET_BYTES", 500)
    monkeypatch.setattr(merging, "READ_AT_ONCE", 8)
    monkeypatch.setattr(merging, "STEP_BITS", 3)
    read = []
    # The greatest and the smallest together: the smaller one has fewer buckets.
    segments = [stored_segment(1, 0, 12_000, read), stored_segment(2, 20_000, 100, read)]
    parts = merging.merge(Clashes().livings(segments), [])
    names = next(parts.blobs)

    tracemalloc.start()
    size = sum(len(blob) for _number, blob in parts.blobs)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(names[1]) > 0
    assert size > 2_000_000
    assert peak < size / 3
    assert max(read[-100:]) < size / 20


# 7. SQLite takes write transactions in turn; PostgreSQL keeps blobs as they are, and a tidy log.


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_do_not_fail():
    errors = []

    def write(name):
        try:
            for n in range(15):
                with transaction.atomic():
                    index.search(RAIN)
                    index.upsert(*make_document(f"{name}/{n}", rain=1))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert index.search(RAIN).total == 60


@pytest.mark.django_db(transaction=True)
def test_threads_share_what_they_read(small, monkeypatch):
    monkeypatch.setattr(views, "SPACES_BYTES", 0)
    monkeypatch.setattr(views, "FEWEST_SPACES", 1)
    index.upsert_many(make_document(f"need/{n:02}", rain=1 + n) for n in range(60))
    stop, wrong = threading.Event(), []

    def read(kind):
        try:
            while not stop.is_set():
                for filters in ({"kind": {kind}}, {"country": {"jp"}}, {}):
                    total = index.search(RAIN, filters).total
                    assert total == (0 if filters.get("kind") == {"case"} else 60)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=(kind,)) for kind in ("need", "case", "need")]
    for thread in threads:
        thread.start()
    for n in range(40):
        index.upsert(*make_document(f"need/{n:02}", rain=200 - n))
        if n % 5 == 0:
            index.compact()
    stop.set()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert found()[:2] == ["need/00", "need/01"]


@pytest.mark.django_db(transaction=True)
def test_a_check_sees_one_moment_and_keeps_nobody_waiting():
    index.upsert_many(make_document(f"need/{n}", rain=1) for n in range(3))
    errors = []

    def write():
        try:
            index.upsert(*make_document("need/1", rain=2))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    def documents():
        yield make_document("need/0", rain=1)
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        yield from (make_document(f"need/{n}", rain=1) for n in (1, 2))

    assert index.check(documents()) == []
    assert errors == []
    assert found()[0] == "need/1"


@pytest.mark.django_db
def test_the_tables_are_kept_as_blobs_and_a_log_want_it():
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstorage FROM pg_attribute"
            " WHERE attrelid = 'matching_block'::regclass AND attname = 'data'"
        )
        storage_of_data = cursor.fetchone()[0]
        cursor.execute("SELECT reloptions FROM pg_class WHERE oid = 'matching_change'::regclass")
        options = cursor.fetchone()[0]

    assert storage_of_data in ("e", b"e")
    assert "autovacuum_vacuum_scale_factor=0" in options


@pytest.mark.django_db
def test_a_long_log_is_read_in_few_groups(small):
    for n in range(40):
        index.upsert(*make_document(f"need/{n:02}", rain=1 + n))
        found()

    groups = reading._groups([(seq, 1, seq) for seq in range(1, 41)])
    assert len(groups) <= 3 + 40 // 8
    assert sorted(change for group in groups for change in group) == [
        (seq, 1, seq) for seq in range(1, 41)
    ]
    assert found()[0] == "need/39"
