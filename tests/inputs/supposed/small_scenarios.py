"""A small term, supposed otherwise by what could stand behind the options."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inputs.days import Span
from inputs.files.tables import read_tables
from inputs.reading import read_term
from inputs.schema import known_columns
from inputs.supposed.scenario import Kind, Scenario, given_scenario
from inputs.supposed.supposing import Supposed, suppose
from inputs.term import Term
from tests.inputs.folders import SMALL, write_folder

FIRST = date(2027, 3, 1)


def supposed(folder: Path, *given: tuple[Kind, str], since: date = FIRST, **tables: str) -> Supposed:
    path = write_folder(folder / "term", {**SMALL, **tables})
    kinds: dict[Kind, list[str]] = {}
    for kind, text in given:
        kinds.setdefault(kind, []).append(text)
    scenario = given_scenario(kinds)
    assert scenario is not None
    return supposed_by(path, scenario, since)


def supposed_by(path: Path, scenario: Scenario, since: date = FIRST) -> Supposed:
    term = read_term(path).term
    assert term is not None
    return suppose(path, read_tables(path, known_columns()), term, scenario, since)


def changed(folder: Path, *given: tuple[Kind, str], since: date = FIRST, **tables: str) -> Term:
    found = supposed(folder, *given, since=since, **tables)
    assert found.faults == ()
    assert found.term is not None
    return found.term


def faults(folder: Path, *given: tuple[Kind, str], since: date = FIRST, **tables: str) -> list[str]:
    found = supposed(folder, *given, since=since, **tables)
    assert found.term is None
    return [str(fault) for fault in found.faults]


def days(first: str, last: str) -> Span:
    return Span.through(date.fromisoformat(first), date.fromisoformat(last))
