"""Answers in sentences: what is proven is said, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inputs.plan import Plan, Shortfall
from inputs.published import Published
from inputs.supposed.supposing import Supposed
from scheduler.scenarios.answer import Answer, Points, Touched
from scheduler.scenarios.limits import Limit
from scheduler.scenarios.words import (
    say_coverage_proof,
    say_losers,
    say_lost,
    say_touched,
    say_touched_proof,
    say_verdict,
    summary,
)
from tests.picture_rows import read_span
from tests.pictures import draw_term
from tests.scheduler.scenarios.answers import some_scenario

TERM = draw_term("""
    trainee amara fellow
    trainee li fellow
    service ward 1
    service lab 1
    activity sim weekly 60
""")
PUBLISHED = replace(TERM, published=Published(Plan(), date(2027, 3, 1), version=1))
IMPROVED = replace(TERM, published=Published(Plan(), date(2027, 3, 1), version=1, improve=True))
AMARA, LI = TERM.trainees
WEEK = read_span("03-01..03-07")
LOST = (
    Shortfall(AMARA, "session", "sim", WEEK, 10, "Full."),
    Shortfall(LI, "rotation", "rotation", WEEK, 20, "Full."),
    Shortfall(LI, "curriculum", "ward;lab", WEEK, 40, "Full."),
    Shortfall(None, "lead", "ward", WEEK, 30, "Nobody."),
)


def answer(**changes: object) -> Answer:
    plain = Answer(Supposed(some_scenario(), TERM), "no", PUBLISHED, lost=LOST, points=Points(0, 100, 100))
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test gives what there is


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(), "No: 4 shortfalls are new, 100 points, of 2 trainees."),
        (
            answer(points=Points()),
            "Not known: in the best plan found, 4 shortfalls are new, 100 points, of 2 trainees.",
        ),
        (answer(lost=LOST[:1]), "No: one shortfall is new, 10 points, of 1 trainee."),
        (answer(lost=LOST[3:]), "No: one shortfall is new, 30 points."),
        (answer(verdict="yes", lost=()), "Yes: it can be done without a new shortfall."),
        (
            answer(verdict="yes", lost=(), interrupted=True),
            "Yes: it can be done without a new shortfall. Interrupted; this is the best plan found until then.",
        ),
        (answer(verdict="impossible"), "No: there is no such plan. What is kept rules it out."),
        (
            answer(verdict="impossible", conflict=("a",)),
            "No: there is no such plan. These cannot hold together:",
        ),
        (
            answer(verdict="unknown"),
            "Not known: the time ended before a plan was found. Maybe give more with --time-limit.",
        ),
        (
            answer(verdict="unknown", interrupted=True),
            "Interrupted before a plan was found. Maybe give more with --time-limit.",
        ),
    ],
)
def test_verdicts(given: Answer, expected: str) -> None:
    assert say_verdict(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(), "Proven: no plan lacks less."),
        (answer(verdict="yes"), ""),
        (
            answer(verdict="yes", term=IMPROVED, points=Points(300, 300, 250)),
            (
                "Perhaps less can lack. 300 points are lacking in all, 300 before, at least 250 in any plan. "
                "Maybe give more time with --time-limit."
            ),
        ),
        (
            answer(verdict="yes", term=IMPROVED, points=Points(300, 280, 280)),
            "Proven: no plan lacks less. 280 points are lacking in all, 300 before.",
        ),
        (
            answer(points=Points(20, 100, 50)),
            (
                "Proven: something is lost in any plan; perhaps less. 100 points are lacking in all, 20 before, at "
                "least 50 in any."
            ),
        ),
        (
            answer(points=Points(20, 100, 20)),
            (
                "Perhaps it can be done without. 100 points are lacking in all, 20 before, at least 20 "
                "in any plan. Maybe give more time with --time-limit."
            ),
        ),
        (
            answer(points=Points(20, 20, 20)),
            (
                "Not proven: no more is lacking in all than before (20 points), but not of the same people. Maybe "
                "give more time with --time-limit."
            ),
        ),
    ],
)
def test_proofs_of_losses(given: Answer, expected: str) -> None:
    assert say_coverage_proof(given) == expected


@pytest.mark.parametrize(
    ("touched", "expected"),
    [
        (Touched(), "Nobody is touched: all that was published stays. "),
        (
            Touched(1, 1, 1, True),
            "One person is touched, by one change. Proven: it cannot be done with fewer.",
        ),
        (
            Touched(3, 0, 3, True),
            "3 people are touched, only by what comes in addition. Proven: it cannot be done with fewer.",
        ),
        (
            Touched(3, 5, 3),
            "3 people are touched, by 5 changes. Proven: not with fewer people; perhaps with fewer changes.",
        ),
        (
            Touched(3, 2, 3, True, more=4),
            (
                "3 people are touched, by 2 changes of what was published, and by what comes in addition. "
                "Proven: it cannot be done with fewer."
            ),
        ),
        (
            Touched(3, 5, 2),
            (
                "3 people are touched, by 5 changes. Not proven: perhaps it can be done with fewer people, but at "
                "least 2."
            ),
        ),
        (
            Touched(3, 5),
            "3 people are touched, by 5 changes. Not proven: perhaps it can be done with fewer people.",
        ),
    ],
)
def test_proofs_of_changes(touched: Touched, expected: str) -> None:
    given = answer(touched=touched)
    assert f"{say_touched(given)} {say_touched_proof(given)}" == expected


@pytest.mark.parametrize(
    ("touched", "expected"),
    [
        (Touched(), "Nobody is touched: the plan made now stays as it is."),
        (Touched(1, 1, 1, True), "One person is touched, by one change."),
        (
            Touched(3, 2, 3, True, more=4),
            "3 people are touched, by 2 changes of the plan made now, and by what comes in addition.",
        ),
    ],
)
def test_what_was_not_published_is_not_said_to_be(touched: Touched, expected: str) -> None:
    assert say_touched(answer(touched=touched, term=TERM)) == expected
    made_now = replace(TERM, published=Published(Plan(), date(2027, 3, 1)))
    assert say_touched(answer(touched=touched, term=made_now)) == expected


def test_shortfalls_as_lines() -> None:
    assert [say_lost(shortfall, TERM) for shortfall in LOST] == [
        "Amara, Sim, 1 March 2027 to 7 March 2027, 10 points",
        "Li, a week on no service, 1 March 2027 to 7 March 2027, 20 points",
        "Li, weeks asked for by the curriculum on Ward or Lab, 1 March 2027 to 7 March 2027, 40 points",
        "Ward, the lead, 1 March 2027 to 7 March 2027, 30 points",
    ]
    assert say_losers(answer()) == (
        "Li 60 points, sessions and rounds without a lead 30 points and Amara 10 points"
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(), ("no, proven", "4", "–", "0", "0", "–")),
        (
            answer(
                points=Points(0, 10, 0),
                mended=LOST[:1],
                touched=Touched(3, 5, 2),
                limits=(Limit("seats of Sim", (), 1),),
            ),
            ("not known", "4", "1", "3 or fewer", "5 or fewer", "seats of Sim"),
        ),
        (answer(verdict="yes", lost=(), touched=Touched(3, 5, 3, True)), ("yes", "–", "–", "3", "5", "–")),
        (answer(verdict="impossible"), ("no plan", "–", "–", "–", "–", "–")),
        (answer(verdict="unknown"), ("not known", "–", "–", "–", "–", "–")),
    ],
)
def test_rows(given: Answer, expected: tuple[str, ...]) -> None:
    assert summary(given) == ("Something", *expected)
