"""After any history of writes and merges the index answers, bit for bit, as the oracle does.

The oracle knows no database, so SQLite and PostgreSQL also agree with each other.
"""

import hashlib
import random

import pytest
from django.db import transaction

from musubi.matching import index
from tests.matching.index.making import random_document, random_id, random_wish
from tests.matching.index.oracle import Oracle, answer

STEPS = 14
HISTORIES_AT_A_TIME = 10


class Undone(Exception):
    """Ends a transaction that is to leave nothing behind."""


class History:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.oracle = Oracle()

    def step(self):
        steps = [self.write, self.write, self.delete, self.write_many, self.write_bulk]
        steps += [self.undo, self.merge, self.merge, self.merge_all, self.forget, self.rebuild]
        self.rng.choice(steps)()

    def document(self):
        return random_document(self.rng, random_id(self.rng))

    def write(self):
        document = self.document()
        index.upsert(*document)
        self.oracle.put(*document)

    def write_many(self, number=5):
        documents = [self.document() for _ in range(number)]
        index.upsert_many(iter(documents))
        for document in documents:
            self.oracle.put(*document)

    def write_bulk(self):
        self.write_many(self.rng.choice((25, 60)))

    def delete(self):
        for id in (random_id(self.rng) for _ in range(4)):
            assert index.delete(id) is (self.oracle.documents.pop(id, None) is not None)

    def undo(self):
        """A transaction that writes, reads what it has written, and is rolled back."""
        before = dict(self.oracle.documents)
        with pytest.raises(Undone), transaction.atomic():
            self.rng.choice((self.write_many, self.write_bulk, self.delete))()
            self.compare()
            raise Undone
        self.oracle.documents = before

    def merge(self):
        index.compact()

    def merge_all(self):
        index.compact(full=True)

    def forget(self):
        index.forget()

    def rebuild(self):
        documents = {document[0]: document for document in (self.document() for _ in range(12))}
        index.rebuild(documents.values())
        self.oracle.documents = {}
        for document in documents.values():
            self.oracle.put(*document)

    def compare(self):
        """Ask both the same; return what they say."""
        wish = random_wish(self.rng)
        expected = self.oracle.search(**wish)
        assert answer(index.search(**wish)) == expected, wish
        assert index.size() == len(self.oracle.documents)
        return expected


@pytest.mark.django_db
@pytest.mark.parametrize("group", range(10))
def test_every_history_gives_the_answers_of_the_oracle(group, small):
    for seed in range(group * HISTORIES_AT_A_TIME, (group + 1) * HISTORIES_AT_A_TIME):
        history = History(seed)
        index.rebuild([])
        for _ in range(STEPS):
            history.step()
            for _ in range(3):
                history.compare()


@pytest.mark.django_db
def test_the_answers_are_the_same_on_every_database_and_machine(small):
    history = History("the same everywhere")
    told = hashlib.sha256()
    for _ in range(60):
        history.step()
        told.update(repr(history.compare()).encode())

    assert told.hexdigest().startswith("1b9b94faf7d3f005af1614d96e7f4f1392406534")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_one_document_stands_where_the_oracle_has_it(seed, small):
    history = History(seed)
    history.write_bulk()
    for _ in range(8):
        history.step()

    for _ in range(30):
        wish = random_wish(history.rng)
        query, filters = wish["query"], wish["filters"]
        total, ranked, _facets = history.oracle.search(query, filters, k=1000)
        scores = history.oracle.scores(query)
        places = {id: place for place, (id, _score) in enumerate(ranked, 1)}
        for id in history.oracle.documents:
            standing = index.standing(query, id, filters)
            failed = [n for n in filters if not history.oracle.passes(id, {n: filters[n]})]
            assert standing == index.Standing(
                scores.get(id), places.get(id), total, tuple(sorted(failed))
            )
