"""Scenarios: what is supposed to be otherwise, in the coordinator's words, from a file or from options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from inputs.faults import LONGEST_QUOTE, Fault, Place, in_order, quoted, shown, unknown
from inputs.files.tables import read_content
from inputs.files.term_settings import read_toml

Kind = Literal["intake", "without", "seats", "move", "rule"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST_NAME = 80


@dataclass(frozen=True)
class Supposition:
    """One thing that is supposed to be otherwise, in the words in which it was given.

    ``folder`` is where a file that the words name is looked for.
    """

    kind: Kind
    text: str
    place: Place
    folder: Path = Path()


@dataclass(frozen=True)
class Scenario:
    """What is supposed to be otherwise at the same time; with nothing supposed it is the term as it is."""

    name: str
    suppositions: tuple[Supposition, ...] = ()
    named: bool = True
    """Whether somebody gave it the name."""


def given_scenario(given: Mapping[Kind, Iterable[str]]) -> Scenario | None:
    """Return the scenario that options make together, by kind; None where there are none."""
    suppositions = [
        Supposition(kind, text, Place(f"--{kind} {_shortened(text)}"))
        for kind in KINDS
        for text in given.get(kind, ())
    ]
    name = ", ".join(f"{supposition.kind} {supposition.text}" for supposition in suppositions)
    return Scenario(name, tuple(suppositions), named=False) if suppositions else None


def _shortened(text: str) -> str:
    return quoted(text) if not text or " " in text or len(text) > LONGEST_QUOTE else shown(text)


def read_scenarios(path: Path) -> tuple[tuple[Scenario, ...], tuple[Fault, ...]]:
    """Return the scenarios of a TOML file, in their order, and what is wrong with it.

    Each is a table with a name; ``intake``, ``without``, ``seats``, ``move`` and ``rule`` in it hold a text
    or a list of texts, as the options of the same names take them.
    """
    file = shown(path.name)
    content = read_content(path, shown(str(path)))
    if isinstance(content, Fault):
        return (), (content,)
    settings = read_toml(content, file)
    faults = list(settings.faults)
    scenarios: list[Scenario] = []
    for name, values in settings.values.items():
        place = Place(file, settings.lines.get(name), name)
        if not isinstance(values, Mapping):
            what = "a list of tables" if _is_list_of_tables(values) else quoted(values)
            found = f"found {what} outside a scenario"
            faults.append(Fault(place, found, 'write the name of a scenario before it: ["More seats"]'))
            continue
        if len(name) > LONGEST_NAME:
            found = f"found a name of {len(name)} characters"
            faults.append(Fault(Place(file, place.line), found, f"write at most {LONGEST_NAME}"))
        read = list(_read_scenario(name, values, path, settings.lines))
        faults += [item for item in read if isinstance(item, Fault)]
        scenarios.append(Scenario(name, tuple(item for item in read if isinstance(item, Supposition))))
        if not values:
            faults.append(Fault(place, "found a scenario without changes", f"write {_kinds()} in it"))
    if not settings.values and not faults:
        faults.append(Fault(Place(file), "found no scenario", 'write ["A name"] and its changes below it'))
    return tuple(scenarios), in_order(faults)


def _is_list_of_tables(value: object) -> bool:
    """Tell whether a value was written as ``[[name]]``."""
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def _read_scenario(
    name: str, values: Mapping[str, object], path: Path, lines: Mapping[str, int]
) -> Iterator[Supposition | Fault]:
    for key, value in values.items():
        place = Place(shown(path.name), lines.get(f"{name}.{key}"), f"{name}, {key}")
        kind = next((kind for kind in KINDS if kind == key), None)
        if kind is None:
            yield unknown(place, key, "change", KINDS)
            continue
        texts = value if isinstance(value, list) else [value]
        for text in texts:
            if isinstance(text, str) and text:
                yield Supposition(kind, text, place, path.parent)
            else:
                yield Fault(place, f"found {quoted(text)}", "write a text between quotation marks")
        if not texts:
            yield Fault(place, "found an empty list", "write a text between quotation marks")


def _kinds() -> str:
    return f"{', '.join(KINDS[:-1])} or {KINDS[-1]}"
