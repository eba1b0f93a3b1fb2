"""Which store a verb opens: the one that was named, or the one beside a term that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import rota


@pytest.mark.parametrize(
    "words",
    [
        ("versions", "sprnig"),
        ("diff", "sprnig", "1", "2"),
        ("export", "sprnig", "1", "-o", "out"),
        ("links", "sprnig", "--url", "https://rota.hospital.example"),
        ("revoke", "sprnig", "T01"),
        ("serve", "sprnig"),
    ],
)
def test_a_term_that_is_not_there_is_not_taken_for_one_that_is_not_published(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    monkeypatch.setattr("scheduler.serving.run.serve", lambda *_: None)  # it would have no end
    assert rota(*words) == 2
    told = capsys.readouterr().err
    assert told.endswith("Error: There is no term sprnig, and no sprnig-versions.sqlite; look at the name.\n")
    assert list(tmp_path.iterdir()) == []
