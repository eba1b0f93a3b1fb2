"""The files that are handed out: rendered once, with the version, and nothing else than what was rendered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from scheduler.outputs.calendars import files as calendar_files
from scheduler.outputs.calendars.check import check_calendar
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.address import read_address
from scheduler.store.calendars import read_calendars
from scheduler.store.database import Database
from scheduler.store.feeds import render_published
from scheduler.store.links import Links
from scheduler.store.looks import Look, Looks
from scheduler.store.store import Store
from scheduler.store.tables import FORM
from scheduler.store.trouble import Damage, StoreTrouble
from scheduler.store.version import Draft
from tests.scheduler.store.drafts import without_li
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_ON_WEDNESDAY,
    MONDAY,
    publish,
    small_plan,
    small_term,
)

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), TERM)
PROGRAMME = Identity("calendar", ("programme",))
LI, AMARA = (Identity("calendar", ("trainee", name)) for name in ("T02", "T01"))


def change(store: Store, statement: str) -> None:
    with Database(store.address).writing() as connection:
        connection.execute(text(statement))


def test_before_anything_is_published_nothing_is_handed_out(store: Store) -> None:
    assert store.published() is None
    with pytest.raises(StoreTrouble, match="Nothing is published yet in"):
        read_calendars(store)
    with pytest.raises(StoreTrouble, match="has no version 1"):
        store.pages(1)


def test_what_is_handed_out_is_what_the_version_says(store: Store) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    published, version = store.published(), store.latest()
    assert published is not None
    assert version is not None
    assert (published.number, published.instant, published.timezone) == (2, MONDAY + DAY, "Asia/Shanghai")
    assert {file.name: file.body for file in published.files} == render_published(version, MONDAY + DAY)


def test_a_file_is_as_old_as_its_last_change(store: Store) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    published = store.published()
    assert published is not None
    modified = {file.calendar: file.modified for file in published.files}
    assert (modified[LI], modified[AMARA]) == (MONDAY + DAY, MONDAY)


def test_who_leaves_the_term_keeps_a_calendar_for_a_month(store: Store) -> None:
    publish(store, FIRST)
    publish(store, without_li(), 1)
    calendars = {one.identity: one for one in read_calendars(store).all}
    assert (calendars[LI].is_current, calendars[LI].closes) == (False, date(2027, 3, 18))
    assert (calendars[LI].name, calendars[LI].files) == ("Li Wei, Tiny term", ("trainee-T02-li-wei.ics",))
    assert (calendars[AMARA].is_current, calendars[AMARA].closes) == (True, date(2027, 4, 13))


def test_the_month_of_a_calendar_begins_once(store: Store) -> None:
    publish(store, FIRST)
    gone = without_li()
    publish(store, gone, 1)
    publish(store, replace(gone, plan=replace(gone.plan, mentorships=())), 9)
    assert _closes(store, LI) == date(2027, 3, 18)
    change(store, "DELETE FROM rota_rendered")
    store.migrate()
    assert _closes(store, LI) == date(2027, 3, 26)  # of files that are not there nobody knows better


def _closes(store: Store, calendar: Identity) -> date | None:
    (found,) = (one for one in read_calendars(store).all if one.identity == calendar)
    return found.closes


def test_the_calendars_are_listed_with_whose_they_are(store: Store) -> None:
    publish(store, FIRST)
    found = read_calendars(store)
    assert (found.term, found.version, found.published, found.timezone) == (
        "Tiny term",
        1,
        MONDAY,
        "Asia/Shanghai",
    )
    assert [(one.kind, one.id, one.name, one.has_page) for one in found.all] == [
        ("trainee", "T01", "Amara Diallo", True),
        ("trainee", "T02", "Li Wei", True),
        ("faculty", "F01", "Wang Min", True),
        ("faculty", "F02", "Zhao Hua", True),
        ("room", "hall", "Lecture hall", False),
        ("room", "lab", "Skills lab", False),
        ("service", "lab", "Laboratory", False),
        ("service", "ward", "CAR-T ward", False),
        ("programme", "", "Tiny term", False),
    ]


def test_a_version_whose_files_are_not_fit_is_not_published(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, FIRST)
    before = store.published()
    monkeypatch.setattr(calendar_files, "check_calendar", lambda _data: ["Line 1 is no calendar."])
    with pytest.raises(RuntimeError, match="is not fit to be read: Line 1 is no calendar"):
        publish(store, SECOND, 1)
    assert store.published() == before
    assert check_calendar(before.files[0].body if before else b"") == []


@pytest.mark.parametrize("damage", [{}, {"feeds": "content = 'x'"}])
def test_a_damaged_file_is_not_handed_out_and_all_others_are(store: Store, damage: dict[str, str]) -> None:
    publish(store, FIRST)
    before = store.published()
    change(store, "UPDATE rota_rendered SET packed_digest = '0' WHERE file = 'programme.ics'")
    for table, what in damage.items():
        change(store, f"UPDATE rota_{table} SET {what}")  # noqa: S608 - our own words
    after = store.published()
    assert before is not None
    assert after is not None
    assert after.files == tuple(file for file in before.files if file.calendar != PROGRAMME)
    assert after.broken == {PROGRAMME: "calendar.ics" if damage else "programme.ics"}


def test_where_the_database_cannot_read_a_file_all_others_are_handed_out(tmp_path: Path) -> None:
    store = Store(read_address(str(tmp_path / "versions.sqlite")))
    publish(store, FIRST)
    before = store.published()
    with Database(store.address).writing() as connection:
        connection.execute(
            text("UPDATE rota_rendered SET packed = :packed WHERE file = 'programme.ics'"),
            {"packed": b"\xab" * 20_000},
        )
    _break_chain(tmp_path / "versions.sqlite")
    with pytest.raises(StoreTrouble, match="is damaged"), Database(store.address).reading() as connection:
        connection.execute(text("SELECT * FROM rota_rendered")).all()
    after = store.published()
    assert before is not None
    assert after is not None
    assert after.files == tuple(file for file in before.files if file.calendar != PROGRAMME)
    assert after.broken == {PROGRAMME: "programme.ics"}
    assert "The calendar file programme.ics is damaged." in store.check()


def _break_chain(file: Path) -> None:
    """Let a page of a file of the database that goes on elsewhere point to a page that there is not."""
    data = bytearray(file.read_bytes())
    page = next(
        start for start in range(0, len(data), 4096) if data[start + 4 : start + 4096] == b"\xab" * 4092
    )
    data[page : page + 4] = b"\x7f\xff\xff\xff"
    file.write_bytes(data)


def test_files_that_are_not_there_are_made_by_the_command_that_is_told(store: Store) -> None:
    publish(store, FIRST)
    before = store.published()
    change(store, "DELETE FROM rota_rendered")
    with pytest.raises(Damage) as trouble:
        store.published()
    assert str(trouble.value) == (
        "Each calendar of version 1 is damaged, or not in the store. "
        "Maybe it was published by an earlier rota; make them with: rota versions TERM --migrate"
    )
    assert store.migrate().form == FORM
    assert store.published() == before


def test_a_store_of_the_first_form_gets_links_and_files(store: Store) -> None:
    publish(store, FIRST)
    before = store.published()
    for table in ("rota_looks", "rota_fetches", "rota_links", "rota_rendered"):
        change(store, f"DROP TABLE {table}")
    change(store, "UPDATE rota_store SET form = 1")
    with pytest.raises(StoreTrouble, match="was written by an earlier rota"):
        store.published()
    assert store.migrate().form == 1
    assert store.published() == before


def test_a_store_of_the_second_form_gets_looks_and_keeps_its_links(store: Store) -> None:
    publish(store, FIRST)
    Links(store).make([Identity("calendar", ("trainee", "T02"))], MONDAY)
    before = store.published(), Links(store).all()
    change(store, "DROP TABLE rota_looks")
    change(store, "UPDATE rota_store SET form = 2")
    assert store.migrate().form == 2
    Looks(store).note({1: Look(1)})
    assert (store.published(), Links(store).all()) == before


def test_pages_get_the_plan_and_the_one_before_without_what_calendars_were_told(store: Store) -> None:
    publish(store, FIRST)
    version, before = store.pages(1)
    assert (version.number, before, version.told) == (1, None, {})
    publish(store, SECOND, 1)
    version, before = store.pages(2)
    assert before is not None
    assert (version.number, before.number) == (2, 1)
    assert {*version.plan.sessions} == {*SECOND.plan.sessions}
    first = store.page(1)
    assert first is not None
    assert (first.summary, first.plan.sessions) == (before.summary, before.plan.sessions)
    assert store.page(3) is None


def test_damage_of_a_term_is_told_before_links_are_listed(tmp_path: Path) -> None:
    store = Store(read_address(str(tmp_path / "versions.sqlite")))
    publish(store, FIRST)
    change(store, "UPDATE rota_versions SET note = 'other'")
    with pytest.raises(Damage, match="Version 1 is damaged"):
        read_calendars(store)
