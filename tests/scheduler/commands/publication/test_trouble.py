"""``rota publish``: clocks, stores and folders that are not as they should be, and a backup that is brought back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from scheduler.store.address import read_address
from scheduler.store.database import Database
from scheduler.store.store import Store
from tests.scheduler.commands.program import Captured, run
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    DAY,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    MONDAY,
    write_small_plan,
)

if TYPE_CHECKING:
    import pytest


def test_a_clock_that_is_behind_is_told(capsys: Captured) -> None:
    publish()
    capsys.readouterr()
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO), at=MONDAY - DAY)
    assert capsys.readouterr().err == (
        "The clock of this computer is behind version 1 of 15 February 2027, 09:30; "
        "the new version is dated 15 February 2027, 09:30, a second after it.\n"
    )


def test_a_store_that_is_damaged_is_not_published_to(somewhere: str, place: str, capsys: Captured) -> None:
    publish()
    with Database(read_address(place)).writing() as connection:
        connection.execute(text("UPDATE rota_versions SET note = 'another'"))
    capsys.readouterr()
    assert somewhere
    assert rota("publish", "term", "plan") == 6
    assert capsys.readouterr().err == (
        "Version 1 is damaged: the store holds something else than was published. Maybe bring the store back from a backup.\n"
    )


def test_a_place_that_cannot_be_is_told(capsys: Captured) -> None:
    assert rota("publish", "term", "plan", "--store", "mysql://host/rota") == 6
    assert capsys.readouterr().err == (
        "A store cannot be at mysql://host/rota; give a file, or a URL that begins with postgresql://.\n"
    )


def test_that_a_version_cannot_be_noted_with_the_plan_is_told(capsys: Captured) -> None:
    Path("plan/.published.json.new").mkdir()
    assert rota("publish", "term", "plan") == 0
    assert capsys.readouterr().err == "That plan is version 1 could not be noted there: Is a directory.\n"


def test_a_record_that_is_no_text_is_left_out(capsys: Captured) -> None:
    Path("plan/result.json").write_bytes(b"\xff")
    assert rota("publish", "term", "plan") == 0
    assert capsys.readouterr().err == ""


def test_the_program_publishes_by_the_clock_of_the_computer(tmp_path: Path) -> None:
    assert run(["publish", "term", "plan"], tmp_path)[0] == 0
    code, out, _ = run(["versions", "term", "--json"], tmp_path)
    assert (code, json.loads(out)["versions"][0]["published"] > "2026-11") == (0, True)


def _event(store: Store, uid: str) -> dict[str, str]:
    """Return the properties of Li's event of a UID as it is handed out."""
    published = store.published()
    assert published is not None
    (body,) = (file.body for file in published.files if file.name == "trainee-T02-li-wei.ics")
    text = body.replace(b"\r\n ", b"").decode()
    (event,) = (part for part in text.split("BEGIN:VEVENT") if f"UID:{uid}" in part)
    return dict(line.split(":", 1) for line in event.strip().split("\r\n"))


def test_after_a_backup_calendars_take_the_plan_for_newer_than_what_was_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    file, backup = tmp_path / "versions.sqlite", tmp_path / "backup.sqlite"
    monkeypatch.setenv("ROTA_STORE", str(file))
    publish()
    shutil.copy(file, backup)
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO), at=MONDAY + DAY)
    with Store(read_address(str(file))) as store:
        latest = store.latest()
        assert latest is not None
        (moved,) = {
            told.uid for told in latest.told.values() if told.sequence == 1 and not told.entry.cancelled
        }
        lost = _event(store, moved)
    shutil.copy(backup, file)
    write_small_plan(Path("plan"))
    capsys.readouterr()
    assert rota("publish", "term", "plan", "--after-backup", at=MONDAY + 2 * DAY) == 0
    assert "Published version 2 of Tiny term" in capsys.readouterr().out
    with Store(read_address(str(file))) as store:
        again = _event(store, moved)
        assert store.check() == []
    assert int(again["SEQUENCE"]) > int(lost["SEQUENCE"])
    assert again["LAST-MODIFIED"] == "20270217T013000Z" > lost["LAST-MODIFIED"]
    assert "Changed on" not in again["DESCRIPTION"]
    # And from then on as ever: the same again is no new version.
    assert rota("publish", "term", "plan", at=MONDAY + 3 * DAY) == 0
    assert "Nothing changed: version 2" in capsys.readouterr().out
