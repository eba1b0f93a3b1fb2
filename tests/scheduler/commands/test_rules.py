"""``rota rules``: the rules in plain words, with their parameters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from constraints.catalogue import find_rules
from constraints.rule import HardRule, SoftRule
from scheduler.commands.cli import main
from scheduler.commands.rules import first_sentence
from tests.scheduler.commands.program import SETTINGS, Captured, write_tiny

CHANGED = f"""{SETTINGS}
[rules.fair_meetings]
tolerance = 10
[rules.service_seats]
off = "no limits yet"
"""


def lines_of_rules(told: str) -> list[str]:
    """Return the lines about rules, without those about their parameters."""
    return [line for line in told.splitlines() if not line.startswith(" ")]


def test_every_rule_has_a_line(capsys: Captured) -> None:
    assert main(["rules"]) == 0
    lines = lines_of_rules(capsys.readouterr().out)
    assert sorted(line.split()[0] for line in lines) == [rule.name for rule in find_rules()]
    assert "service_seats          must        A service hosts at most seats trainees in any week." in lines


def test_what_must_hold_comes_first_then_level_after_level(capsys: Captured) -> None:
    assert main(["rules"]) == 0
    levels = list(dict.fromkeys(line.split()[1] for line in lines_of_rules(capsys.readouterr().out)))
    assert levels == ["must", "coverage", "stability", "curriculum", "fairness", "comfort"]


def test_the_list_tells_each_parameter_below_its_rule(capsys: Captured) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if line.startswith(" "):
            told.setdefault(name, []).append(line.split()[0])
        else:
            name = line.split()[0]
    assert told == {rule.name: [*rule.parameters] for rule in find_rules() if rule.parameters}
    meetings = next(number for number, line in enumerate(lines) if line.startswith("fair_meetings"))
    assert lines[meetings + 1].strip() == "tolerance = 25"


@pytest.mark.parametrize("rule", find_rules(), ids=lambda rule: rule.name)
def test_the_first_sentence_of_each_law_is_a_short_sentence(rule: HardRule | SoftRule) -> None:
    sentence = first_sentence(rule)
    assert sentence.endswith(".")
    assert len(sentence) < 120


def test_a_rule_is_told_with_its_law_and_its_parameters(capsys: Captured) -> None:
    assert main(["rules", "fair_meetings"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("fair_meetings, fairness\n\nMeetings are shared among mentors in proportion")
    assert "\nReads\n    hours.csv; faculty.csv: max_meetings." in told
    assert told.endswith(
        "\n\nParameters, in a table [rules.fair_meetings] of term.toml; on the sheet term of a workbook "
        "with rules.fair_meetings. before each\n    tolerance = 25\n"
    )


def test_a_name_may_be_written_with_hyphens(capsys: Captured) -> None:
    assert main(["rules", "service-seats"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("service_seats, a rule that every plan keeps\n")
    assert told.endswith("\n\nIt has no parameters.\n")


def test_an_unknown_name_is_wrong_use_and_the_nearest_is_named(capsys: Captured) -> None:
    assert main(["rules", "service_seat"]) == 2
    assert capsys.readouterr().err.endswith('"service_seat" is no rule. Did you mean "service_seats"?\n')


def test_a_name_that_resembles_none_is_wrong_use(capsys: Captured) -> None:
    assert main(["rules", "xyzzy"]) == 2
    assert capsys.readouterr().err.endswith('"xyzzy" is no rule. rota rules lists them all.\n')


def test_a_term_shows_what_it_changes(tmp_path: Path, capsys: Captured) -> None:
    term = write_tiny(tmp_path / "term", term=CHANGED)
    assert main(["rules", "--term", str(term)]) == 0
    lines = capsys.readouterr().out.splitlines()
    seats = next(number for number, line in enumerate(lines) if line.startswith("service_seats"))
    assert lines[seats + 1].strip() == "Switched off: no limits yet"
    meetings = next(number for number, line in enumerate(lines) if line.startswith("fair_meetings"))
    assert lines[meetings + 1].strip() == "tolerance = 10 (else 25)"


def test_a_term_shows_what_it_changes_of_one_rule(tmp_path: Path, capsys: Captured) -> None:
    term = write_tiny(tmp_path / "term", term=CHANGED)
    assert main(["rules", "service_seats", "--term", str(term)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "In this term: Switched off: no limits yet"


def test_a_term_with_faults_ends_it(tmp_path: Path, capsys: Captured) -> None:
    assert main(["rules", "--term", str(tmp_path / "nowhere")]) == 3
    assert capsys.readouterr().out == ""


def test_a_program_reads_the_rules(tmp_path: Path, capsys: Captured) -> None:
    term = write_tiny(tmp_path / "term", term=CHANGED)
    assert main(["rules", "--json", "--term", str(term)]) == 0
    document = json.loads(capsys.readouterr().out)
    by_name = {rule["name"]: rule for rule in document["rules"]}
    assert document["schema"] == "rota-rules/1"
    assert by_name["service_seats"]["off"] == "no limits yet"
    assert by_name["service_seats"]["hard"]
    assert by_name["fair_meetings"]["parameters"] == {"tolerance": 10}
    assert by_name["fair_meetings"]["defaults"] == {"tolerance": 25}


def test_a_program_reads_one_rule(capsys: Captured) -> None:
    assert main(["rules", "fair_meetings", "--json"]) == 0
    (rule,) = json.loads(capsys.readouterr().out)["rules"]
    assert (rule["level"], rule["hard"], rule["off"], rule["parameters"]) == (
        "fairness",
        False,
        None,
        {"tolerance": 25},
    )
    assert rule["law"].startswith("Meetings are shared")
