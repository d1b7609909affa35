"""Typed settings from environment variables; an invalid value raises an error that names the variable."""

import os
from collections.abc import Mapping
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = "True", "False"


class Environment:
    """Reads typed values from a mapping of strings, ``os.environ`` by default.

    An empty value counts as not set. Every method raises ``ImproperlyConfigured`` with a sentence
    that names the variable and what it may hold.
    """

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, default: bool) -> bool:
        """``True`` or ``False``, spelt so: anything else is more often a mistake than a meaning."""
        value = self.text(name)
        if value not in ("", TRUE, FALSE):
            raise ImproperlyConfigured(f"{name} must be {TRUE} or {FALSE}, not {value!r}.")
        return default if value == "" else value == TRUE

    def number(self, name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
        value = self.text(name)
        if value == "":
            return default
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            raise ImproperlyConfigured(
                f"{name} must be a whole number from {least} to {most}, not {value!r}."
            )
        return int(value)

    def words(self, name: str, default: list[str]) -> list[str]:
        """A comma-separated list; blanks around the items are dropped."""
        value = self.text(name)
        return [word.strip() for word in value.split(",") if word.strip()] if value else default

    def postgres(self, name: str) -> dict[str, Any]:
        """The entry of ``DATABASES`` for an address like ``postgres://user:password@host:5432/name``."""
        try:
            database: dict[str, Any] = dict(dj_database_url.parse(self.text(name)))
        except ValueError:
            database = {}
        if database.get("ENGINE") != "django.db.backends.postgresql" or not database.get("NAME"):
            # The value is not repeated: it may hold a password.
            raise ImproperlyConfigured(
                f"{name} must look like postgres://user:password@host:5432/database "
                "(special characters written as %xx): the portal keeps its data in PostgreSQL."
            )
        return database

    def required(self, name: str, because: str) -> str:
        value = self.text(name)
        if not value:
            raise ImproperlyConfigured(f"{name} must be set {because}.")
        return value
