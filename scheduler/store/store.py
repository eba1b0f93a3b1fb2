"""
The store of published versions: reads them, and publishes the next one, wholly or not at all.

Publishing has two steps. `Store.prepare` reads what is published, and works out what a draft changes.
`Store.publish` then takes the lock, sees that nobody has published since, and writes everything in one
transaction; the answer is a value in either case, because that somebody was faster is no error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import uuid4

from sqlalchemy import Connection, func, inspect, select

from inputs.snapshot import take_snapshot
from scheduler.store.address import Address
from scheduler.store.checking import BACKUP, find_damage
from scheduler.store.database import WAIT_SECONDS, Database
from scheduler.store.intact import read_published
from scheduler.store.kept import read_store
from scheduler.store.mending import ensure_files
from scheduler.store.moments import read_marks_at
from scheduler.store.preparing import Prepared, prepare
from scheduler.store.rendering import (
    Published,
    render_prepared,
    write_files,
)
from scheduler.store.rows import (
    digest_of_told,
    entry_rows,
    feed_rows,
    read_covers,
    read_summaries,
    read_version,
    sign,
)
from scheduler.store.tables import (
    ENTRIES,
    FEEDS,
    FORM,
    MIGRATIONS,
    RENDERED,
    STORE,
    VERSIONS,
    Migration,
    create_tables,
    migrate,
)
from scheduler.store.texts import to_json, write_instant, write_plan, write_shortfalls
from scheduler.store.trouble import Damage, StoreTrouble
from scheduler.store.version import Draft, Summary, Version

Step = Callable[[str], None]
"""Told each step before it is taken; tests end the program there."""


def _no_step(name: str) -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Migrated:
    """What came of bringing a store up to date."""

    form: int
    """That it had before."""
    made: int | None = None
    """The version whose calendar files were made again; None where they are as they were."""


class Store:
    """Published versions of one term."""

    def __init__(
        self,
        address: Address,
        wait_seconds: float = WAIT_SECONDS,
        form: int = FORM,
        migrations: Mapping[int, Migration] = MIGRATIONS,
    ) -> None:
        """Name a store; it is created by the first publication.

        Parameters
        ----------
        address
            Where it is.
        wait_seconds
            How long to wait for somebody else who writes.
        form
            The form of its tables.
        migrations
            What brings a store of an earlier form to the next.

        Raises
        ------
        StoreTrouble
            When the place cannot hold a store.
        """
        self._database = Database(address, wait_seconds)
        self.address = address
        self._form = form
        self._migrations = migrations

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    # -- reading -------------------------------------------------------------------------------------------

    def summaries(self) -> tuple[Summary, ...]:
        """Return all versions, the oldest first, without looking for damage."""
        with self.reading() as connection:
            return read_summaries(connection) if connection else ()

    def latest(self) -> Version | None:
        """Return the newest published version, or None where nothing is published yet.

        Raises
        ------
        StoreTrouble
            When the store cannot be used, or holds something else than was published.
        """
        with self.reading() as connection:
            number = head(connection) if connection else 0
            return read_version(connection, number) if connection and number else None

    def version(self, number: int) -> Version | None:
        """Return a version, or None where there is none of that number."""
        with self.reading() as connection:
            return read_version(connection, number) if connection else None

    def id(self) -> str:
        """Return the name that the store was given when it was created, or nothing where there is none."""
        with self.reading() as connection:
            return str(read_store(connection)["id"]) if connection else ""

    def check(self) -> list[str]:
        """Return a sentence for all that is not as it was published."""
        with self.reading() as connection:
            if connection is None:
                return []
            return find_damage(connection, [*self._database.check(connection)], head(connection))

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """Give a connection to read with, or None where nothing is published yet."""
        if self._database.is_missing():
            yield None
            return
        with self._database.reading() as connection:
            yield connection if self._is_there(connection) else None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write with, to what there is beside the versions.

        Raises
        ------
        StoreTrouble
            When nothing is published yet, or the store cannot be used.
        """
        if self._database.is_missing():
            raise StoreTrouble(f"{self.address} holds no published versions.")
        with self._database.writing() as connection:
            if not self._is_there(connection):
                raise StoreTrouble(f"{self.address} holds no published versions.")
            yield connection

    # -- publishing ----------------------------------------------------------------------------------------

    def prepare(self, draft: Draft, now: datetime) -> Prepared:
        """Return what publishing a draft at an instant would do (see `scheduler.store.preparing`)."""
        return prepare(draft, self.latest(), now)

    def publish(self, prepared: Prepared, step: Step = _no_step) -> Summary | None:
        """Write the next version, and return it; None when somebody else published since it was prepared.

        Parameters
        ----------
        prepared
            What `prepare` returned.
        step
            Called with a name before each step.
        """
        number, parent = prepared.parent + 1, prepared.before.summary.digest if prepared.before else ""
        draft = prepared.draft
        step("render")
        with self.reading() as connection:
            marks = read_marks_at(connection, prepared.instant) if connection else {}
        files = render_prepared(prepared, marks)
        step("take the lock")
        with self._database.writing() as connection:
            if not self._is_there(connection):
                step("create the tables")
                create_tables(connection)
                row = {"form": self._form, "id": str(uuid4()), "namespace": str(prepared.namespace)}
                connection.execute(STORE.insert().values(row))
            if head(connection) != prepared.parent:
                return None
            entries = entry_rows(number, prepared.told)
            feeds = feed_rows(number, prepared.feeds, read_covers(connection, number))
            version = sign(
                {
                    "number": number,
                    "parent": parent,
                    "instant": write_instant(prepared.instant),
                    "timezone": draft.term.timezone,
                    "note": draft.note,
                    "restores": draft.restores,
                    "term_digest": draft.term.digest,
                    "term": take_snapshot(draft.term),
                    "plan": write_plan(draft.plan),
                    "shortfalls": write_shortfalls(draft.shortfalls),
                    "record": draft.record,
                    "changelog": to_json(prepared.changelog),
                    "told": digest_of_told(entries, feeds),
                }
            )
            step("write the version")
            connection.execute(VERSIONS.insert().values(version))
            for table, rows in ((ENTRIES, entries), (FEEDS, feeds)):
                step(f"write {table.name}")
                if rows:
                    connection.execute(table.insert(), rows)
            step(f"write {RENDERED.name}")
            write_files(connection, number, files)
            step("commit")
        step("end")
        return Summary(
            number,
            prepared.instant,
            draft.term.timezone,
            draft.note,
            draft.restores,
            draft.term.digest,
            version["digest"],
            prepared.changelog,
        )

    def migrate(self) -> Migrated:
        """Bring a store of an earlier form to this one, and make calendar files again that are damaged.

        Raises
        ------
        StoreTrouble
            When the store cannot be used, holds no versions, or is of a later form.
        """
        if self._database.is_missing():
            raise StoreTrouble(f"{self.address} holds no published versions.")
        with self._database.writing() as connection:
            if not inspect(connection).has_table(STORE.name):
                raise StoreTrouble(f"{self.address} holds no published versions.")
            form = self._form_of(connection)
            if form < self._form:
                migrate(connection, form, self._form, self._migrations)
            number = head(connection)
            if not number or not ensure_files(connection, number):
                return Migrated(form)
            for line in self._database.check(connection):  # the files were not all that is damaged
                raise Damage(f"{line} {BACKUP}")
            return Migrated(form, number)

    def pages(self, number: int) -> tuple[Version, Version | None]:
        """Return a version and the one before it, without what calendars were told besides who led rounds.

        Raises
        ------
        StoreTrouble
            When the store cannot be used, has no such version, or holds something else than was published.
        """
        with self.reading() as connection:
            version = read_version(connection, number, with_told=False) if connection else None
            if connection is None or version is None:
                raise StoreTrouble(f"{self.address} has no version {number}.")
            return version, read_version(connection, number - 1, with_told=False)

    def page(self, number: int) -> Version | None:
        """Return a version as `pages` does, or None where there is none of that number."""
        with self.reading() as connection:
            return read_version(connection, number, with_told=False) if connection else None

    # -- what is handed out --------------------------------------------------------------------------------

    def published(self) -> Published | None:
        """Return the newest version as it is handed out, or None where nothing is published yet.

        Raises
        ------
        StoreTrouble
            When the store cannot be used, or not one calendar in it is what was published.
        """
        with self.reading() as connection:
            number = head(connection) if connection else 0
            return read_published(connection, number) if connection and number else None

    # -- the form of the store -----------------------------------------------------------------------------

    def _is_there(self, connection: Connection) -> bool:
        """Tell whether the tables are there.

        Raises
        ------
        StoreTrouble
            When they are of another form, or there are those of something else.
        """
        tables = inspect(connection)
        if not tables.has_table(STORE.name):
            if self._database.is_file and tables.get_table_names():
                raise StoreTrouble(f"{self.address} is the database of something else, and is left as it is.")
            return False
        form = self._form_of(connection)
        if form < self._form:
            raise StoreTrouble(
                f"{self.address} was written by an earlier rota (form {form}, now {self._form}). "
                "Bring it up to date with: rota versions TERM --migrate"
            )
        return True

    def _form_of(self, connection: Connection) -> int:
        form = int(read_store(connection)["form"])
        if form > self._form:
            raise StoreTrouble(
                f"{self.address} was written by a later rota (form {form}, this one knows {self._form}). "
                "Bring the program up to date: pip install --upgrade fellowship-rota"
            )
        return form


def newest(connection: Connection) -> tuple[int, str]:
    """Return the number and the digest of the newest version, 0 and nothing where there is none."""
    columns = select(VERSIONS.c.number, VERSIONS.c.digest)
    row = connection.execute(columns.order_by(VERSIONS.c.number.desc()).limit(1)).first()
    return (row.number, row.digest) if row else (0, "")


def head(connection: Connection) -> int:
    """Return the number of the newest version, 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(VERSIONS.c.number), 0))).scalar_one())
