"""The folder of a small term."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.files.tables.small_terms import HOURS, SETTINGS, TRAINEES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "term.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "trainees.csv").write_text(TRAINEES, encoding="utf-8")
    (tmp_path / "hours.csv").write_text(HOURS, encoding="utf-8")
    return tmp_path
