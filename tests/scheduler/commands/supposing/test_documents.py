"""``rota whatif``: answers for programs, and a page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inputs.plan import Shortfall
from inputs.supposed.supposing import Supposed
from inputs.term import Term
from scheduler.commands.supposing.words import plain_answers
from scheduler.scenarios.answer import Answer, Points
from tests.pictures import draw_term
from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.supposing.asking import ask, ask_json
from tests.scheduler.scenarios.answers import some_scenario


@pytest.mark.usefixtures("_published")
def test_one_document(capsys: Captured) -> None:
    code, document = ask_json(
        capsys, "--without", "Wang Min@2027-03-08", "--intake", "1 fellow 2027-03-08 1 week"
    )
    scenario = document["scenarios"][0]
    people = scenario.pop("people")
    assert {
        key: document[key] for key in ("schema", "exit_code", "against", "from")
    } == {
        "schema": "rota-whatif/1",
        "exit_code": code,
        "against": {"version": 1, "published": "2027-02-15T01:30:00+00:00"},
        "from": "2027-03-01",
    }  # fmt: skip
    assert document["term"]["name"] == "Tiny term"
    assert scenario == {
        "name": "1 fellow comes from 8 March 2027 to 14 March 2027; Wang Min is away on 8 March 2027",
        "changes": [
            {"kind": "intake", "text": "1 fellow 2027-03-08 1 week"},
            {"kind": "without", "text": "Wang Min@2027-03-08"},
        ],
        "words": [
            "1 fellow comes from 8 March 2027 to 14 March 2027",
            "Wang Min is away on 8 March 2027",
        ],
        "verdict": "yes",
        "message": "Yes: it can be done without a new shortfall.",
        "coverage": {"before": 0, "now": 0, "least": 0, "proven": True},
        "lost": [],
        "given_now": [],
        "binds": [],
        "touched": {"people": 4, "changes": 3, "least_people": 4, "proven": True},
        "notes": [],
        "notices": [],
        "conflict": [],
        "interrupted": False,
    }
    assert {person["name"] for person in people} == {"Amara Diallo", "Li Wei", "Wang Min", "Zhao Hua"}


@pytest.mark.usefixtures("_published")
def test_losses_in_the_document(capsys: Captured) -> None:
    _, document = ask_json(capsys, "--seats", "lab=0")
    scenario = document["scenarios"][0]
    assert scenario["lost"] == [
        {
            "trainee": "T02",
            "name": "Li Wei",
            "kind": "rotation",
            "item": "rotation",
            "title": "Week on no service",
            "first_day": "2027-03-08",
            "last_day": "2027-03-14",
            "cost": 20,
            "reason": "All seats of every service are taken in this week.",
        }
    ]
    assert scenario["binds"] == [
        {
            "what": "seats of every service",
            "kind": "service_seats",
            "item": "rotation",
            "weeks": ["2027-03-08"],
            "shortfalls": 1,
        }
    ]


@pytest.mark.usefixtures("_published")
def test_a_page_is_written(capsys: Captured) -> None:
    assert ask("--seats", "lab=0", "--page", "answers.html") == 1
    assert capsys.readouterr().out.endswith("\nThe page is answers.html.\n")
    assert "<title>What if: Tiny term</title>" in Path("answers.html").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.usefixtures("_published")
def test_the_answer_is_told_also_where_its_page_cannot_be_written(capsys: Captured) -> None:
    assert ask("--seats", "lab=0", "--page", "/dev/full", "-q") == 6
    told = capsys.readouterr()
    assert told.out.endswith("To have it so, change the tables, then plan and publish.\n")
    assert told.err == "The disk is full; could not write /dev/full.\n"


@pytest.mark.parametrize(("least", "verdict"), [(10, "no"), (0, "unknown")])
def test_no_is_the_verdict_only_where_it_is_proven(least: int, verdict: str) -> None:
    term = draw_term("trainee amara fellow\n activity sim weekly 60")
    lost = (Shortfall(term.trainees[0], "session", "sim", term.weeks[0].span, 10, "Full."),)
    answer = Answer(
        Supposed(some_scenario(), term), "no", term, lost=lost, points=Points(before=0, now=10, least=least)
    )
    (scenario,) = plain_scenarios(term, answer)
    assert (scenario["verdict"], scenario["message"].partition(" ")[0]) == (
        verdict,
        "No:" if verdict == "no" else "Not",
    )
    assert [each["item"] for each in scenario["lost"]] == ["sim"]


def plain_scenarios(term: Term, answer: Answer) -> Any:
    return plain_answers(term, term.span.start, None, [answer])["scenarios"]


def test_against_a_plan_made_now_the_document_names_no_version(capsys: Captured) -> None:
    code, document = ask_json(capsys, "--seats", "lab=3")
    assert (code, document["against"]) == (0, None)
