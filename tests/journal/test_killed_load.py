"""A load that is killed half-way leaves nothing behind, and the next one does its work."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import override_settings

ROOT = Path(__file__).parents[2]
ENTRIES = 20_000
DATABASES = ["SQLite", *(["PostgreSQL"] if "postgres" in os.environ.get("DATABASE_URL", "") else [])]


def command(*words):
    return [sys.executable, "-m", "django", *words]
