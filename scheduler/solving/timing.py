"""How the time of a run is shared out among its levels, and what each has taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from scheduler.solving.part_search import PartSearch, Report
from scheduler.solving.search import EACH_POINT, Aim, Control, Progress, Whole

T = TypeVar("T")
SHARE = 0.5
"""Share of the time left that one solve may take while others wait."""
JOINING_SHARE = 0.25
"""The same, where the term is large, for rotations and sessions together, and for sessions with rotations
given: most lacks in meetings there."""
SMALL_SHARE = 0.06
"""The same for a solve that only prepares a later one."""
TEACHING_SHARE = 0.1
"""The same for a level of who teaches whom what, times being given."""
MEETINGS_SHARE = 0.3
"""The same for planning all meetings, or bounding their comfort."""
HOURS_SHARE = 0.25
"""The same for finding hours for meetings that lack one."""
ALL_HOURS_SHARE = 0.6
"""The same where meetings are too many for anything else."""
MENDING_SHARE = 0.4
"""The same for rotations of some trainees at a time, where all of them are too many."""
HEARING_SHARE = 0.12
"""The same for wishes for rotations, all of them at once."""
WISHES_SHARE = 0.08
"""The same for granting wishes for rotations, a few people at a time."""
SETTLING_SHARE = 0.15
"""The same for sharing shortfalls and leads, before meetings are planned."""


@dataclass
class Timing:
    """The time that each level has taken so far; with a steady clock in the solver's own time."""

    control: Control
    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, level: str, work: Callable[[], T]) -> T:
        """Do some work for a level, and return what comes of it."""
        began, deterministic = self.control.seconds, self.control.deterministic_seconds
        value = work()
        spent = self.control.seconds - began
        if self.control.steady:
            spent = self.control.deterministic_seconds - deterministic
        self.seconds[level] = self.seconds.get(level, 0.0) + spent
        return value

    def solve(
        self,
        part: PartSearch,
        level: str,
        enough: int,
        share: float = SHARE,
        *,
        aim: Aim = "plan",
        whole: Whole = EACH_POINT,
    ) -> None:
        """Solve a level of a part within a share of the time left; a price of ``enough`` is the least."""
        seconds, report = share * self.control.remaining, self.reporter(part, level)
        self.timed(
            level,
            lambda: part.solve(
                level, self.control, seconds=seconds, enough=enough, report=report, aim=aim, whole=whole
            ),
        )

    def reporter(self, part: PartSearch, level: str) -> Report:
        """Return what tells how a level of a part stands."""

        def report(value: int | None, bound: int) -> None:
            self.control.report(Progress(level, part.name, value, bound, self.control.seconds))

        return report
