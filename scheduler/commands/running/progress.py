"""What a person sees while a term is planned: a table on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from inputs.term import STABILITY
from inputs.words import counted
from scheduler.commands.console import say, visible
from scheduler.outputs.board.words import points_a_person, say_stability

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from rich.console import Console
    from rich.live import Live
    from rich.table import Table

    from inputs.term import Term
    from scheduler.solving.search import Progress

SECONDS_A_LINE = 5.0
SECONDS_A_PICTURE = 0.25
LONGEST_WHAT = 48
UNKNOWN = "\N{EN DASH}"
Clock = Callable[[], float]


class Display(AbstractContextManager["Display"]):
    """Says nothing and draws nothing; the displays below do.

    ``a_person`` are the points of stability that stand for one person touched; 0 where nothing was published.
    """

    def __init__(self, a_person: int = 0) -> None:
        self.a_person = a_person

    def report(self, progress: Progress) -> None:
        """Take note of where solving stands; called from the solving thread."""

    def found(self, values: Mapping[str, int], seconds: float) -> None:
        """Take note of a better plan of everything, verified; called from the solving thread."""

    def draw(self) -> None:
        """Show what is new; called from the main thread, often."""

    def say(self, text: str) -> None:
        """Say a sentence."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Show nothing more."""


class Lines(Display):
    """A line for each change of level, and at most one every few seconds beside."""

    def __init__(self, clock: Clock = time.monotonic, a_person: int = 0) -> None:
        super().__init__(a_person)
        self._clock = clock
        self._news: deque[Progress] = deque()
        self._plans: deque[str] = deque()
        self._levels: dict[str, str] = {}
        self._told = 0.0

    def report(self, progress: Progress) -> None:
        """Take note of where solving stands; called from the solving thread."""
        self._news.append(progress)

    def found(self, values: Mapping[str, int], seconds: float) -> None:
        """Take note of a better plan of everything, verified; called from the solving thread."""
        self._plans.append(f"{say_seconds(seconds):>7}  {plan_so_far(values, self.a_person)}")

    def draw(self) -> None:
        """Write what is new and worth a line."""
        while self._plans:
            self.say(self._plans.popleft())
        while self._news:
            progress = self._news.popleft()
            now = self._clock()
            changed = self._levels.get(progress.part) != progress.level
            if changed or (not self._news and now - self._told >= SECONDS_A_LINE):
                self._levels[progress.part], self._told = progress.level, now
                self.say(line_of(progress, self.a_person))

    def say(self, text: str) -> None:
        """Say a sentence."""
        say(text, err=True)


class Picture(Display):
    """A table that is drawn again and again, with a line for each level."""

    def __init__(
        self, console: Console, seconds: float, clock: Clock = time.monotonic, a_person: int = 0
    ) -> None:
        from rich.live import Live

        super().__init__(a_person)
        self._clock, self._limit, self._began = clock, seconds, clock()
        self._drawn = 0.0
        self._latest: dict[str, Progress] = {}
        self._now: Progress | None = None
        self._plan = ""
        self._live: Live = Live(console=console, auto_refresh=False, transient=True)

    def report(self, progress: Progress) -> None:
        """Take note of where solving stands; called from the solving thread."""
        self._latest[progress.level] = progress
        self._now = progress

    def found(self, values: Mapping[str, int], seconds: float) -> None:
        """Take note of a better plan of everything, verified; called from the solving thread."""
        self._plan = f"\n{plan_so_far(values, self.a_person)}, after {say_seconds(seconds)}"

    def draw(self) -> None:
        """Draw the table, not too often."""
        now = self._clock()
        if now - self._drawn >= SECONDS_A_PICTURE:
            self._drawn = now
            self._live.update(self.table(), refresh=True)

    def say(self, text: str) -> None:
        """Say a sentence above the table."""
        self._live.console.print(visible(text), markup=False, highlight=False, emoji=False, soft_wrap=True)

    def table(self) -> Table:
        """Return how everything stands."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        spent = say_seconds(self._clock() - self._began)
        caption = (
            f"{spent} of at most {say_seconds(self._limit)}; Ctrl-C keeps the best plan so far{self._plan}"
        )
        table = Table(box=box.SIMPLE, caption=Text(caption), caption_justify="left")
        table.add_column("level")
        for column in ("best", "bound", "gap", "at"):
            table.add_column(column, justify="right")
        table.add_column("solving now")
        for level, progress in list(self._latest.items()):
            what = what_of(progress) if progress is self._now else ""
            cells = (level, *figures_of(progress, self.a_person), say_seconds(progress.seconds), what)
            table.add_row(*(Text(visible(cell)) for cell in cells))
        if not self._latest:
            table.add_row(Text("building the model"))
        return table

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the table away: what came of it is told otherwise."""
        self._live.stop()


