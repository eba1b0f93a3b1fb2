"""Keeps a plan that took minutes to find, also where its folder cannot be written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from scheduler.outputs.folder import FolderTrouble, write_folder


def write_plan(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the folder of a plan, or else, as the disk is full by now, another one that is named.

    Raises
    ------
    FolderTrouble
        When the folder is not written. It tells where the plan is instead, if there was room anywhere.
    """
    try:
        write_folder(folder, files)
    except FolderTrouble as trouble:
        elsewhere = _written_elsewhere(files)
        if elsewhere is None:
            raise
        raise FolderTrouble(f"{trouble} The new plan is in {elsewhere} instead.") from trouble


def _written_elsewhere(files: Mapping[str, bytes]) -> Path | None:
    """Return a new folder among those for files that are soon done with; None where it cannot be, either."""
    try:
        folder = Path(mkdtemp(prefix="rota-plan-"))
    except OSError:
        return None
    try:
        write_folder(folder, files)
    except OSError:
        rmtree(folder, ignore_errors=True)
        return None
    return folder
