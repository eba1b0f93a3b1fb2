"""``rota whatif``: several scenarios side by side, and nothing of them is stored."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import rota
from tests.scheduler.commands.supposing.asking import HEAD, IDEAS, ask, ask_json
from tests.scheduler.store.small import write_small


def digests() -> dict[str, str]:
    """Return a digest of every file there is."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path().rglob("*"))
        if path.is_file()
    }


TABLE = """\
               without a new
scenario       shortfall?               lost   given now   people touched   changes   what binds first
──────────────────────────────────────────────────────────────────────────────────────────────────────────────
Wang is away   yes                         –           –                4         3   –
Two more       no, proven                  1           –                1         0   seats of every service
                                                                                      in the week of 8 Mar
"""


@pytest.mark.usefixtures("_published")
def test_scenarios_stand_side_by_side(capsys: Captured) -> None:
    Path("ideas.toml").write_text(IDEAS, encoding="utf-8")
    assert rota("whatif", "term", "--scenarios", "ideas.toml", "--processes", "2") == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"{HEAD}{TABLE}\n")
    assert (
        "What if 2 fellows come from 1 March 2027 to 14 March 2027\n"
        "  (scenario: Two more)\n"
        "  No: one shortfall is new, 20 points, of 1 trainee.\n"
    ) in out
    assert "\nWhose sessions move, was -> now, is in --page FILE.html and in --json.\n" in out
    assert "Trying 2 scenarios, 2 at once with one thread each, 1:00 at most for each;" in err
    assert {line for line in err.splitlines() if line.endswith("  done")} == {
        "Wang is away  done",
        "Two more  done",
    }


@pytest.mark.usefixtures("_published")
def test_scenarios_of_one_name_and_changed_tables(capsys: Captured) -> None:
    absences = "who,first_day,last_day\nF01,2027-03-08,2027-03-08\n"
    write_small(Path("term"), absences=absences)
    Path("ideas.toml").write_text('["seats lab=3"]\nrule = "led_rounds.weight=5"\n', encoding="utf-8")
    code, answers = ask_json(capsys, "--seats", "lab=3", "--scenarios", "ideas.toml")
    assert code == 0
    assert [(s["name"], s["verdict"], s["touched"]["people"]) for s in answers["scenarios"]] == [
        ("The tables as they are", "yes", 4),
        ("Laboratory has 3 seats from 1 March 2027 on", "yes", 4),
        ("seats lab=3", "yes", 4),
    ]


@pytest.mark.usefixtures("_published")
def test_the_tables_as_they_are_are_no_scenario_of_those_that_are_tried(capsys: Captured) -> None:
    write_small(Path("term"), absences="who,first_day,last_day\nF01,2027-03-08,2027-03-08\n")
    Path("ideas.toml").write_text(IDEAS, encoding="utf-8")
    rota("whatif", "term", "--scenarios", "ideas.toml", "--processes", "2")
    assert "Trying 2 scenarios and the tables as they are, 2 at once" in capsys.readouterr().err


@pytest.mark.usefixtures("_published")
def test_losses_are_held_against_the_tables_as_they_are(capsys: Captured) -> None:
    write_small(Path("term"), seats="item,first_day,last_day,seats\nlab,2027-03-08,2027-03-14,0\n")
    assert ask("--rule", "led_rounds.weight=5") == 0
    out = capsys.readouterr().out
    assert "The tables as they are\n  No: one shortfall is new, 20 points, of 1 trainee.\n" in out
    assert "What if led_rounds.weight is 5\n  Yes: " in out


@pytest.mark.usefixtures("_published")
def test_term_and_store_are_as_they_were_to_the_byte(capsys: Captured) -> None:
    Path("ideas.toml").write_text(IDEAS, encoding="utf-8")
    before = digests()
    ask(
        "--without",
        "Wang Min",
        "--seats",
        "lab=3",
        "--rule",
        "led_rounds.weight=5",
        "--scenarios",
        "ideas.toml",
    )
    ask("--move", "T02=2027-03-01")
    assert capsys.readouterr().out
    assert digests() == before
    assert "term-versions.sqlite" in before
