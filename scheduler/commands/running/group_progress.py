"""What a person sees while several terms are planned: lines that begin with the term they speak of."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scheduler.commands.console import say
from scheduler.commands.exits import DONE
from scheduler.commands.running.progress import Clock, Display, Lines

if TYPE_CHECKING:
    from scheduler.commands.planning.endings import Ending
    from scheduler.fleet.contact import News
    from scheduler.fleet.solves import Solve


class GroupDisplay(Display):
    """Tells nothing but what goes wrong."""

    def lines_of(self, _label: str) -> Display:
        """Return what shows one of the terms, where it is solved here."""
        return Display()

    def hear(self, news: News) -> None:
        """Take note of where a term stands; called from the threads of an executor."""

    def begins_again(self, job: Solve, attempt: int) -> None:
        """Tell that the worker of a term was lost."""

    def tell_end(self, label: str, ending: Ending) -> None:
        """Tell how a term ended."""
        if ending.code != DONE:
            for line in (ending.words, *ending.details):
                say(f"{label}  {line}", err=True)


class GroupLines(GroupDisplay):
    """Lines about several terms, each as `Lines` has them.

    ``terms`` are the points of stability that stand for one person touched, by the name of the term.
    """

    def __init__(self, terms: Mapping[str, int], clock: Clock = time.monotonic) -> None:
        super().__init__()
        width = max(map(len, terms))
        self._lines = {
            label: _TermLines(f"{label:{width}}", clock, a_person) for label, a_person in terms.items()
        }

    def lines_of(self, label: str) -> Display:
        """Return the lines about one of the terms."""
        return self._lines[label]

    def hear(self, news: News) -> None:
        """Take note of where a term stands; called from the threads of an executor."""
        # Loaded by now in the workers only: this program does without the solver until it hears of it.
        from scheduler.solving.search import Progress

        told = dict(news)
        self._lines[str(told.pop("job"))].report(Progress(**told))  # type: ignore[arg-type]  # as `asdict` gave it

    def draw(self) -> None:
        """Write what is new and worth a line."""
        for lines in self._lines.values():
            lines.draw()

    def say(self, text: str) -> None:
        """Say a sentence about all terms."""
        say(text, err=True)

    def begins_again(self, job: Solve, attempt: int) -> None:
        """Tell that the worker of a term was lost."""
        self._lines[job.name].say(f"its process was killed; it is begun again, attempt {attempt}")

    def tell_end(self, label: str, ending: Ending) -> None:
        """Tell how a term ended."""
        for line in (ending.words, *ending.details):
            self._lines[label].say(line)


class _TermLines(Lines):
    def __init__(self, label: str, clock: Clock, a_person: int) -> None:
        super().__init__(clock, a_person)
        self._label = label

    def say(self, text: str) -> None:
        super().say(f"{self._label}  {text}" if text else "")
