"""What may be written after the options of verbs that solve."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from inputs.meant.times import meant_days

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_TIME = re.compile(r"(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+(?:\.[0-9]+)?)s?)?")
_ADDRESS = re.compile(r"(?:(tcp|tls)://)?([^/\s]+:[0-9]{1,5})")
MOST_SECONDS = 7 * 24 * 3600.0
MOST_SEED = 2**31 - 1


class Seconds(click.ParamType[float]):
    """A time such as ``90s``, ``5m``, ``1h30m`` or ``300``, as seconds."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds that a text means."""
        if isinstance(value, float):
            return value
        found = _TIME.fullmatch(str(value).strip().lower())
        if not found or not any(found.groups()):
            self.fail(f'"{value}" is no time; write 90s, 5m, 1h30m or 300 (seconds).', param, ctx)
        hours, minutes, seconds = (float(part or 0) for part in found.groups())
        total = hours * 3600 + minutes * 60 + seconds
        if not 0 < total <= MOST_SECONDS:
            self.fail(f'"{value}" is not allowed; give more than nothing, and at most a week.', param, ctx)
        return total


class Number(click.IntRange):
    """A whole number within limits, both allowed."""

    name = "number"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number that a text means."""
        try:
            number: int = super().convert(int(value), param, ctx)
        except (click.BadParameter, ValueError):
            limits = f"from {self.min} to {self.max}" if self.max is not None else f"of at least {self.min}"
            self.fail(f'"{value}" is not allowed; write a whole number {limits}.', param, ctx)
        return number


class Day(click.DateTime):
    """A date such as ``2027-04-12``."""

    name = "date"

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the midnight with which the day begins."""
        try:
            day: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            days = meant_days(str(value))
            if len({day.year for day in days}) == 1 < len(days):
                either = " or ".join(day.isoformat() for day in days)
                self.fail(f'Day and month of "{value}" cannot be told apart; write {either}.', param, ctx)
            example = days[0].isoformat() if len(days) == 1 else "2027-04-12"
            self.fail(f'"{value}" is no date; write it as {example}.', param, ctx)
        return day


class Address(click.ParamType[str]):
    """The address of a cluster's scheduler, such as ``tcp://10.0.0.5:8786``."""

    name = "address"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address with its scheme, which is ``tcp`` where none is given."""
        found = _ADDRESS.fullmatch(str(value).strip())
        if not found:
            self.fail(
                f'"{value}" is no address; write tcp://10.0.0.5:8786, or tls:// where it is encrypted.',
                param,
                ctx,
            )
        return f"{found[1] or 'tcp'}://{found[2]}"


def time_limit_option(default: str, of_what: str) -> Decorator:
    """Return the option of how long to search; ``of_what`` ends its help."""
    return click.option(
        "--time-limit",
        "seconds",
        type=Seconds(),
        default=default,
        show_default=True,
        metavar="TIME",
        help=f"How long to search at most, {of_what}: 90s, 5m, 1h30m or 300 (seconds).",
    )


def workers_option(of_what: str = "Threads of the solver.  [default: one a core]") -> Decorator:
    """Return the option of how many threads solve."""
    return click.option("--workers", type=Number(1, 1024), help=of_what)


def processes_option(of_what: str) -> Decorator:
    """Return the option of how many things are done at once."""
    return click.option("--processes", type=Number(1, 1024), help=f"{of_what}  [default: one a core]")


def cluster_option(of_what: str) -> Decorator:
    """Return the option of a Dask cluster; ``of_what`` says what it does."""
    return click.option(
        "--cluster",
        type=Address(),
        metavar="ADDRESS",
        help=f"{of_what} on the Dask cluster whose scheduler is there: tcp://10.0.0.5:8786.",
    )


def seed_option(more: str = "") -> Decorator:
    """Return the option of the seed."""
    return click.option(
        "--seed",
        type=Number(0, MOST_SEED),
        default=0,
        show_default=True,
        metavar="NUMBER",
        help=f"Of the solver's random choices{more}.",
    )


def check_page(page: Path | None) -> None:
    """See that a page can be written, before the work begins.

    Raises
    ------
    click.UsageError
        When its folder is not there.
    """
    if page is not None and not page.absolute().parent.is_dir():
        raise click.UsageError(f"There is no folder {page.parent} to write {page.name} to.")


def count_cores() -> int:
    """Return how many cores this program may use."""
    if hasattr(os, "process_cpu_count"):  # from Python 3.13
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
