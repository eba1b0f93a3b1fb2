"""Scenarios from options and from files, and what is wrong with these."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.faults import Place
from inputs.supposed.scenario import Scenario, Supposition, given_scenario, read_scenarios


def read(folder: Path, text: str) -> tuple[tuple[Scenario, ...], list[str]]:
    path = folder / "ideas.toml"
    path.write_text(text, encoding="utf-8")
    scenarios, faults = read_scenarios(path)
    return scenarios, [str(fault) for fault in faults]


def test_options_make_one_scenario() -> None:
    scenario = given_scenario({"seats": ["lab=3"], "intake": ["2 fellows 2027-03-01 2 weeks"]})
    assert scenario == Scenario(
        "intake 2 fellows 2027-03-01 2 weeks, seats lab=3",
        (
            Supposition(
                "intake",
                "2 fellows 2027-03-01 2 weeks",
                Place('--intake "2 fellows 2027-03-01 2 weeks"'),
            ),
            Supposition("seats", "lab=3", Place("--seats lab=3")),
        ),
        named=False,
    )
    assert given_scenario({"seats": []}) is None


def test_a_file_holds_scenarios_by_name(tmp_path: Path) -> None:
    scenarios, faults = read(
        tmp_path, '["More seats"]\nseats = ["lab=3", "ward=2"]\n\n["Less"]\nwithout = "hall"\n'
    )
    assert faults == []
    assert scenarios == (
        Scenario(
            "More seats",
            (
                Supposition("seats", "lab=3", Place("ideas.toml", 2, "More seats, seats"), tmp_path),
                Supposition("seats", "ward=2", Place("ideas.toml", 2, "More seats, seats"), tmp_path),
            ),
        ),
        Scenario(
            "Less", (Supposition("without", "hall", Place("ideas.toml", 5, "Less, without"), tmp_path),)
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'ideas.toml: found no scenario; write ["A name"] and its changes below it.'),
        (
            'seats = "lab=3"',
            (
                'ideas.toml, line 1, seats: found "lab=3" outside a scenario; write the name of a scenario '
                'before it: ["More seats"].'
            ),
        ),
        (
            '[[scenario]]\nseats = "lab=3"',
            (
                "ideas.toml, scenario: found a list of tables outside a scenario; write the name of a "
                'scenario before it: ["More seats"].'
            ),
        ),
        (
            '["A"]\nseat = "lab=3"',
            (
                'ideas.toml, line 2, A, seat: found "seat", which is no change; allowed: intake, without, seats, '
                'move and rule. Did you mean "seats"?'
            ),
        ),
        (
            '["A"]',
            (
                "ideas.toml, line 1, A: found a scenario without changes; write intake, without, seats, move or "
                "rule in it."
            ),
        ),
        (
            '["A"]\nseats = 3',
            'ideas.toml, line 2, A, seats: found "3"; write a text between quotation marks.',
        ),
        (
            '["A"]\nseats = []',
            "ideas.toml, line 2, A, seats: found an empty list; write a text between quotation marks.",
        ),
        (
            f'["{"A" * 81}"]\nseats = "lab=3"',
            "ideas.toml, line 1: found a name of 81 characters; write at most 80.",
        ),
        (
            '["A"\nseats = 3',
            (
                'ideas.toml, line 1: found "["A"", which TOML cannot read (expected \']\' at the end of a table '
                "declaration); write name = value, with quotation marks around texts and times, and commas in lists."
            ),
        ),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, message: str) -> None:
    assert read(tmp_path, text)[1] == [message]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    scenarios, faults = read_scenarios(tmp_path / "nowhere.toml")
    assert scenarios == ()
    assert [fault.found for fault in faults] == ["found no such file or folder"]
