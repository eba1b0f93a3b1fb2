"""Small work for real workers: it is imported there, and so lies in a module of its own."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scheduler.fleet.contact import Contact, News, contact, keep_in_contact
from scheduler.fleet.passing_on import TICK_SECONDS
from scheduler.fleet.solves import Solve, solve
from scheduler.result import Result
from tests.pictures import draw_term

SECONDS_TO_BE_KILLED = 60.0
PICTURES = {
    "north": """
        trainee amara fellow 03-01..03-28 [interests=cells]
        trainee bo fellow 03-08..03-28
        faculty wang interests=cells leads=ward
        hours wang Mon 14:00-16:00
        service ward 1 weeks=1..3 round=08:00+60
        service lab 2
        activity mdt weekly 60
        slot mdt Tue 10:00 seats=1
        activity talk biweekly 30 meeting
    """,
    "south": """
        trainee chen fellow 03-01..03-14
        trainee dina student 03-01..03-21
        trainee eve student 03-08..03-28
        faculty li leads=ward
        faculty ma leads=ward;mdt
        hours li Wed 09:00-10:00
        hours ma Thu 09:00-11:00
        service ward 1 weeks=1..2 round=08:00+30
        service clinic 1 blocks=mdt
        activity mdt weekly 60
        slot mdt Wed 13:00
        activity talk weekly 30 meeting
        curriculum student ward 1
    """,
    "east": """
        trainee finn fellow 03-01..03-28
        service ward 1
        activity mdt weekly 60
        slot mdt Fri 09:00
    """,
}


def solves() -> list[Solve]:
    """Return three solves that come to the same wherever and however often they are done."""
    return [Solve(name, draw_term(picture), 60.0, 1, 7) for name, picture in PICTURES.items()]


def answer(result: Result) -> object:
    """Return what is the same whenever a term is solved: everything but the time it took."""
    levels = [(level.name, level.status, level.value, level.bound, level.parts) for level in result.levels]
    return result.status, result.plan, levels, result.shortfalls, result.seed, result.workers


@cache
def answers_here() -> dict[str, object]:
    """Return what the solves come to in this process."""
    return {job.name: answer(solve(job)) for job in solves()}


@dataclass(frozen=True)
class HeldUp:
    """A solve whose first worker gets stuck in the middle, and writes its process's id to ``mark``."""

    solve: Solve
    mark: Path


def solve_held_up(job: HeldUp) -> Result:
    keep_in_contact(_Stuck(job.mark))
    return solve(job.solve)


class _Stuck(Contact):
    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def tell(self, news: News) -> None:  # noqa: ARG002 - as a contact is called
        """Get stuck at the first news: they come from the thread that solves."""
        if not self._mark.exists():
            write_id(self._mark)
            time.sleep(SECONDS_TO_BE_KILLED)


def solve_until_stopped(job: Solve) -> Result:
    """Solve a term; once there is a first plan, wait to be stopped."""
    keep_in_contact(_Waiting(contact()))
    return solve(job)


class _Waiting(Contact):
    def __init__(self, line: Contact) -> None:
        self._line = line

    @property
    def stopped(self) -> bool:
        return self._line.stopped

    def tell(self, news: News) -> None:
        self._line.tell(news)
        if news["level"] in ("fairness", "comfort"):  # there is a plan by then
            wait_until_stopped()
            time.sleep(5 * TICK_SECONDS)  # the solve hears of it by its next tick


def wait_until_stopped(_job: object = None) -> str:
    here = contact()
    while not here.stopped:
        time.sleep(0.01)
    return "stopped"


def begin_and_wait(mark: Path) -> str:
    write_id(mark)
    return wait_until_stopped()


def double(number: int) -> int:
    return 2 * number


def kill_or_double(number: int) -> int:
    """Be killed, as by a system that is out of memory, where the number is 0."""
    if number == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def divide(number: int) -> float:
    return 1 / number


def tell_all(numbers: int) -> int:
    here = contact()
    for number in range(numbers):
        here.tell({"number": number, "share": number / 2, "nothing": None})
    time.sleep(0.3)
    return os.getpid()


def write_id(mark: Path) -> None:
    """Write the id of this process, all at once."""
    part = mark.with_suffix(f".{os.getpid()}")
    part.write_text(f"{os.getpid()}")
    part.rename(mark)


def read_id(mark: Path, seconds: float = 60.0) -> int:
    """Wait for a process to write its id, and return it."""
    end = time.monotonic() + seconds
    while not mark.exists():
        assert time.monotonic() < end, f"nobody wrote {mark} within {seconds} s"
        time.sleep(0.02)
    return int(mark.read_text())


def is_running(process: int) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
