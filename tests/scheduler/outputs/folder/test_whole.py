"""A folder is written as a whole, and what is no plan is not replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.outputs.folder import FolderTrouble, prepare_folder, write_folder
from tests.scheduler.outputs.folder.written import MINE, NEW, OLD, STEPS, beside, content, write_new


def test_a_new_folder_is_written_with_those_above_it(tmp_path: Path) -> None:
    folder = tmp_path / "plans" / "spring"
    write_folder(folder, NEW)
    assert content(folder) == NEW
    assert beside(folder) == ["spring"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    write_folder(folder, NEW)
    assert content(folder) == NEW


def test_an_old_plan_is_replaced_and_nothing_of_it_stays_but_what_its_owner_put_beside(plan: Path) -> None:
    (plan / "mine").mkdir()
    (plan / "mine" / "deep.txt").write_text("deep")
    (plan / "link").symlink_to("notes.txt")
    write_folder(plan, NEW)
    assert (plan / "link").readlink() == Path("notes.txt")
    (plan / "link").unlink()
    assert content(plan) == {**NEW, **MINE, "mine/deep.txt": b"deep"}
    assert beside(plan) == ["plan"]


def test_what_its_owner_put_among_the_calendars_stays(plan: Path) -> None:
    calendars, gone = plan / "calendars", OLD["calendars/trainee-gone.ics"]
    own = {
        "holidays.ics": b"BEGIN:VCALENDAR\r\nPRODID:-//another//EN\r\n",
        "trainee-kept.ics": b"BEGIN:VCALENDAR\r\nPRODID:-//another//EN\r\n",
        "trainee-gone (1).ics": gone,
    }
    for name, text in own.items():
        (calendars / name).write_bytes(text)
    (calendars / "sent").mkdir()
    (calendars / "sent" / "trainee-gone.ics").write_bytes(gone)
    (calendars / "trainee-link.ics").symlink_to("trainee-gone.ics")
    write_folder(plan, NEW)
    assert (calendars / "trainee-link.ics").readlink() == Path("trainee-gone.ics")
    (calendars / "trainee-link.ics").unlink()
    kept = {f"calendars/{name}": text for name, text in own.items()}
    assert content(plan) == {**NEW, **MINE, **kept, "calendars/sent/trainee-gone.ics": gone}
    write_folder(plan, {"result.json": NEW["result.json"]})
    assert set(content(plan)) >= {*kept, "calendars/mine.txt", "calendars/sent/trainee-gone.ics"}


def test_the_steps_are_told_in_their_order(plan: Path) -> None:
    told: list[str] = []
    write_folder(plan, NEW, step=told.append)
    assert told == STEPS


def test_who_may_read_the_folder_stays_as_it_was(plan: Path) -> None:
    plan.chmod(0o750)
    write_folder(plan, NEW)
    assert plan.stat().st_mode & 0o777 == 0o750


def test_a_link_to_the_folder_stays_a_link(plan: Path) -> None:
    link = plan.with_name("latest")
    link.symlink_to(plan, target_is_directory=True)
    write_folder(link, NEW)
    assert link.is_symlink()
    assert content(plan)["sessions.csv"] == b"new"


def test_a_folder_is_named_relative_to_the_current_one(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plan.parent)
    write_folder(Path("plan"), NEW)
    assert content(plan)["sessions.csv"] == b"new"


@pytest.mark.parametrize("name", ["", "/etc/x", "../x", "a/../x", "a/b/c", "a//b", "a\\b", "C:x", ".", "a/"])
def test_a_name_that_leads_out_of_the_folder_is_the_callers_mistake(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no name for a file of a plan"):
        write_folder(tmp_path / "plan", {name: b""})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "files",
    [
        {"thesis.docx": "years of work"},
        {"thesis.docx": "", "result.json": '{"schema": "other/1"}'},
        {"result.json": "[]"},
        {"result.json": "no json"},
        {"result.json": "[" * 100_000},
    ],
)
def test_a_folder_that_is_no_plan_is_not_replaced(tmp_path: Path, files: dict[str, str]) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    before = content(folder)
    message = (
        f"{folder} holds other files and no plan, so it is not replaced; "
        "name a new folder, an empty one, or one with a plan."
    )
    for act in (write_new, prepare_folder):
        with pytest.raises(FolderTrouble) as trouble:
            act(folder)
        assert str(trouble.value) == message
    assert content(folder) == before
    assert beside(folder) == ["work"]


def test_a_folder_in_place_of_the_record_makes_no_plan(tmp_path: Path) -> None:
    (tmp_path / "work" / "result.json").mkdir(parents=True)
    with pytest.raises(FolderTrouble, match="holds other files and no plan"):
        write_folder(tmp_path / "work", NEW)


def test_a_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("a file")
    with pytest.raises(FolderTrouble) as trouble:
        write_folder(tmp_path / "plan", NEW)
    assert str(trouble.value) == f"{tmp_path / 'plan'} is a file; name a folder for the plan."


def test_the_root_is_no_place_for_a_plan() -> None:
    with pytest.raises(FolderTrouble) as trouble:
        prepare_folder(Path("/"))
    assert str(trouble.value) == "/ is no place for a plan; name a folder in it."


def test_a_folder_in_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(FolderTrouble) as trouble:
        write_folder(tmp_path / "file" / "plan", NEW)
    assert str(trouble.value).startswith(
        f"{tmp_path / 'file' / 'plan'} cannot be written, and is as it was: "
    )


def test_preparing_creates_the_folders_above_and_nothing_else(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "a" / "plan")
    assert [f"{path.relative_to(tmp_path)}" for path in tmp_path.rglob("*")] == ["a"]
