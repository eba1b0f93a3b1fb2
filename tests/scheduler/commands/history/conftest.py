"""The small term in a folder of its own, published twice where a test wants that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import publish
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_ON_WEDNESDAY,
    MONDAY,
    write_small,
)


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROTA_STORE", place)
    write_small(Path("term"))


@pytest.fixture
def _two_versions(capsys: Captured) -> None:
    publish(note="as agreed")
    publish((LI_AT_LECTURE, LI_ON_WEDNESDAY), at=MONDAY + DAY)
    capsys.readouterr()
