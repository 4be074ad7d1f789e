"""The one settings file: laptop, tests and server differ in values, not in files."""

import contextlib
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

from config.env import boolean, env, words

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env(
    "MUSUBI_VAR", BASE_DIR / "var", cast=Path
)  # the database file, static files, the secret key
DATA_DIR = env("MUSUBI_DATA", BASE_DIR / "data", cast=Path)  # the network's public record

DEBUG = env("DEBUG", False, cast=boolean)


def _kept_secret() -> str:
    """Return this installation's secret, made at the first start and readable by its owner only."""
    path = VAR_DIR / "secret-key"
    try:
        return path.read_text()
    except FileNotFoundError:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        mine = VAR_DIR / f"secret-key.{secrets.token_hex(4)}"
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # another process was first: its key holds
            path.hardlink_to(mine)
        mine.unlink()
        return path.read_text()


SECRET_KEY = env("SECRET_KEY", "") or _kept_secret()
ALLOWED_HOSTS = env("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], cast=words)
HTTPS = env("HTTPS", False, cast=boolean)  # true behind a proxy that ends TLS

# In the order in which data flows: an app may use those before it, none after it.
MUSUBI_APPS = [
    "musubi.ui",
    "musubi.jobs",
    "musubi.journal",
    "musubi.vocabulary",
    "musubi.listing",
    "musubi.members",
    "musubi.entries",
    "musubi.matching",
    "musubi.exchange",
    "musubi.programme",
    "musubi.library",
    "musubi.meetings",
    "musubi.front",
]
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    *MUSUBI_APPS,
]

# Who reads which file of the public record, in the order of loading.
RECORD_READERS = [
    "musubi.vocabulary.reading.CONCEPTS",
    "musubi.vocabulary.reading.LABELS",
    "musubi.members.reading.COUNTRIES",
    "musubi.members.reading.ORGANISATIONS",
    "musubi.members.reading.CITIES",
    "musubi.members.reading.NETWORK",
    "musubi.exchange.reading.NEEDS",
    "musubi.exchange.reading.SOLUTIONS",
    "musubi.programme.reading.PROJECTS",
    "musubi.library.reading.CASES",
    "musubi.library.reading.GUIDEBOOK",
    "musubi.meetings.reading.MEETINGS",
    "musubi.meetings.reading.RECORDS",
    "musubi.meetings.reading.COMMITMENTS",
]

# Who is told, in the same transaction, which rows have changed (musubi/journal/following.py).
FOLLOWERS = ["musubi.matching.indexing.follow"]

# What a kind of entry is tied to, in the order of its page (musubi/matching/pages.py).
TIES = {"need": ("solution", "case", "need"), "solution": ("need",), "case": ("need",)}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "musubi.ui.security.csp_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "musubi.front.page_memory.page_memory_middleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["musubi.ui.loading.Loader"])],
            "context_processors": ["musubi.front.context.everywhere"],
            "builtins": ["django.templatetags.i18n", "musubi.ui.templatetags.ui"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(env("DATABASE_URL", f"sqlite:///{VAR_DIR}/musubi.sqlite3"))
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {
        "ENGINE": "config.sqlite",
        "CONN_MAX_AGE": None,  # opening the file costs more than most queries
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,  # seconds
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "OPTIONS": {"pool": {"min_size": 1, "max_size": env("DATABASE_POOL", 4, cast=int)}},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Adding a language is one line here and one file in locale/.
LANGUAGES = [
    ("en", "English"),
    ("ja", "日本語"),
    ("id", "Bahasa Indonesia"),
    ("th", "ไทย"),
    ("vi", "Tiếng Việt"),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "musubi.ui.bundling.BundledStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600  # seconds, for files whose name holds no hash

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000

PAGE_MEMORY = env("PAGE_MEMORY", 500, cast=int)  # public pages that a server process keeps

SOURCE_CODE_URL = env("SOURCE_CODE_URL", "")  # where visitors find the source of this installation

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
}
