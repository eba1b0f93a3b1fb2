"""A folder with a plan that is to be replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.outputs.folder import write_folder
from tests.scheduler.outputs.folder.written import OLD


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A folder with the old plan and two files of its owner."""
    folder = tmp_path / "plan"
    write_folder(folder, OLD)
    (folder / "notes.txt").write_text("mine")
    (folder / "calendars" / "mine.txt").write_text("mine too")
    return folder
