"""Settings from the environment: a malformed or missing value stops the start and names itself."""

import os
from collections.abc import Callable
from typing import Any

_REQUIRED = object()


class BadSetting(Exception):
    """A variable of the environment is missing or cannot be read."""


def env(name: str, default: Any = _REQUIRED, *, cast: Callable[[str], Any] = str) -> Any:
    """Return the variable `name` read by `cast`, or `default` where it is unset or empty."""
    text = os.environ.get(name, "")
    if not text:
        if default is _REQUIRED:
            raise BadSetting(f"Set {name} in the environment: it has no default.")
        return default
    try:
        return cast(text)
    except ValueError as error:
        raise BadSetting(f"{name}={text!r} cannot be read: {error}") from error


def boolean(text: str) -> bool:
    try:
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
            text.lower()
        ]
    except KeyError:
        raise ValueError("write true or false") from None


def words(text: str) -> list[str]:
    """Split a list that is written with commas."""
    return [word.strip() for word in text.split(",") if word.strip()]
