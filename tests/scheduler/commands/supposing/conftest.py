"""The small term in a folder of its own, and published where a test wants that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import publish
from tests.scheduler.store.small import write_small


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    write_small(Path("term"))


@pytest.fixture
def _published(capsys: Captured) -> None:
    publish()
    capsys.readouterr()