def display_for(seconds: float, term: Term, *, quiet: bool) -> Display:
    """Return what suits the standard error stream; ``seconds`` is the time limit for ``term``."""
    if quiet:
        return Display()
    a_person = points_a_person(term)
    if not sys.stderr.isatty() or os.environ.get("TERM") in ("dumb", "unknown"):
        return Lines(a_person=a_person)
    from rich.console import Console

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    return Picture(console, seconds, a_person=a_person)


def line_of(progress: Progress, a_person: int = 0) -> str:
    """Return where solving stands as one line."""
    best, bound, gap = figures_of(progress, a_person)
    what = f" ({words})" if (words := what_of(progress)) else ""
    return (
        f"{say_seconds(progress.seconds):>7}  {progress.level}{what}: best {best}, bound {bound}, gap {gap}"
    )


def what_of(progress: Progress) -> str:
    """Return what is being solved in few words, and of which part of the term, where there are several."""
    return ", ".join(words for words in (shortened(progress.what), progress.part) if words)


def plan_so_far(values: Mapping[str, int], a_person: int = 0) -> str:
    """Return what the best plan of everything pays at each level."""
    paid = (f"{level} {say_value(level, value, a_person)}" for level, value in values.items())
    return f"plan so far: {', '.join(paid)}"


def say_value(level: str, value: int, a_person: int = 0) -> str:
    """Return the value of a level: of stability the people touched, and what the changes count."""
    if level != STABILITY or not a_person:
        return f"{value:,}"
    return say_stability(value, a_person)


def figures_of(progress: Progress, a_person: int = 0) -> tuple[str, str, str]:
    """Return the best value, the bound and the gap between them."""
    best, bound = progress.best, progress.bound
    texts = tuple(
        UNKNOWN if value is None else say_value(progress.level, value, a_person) for value in (best, bound)
    )
    gap = UNKNOWN if best is None or bound is None else say_gap(progress.level, best, bound, a_person)
    return texts[0], texts[1], gap


def say_gap(level: str, best: int, bound: int, a_person: int = 0) -> str:
    """Return the gap in per cent; of stability in people, where it is none in what their changes count."""
    if level != STABILITY or not a_person:
        return say_share(best, bound)
    people, points = best // a_person - bound // a_person, best - bound
    if points <= 0:
        return "none"
    return counted(people, "person", "people") if people else counted(points, "point")


def say_share(best: int, bound: int) -> str:
    """Return the gap in per cent; it is 0 only where there is none."""
    if best <= bound:
        return "0 %"
    share = 100 * (best - bound) / best
    return "< 0.1 %" if share < 0.1 else f"{share:.1f} %"


def shortened(what: str) -> str:
    """Return what is being solved in few words: of a long list the first, and how many more."""
    first, *others = what.split(", ")
    more = f" and {len(others)} more" if others and len(what) > LONGEST_WHAT else ""
    text = first + more if more else what
    return text if len(text) <= LONGEST_WHAT else f"{text[: LONGEST_WHAT - 1]}\N{HORIZONTAL ELLIPSIS}"


def say_seconds(seconds: float) -> str:
    """Return a time as ``0:42`` or ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
