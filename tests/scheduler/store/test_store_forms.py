"""The form of a store: earlier ones are migrated, later ones and other files refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from scheduler.store.address import Address, read_address
from scheduler.store.database import Database
from scheduler.store.store import Store
from scheduler.store.tables import FORM, STORE, Migration, migrate
from scheduler.store.trouble import StoreTrouble
from tests.scheduler.store.drafts import FIRST, SECOND
from tests.scheduler.store.small import (
    DAY,
    MONDAY,
    publish,
)


def _add_a_remark(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE rota_versions ADD COLUMN remark TEXT NOT NULL DEFAULT ''"))


MIGRATIONS: Mapping[int, Migration] = {FORM: _add_a_remark, FORM + 1: lambda _connection: None}


def test_a_store_of_an_earlier_form_is_refused_with_the_command_that_mends_it(address: Address) -> None:
    publish(Store(address), FIRST)
    later = Store(address, form=FORM + 2, migrations=MIGRATIONS)
    prepared = Store(address).prepare(SECOND, MONDAY + DAY)
    for use in (later.latest, later.summaries, lambda: later.publish(prepared)):
        with pytest.raises(StoreTrouble) as trouble:
            use()
        assert str(trouble.value) == (
            f"{address} was written by an earlier rota (form {FORM}, now {FORM + 2}). "
            "Bring it up to date with: rota versions TERM --migrate"
        )


def test_a_store_of_an_earlier_form_is_migrated_step_by_step(address: Address) -> None:
    publish(Store(address), FIRST)
    later = Store(address, form=FORM + 2, migrations=MIGRATIONS)
    assert later.migrate().form == FORM
    assert later.migrate().form == FORM + 2
    with Database(address).reading() as connection:
        assert connection.execute(text("SELECT remark FROM rota_versions")).scalars().all() == [""]
    assert len(later.summaries()) == 1


def test_a_migration_that_fails_leaves_the_store_as_it_was(address: Address) -> None:
    publish(Store(address), FIRST)

    def fail(connection: Connection) -> None:
        _add_a_remark(connection)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        Store(address, form=FORM + 1, migrations={FORM: fail}).migrate()
    assert len(Store(address).summaries()) == 1
    with Database(address).reading() as connection:
        assert "remark" not in connection.execute(text("SELECT * FROM rota_versions")).keys()  # noqa: SIM118 - a result is no mapping


def test_a_store_of_a_later_form_is_refused_with_the_command_that_brings_the_program_up_to_date(
    address: Address, store: Store
) -> None:
    publish(store, FIRST)
    with Database(address).writing() as connection:
        migrate(connection, FORM, FORM + 1, {FORM: lambda _connection: None})
        connection.execute(STORE.update().values(form=7))
    for use in (store.latest, store.migrate):
        with pytest.raises(StoreTrouble) as trouble:
            use()
        assert str(trouble.value) == (
            f"{address} was written by a later rota (form 7, this one knows {FORM}). "
            "Bring the program up to date: pip install --upgrade fellowship-rota"
        )


def test_where_nothing_is_published_there_is_nothing_to_migrate(address: Address, store: Store) -> None:
    with pytest.raises(StoreTrouble, match="holds no published versions"):
        store.migrate()
    assert not address.exists


def test_a_file_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    notes, accounts = tmp_path / "notes.txt", tmp_path / "accounts.sqlite"
    notes.write_text("not a database, but long enough to be taken for one" * 20)
    with Database(Address(accounts)).writing() as connection:
        connection.execute(text("CREATE TABLE accounts (amount INTEGER)"))
    for file, told in (
        (notes, f"{notes} is no store of published versions."),
        (accounts, f"{accounts} is the database of something else, and is left as it is."),
    ):
        content = file.read_bytes()
        with pytest.raises(StoreTrouble) as trouble:
            publish(Store(Address(file)), FIRST)
        assert str(trouble.value) == told
        assert file.read_bytes() == content


def test_a_server_may_hold_other_things_too(postgres: str) -> None:
    address = read_address(postgres)
    with Database(address).writing() as connection:
        connection.execute(text("CREATE TABLE accounts (amount INTEGER)"))
    publish(Store(address), FIRST)
    assert len(Store(address).summaries()) == 1
