"""Where a store is: a file beside the term, or a server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from scheduler.store.trouble import StoreTrouble

SUFFIX = "-versions.sqlite"

_SCHEME = re.compile(r"([a-z][a-z0-9+]*)://", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=://)([^:]*):.*@", re.DOTALL)
"""From the first colon to the last ``@``, for a password may hold ``/``, ``?``, ``#`` and ``@``."""


@dataclass(frozen=True)
class Address:
    """The place of a store: ``file`` of an SQLite file, or ``url`` of a PostgreSQL server."""

    file: Path | None = None
    url: str = ""

    @property
    def exists(self) -> bool:
        """Tell whether there is such a file; of a server nothing is known before it is asked."""
        return self.file is not None and self.file.exists()

    def __str__(self) -> str:
        """Return it as people may see it: without the password."""
        return str(self.file) if self.file else _PASSWORD.sub(r"\1@", self.url).partition("?")[0]


def read_address(word: str) -> Address:
    """Return the address that a word means: a file, or a URL of SQLite or PostgreSQL.

    Raises
    ------
    StoreTrouble
        When it is a URL of something else.
    """
    found = _SCHEME.match(word)
    if not found:
        return Address(Path(word))
    scheme, rest = found[1].lower(), word[found.end() :]
    if scheme == "sqlite" and rest.startswith("/") and rest != "/":
        return Address(Path(unquote(rest[1:])))
    if scheme in ("postgresql", "postgres"):
        return Address(url=f"postgresql://{rest}")
    shown = Address(url=word)
    raise StoreTrouble(f"A store cannot be at {shown}; give a file, or a URL that begins with postgresql://.")


def address_beside(term: Path) -> Address:
    """Return where the versions of a term are when nobody says: beside it, ``spring-versions.sqlite``."""
    place = term if term.name not in ("", "..") else term.resolve()
    stem = place.stem if place.suffix.lower() == ".xlsx" else place.name
    return Address(place.with_name(f"{stem}{SUFFIX}") if place.name else Path(SUFFIX[1:]))
