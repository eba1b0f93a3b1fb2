"""Errors of the system, full disks, forbidden folders and several writers leave whole folders."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scheduler.outputs.folder import FolderTrouble, prepare_folder, write_folder
from tests.scheduler.outputs.folder.written import NEW, OLD, RECORD, STEPS, beside, content, write_new


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
