"""What goes wrong with a database, in sentences."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar
from uuid import uuid4

import pytest
from sqlalchemy import Connection, text

from scheduler.store.address import Address, read_address
from scheduler.store.database import Database
from scheduler.store.trouble import Damage, StoreTrouble
from tests.scheduler.commands.program import run_code

NOBODY = 65534


def write(connection: Connection, rows: int = 1) -> None:
    connection.execute(text("CREATE TABLE IF NOT EXISTS notes (note TEXT)"))
    for _ in range(rows):
        connection.execute(text("INSERT INTO notes VALUES (:note)"), {"note": "x" * 1000})


def trouble_of(address: Address, rows: int = 1) -> StoreTrouble:
    with pytest.raises(StoreTrouble) as trouble, Database(address, 1).writing() as connection:
        write(connection, rows)
    return trouble.value


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.sqlite"
    with Database(Address(path)).writing() as connection:
        write(connection, 100)
    return path


def test_what_fails_on_the_way_leaves_nothing_also_no_table(place: str) -> None:
    database = Database(read_address(place))

    def fail() -> None:
        with database.writing() as connection:
            write(connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with pytest.raises(StoreTrouble), database.reading() as connection:
        connection.execute(text("SELECT * FROM notes"))


def test_who_reads_sees_one_state_all_the_time(place: str) -> None:
    database = Database(read_address(place), 1)
    with database.writing() as connection:
        write(connection)
    with database.reading() as connection:
        before = connection.execute(text("SELECT count(*) FROM notes")).scalar_one()
        if not database.is_file:  # whoever reads a file keeps others from ending what they write
            with database.writing() as other:
                write(other)
        assert connection.execute(text("SELECT count(*) FROM notes")).scalar_one() == before == 1


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "notes.sqlite"
    assert (
        str(trouble_of(Address(file)))
        == f"{file} cannot be opened; see that its folder is there, and yours to write."
    )


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    folder = Path(mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="knows no other users")
def test_a_file_that_may_only_be_read(open_folder: Path) -> None:
    file = open_folder / "notes.sqlite"
    with Database(Address(file)).writing() as connection:
        write(connection)
    file.chmod(0o444)
    open_folder.chmod(0o555)
    if os.geteuid() == 0:  # who may write everything
        os.seteuid(NOBODY)
        try:
            told = str(trouble_of(Address(file)))
        finally:
            os.seteuid(0)
    else:
        told = str(trouble_of(Address(file)))
    open_folder.chmod(0o755)
    assert told == f"There is no permission to write {file}."


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        file = tmp_path / "notes.sqlite"
        assert str(trouble_of(Address(file), rows=200)) == f"The disk is full; {file} is as it was."
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_a_file_that_has_lost_its_content_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    file.touch()
    told = (
        f"{file} is empty: if anything was published in it, that is lost. "
        "Bring it back from a backup; or remove the file, to begin anew with a first version."
    )
    assert str(trouble_of(Address(file))) == told
    with pytest.raises(Damage) as damage, Database(Address(file)).reading():
        pass
    assert str(damage.value) == told
    assert file.stat().st_size == 0


class Interrupted(sqlite3.Connection):
    """A connection during whose first statement somebody presses Ctrl-C."""

    made: ClassVar[list[sqlite3.Connection]] = []

    def execute(self, *_given: object) -> sqlite3.Cursor:
        self.made.append(self)
        raise KeyboardInterrupt


def test_who_interrupts_the_opening_leaves_nothing_open(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Interrupted))
    with pytest.raises(KeyboardInterrupt), Database(Address(file)).reading():
        pass
    (connection,) = Interrupted.made
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        connection.cursor()


def test_a_first_writing_that_fails_leaves_no_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    with suppress(KeyError), Database(Address(file)).writing() as connection:
        write(connection)
        raise KeyError
    assert file.stat().st_size > 0
    with Database(Address(file)).writing() as connection:
        write(connection)


@pytest.mark.skipif(sys.platform == "win32", reason="knows no such limits")
def test_a_limit_on_files_that_is_reached(tmp_path: Path) -> None:
    import resource

    file = tmp_path / "notes.sqlite"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (32_768, hard))
    try:
        told = str(trouble_of(Address(file), rows=200))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert told == f"{file} cannot be read or written: its disk, a limit or a quota refuses (disk I/O error)."
    with Database(Address(file)).writing() as connection:
        write(connection)


def test_where_a_disk_is_full_from_the_beginning_no_file_is_left(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", tmp_path], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        (tmp_path / "other").write_bytes(b"x" * 8192)
        file = tmp_path / "notes.sqlite"
        told = str(trouble_of(Address(file)))
        assert (told, file.exists()) == (f"The disk is full; {file} is as it was.", False)
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_damage_of_which_sqlite_tells_in_no_letters(file: Path) -> None:
    content = file.read_bytes()
    assert content.count(b"CREATE TABLE notes") == 1
    file.write_bytes(content.replace(b"CREATE TABLE notes", b"CREATE \xffABLE notes"))
    with pytest.raises(Damage) as damage, Database(Address(file)).reading() as connection:
        connection.execute(text("SELECT count(*) FROM notes"))
    assert str(damage.value) == f"{file} is damaged. Maybe bring it back from a backup."


def test_a_file_whose_pages_are_damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    file.write_bytes(content)
    for question in ("SELECT count(note) FROM notes", "PRAGMA integrity_check"):
        with pytest.raises(Damage) as damage, Database(Address(file)).reading() as connection:
            connection.execute(text(question)).all()
        assert str(damage.value) == f"{file} is damaged. Maybe bring it back from a backup."


def test_a_file_that_holds_what_it_must_not_is_noticed_when_it_is_checked(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "INSERT INTO notes VALUES (NULL); PRAGMA writable_schema = ON;"
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE notes (note TEXT NOT NULL)';"
        )
    with Database(Address(file)).reading() as connection:
        found = list(Database(Address(file)).check(connection))
    assert found == [f"{file} is damaged: NULL value in notes.note."]


def test_a_sound_database_has_nothing_wrong(place: str) -> None:
    database = Database(read_address(place))
    with database.writing() as connection:
        write(connection)
    with database.reading() as connection:
        assert list(database.check(connection)) == []


def test_anything_else_is_told_as_the_database_says_it(file: Path) -> None:
    with pytest.raises(StoreTrouble) as trouble, Database(Address(file)).reading() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    assert str(trouble.value) == f"{file} cannot be used: no such table: nowhere."


# -- servers -----------------------------------------------------------------------------------------------


def test_a_server_that_does_not_answer() -> None:
    told = str(trouble_of(Address(url="postgresql://rota:secret@127.0.0.1:1/spring")))
    assert told.startswith(
        "The server of postgresql://rota@127.0.0.1:1/spring does not answer as it should: "
    )
    assert "secret" not in told


def test_an_address_that_makes_no_sense() -> None:
    with pytest.raises(StoreTrouble) as trouble:
        Database(Address(url="postgresql://host:port/spring"))
    assert str(trouble.value) == "postgresql://host:port/spring is no address of a PostgreSQL server."


def test_of_a_password_with_an_at_sign_the_server_tells_nothing() -> None:
    with pytest.raises(StoreTrouble) as trouble:
        Database(Address(url="postgresql://rota:se@cret@host/spring"))
    assert str(trouble.value) == (
        "The password in the address postgresql://rota@host/spring has an @ in it; write %40 instead."
    )


def test_a_password_with_a_slash_stays_hidden_where_the_server_does_not_answer() -> None:
    told = str(trouble_of(Address(url="postgresql://rota:se/cret?x#y@127.0.0.1:1/spring")))
    assert told.startswith("The server of postgresql://rota@127.0.0.1:1/spring does not answer as it should")
    assert "cret" not in told


def test_a_server_that_lost_its_power_is_noticed(postgres: str) -> None:
    with Database(Address(url=postgres)).reading() as connection:
        used = connection.connection.dbapi_connection.info.get_parameters()  # type: ignore[union-attr]  # psycopg's
    assert (used["keepalives_idle"], used["keepalives_interval"], used["keepalives_count"]) == (
        "10",
        "5",
        "3",
    )
    assert used["tcp_user_timeout"] == "25000"


def test_a_server_that_may_only_be_read(postgres: str) -> None:
    address = Address(url=f"{postgres}%20-cdefault_transaction_read_only%3Don")
    assert str(trouble_of(address)) == f"{address} may only be read."


def test_who_reads_from_a_server_does_not_wait_for_ever_for_what_is_locked(postgres: str) -> None:
    with Database(read_address(postgres)).writing() as connection:
        connection.execute(text("CREATE TABLE thing (n INTEGER)"))
    with Database(read_address(postgres)).writing() as connection:
        connection.execute(text("LOCK TABLE thing IN ACCESS EXCLUSIVE MODE"))
        with (
            pytest.raises(StoreTrouble, match="is in use: another program is writing to it"),
            Database(read_address(postgres), 0.1).reading() as reading,
        ):
            reading.execute(text("SELECT n FROM thing"))


def test_a_server_that_gives_no_permission(postgres: str) -> None:
    address = Address(url=postgres)
    guest = f"rota_guest_{uuid4().hex}"
    with Database(address).writing() as connection:
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        connection.execute(text(f"CREATE ROLE {guest}"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {guest}"))

    def write_as_guest() -> None:
        with Database(address).writing() as connection:
            connection.execute(text(f"SET LOCAL ROLE {guest}"))
            write(connection)

    with pytest.raises(StoreTrouble) as trouble:
        write_as_guest()
    with Database(address).writing() as connection:
        connection.execute(text(f"DROP OWNED BY {guest}"))
        connection.execute(text(f"DROP ROLE {guest}"))
    assert str(trouble.value) == f"There is no permission to write {address}."


def test_a_statement_that_a_server_refuses(postgres: str) -> None:
    with pytest.raises(StoreTrouble) as trouble, Database(Address(url=postgres)).reading() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    assert str(trouble.value).endswith('cannot be used: relation "nowhere" does not exist.')


def test_without_what_talks_to_servers_the_extra_is_named(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from scheduler.commands.cli import main\n"
        "sys.exit(main(['versions', 'term', '--store', 'postgresql://host/spring']))"
    )
    done = run_code(code, tmp_path, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (
        6,
        "",
        "PostgreSQL needs the extra postgres, which is not installed: pip install 'fellowship-rota[postgres]'.\n",
    )
