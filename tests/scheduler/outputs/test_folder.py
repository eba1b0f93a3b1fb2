"""Writing a folder as a whole: old or new, never half, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scheduler.outputs.folder import FolderTrouble, prepare_folder, recover_folder, write_folder

ROOT = Path(__file__).parents[3]
RECORD = b'{"schema": "rota-result/1"}'
OLD = {
    "result.json": RECORD,
    "sessions.csv": b"old",
    "calendars/a.ics": b"old a",
    "calendars/gone.ics": b"old",
}
NEW = {
    "result.json": RECORD,
    "sessions.csv": b"new",
    "calendars/a.ics": b"new a",
    "calendars/b.ics": b"new b",
}
STEPS = [
    "make the new folder",
    "write result.json",
    "write sessions.csv",
    "write calendars/a.ics",
    "write calendars/b.ics",
    "keep notes.txt",
    "rename the old folder",
    "rename the new folder",
    "remove the old folder",
    "end",
]
FROM_WHICH_NEW = STEPS.index("rename the new folder")

CHILD = """
import os, signal, sys
from pathlib import Path
from scheduler.outputs.folder import write_folder
folder, how, at, *names = sys.argv[1:]
steps = 0
def step(name):
    global steps
    if steps == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    steps += 1
files = {name: content.encode() for name, _, content in (word.partition("=") for word in names)}
write_folder(Path(folder), files, step=step)
"""


def content(folder: Path) -> dict[str, bytes]:
    return {f"{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def write_new(folder: Path) -> None:
    write_folder(folder, NEW)


def killed_at(folder: Path, step: int) -> None:
    names = [f"{name}={text.decode()}" for name, text in NEW.items()]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), "kill", str(step), *names], check=False, cwd=ROOT
    )
    assert done.returncode == -signal.SIGKILL


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A folder with the old plan and a file of its owner."""
    folder = tmp_path / "plan"
    write_folder(folder, OLD)
    (folder / "notes.txt").write_text("mine")
    return folder


# -- what is written ---------------------------------------------------------------------------------------


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
    assert content(plan) == {**NEW, "notes.txt": b"mine", "mine/deep.txt": b"deep"}
    assert beside(plan) == ["plan"]


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


# -- what is refused ---------------------------------------------------------------------------------------


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


# -- killed on the way -------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", range(len(STEPS)), ids=STEPS)
@pytest.mark.parametrize("mend", ["recover", "write", "prepare"])
def test_killed_at_any_step_the_next_call_finds_the_old_plan_or_the_new_one(
    plan: Path, step: int, mend: str
) -> None:
    old, new = content(plan), {**NEW, "notes.txt": b"mine"}
    killed_at(plan, step)
    if plan.exists():
        assert content(plan) == (old if step <= STEPS.index("rename the old folder") else new)
    if mend == "recover":
        recover_folder(plan)
    elif mend == "prepare":
        prepare_folder(plan)
    else:
        write_folder(plan, NEW)
    expected = new if mend == "write" or step >= FROM_WHICH_NEW else old
    assert content(plan) == expected
    assert beside(plan) == ["plan"]


@pytest.mark.parametrize("step", range(6))
def test_killed_before_there_was_a_plan_nothing_is_left_after_the_next_call(
    tmp_path: Path, step: int
) -> None:
    folder = tmp_path / "plan"
    killed_at(folder, step)
    recover_folder(folder)
    assert content(tmp_path) == {}
    write_folder(folder, NEW)
    assert content(folder) == NEW


def test_a_folder_removed_after_a_kill_does_not_come_back(plan: Path) -> None:
    killed_at(plan, STEPS.index("remove the old folder"))
    for path in sorted(plan.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    plan.rmdir()
    recover_folder(plan)
    assert list(plan.parent.iterdir()) == []


def test_there_is_nothing_to_mend_after_a_whole_write(plan: Path) -> None:
    before = content(plan)
    recover_folder(plan)
    assert content(plan) == before


# -- interrupted, full, forbidden --------------------------------------------------------------------------


@pytest.mark.parametrize("step", STEPS[:-2])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, "Input/output error")])
def test_an_error_at_any_step_leaves_the_old_plan_and_nothing_beside(
    plan: Path, step: str, error: BaseException
) -> None:
    before = content(plan)

    def fail(name: str) -> None:
        if name == step:
            raise error

    with pytest.raises((FolderTrouble, KeyboardInterrupt)):
        write_folder(plan, NEW, step=fail)
    assert content(plan) == before
    assert beside(plan) == ["plan"]


