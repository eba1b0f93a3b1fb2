"""Reads what ``rota whatif`` is to suppose: the scenarios that were asked for, and the terms they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from constraints.catalogue import check_settings
from inputs.faults import Fault, Place, in_order
from inputs.files.tables import read_tables
from inputs.schema import known_columns
from inputs.supposed.scenario import Kind, Scenario, given_scenario, read_scenarios
from inputs.supposed.supposing import Supposed, suppose
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import plain_remarks, say, write_json
from scheduler.commands.exits import MISUSE


def asked_scenarios(
    given: Mapping[Kind, tuple[str, ...]],
    file: Path | None,
    since: datetime | None,
    until: datetime | None,
    *,
    as_json: bool,
) -> tuple[Scenario, ...]:
    """Return the scenarios that were asked for: the options make one, a file lists more.

    Raises
    ------
    click.UsageError
        When there are none, or the options contradict each other.
    click.exceptions.Exit
        When there are faults in the file, after telling them.
    """
    options = dict(given)
    if until is not None:
        if since is None or all("@" in text for text in options["without"]):
            raise click.UsageError(
                "--to is the last day away of a --without that has no days of its own, and --from the first: "
                "give both, or write --without WHO@FIRST..LAST."
            )
        if until < since:
            raise click.UsageError(f"--to {until.date()} is before --from {since.date()}.")
        days = f"@{since.date()}..{until.date()}"
        options["without"] = tuple(text if "@" in text else text + days for text in options["without"])
    own = given_scenario(options)
    listed, faults = read_scenarios(file) if file is not None else ((), ())
    if faults:
        raise _refusal(faults, as_json=as_json)
    scenarios = (*(() if own is None else (own,)), *listed)
    if not scenarios:
        raise click.UsageError(
            "Say what is to be otherwise: --intake, --without, --seats, --move, --rule or --scenarios FILE."
        )
    return scenarios


def suppose_all(
    path: Path, term: Term, scenarios: Sequence[Scenario], since: date, *, as_json: bool, quiet: bool
) -> tuple[Supposed, ...]:
    """Return the terms as they would be.

    Parameters
    ----------
    path, term
        Where the term is, and what it is as its tables are.
    scenarios
        What is to be supposed.
    since
        The first day that may change.
    as_json
        Whether a program reads the faults.
    quiet
        Whether notices are left out.

    Raises
    ------
    click.exceptions.Exit
        When anything is wrong with any, after telling all that is.
    """
    raw = read_tables(path, known_columns())
    supposed = [_with_rules_checked(suppose(path, raw, term, each, since)) for each in scenarios]
    faults = in_order(fault for each in supposed for fault in each.faults)
    if faults:
        raise _refusal(faults, as_json=as_json)
    if not quiet:
        for notice in in_order(notice for each in supposed for notice in each.notices):
            say(str(notice), err=True)
    return tuple(supposed)


def _with_rules_checked(supposed: Supposed) -> Supposed:
    """Return a scenario with what is wrong with the settings of rules in it, where they stand."""
    places = [(s.text, s.place) for s in supposed.scenario.suppositions if s.kind == "rule"]
    faults = check_settings(supposed.rules, "")
    placed = [replace(fault, place=_place(fault, places)) for fault in faults]
    return replace(supposed, term=None if placed else supposed.term, faults=(*supposed.faults, *placed))


def _place(fault: Fault, places: Sequence[tuple[str, Place]]) -> Place:
    """Return where the setting stands that a fault is about."""
    name = (fault.place.column or "").removeprefix("rules.")
    return next(
        (place for text, place in places if text.removeprefix("rules.").startswith(name)), fault.place
    )


def _refusal(faults: Sequence[Fault], *, as_json: bool) -> click.exceptions.Exit:
    """Tell the faults of what is supposed, and return what ends the verb."""
    if as_json:
        write_json("rota-faults/1", {"faults": plain_remarks(faults), "notices": []})
        return click.exceptions.Exit(MISUSE)
    for fault in faults:
        say(str(fault), err=True)
    say(
        f"Found {counted(len(faults), 'fault')} in what is supposed, or in what it makes of the tables. "
        "Nothing was tried.",
        err=True,
    )
    return click.exceptions.Exit(MISUSE)
