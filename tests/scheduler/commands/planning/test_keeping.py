"""A plan whose folder cannot be written: it is written elsewhere, and that is told."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from scheduler.commands.planning import keeping
from scheduler.commands.planning.keeping import write_plan
from scheduler.outputs.folder import FolderTrouble

FILES = {"result.json": b'{"program": "rota"}', "calendars/a.ics": b"BEGIN"}


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "for a while").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "for a while"))
    (tmp_path / "file").write_bytes(b"no folder")


def test_a_folder_that_can_be_written_is_and_no_other(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan", FILES)
    assert (tmp_path / "plan" / "calendars" / "a.ics").read_bytes() == b"BEGIN"
    assert list((tmp_path / "for a while").iterdir()) == []


def test_else_the_plan_is_elsewhere_whole(tmp_path: Path) -> None:
    with pytest.raises(FolderTrouble) as trouble:
        write_plan(tmp_path / "file" / "plan", FILES)
    told = re.search(r"cannot be written.*\. The new plan is in (\S.*) instead\.$", str(trouble.value))
    assert told is not None
    elsewhere = Path(told[1])
    assert elsewhere.parent == tmp_path / "for a while"
    found = {str(path.relative_to(elsewhere)): path.read_bytes() for path in elsewhere.rglob("*.*")}
    assert found == FILES


def test_where_no_place_is_left_nothing_is_said_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    with pytest.raises(FolderTrouble, match=r"plan cannot be written, and is as it was: .*\.$") as trouble:
        write_plan(tmp_path / "file" / "plan", FILES)
    assert "instead" not in str(trouble.value)


def test_what_is_elsewhere_in_part_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path, files: Mapping[str, bytes]) -> None:
        (folder / next(iter(files))).write_bytes(b"ha")
        message = f"{folder} is full."
        raise FolderTrouble(message)

    (tmp_path / "plan").mkdir()
    monkeypatch.setattr(keeping, "write_folder", full)
    with pytest.raises(FolderTrouble, match=r"plan is full\.$"):
        write_plan(tmp_path / "plan", FILES)
    assert list((tmp_path / "for a while").iterdir()) == []
