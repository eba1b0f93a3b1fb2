"""The small term and plan in a folder of their own, and two coordinators who both publish."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.store.address import read_address
from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import publish
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    MONDAY,
    write_small,
    write_small_plan,
)


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    write_small(Path("term"))
    write_small_plan(Path("plan"))


@pytest.fixture
def somewhere(place: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The place of the store, as the variable gives it, and as it is shown."""
    monkeypatch.setenv("ROTA_STORE", place)
    return str(read_address(place))


@pytest.fixture
def _overtaken(somewhere: str, capsys: Captured) -> None:
    """Two coordinators have a copy of version 1, and the other one published."""
    assert somewhere
    publish()
    mine = Path("plan/published.json").read_bytes()
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO), at=MONDAY + DAY, note="Dr Wang is away")
    write_small_plan(Path("mine"), (LI_AT_LECTURE, LI_ON_WEDNESDAY))
    Path("mine/published.json").write_bytes(mine)
    capsys.readouterr()
