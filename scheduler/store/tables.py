"""The tables of a store, and how a store of an earlier form becomes one of this form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

FORM = 3
"""The form of the tables below; a change of them makes it one more, and needs a migration."""

METADATA = MetaData()

STORE = Table(
    "rota_store",
    METADATA,
    Column("form", Integer, nullable=False),
    Column("id", String(36), primary_key=True),
    Column("namespace", String(36), nullable=False),
)
"""One row: the form of the tables, the name of the store, and what its UIDs are derived from."""

VERSIONS = Table(
    "rota_versions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("parent", Text, nullable=False),
    Column("instant", String(20), nullable=False),
    Column("timezone", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("restores", Integer),
    Column("term_digest", String(64), nullable=False),
    Column("term", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("shortfalls", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("changelog", Text, nullable=False),
    Column("told", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)
"""The versions. ``parent`` is the digest of the one before, ``told`` that of the rows of the next two tables
that came with the version, ``digest`` that of all the others."""

ENTRIES = Table(
    "rota_entries",
    METADATA,
    Column("version", ForeignKey(VERSIONS.c.number), primary_key=True),
    Column("feed", Text, primary_key=True),
    Column("uid", String(255), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("created", String(20), nullable=False),
    Column("modified", String(20), nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("content", Text, nullable=False),
)
"""What a calendar is told of a UID from a version on, until a later row."""

FEEDS = Table(
    "rota_feeds",
    METADATA,
    Column("version", ForeignKey(VERSIONS.c.number), primary_key=True),
    Column("feed", Text, primary_key=True),
    Column("content", Text, nullable=False),
)
"""What a calendar says of itself from a version on, until a later row."""


RENDERED = Table(
    "rota_rendered",
    METADATA,
    Column("feed", Text, primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("version", ForeignKey(VERSIONS.c.number), nullable=False),
    Column("file", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("modified", String(20), nullable=False),
    Column("closes", String(10)),
    Column("expiries", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("packed_digest", String(64), nullable=False),
)
"""The calendar files of the newest version, compressed, as ``rota serve`` hands them out. ``digest`` is that
of the file, ``modified`` when it last became another one, ``closes`` the last day that it is handed out, and
``expiries`` when something withdrawn is to be dropped from it."""

LINKS = Table(
    "rota_links",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False, index=True),
    Column("feed", Text, nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made", String(20), nullable=False),
    Column("ended", String(20)),
    Column("closes", String(10)),
)
"""The secret addresses. ``digest`` is that of the secret, which itself is kept nowhere; ``revision`` is
higher than any before whenever a row changes; ``closes`` is the last day that a coordinator set."""

FETCHES = Table(
    "rota_fetches",
    METADATA,
    Column("link", ForeignKey(LINKS.c.number), primary_key=True),
    Column("client", String(40), primary_key=True),
    Column("instant", String(20), nullable=False),
    Column("version", Integer, nullable=False),
)
"""When each kind of calendar program last fetched through a link, and which version it was given."""

LOOKS = Table(
    "rota_looks",
    METADATA,
    Column("link", ForeignKey(LINKS.c.number), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("before", Integer),
)
"""Which version the page behind a link showed when it was last looked at, and which other one before."""


def _add_links(connection: Connection) -> None:
    METADATA.create_all(connection, [RENDERED, LINKS, FETCHES])


def _add_looks(connection: Connection) -> None:
    METADATA.create_all(connection, [LOOKS])


Migration = Callable[[Connection], None]
MIGRATIONS: Mapping[int, Migration] = MappingProxyType({1: _add_links, 2: _add_looks})
"""What makes a store of each earlier form one of the next; the number of the form is raised for it."""


def create_tables(connection: Connection) -> None:
    """Create what is not there."""
    METADATA.create_all(connection)


def migrate(connection: Connection, form: int, wanted: int, migrations: Mapping[int, Migration]) -> None:
    """Bring the tables from an earlier form to the wanted one, step by step."""
    for step in range(form, wanted):
        migrations[step](connection)
    connection.execute(STORE.update().values(form=wanted))
