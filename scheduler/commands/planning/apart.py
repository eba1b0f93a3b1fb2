"""Opens what solves the independent parts of one term at once: processes of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from inputs.faults import listed
from scheduler.commands.running.machines import open_executor

if TYPE_CHECKING:
    from scheduler.commands.running.machines import FleetOrders
    from scheduler.commands.running.progress import Display
    from scheduler.fleet.contact import News
    from scheduler.solving.splitting.apart import Bundle, Fleet, Split

SMALL = 3000
"""Occurrences, meeting times and weeks, each for each trainee, below which processes take longer to begin
than to solve."""


@contextmanager
def open_processes(workers: int, display: Display, whole: Split) -> Iterator[Fleet | None]:
    """Open processes for the parts of a term, with so many threads of the solver in all.

    None with a single thread, and for a small term: one part after another is solved here then.
    """
    from scheduler.fleet.processes import Processes
    from scheduler.solving.splitting.apart import Fleet

    number = min(len(whole.components), workers)
    if number == 1 or whole.size < SMALL:
        yield None
        return
    each, more = divmod(workers, number)
    with Processes(number, partial(hear_part, display)) as processes:
        shares = tuple(each + (place < more) for place in range(number))
        yield Fleet(processes, shares, partial(_tell_loss, display))


@contextmanager
def open_ordered(orders: FleetOrders, display: Display, whole: Split) -> Iterator[Fleet]:
    """Open the processes or the cluster that were asked for, with so many threads for each part."""
    from scheduler.solving.splitting.apart import Fleet

    hear = partial(hear_part, display)
    with open_executor(orders, len(whole.components), hear) as (executor, at_once, workers):
        yield Fleet(executor, (workers,) * at_once, partial(_tell_loss, display))


def hear_part(display: Display, news: News) -> None:
    """Take note of where a part stands that is solved elsewhere."""
    from scheduler.solving.search import Progress

    told = dict(news)
    told.pop("job")
    display.report(Progress(**told))  # type: ignore[arg-type]  # as `asdict` gave it


def _tell_loss(display: Display, bundle: Bundle, attempt: int) -> None:
    """Tell that the process of some parts was lost."""
    parts = listed(component.name for component in bundle.components)
    display.say(f"The process that solved {parts} was killed; it is begun again, attempt {attempt}.")
