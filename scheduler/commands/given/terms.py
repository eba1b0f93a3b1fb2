"""Reads the term that a verb was given; where it has faults, they are told and the verb ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

import click

from constraints.catalogue import check_settings
from inputs.faults import Fault, Notice, in_order
from inputs.reading import Reading, read_term
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import plain_remarks, say, write_json
from scheduler.commands.exits import FAULTS

MOST_TOLD = 50
"""Faults that are told by a verb whose work they only hinder."""


def read_whole_term(path: Path) -> Reading:
    """Return what is in a term, the faults in the settings of its rules included."""
    reading = read_term(path)
    faults = check_settings(reading.rules, reading.settings_file, reading.setting_lines)
    return replace(reading, term=None, faults=in_order([*reading.faults, *faults])) if faults else reading


def read_example() -> Reading:
    """Return what is in the example term, which lies inside the package ``inputs``."""
    with resources.as_file(resources.files("inputs") / "example") as folder:
        return read_whole_term(folder)


def sound_term(reading: Reading, *, as_json: bool = False, quiet: bool = False) -> Term:
    """Return the term that was read, its notices told; end the verb where there is none.

    Raises
    ------
    click.exceptions.Exit
        When there are faults, after telling them.
    """
    if reading.term is None:
        raise refusal(reading.faults, reading.notices, as_json=as_json)
    if not quiet:
        for notice in reading.notices:
            say(str(notice), err=True)
    return reading.term


def refusal(
    faults: Sequence[Fault],
    notices: Sequence[Notice] = (),
    *,
    as_json: bool = False,
    lister: str = "rota check TERM",
) -> click.exceptions.Exit:
    """Tell the faults that end a verb, and return what ends it; ``lister`` is the command that tells all."""
    if as_json:
        write_json("rota-faults/1", {"faults": plain_remarks(faults), "notices": plain_remarks(notices)})
    else:
        for fault in faults[:MOST_TOLD]:
            say(str(fault), err=True)
        rest = len(faults) - MOST_TOLD
        more = f", {rest} more than listed here: `{lister}` lists all" if rest > 0 else ""
        say(f"Found {counted(len(faults), 'fault')}{more}. Nothing was done.", err=True)
    return click.exceptions.Exit(FAULTS)
