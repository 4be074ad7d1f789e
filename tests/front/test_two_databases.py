"""The same pages, in the same order, with the same counts, on SQLite and on PostgreSQL."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.front.walk import walk, without_days

ROOT = Path(__file__).parents[2]
UNAVAILABLE = 69  # what scripts/postgres ends with where PostgreSQL is missing


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.usefixtures("record")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares SQLite with PostgreSQL once")
def test_both_databases_give_the_same_pages(tmp_path):
    other = subprocess.Popen(
        ["scripts/postgres", sys.executable, "-m", "tests.front.walk"],
        cwd=ROOT,
        env=os.environ | {"MUSUBI_VAR": str(tmp_path), "DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    mine = walk()
    output, errors = other.communicate(timeout=120)
    if other.returncode == UNAVAILABLE:
        pytest.skip("PostgreSQL is missing")

    assert other.returncode == 0, errors
    theirs = json.loads(output)
    assert theirs["engine"] == "django.db.backends.postgresql"
    assert list(theirs["pages"]) == list(mine)
    assert [
        path
        for path, (text, links) in mine.items()
        if [without_days(text), links]
        != [without_days(theirs["pages"][path][0]), theirs["pages"][path][1]]
    ] == []
    assert len(mine) > 100
