"""What ``rota plan`` and ``rota publish`` tell against what was published: what is new, and what is only past."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import write_small

Captured = pytest.CaptureFixture[str]
HEADER = "who,first_day,last_day\n"
ILL_BEFORE = f"{HEADER}F01,2027-03-01,2027-03-05\n"
BOTH_ILL = f"{ILL_BEFORE}T02,2027-03-08,2027-03-12\n"
NOBODY = "Nobody is touched from 8 March 2027 on; of 2 only what is past is written otherwise.\n"
SOME = (
    "Of these 3 people, 2 are touched from 8 March 2027 on; of one only what is past is written otherwise.\n"
)


@pytest.fixture(autouse=True)
def _published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    write_small(Path("term"))
    publish()
    capsys.readouterr()


def plan(absences: str, *words: str) -> None:
    write_small(Path("term"), absences=absences)
    assert rota("plan", "term", "-o", "again", "--from", "2027-03-08", "--seed", "1", *words) == 0


def test_an_absence_of_days_past_touches_nobody_and_both_verbs_say_so(capsys: Captured) -> None:
    plan(ILL_BEFORE)
    out, _ = capsys.readouterr()
    assert NOBODY in out
    assert "no people touched, no changes to what was promised" in out
    assert rota("publish", "term", "again") == 0
    out, _ = capsys.readouterr()
    assert f"Published version 2 of Tiny term, for 2 people: 2 gone, 2 lead.\n{NOBODY}" in out


def test_who_is_touched_is_told_from_who_is_named_for_the_past_alone(capsys: Captured) -> None:
    plan(BOTH_ILL)
    out, _ = capsys.readouterr()
    assert SOME in out
    assert "2 people touched, 2 changes to what was promised" in out
    assert rota("publish", "term", "again", "--dry-run") == 0
    assert SOME in capsys.readouterr().out


def test_where_all_are_touched_nothing_is_added(capsys: Captured) -> None:
    plan(f"{HEADER}T02,2027-03-08,2027-03-12\n")
    out, _ = capsys.readouterr()
    assert "Against version 1" in out
    assert "touched from" not in out


def test_new_shortfalls_are_told_from_those_of_before(capsys: Captured) -> None:
    plan(ILL_BEFORE)
    out, _ = capsys.readouterr()
    assert (
        "3 shortfalls, 70 points.\n"
        "New against version 1, 3 shortfalls, 70 points:\n"
        "  CAR-T ward, the lead, 1 March 2027 to 7 March 2027: Wang Min is absent; what is past stays as it was published.\n"
        "  Lecture, the lead, 2 March 2027: Wang Min is absent; what is past stays as it was published.\n"
        "  Amara Diallo, Mentor hour, 1 March 2027 to 7 March 2027: What is past stays as it was published.\n"
    ) in out
    assert rota("publish", "term", "again") == 0
    capsys.readouterr()
    plan(ILL_BEFORE)
    assert "3 shortfalls, 70 points, as in version 2:\n  CAR-T ward, the lead, " in capsys.readouterr().out
    plan(f"{ILL_BEFORE}F02,2027-03-01,2027-03-05\n")
    out, _ = capsys.readouterr()
    assert (
        "2 shortfalls, 60 points.\n"
        "Lacking in version 2, and no more, 1 shortfall, 10 points:\n"
        "  Amara Diallo, Mentor hour, 1 March 2027 to 7 March 2027\n"
        "As in version 2, 2 shortfalls, 60 points:\n"
        "  CAR-T ward, the lead, 1 March 2027 to 7 March 2027: Wang Min is absent; Zhao Hua is absent.\n"
    ) in out


def test_where_nothing_lacks_that_is_told_as_it_was(capsys: Captured) -> None:
    plan(HEADER)
    assert "Everything that is owed is given, as in version 1.\n" in capsys.readouterr().out


def test_programs_read_which_shortfalls_are_new(capsys: Captured) -> None:
    plan(ILL_BEFORE, "--json")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)["shortfalls_against"]
    assert [(s["trainee"], s["kind"], s["item"], s["cost"]) for s in found["new"]] == [
        ("T01", "session", "o2o", 10),
        ("", "lead", "ward", 30),
        ("", "lead", "lecture", 30),
    ]
    assert (found["moved"], found["gone"]) == ([], [])
    assert found["new"][0] | {"first_day": "2027-03-01", "last_day": "2027-03-07"} == found["new"][0]


def test_the_board_marks_what_is_new(capsys: Captured) -> None:
    plan(ILL_BEFORE)
    board = Path("again", "board.html").read_text(encoding="utf-8")
    assert "Against version 1: 3 new (70 points)." in board
    assert board.count('class="new"') == 3
    assert rota("publish", "term", "again") == 0
    plan(f"{ILL_BEFORE}F02,2027-03-01,2027-03-05\n")
    board = Path("again", "board.html").read_text(encoding="utf-8")
    assert "Against version 2: 1 gone (10 points)." in board
    assert 'class="new"' not in board


def test_promises_are_counted_alike_by_all_who_tell_what_changes(capsys: Captured) -> None:
    plan(BOTH_ILL)
    out, _ = capsys.readouterr()
    counts = "Stability counts 2 changes to what was promised, as the rule changes_to_published says"
    assert counts in out
    (stability,) = (
        level
        for level in json.loads(Path("again/result.json").read_text())["levels"]
        if level["name"] == "stability"
    )
    assert stability["words"] == "2 people touched, 2 changes to what was promised"
    assert stability["words"] in Path("again/board.html").read_text()
    for words in (("diff", "term", "1", "again"), ("publish", "term", "again", "--dry-run")):
        assert rota(*words) == 0
        assert counts in capsys.readouterr().out
        assert rota(*words, "--json") == 0
        told = json.loads(capsys.readouterr().out)["counts"]
        assert (told["promised"], told["touched"]) == (2, 2)
        assert told["changes"] > 2