def test_any_error_of_the_system_is_a_sentence(plan: Path) -> None:
    def fail(name: str) -> None:
        raise OSError(errno.EIO, "Input/output error", "disk")

    with pytest.raises(FolderTrouble) as trouble:
        write_folder(plan, NEW, step=fail)
    assert str(trouble.value) == f"{plan} cannot be written, and is as it was: Input/output error (disk)."


def test_an_error_without_a_number_is_a_sentence_too(plan: Path) -> None:
    def fail(name: str) -> None:
        raise OSError("odd")

    with pytest.raises(FolderTrouble) as trouble:
        write_folder(plan, NEW, step=fail)
    assert str(trouble.value) == f"{plan} cannot be written, and is as it was: odd ({plan})."


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_old_plan_and_nothing_beside(plan: Path) -> None:
    before = content(plan)
    big = {**NEW, "plan.xlsx": b"x" * 3_000_000}
    with files_of_at_most(1_000_000), pytest.raises(FolderTrouble) as trouble:
        write_folder(plan, big)
    assert str(trouble.value) == (
        f"{plan} cannot be written, and is as it was: the disk is full, or a limit on it is reached "
        "(about 3 MB are needed)."
    )
    assert content(plan) == before
    assert beside(plan) == ["plan"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts file systems")
def test_a_truly_full_disk_leaves_the_old_plan_and_nothing_beside(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this system lets nobody mount a file system")
    try:
        folder = tmp_path / "plan"
        write_folder(folder, OLD)
        with pytest.raises(FolderTrouble, match="the disk is full"):
            write_folder(folder, {**NEW, "plan.xlsx": b"x" * 3_000_000})
        assert content(folder) == OLD
        assert beside(folder) == ["plan"]
    finally:
        subprocess.run(["umount", tmp_path], check=True)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_lack_of_permission_names_what_may_not_be_changed(plan: Path, number: int) -> None:
    def fail(name: str) -> None:
        raise OSError(number, "no", str(plan.parent))

    with pytest.raises(FolderTrouble) as trouble:
        write_folder(plan, NEW, step=fail)
    reason = f"there is no permission to change {plan.parent}"
    assert str(trouble.value) == f"{plan} cannot be written, and is as it was: {reason}."


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act as a user without rights, where the tests are run by root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_in_a_folder_that_may_not_be_written_nothing_changes() -> None:
    with TemporaryDirectory() as name:
        plan = Path(name, "plan")
        write_folder(plan, OLD)
        plan.parent.chmod(0o555)
        with as_nobody():
            for act in (write_new, prepare_folder):
                with pytest.raises(FolderTrouble) as trouble:
                    act(plan)
                reason = f"there is no permission to change {plan.with_name('.plan.rota-new')}"
                assert str(trouble.value) == f"{plan} cannot be written, and is as it was: {reason}."
        plan.parent.chmod(0o755)
        assert content(plan) == OLD
        assert beside(plan) == ["plan"]


# -- several at once ---------------------------------------------------------------------------------------


def test_of_several_writers_at_once_each_writes_whole_folders(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    names = [*OLD, "plan.xlsx"]
    troubles: list[Exception] = []

    def work(number: int) -> None:
        try:
            for _ in range(5):
                files = {name: str(number).encode() * 1000 for name in names}
                write_folder(folder, {**files, "result.json": RECORD})
        except Exception as error:  # noqa: BLE001 - shown below
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert len({text for name, text in content(folder).items() if name != "result.json"}) == 1
    assert beside(folder) == ["plan"]
