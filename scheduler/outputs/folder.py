"""
Writes a folder as a whole: whoever looks into it finds the old plan or the new one, never half of each.

The new folder is written beside the one that it replaces, under a name that ends with ``.rota-new``, and
forced to the disk. Then the old one is renamed aside (``.rota-old``), the new one takes its name, and the old
one is removed. A program that is killed on the way leaves one of these states, and the next call mends it:

======================  ============  ============  =====================================================
killed                  folder        left beside   mended by
======================  ============  ============  =====================================================
while writing           old, or none  part of new   removing ``.rota-new``
between the renamings   none          old and new   giving the name to ``.rota-new``, which is complete
while removing the old  new           part of old   removing ``.rota-old``
======================  ============  ============  =====================================================

One program at a time does this in one parent folder, where the system can lock folders; others wait.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from scheduler.outputs.calendars.own import is_own_calendar

RECORD = "result.json"
SCHEMAS = "rota-result/"
MEGABYTE = 1_000_000
NO_FILES: Mapping[str, bytes] = MappingProxyType({})

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}

Step = Callable[[str], None]
"""Told each step before it is taken; tests end the program there."""


class FolderTrouble(OSError):  # noqa: N818 - it is the text that people read
    """A folder that cannot be written; its text is a sentence for people."""


def _no_step(name: str) -> None:
    """Do nothing."""


def write_folder(folder: Path, files: Mapping[str, bytes], *, step: Step = _no_step) -> None:
    """Replace a folder by one with these files, wholly or not at all.

    Files and folders of other names that a person has put beside those of the old plan, or into its folder of
    calendars, are kept.

    Parameters
    ----------
    folder
        What to write: a new folder, an empty one, or one with a plan, which is replaced.
    files
        The content of each file by its name, which may contain one folder: ``calendars/trainee-T01.ics``.
    step
        Called with a name before each step.

    Raises
    ------
    FolderTrouble
        When the folder is no plan, or cannot be written; it is as it was before, and nothing is left beside.
    ValueError
        When a name leads out of the folder.
    """
    _refuse_names(files)
    with _held(folder, files) as place:
        _refuse_foreign(place)
        _replace(place, files, step)


def prepare_folder(folder: Path) -> None:
    """Make sure, before the work is done, that the folder can be written after it.

    Creates the folders above it and mends what an earlier call left that was killed.

    Raises
    ------
    FolderTrouble
        When the folder is no plan, or nothing can be written beside it.
    """
    with _held(folder) as place:
        _refuse_foreign(place)
        _new(place).mkdir()
        _new(place).rmdir()


def recover_folder(folder: Path) -> None:
    """Mend what a killed `write_folder` left, so that the folder can be read; most often there is nothing.

    Raises
    ------
    FolderTrouble
        When it cannot be mended.
    """
    place = _place(folder)
    if _new(place).exists() or _old(place).exists():
        with _held(folder):
            pass


def _replace(folder: Path, files: Mapping[str, bytes], step: Step) -> None:
    new, old = _new(folder), _old(folder)
    try:
        _write(new, files, step)
        _keep_others(folder, new, step)
        if folder.exists():
            step("rename the old folder")
            folder.rename(old)
            _sync(folder.parent)
        step("rename the new folder")
        new.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
        raise
    _sync(folder.parent)
    step("remove the old folder")
    # The plan is written: what cannot be removed now is removed by the next call.
    shutil.rmtree(old, ignore_errors=True)
    step("end")


def _write(new: Path, files: Mapping[str, bytes], step: Step) -> None:
    step("make the new folder")
    new.mkdir()
    for name, content in files.items():
        step(f"write {name}")
        path = new / name
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for folder in {new, *((new / name).parent for name in files)}:
        _sync(folder)


def _keep_others(folder: Path, new: Path, step: Step) -> None:
    """Copy what the old folder holds and the new one does not, but for calendars of the old plan."""
    if not folder.exists():
        return
    shutil.copymode(folder, new)
    for path in _others(folder, new):
        step(f"keep {path.relative_to(folder)}")
        kept = new / path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, kept, symlinks=True)
        else:
            shutil.copy2(path, kept, follow_symlinks=False)


def _others(folder: Path, new: Path) -> Iterator[Path]:
    """Yield what a person has put into a folder, or into a folder in it that is written anew."""
    for path in sorted(folder.iterdir()):
        same = new / path.name
        if not same.exists():
            yield path
        elif same.is_dir() and path.is_dir() and not path.is_symlink():
            yield from (
                inner
                for inner in sorted(path.iterdir())
                if not (same / inner.name).exists() and not is_own_calendar(inner)
            )


def _recover(folder: Path) -> None:
    new, old = _new(folder), _old(folder)
    if old.exists() and new.exists() and not folder.exists():
        new.rename(folder)
        _sync(folder.parent)
    for left in (old, new):
        if left.exists():
            shutil.rmtree(left)


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderTrouble(f"{folder} is a file; name a folder for the plan.")
    if any(folder.iterdir()) and not _is_plan(folder):
        found = "holds other files and no plan, so it is not replaced"
        raise FolderTrouble(f"{folder} {found}; name a new folder, an empty one, or one with a plan.")


def _is_plan(folder: Path) -> bool:
    """Tell whether the folder holds a record that this program has written."""
    try:
        return is_record((folder / RECORD).read_bytes())
    except (FileNotFoundError, IsADirectoryError):
        return False


def is_record(content: str | bytes) -> bool:
    """Tell whether this is the record by which the folder of a plan is known."""
    try:
        record = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and str(record.get("schema", "")).startswith(SCHEMAS)


def _refuse_names(files: Mapping[str, bytes]) -> None:
    for name in files:
        parts = name.split("/")
        if len(parts) > 2 or "\\" in name or ":" in name or any(part in {"", ".", ".."} for part in parts):
            raise ValueError(f"{name!r} is no name for a file of a plan")


def _new(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.rota-new")


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.rota-old")


@contextmanager
def _held(folder: Path, files: Mapping[str, bytes] = NO_FILES) -> Iterator[Path]:
    """Give the real place of a folder, mended and locked; any error of the system becomes a sentence."""
    try:
        place = _place(folder)
        with _locked(place.parent):
            _recover(place)
            yield place
    except FolderTrouble:
        raise
    except OSError as error:
        reason = _reason(error, folder, files)
        raise FolderTrouble(f"{folder} cannot be written, and is as it was: {reason}.") from error


def _place(folder: Path) -> Path:
    """Return where a folder is or will be, through symbolic links."""
    place = Path(os.path.realpath(folder))
    if not place.name:
        raise FolderTrouble(f"{place} is no place for a plan; name a folder in it.")
    return place


def _reason(error: OSError, folder: Path, files: Mapping[str, bytes]) -> str:
    if error.errno in _FULL:
        size = max(1, round(sum(map(len, files.values())) / MEGABYTE))
        return f"the disk is full, or a limit on it is reached (about {size:,} MB are needed)"
    where = error.filename or folder
    if error.errno in _FORBIDDEN:
        return f"there is no permission to change {where}"
    return f"{error.strerror or error} ({where})"


@contextmanager
def _locked(parent: Path) -> Iterator[None]:
    """Create the parent folder and hold a lock on it, which ends with this program, however it ends."""
    parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":  # pragma: no cover - cannot lock folders
        yield
        return
    import fcntl  # noqa: PLC0415 - not on every system

    handle = os.open(parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives cannot lock folders
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sync(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can."""
    if sys.platform == "win32":  # pragma: no cover - nor open them
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
