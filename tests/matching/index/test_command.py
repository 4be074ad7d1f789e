"""`musubi index check|rebuild|compact`, and the job that merges."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from musubi.jobs import handlers
from musubi.jobs.models import Job
from musubi.matching import index, indexing
from musubi.matching.index import Query, compaction, storage
from musubi.matching.models import Change, Document, Lease, Segment
from tests.matching.index.making import make_document

pytestmark = pytest.mark.django_db

RAIN = Query(words={"rain": 1.0})


@pytest.fixture
def documents(monkeypatch):
    """What the index ought to hold, and holds."""
    documents = [make_document(f"need/{n:02}", rain=1 + n, **{f"w{n}": 9}) for n in range(30)]
    monkeypatch.setattr(indexing, "documents", lambda vocabulary: iter(documents))
    index.upsert_many(documents)
    return documents


def run(*words):
    """What the command prints: (output, faults)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("index", *words, stdout=out, stderr=err)
    except CommandError as error:
        return str(error), err.getvalue().splitlines()
    return out.getvalue().strip(), err.getvalue().splitlines()


def test_a_sound_index_is_said_to_be_sound(documents):
    assert run("check") == ("The index is sound: 30 documents.", [])


def lose_one(documents):
    documents.pop()


def add_one(documents):
    documents.append(make_document("need/new", rain=1))


def alter_one(documents):
    documents[3][1].update(rain=99)


def lose_a_change(_documents):
    for change in Change.objects.all():
        if b"need/05" in bytes(change.content):
            change.delete()


def alter_a_row(_documents):
    row = Document.objects.get(name="need/07")
    row.content = bytes(row.content).replace(b"jp", b"th")
    row.save()


def lose_a_row(_documents):
    Document.objects.filter(name="need/07").delete()


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lose_one, "need/29: it is found, and ought not to be."),
        (add_one, "need/new: it is not found."),
        (alter_one, "need/03: its row is not what it ought to be."),
        (lose_a_change, "need/05: it is not found."),
        (alter_a_row, "need/07: its row is not what it ought to be."),
        (lose_a_row, "need/07: its row is missing."),
    ],
)
def test_a_fault_is_named_and_mended(documents, spoil, fault):
    spoil(documents)

    said, faults = run("check")
    run("rebuild")

    assert fault in faults
    assert said.endswith("faults. To mend them: musubi index rebuild")
    assert run("check") == (f"The index is sound: {len(documents)} documents.", [])


def test_a_wrong_posting_is_found_in_a_segment(documents):
    index.upsert_many(make_document(f"case/{n:03}", snow=1) for n in range(600))
    documents += [make_document(f"case/{n:03}", snow=1) for n in range(600)]
    index.forget()
    with connection.cursor() as cursor:
        cursor.execute("SELECT segment, bucket, data FROM matching_block WHERE bucket = 0")
        segment, bucket, data = cursor.fetchone()
        data = bytearray(data)
        data[-1] ^= 1  # the impact of the last posting
        cursor.execute(
            "UPDATE matching_block SET data = %s WHERE segment = %s AND bucket = %s",
            [bytes(data), segment, bucket],
        )

    assert run("check")[1] == ["case/599: its terms or columns are not what they ought to be."]


def test_a_missing_part_is_a_fault(documents):
    index.upsert_many(make_document(f"case/{n:03}", snow=1) for n in range(600))
    index.forget()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM matching_block WHERE bucket = 0")

    _said, faults = run("check")

    assert faults[0].startswith("A part of the index is missing or cannot be read")


def test_rebuilding_leaves_nothing_old(documents):
    index.upsert(*make_document("old/one", rain=1))

    said, _faults = run("rebuild")

    assert said.splitlines()[-1] == "The index holds 30 documents."
    assert index.size() == 30
    assert index.stored("old/one") is None
    assert run("check")[1] == []


def test_compacting_can_be_asked_for(documents):
    assert run("compact")[0] == "Nothing had to be merged."
    assert run("compact", "--full")[0] == "1 segments were made."
    assert Change.objects.count() == 0
    assert index.search(RAIN, k=1).hits[0].id == "need/29"


def test_two_do_not_merge_at_once(documents):
    now = timezone.now()
    storage.take_lease("0" * 32, now, now + compaction.LEASE)

    assert index.compact(full=True) is None
    assert run("compact")[0].startswith("Another process merges right now.")


def test_who_has_lost_the_lease_changes_nothing(documents, monkeypatch):
    add_blocks = storage.add_blocks

    def lose_it(segment, blobs):
        storage.give_back_lease(Lease.objects.get().holder)
        add_blocks(segment, blobs)

    monkeypatch.setattr(storage, "add_blocks", lose_it)

    with pytest.raises(compaction.LeaseLost):
        index.compact(full=True)
    assert Change.objects.count() == 30
    assert index.search(RAIN).total == 30


def test_what_a_dead_process_has_left_is_cleared_away(documents):
    index.upsert_many(make_document(f"case/{n:03}", snow=1) for n in range(600))
    live = Segment.objects.get()
    Segment.objects.create(
        token=1,
        state=Segment.State.BUILDING,
        documents=1,
        tombs=0,
        postings=1,
        bits=0,
        columns="[]",
    )

    index.compact()

    assert list(Segment.objects.all()) == [live]


def test_many_changes_ask_for_a_merge_which_a_job_does():
    for start in range(0, 400, 100):
        index.upsert_many(make_document(f"need/{n:03}", rain=1) for n in range(start, start + 100))
    waiting = list(Job.objects.values_list("name", "key"))

    handlers.handler_of("compact-index").run(Job.objects.get(), at=timezone.now())

    assert waiting == [("compact-index", "due")]
    assert (Change.objects.count(), Segment.objects.get().documents) == (0, 400)
