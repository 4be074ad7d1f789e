"""Ties across languages on the judged set: good order, honest sentences, no language left behind.

benchmarks/quality.py prints the figures beside words alone.
"""

import re
import unicodedata

import pytest

from tests.matching.judged_set import by_language, part, tied, write_file

pytestmark = pytest.mark.django_db

LEAST_OVERALL, LEAST_OF_A_LANGUAGE = 0.85, 0.75


@pytest.fixture(scope="module")
def answers(tmp_path_factory, django_db_setup, django_db_blocker):
    path = write_file(tmp_path_factory.mktemp("judged") / "file.json")
    with django_db_blocker.unblock():
        yield tied(path, "--plain")


def test_the_set_is_as_large_and_as_mixed_as_it_must_be():
    needs, solutions, judgements = part("needs"), part("solutions"), part("judgements")

    assert len(needs) >= 30
    assert len(solutions) >= 60
    assert len({row["lang"] for row in needs}) >= 7
    assert set(judgements) == {need["id"] for need in needs}
    known = {solution["id"] for solution in solutions}
    assert all(set(grades) <= known for grades in judgements.values())


def test_the_order_is_good_over_all_and_in_each_language(answers):
    found = by_language({need: [tie["id"] for tie in ties] for need, ties in answers.items()})

    assert found["all"] >= LEAST_OVERALL
    assert {k: round(v, 2) for k, v in found.items() if v < LEAST_OF_A_LANGUAGE} == {}


def test_every_tie_has_a_sentence_whose_words_stand_in_the_texts(answers):
    texts = {
        row["id"]: unicodedata.normalize("NFC", f"{row['title']}\n{row['body']}")
        for row in (*part("needs"), *part("solutions"))
    }
    seen = 0
    for need, ties in answers.items():
        for tie in ties:
            words = re.findall(r"“([^”]*)”", tie["sentence"])
            assert len(words) >= 2
            assert all(word in texts[need] or word in texts[tie["id"]] for word in words)
            for reason in tie["reasons"]:
                assert all(word in texts[need] for word in reason["need_words"])
                assert all(word in texts[tie["id"]] for word in reason["solution_words"])
            seen += 1

    assert seen > 100
