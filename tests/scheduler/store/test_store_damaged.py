"""A store that holds something else than was published is noticed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.store.address import Address
from scheduler.store.database import Database
from scheduler.store.rows import sign
from scheduler.store.store import Store
from scheduler.store.tables import VERSIONS
from scheduler.store.trouble import Damage
from tests.scheduler.store.drafts import FIRST, SECOND, change, latest
from tests.scheduler.store.small import (
    publish,
)

DAMAGED = (
    "is damaged: the store holds something else than was published. Maybe bring the store back from a backup."
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rota_versions SET plan = replace(plan, '14:00', '15:00') WHERE number = 2",
        "UPDATE rota_versions SET note = 'another' WHERE number = 2",
        "UPDATE rota_versions SET changelog = '{}' WHERE number = 2",
        "UPDATE rota_entries SET sequence = 0 WHERE version = 2 AND sequence = 1",
        "UPDATE rota_entries SET content = replace(content, 'Lecture', 'Lunch') WHERE version = 2",
        "DELETE FROM rota_entries WHERE version = 2",
        "UPDATE rota_feeds SET version = 2",
    ],
)
def test_what_is_not_what_was_published_is_noticed(address: Address, store: Store, statement: str) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    change(address, statement)
    with pytest.raises(Damage):
        store.latest()
    assert f"Version 2 {DAMAGED}" in store.check()


def test_damage_of_an_earlier_plan_leaves_the_newest_readable(address: Address, store: Store) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    change(address, "UPDATE rota_versions SET plan = '{}' WHERE number = 1")
    assert latest(store).number == 2
    assert store.check() == [f"Version 1 {DAMAGED}"]
    with pytest.raises(Damage, match=f"Version 1 {DAMAGED}"):
        store.version(1)


def sign_again(address: Address, number: int) -> None:
    """Make the digest of a version right, as somebody would who knows how it is made."""
    with Database(address).writing() as connection:
        (row,) = connection.execute(select(VERSIONS).where(VERSIONS.c.number == number)).mappings()
        digest = sign({column.name: row[column] for column in VERSIONS.c})["digest"]
        connection.execute(VERSIONS.update().where(VERSIONS.c.number == number).values(digest=digest))


def test_a_version_that_was_replaced_with_its_digest_is_noticed(address: Address, store: Store) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    change(address, "UPDATE rota_versions SET note = 'another' WHERE number = 1")
    sign_again(address, 1)
    assert store.check() == ["Version 2 does not follow on the version before it, which was replaced."]


def test_a_version_that_this_program_cannot_read_is_told(address: Address, store: Store) -> None:
    publish(store, FIRST)
    change(address, "UPDATE rota_versions SET plan = replace(plan, 'T01', 'T09') WHERE number = 1")
    sign_again(address, 1)
    with pytest.raises(Damage) as trouble:
        store.latest()
    assert str(trouble.value) == "Version 1 cannot be read by this program: 'T09'."
