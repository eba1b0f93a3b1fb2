"""
Opens the database of a store, and says in sentences what goes wrong with it.

An SQLite store is one ordinary file with a rollback journal and not with a write-ahead log: it can be copied
as it is, and lies as well on a network drive. Who writes takes the lock before reading (``BEGIN IMMEDIATE``),
so that what was read is still true when it is written. On PostgreSQL an advisory lock does the same.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from scheduler.store.address import Address
from scheduler.store.trouble import Damage, StoreTrouble, Unreadable

ROTA = 0x726F7461
"""What marks a new SQLite file as one of ours; as a text, ``rota``."""
MARKED_WITHIN_SECONDS = 1.0
"""So long a new file may be without its mark, while another program writes that."""
WAIT_SECONDS = 10.0
"""For somebody else who writes, and for a server to answer."""
NOTICE_A_DEAD_SERVER: Mapping[str, int] = MappingProxyType(
    {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 25_000}
)
"""Within half a minute: one that lost its power says nothing, and systems wait two hours by default."""

_SQLITE_SENTENCES = (
    ("locked", "{store} is in use: another program is writing to it. Maybe try again in a moment."),
    ("readonly", "There is no permission to write {store}."),
    ("unable to open", "{store} cannot be opened; see that its folder is there, and yours to write."),
    ("disk is full", "The disk is full; {store} is as it was."),
    ("not a database", "{store} is no store of published versions."),
    ("malformed", "{store} is damaged. Maybe bring it back from a backup."),
    (
        "disk I/O error",
        "{store} cannot be read or written: its disk, a limit or a quota refuses (disk I/O error).",
    ),
    ("decode to UTF-8", "{store} is damaged. Maybe bring it back from a backup."),
)
_POSTGRES_SENTENCES = (
    ("55P03", "{store} is in use: another program is writing to it. Maybe try again in a moment."),
    ("25006", "{store} may only be read."),
    ("42501", "There is no permission to write {store}."),
    ("53100", "The disk of the server is full; {store} is as it was."),
    ("XX001", "{store} is damaged. Maybe bring it back from a backup."),
    ("XX002", "{store} is damaged. Maybe bring it back from a backup."),
)
_UNREADABLE_FILE = ("malformed", "decode to UTF-8", "disk I/O error")
_UNREADABLE_ON_SERVER = ("XX", "58030")


def is_damage(error: DBAPIError) -> bool:
    """Tell whether a database could not read what it holds, and not only now because of somebody else."""
    code = getattr(error.orig, "sqlstate", None)
    if code is not None:
        return str(code).startswith(_UNREADABLE_ON_SERVER)
    return any(words in str(error.orig) for words in _UNREADABLE_FILE)


class Database:
    """A database that a store is in, or may be put in."""

    def __init__(self, address: Address, wait_seconds: float = WAIT_SECONDS) -> None:
        """Prepare to open a database; nothing is opened yet.

        Raises
        ------
        StoreTrouble
            When what talks to PostgreSQL is not installed.
        """
        self.address = address
        self._wait_seconds = wait_seconds
        self._engine = self._postgres() if address.url else self._sqlite()

    @property
    def is_file(self) -> bool:
        """Tell whether it is an SQLite file."""
        return self.address.file is not None

    def is_missing(self) -> bool:
        """Tell whether there is no file yet; a server is not asked."""
        return self.address.file is not None and not self.address.file.exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state all the time."""
        level = {} if self.is_file else {"isolation_level": "REPEATABLE READ"}
        with self._speaking(), self._engine.connect() as connection:
            connection.execution_options(**level)
            with connection.begin() as transaction:
                if not self.is_file:
                    self._limit_waiting(connection)
                yield connection
                # Nothing was written, and a file refuses to commit once something in it was found damaged.
                transaction.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone may write; what is written counts at the end, all or nothing."""
        level: dict[str, Any] = {} if self.is_file else {"isolation_level": "READ COMMITTED"}
        with self._speaking(), self._engine.connect() as connection:
            connection.execution_options(rota_writes=True, **level)
            with connection.begin():
                if not self.is_file:
                    self._limit_waiting(connection)
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(hashtext('rota ' || current_schema()))")
                    )
                yield connection

    def _limit_waiting(self, connection: Connection) -> None:
        """Wait no longer for what somebody else has locked on a server than for a file in use."""
        connection.execute(text(f"SET LOCAL lock_timeout = {int(self._wait_seconds * 1000)}"))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def check(self, connection: Connection) -> Iterator[str]:
        """Yield what the database itself finds wrong; a server checks its pages by itself."""
        if self.is_file:
            for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                if line != "ok":
                    yield f"{self.address} is damaged: {line}."

    def _sqlite(self) -> Engine:
        engine = create_engine("sqlite://", creator=self._open_file, poolclass=NullPool)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            writes = connection.get_execution_options().get("rota_writes", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine

    def _open_file(self) -> sqlite3.Connection:
        """
        Open the file, and mark it where it is new.

        The mark is written at once, apart from all that follows: a first publication that fails or is killed
        leaves a file with this mark, so that an empty file is always one that has lost what was in it.
        """
        file = self.address.file
        assert file is not None  # noqa: S101 - only called for files
        is_new = not file.exists()
        if not is_new:
            self._refuse_empty(file)
        uri = f"{file.absolute().as_uri()}?mode=rwc"
        # With isolation_level None the driver begins no transaction of its own.
        connection = sqlite3.connect(uri, timeout=self._wait_seconds, isolation_level=None, uri=True)
        mark = ("BEGIN IMMEDIATE", f"PRAGMA application_id = {ROTA}", "COMMIT")
        try:
            for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "synchronous = EXTRA"):
                connection.execute(f"PRAGMA {pragma}")
            for statement in mark if is_new else ():
                connection.execute(statement)
        except sqlite3.Error as error:
            connection.close()
            is_busy = getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY"  # another begins the same store
            if is_new and not is_busy and file.exists() and not file.stat().st_size:  # the disk is full
                file.unlink()
            raise
        except BaseException:  # Ctrl-C, while it waits for somebody who writes
            connection.close()
            raise
        return connection

    def _refuse_empty(self, file: Path) -> None:
        """Tell of a file without content that it lost it, unless somebody is about to write its mark."""
        end = time.monotonic() + MARKED_WITHIN_SECONDS
        while not file.stat().st_size:
            if time.monotonic() > end:
                raise Damage(
                    f"{self.address} is empty: if anything was published in it, that is lost. "
                    "Bring it back from a backup; or remove the file, to begin anew with a first version."
                )
            time.sleep(0.01)

    def _postgres(self) -> Engine:
        try:
            url = make_url(self.address.url)
            if "@" in (url.host or ""):  # no host has such a name, and the server's refusal would tell it
                raise StoreTrouble(
                    f"The password in the address {self.address} has an @ in it; write %40 instead."
                )
            return create_engine(
                url,
                poolclass=NullPool,
                connect_args={
                    "connect_timeout": max(2, int(self._wait_seconds)),
                    "application_name": "rota",
                    **NOTICE_A_DEAD_SERVER,
                },
            )
        except ModuleNotFoundError as error:
            raise StoreTrouble(
                "PostgreSQL needs the extra postgres, which is not installed: "
                "pip install 'fellowship-rota[postgres]'."
            ) from error
        except (ArgumentError, ValueError) as error:
            raise StoreTrouble(f"{self.address} is no address of a PostgreSQL server.") from error

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Make a sentence of any error of the database."""
        try:
            yield
        except DBAPIError as error:
            raise self._sentence(error) from error
        except Unreadable as error:
            raise Damage(
                f"{self.address} is damaged: {error}. To see what is damaged: rota versions TERM --check. "
                "Maybe bring it back from a backup."
            ) from error
        except UnicodeDecodeError as error:  # SQLite tells of its damage in letters that are none
            raise Damage(f"{self.address} is damaged. Maybe bring it back from a backup.") from error

    def _sentence(self, error: DBAPIError) -> StoreTrouble:
        reason = str(error.orig).strip()
        code = getattr(error.orig, "sqlstate", None)
        if self.is_file:
            wanted = (sentence for word, sentence in _SQLITE_SENTENCES if word in reason)
        else:
            wanted = (sentence for state, sentence in _POSTGRES_SENTENCES if state == code)
        sentence = next(wanted, None)
        if sentence is not None:
            kind = Damage if "damaged" in sentence else StoreTrouble
            return kind(sentence.format(store=self.address))
        first = reason.partition("\n")[0].rstrip(".")
        if not self.is_file and (code is None or code.startswith(("08", "57"))):
            return StoreTrouble(f"The server of {self.address} does not answer as it should: {first}.")
        return StoreTrouble(f"{self.address} cannot be used: {first}.")
