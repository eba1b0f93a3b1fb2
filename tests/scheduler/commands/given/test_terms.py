"""Reading the term that a verb was given."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from inputs.faults import Fault, Place
from scheduler.commands.given.terms import read_example, read_whole_term, refusal, sound_term
from tests.scheduler.commands.program import SETTINGS, Captured, write_tiny


def test_the_example_has_no_faults() -> None:
    assert read_example().faults == ()


def test_notices_are_told_unless_quiet_is_asked_for(tmp_path: Path, capsys: Captured) -> None:
    reading = read_whole_term(write_tiny(tmp_path / "term", term=SETTINGS.replace('"none"', '"CN"')))
    assert sound_term(reading).name == "Tiny term"
    assert capsys.readouterr().err.startswith("term.toml, line 5, holidays: found CN")
    sound_term(reading, quiet=True)
    assert capsys.readouterr().err == ""


def test_of_many_faults_the_first_are_told(capsys: Captured) -> None:
    faults = [Fault(Place("trainees.csv", line), "found nothing", "write a name") for line in range(2, 62)]
    assert refusal(faults).exit_code == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 51
    assert lines[-1] == (
        "Found 60 faults, 10 more than listed here: `rota check TERM` lists all. Nothing was done."
    )


def test_as_many_faults_as_are_told_leave_none_out(capsys: Captured) -> None:
    refusal([Fault(Place("trainees.csv", line), "found nothing", "write a name") for line in range(2, 52)])
    assert capsys.readouterr().err.splitlines()[-1] == "Found 50 faults. Nothing was done."


def test_a_program_reads_all_faults(tmp_path: Path, capsys: Captured) -> None:
    with pytest.raises(click.exceptions.Exit):
        sound_term(read_whole_term(tmp_path / "nowhere"), as_json=True)
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], len(document["faults"]), document["notices"]) == ("rota-faults/1", 1, [])
