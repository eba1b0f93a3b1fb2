"""What of a store is not as it was written is found, and calendar files are made again from the versions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.address import Address
from scheduler.store.calendars import read_calendars
from scheduler.store.links import Links
from scheduler.store.looks import Look, Looks
from scheduler.store.store import Migrated, Store
from scheduler.store.tables import FORM
from scheduler.store.trouble import Damage, StoreTrouble
from tests.scheduler.store.drafts import FIRST, SECOND, change
from tests.scheduler.store.small import DAY, MONDAY, publish

BACKUP = "Maybe bring the store back from a backup."
MADE_AGAIN = "The versions are sound, and the calendar files can be made again: rota versions TERM --migrate"
PROGRAMME = "The calendar file programme.ics is damaged."
LI = Identity("calendar", ("trainee", "T02"))


def publish_with_links(store: Store) -> None:
    """Publish two versions, and let Li fetch and look."""
    publish(store, FIRST)
    publish(store, SECOND, 1)
    Links(store).make([LI], MONDAY + DAY)
    Links(store).note({(1, "curl"): (MONDAY + DAY, 2)})
    Looks(store).note({1: Look(2)})


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("packed_digest = '0' WHERE file = 'programme.ics'", PROGRAMME),
        ("digest = '0' WHERE file = 'programme.ics'", PROGRAMME),
        ("size = 7 WHERE file = 'programme.ics'", PROGRAMME),
        ("version = 1 WHERE file = 'programme.ics'", PROGRAMME),
        ("modified = '2027-02-3' WHERE file = 'programme.ics'", PROGRAMME),
        ("modified = '2027-02-15T01:30:01Z' WHERE file = 'programme.ics'", PROGRAMME),
        ("expiries = 'soon' WHERE file = 'programme.ics'", PROGRAMME),
        ("closes = 'late' WHERE file = 'programme.ics'", PROGRAMME),
        ("feed = replace(feed, 'programme', 'program') WHERE file = 'programme.ics'", PROGRAMME),
        ("feed = 'x' WHERE file = 'programme.ics'", PROGRAMME),
        (
            "file = 'other.ics' WHERE file = 'programme.ics'",
            "The calendar file other.ics is damaged.",
        ),
        ("part = 2 WHERE file = 'programme.ics'", PROGRAMME),
    ],
)
def test_a_damaged_calendar_file_is_told_and_made_again(
    address: Address, store: Store, damage: str, told: str
) -> None:
    publish_with_links(store)
    before = store.published()
    change(address, f"UPDATE rota_rendered SET {damage}")  # noqa: S608 - our own words
    assert store.check() == [told, MADE_AGAIN]
    assert store.migrate() == Migrated(FORM, 2)
    assert store.check() == []
    after = store.published()
    assert before is not None
    assert after is not None
    assert [(file.name, file.body, file.closes) for file in after.files] == [
        (file.name, file.body, file.closes) for file in before.files
    ]
    others = {file for file in before.files if file.name != "programme.ics"}
    assert others <= {*after.files}
    assert store.migrate() == Migrated(FORM)


@pytest.mark.parametrize("part", [" WHERE file = 'programme.ics'", ""])
def test_missing_calendar_files_are_told_and_made_again(address: Address, store: Store, part: str) -> None:
    publish_with_links(store)
    before = {file.name: file.body for file in store.published().files}  # type: ignore[union-attr]  # it is there
    change(address, f"DELETE FROM rota_rendered{part}")  # noqa: S608 - our own words
    assert store.check() == ["Calendar files of version 2 are missing.", MADE_AGAIN]
    assert store.migrate() == Migrated(FORM, 2)
    assert store.check() == []
    assert {file.name: file.body for file in store.published().files} == before  # type: ignore[union-attr]


def test_publishing_again_makes_damaged_calendar_files_again(address: Address, store: Store) -> None:
    publish(store, FIRST)
    change(address, "UPDATE rota_rendered SET modified = 'x', packed_digest = '0'")
    publish(store, SECOND, 1)
    assert store.check() == []
    assert store.published() is not None


def test_of_a_damaged_version_nothing_is_made_again(address: Address, store: Store) -> None:
    publish_with_links(store)
    change(address, "UPDATE rota_versions SET note = 'another' WHERE number = 2")
    change(address, "UPDATE rota_rendered SET packed_digest = '0' WHERE file = 'programme.ics'")
    sentence = f"Version 2 is damaged: the store holds something else than was published. {BACKUP}"
    assert store.check() == [sentence, PROGRAMME]
    with pytest.raises(Damage) as trouble:
        store.migrate()
    assert str(trouble.value) == sentence


def test_where_more_than_calendar_files_is_damaged_nothing_is_made_again(tmp_path: Path) -> None:
    address = Address(tmp_path / "versions.sqlite")
    store = Store(address, 5)
    publish_with_links(store)
    change(address, "UPDATE rota_rendered SET packed_digest = '0' WHERE file = 'programme.ics'")
    with closing(sqlite3.connect(tmp_path / "versions.sqlite")) as connection:
        connection.executescript(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema "
            "SET sql = replace(sql, 'ended VARCHAR(20)', 'ended VARCHAR(20) NOT NULL') WHERE name = 'rota_links'"
        )
    line = f"{address} is damaged: NULL value in rota_links.ended. {BACKUP}"
    assert store.check() == [line, PROGRAMME]
    with pytest.raises(Damage) as trouble:
        store.migrate()
    assert str(trouble.value) == line
    assert store.check() == [line, PROGRAMME]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("links SET made = '2027-02-15T01:30:00'", "The secret address number 1 is damaged."),
        ("links SET made = '2027-02-1x'", "The secret address number 1 is damaged."),
        ("links SET ended = 'x'", "The secret address number 1 is damaged."),
        ("links SET closes = 'x'", "The secret address number 1 is damaged."),
        ("links SET feed = replace(feed, 'T02', 'T09')", "The secret address number 1 is damaged."),
        ("links SET feed = '[1'", "The secret address number 1 is damaged."),
        (
            "links SET digest = replace(digest, substr(digest, 1, 1), 'x')",
            "The secret address number 1 is damaged.",
        ),
        ("fetches SET instant = 'x'", "Who fetched last through the secret address number 1 is damaged."),
        ("store SET namespace = 'x'", "What the store holds of itself is damaged."),
    ],
)
def test_a_damaged_address_is_told(address: Address, store: Store, damage: str, told: str) -> None:
    publish_with_links(store)
    assert store.check() == []
    change(address, f"UPDATE rota_{damage}")
    assert store.check() == [f"{told} {BACKUP}"]


# -- what cannot be read at all ----------------------------------------------------------------------------


def told_by(store: Store, what: str) -> str:
    return (
        f"{store.address} is damaged: what it holds of {what} cannot be read. "
        f"To see what is damaged: rota versions TERM --check. Maybe bring it back from a backup."
    )


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE rota_versions SET instant = 'x'", "a version"),
        ("UPDATE rota_versions SET timezone = 'Asia/Shanghbi'", "a version"),
        ("UPDATE rota_versions SET changelog = '{\"people'", "a version"),
        ("UPDATE rota_versions SET changelog = '{}'", "a version"),
        ("UPDATE rota_versions SET changelog = replace(changelog, 'trainees', 'trainfes')", "a version"),
        (
            "UPDATE rota_versions SET changelog = replace(changelog, '6,', '\"6\",')",
            "a version",
        ),
        ("DELETE FROM rota_store", "itself"),
    ],
)
def test_a_list_that_cannot_be_read_is_trouble_with_the_store(
    address: Address, store: Store, damage: str, what: str
) -> None:
    publish(store, FIRST)
    change(address, damage)
    with pytest.raises(Damage) as trouble:
        store.summaries()
    assert str(trouble.value) == told_by(store, what)


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("rendered SET feed = replace(feed, 'T02', 'T09')", "a calendar file"),
        ("rendered SET modified = 'x'", "a calendar file"),
        ("feeds SET feed = replace(feed, '[', '(')", "what calendars say of themselves"),
        ("feeds SET content = '[]'", "what calendars say of themselves"),
        ("links SET made = 'x'", "a secret address"),
        ("fetches SET instant = 'x'", "who fetched"),
    ],
)
def test_calendars_and_links_that_cannot_be_read_are_trouble_with_the_store(
    address: Address, store: Store, damage: str, what: str
) -> None:
    publish_with_links(store)
    change(address, f"UPDATE rota_{damage}")
    with pytest.raises(Damage) as trouble:  # noqa: PT012 - either of the two
        read_calendars(store)
        Links(store).all()
    assert str(trouble.value) == told_by(store, what)


def test_a_fault_of_the_program_stays_one(store: Store) -> None:
    publish(store, FIRST)
    with pytest.raises(KeyError), store.reading():
        raise KeyError("our own")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("links", "made", "x'00'"),
        ("links", "revision", "'many'"),
        ("fetches", "client", "x'00'"),
        ("looks", "version", "'two'"),
        ("rendered", "packed", "7.5"),
        ("rendered", "packed", "'text'"),
        ("rendered", "part", "'one'"),
        ("rendered", "file", "x'00'"),
        ("entries", "content", "x'00'"),
        ("feeds", "content", "x'00'"),
        ("versions", "plan", "x'00'"),
        ("versions", "note", "CAST(x'ff' AS TEXT)"),
    ],
)
def test_values_of_another_type_are_trouble_with_the_store(
    tmp_path_factory: pytest.TempPathFactory, table: str, column: str, value: str
) -> None:
    address = Address(tmp_path_factory.mktemp("store") / "versions.sqlite")
    store = Store(address, 5)
    publish_with_links(store)
    change(address, f"UPDATE rota_{table} SET {column} = {value}")  # noqa: S608 - our own words
    try:
        assert store.check() != []
    except StoreTrouble as trouble:
        assert str(trouble).startswith(f"{address} is damaged")  # noqa: PT017 - it may say so in either way
    for use in (
        store.summaries,
        store.latest,
        store.published,
        Links(store).all,
        lambda: read_calendars(store),
    ):
        try:
            use()
        except StoreTrouble as trouble:
            assert "is damaged" in str(trouble)  # noqa: PT017 - each reads some tables only
