"""Ways to publish in the tests of verbs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from scheduler.commands.cli import main
from tests.scheduler.store.small import MONDAY, write_small_plan


def rota(*words: str, at: datetime = MONDAY) -> int:
    """Run the program at a time."""
    return main(words, lambda: at)


def publish(*changes: tuple[str, str], folder: str = "plan", at: datetime = MONDAY, note: str = "") -> None:
    """Publish the small plan with changes."""
    write_small_plan(Path(folder), *changes)
    assert rota("publish", "term", folder, "--note", note, at=at) == 0
