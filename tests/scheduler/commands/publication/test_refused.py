"""``rota publish``: plans that do not pass, and a term that was changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_ON_WEDNESDAY,
    MONDAY,
    SMALL,
    write_small,
    write_small_plan,
)


def test_a_plan_that_breaks_a_rule_is_not_published(capsys: Captured) -> None:
    publish()
    capsys.readouterr()
    write_small_plan(Path("plan"), ("2027-03-02,10:00,11:00,hall", "2027-03-02,11:00,12:00,hall"))
    assert rota("publish", "term", "plan") == 1
    assert tuple(capsys.readouterr()) == (
        "Amara Diallo has Lecture on 2 March 2027, 11:00 to 12:00, but the timetable has no such slot in Lecture hall. (possible_sessions; sessions.csv, line 2)\n",
        "\nFound one violation; rota rules NAME tells what a rule demands.\nNothing was published, because the plan does not pass.\n",
    )
    assert rota("versions", "term") == 0
    assert capsys.readouterr().out.startswith("One version in term-versions.sqlite")


def test_a_plan_that_hides_a_shortfall_is_not_published(capsys: Captured) -> None:
    write_small_plan(Path("plan"), (LI_AT_LECTURE, ""))
    assert rota("publish", "term", "plan") == 1
    assert tuple(capsys.readouterr()) == (
        "shortfalls.csv does not list Lecture for Li Wei, 8 March 2027 to 14 March 2027.\n",
        (
            "\nMaybe add this row to shortfalls.csv, if that is meant to lack:\n"
            "  T02,session,lecture,2027-03-08,2027-03-14,10,\n"
            "Nothing was published, because the plan does not pass.\n"
        ),
    )
    assert not Path("term-versions.sqlite").exists()


def test_a_plan_that_cannot_be_read_is_not_published(capsys: Captured) -> None:
    assert rota("publish", "term", "nowhere") == 3
    assert capsys.readouterr().err == (
        "nowhere: found no folder; give the folder that holds rotations.csv.\nFound one fault. Nothing was done.\n"
    )


def test_a_row_that_stands_twice_is_told_and_published_once(capsys: Captured) -> None:
    write_small_plan(Path("plan"), (LI_AT_LECTURE, LI_AT_LECTURE * 2))
    assert rota("publish", "term", "plan") == 0
    told = capsys.readouterr()
    assert told.err == "sessions.csv, line 5: found the same row as line 4; it counts once.\n"
    assert "6 sessions" in told.out


def test_a_plan_for_another_state_of_the_term_is_published_for_the_term_as_it_is_now(
    capsys: Captured,
) -> None:
    Path("plan/result.json").write_text('{"term": {"digest": "other"}}', encoding="utf-8")
    assert rota("publish", "term", "plan") == 0
    assert capsys.readouterr().err == (
        "The term was changed since this plan was made; the plan was held against the term as it is now, and is published for that.\n"
    )


def test_a_plan_that_does_not_pass_because_the_term_was_changed_says_so(capsys: Captured) -> None:
    Path("plan/result.json").write_text('{"term": {"digest": "other"}}', encoding="utf-8")
    write_small(
        Path("term"), faculty=SMALL["faculty"].replace("F01,Wang Min,ward;lecture", "F01,Wang Min,ward")
    )
    assert rota("publish", "term", "plan") == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Nothing was published, because the plan does not pass. Maybe plan again: the term was changed since."
    )


def test_a_term_that_changed_alone_is_a_new_version_that_touches_nobody(capsys: Captured) -> None:
    publish()
    write_small(Path("term"), faculty=SMALL["faculty"].replace("CAR-T;ICU", "CAR-T;ICU;Ethics"))
    capsys.readouterr()
    assert rota("publish", "term", "plan", at=MONDAY + DAY) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "Published version 2 of Tiny term, nothing changes for anybody, but the term has changed."
    )


@pytest.mark.parametrize(
    ("old", "new", "called"),
    [
        ("Tiny term", "Autumn", "Autumn, 1 March 2027 to 14 March 2027"),
        ("2027-03-14\nt", "2027-03-21\nt", ""),
    ],
)
def test_the_store_of_another_term_is_not_written(old: str, new: str, called: str, capsys: Captured) -> None:
    publish()
    write_small(Path("term"), term=SMALL["term"].replace(old, new))
    capsys.readouterr()
    assert rota("publish", "term", "plan", at=MONDAY + DAY) == (6 if called else 0)
    assert capsys.readouterr().err == (
        f"term-versions.sqlite holds the versions of Tiny term, 1 March 2027 to 14 March 2027, and not of {called}. "
        "Nothing was published. Maybe give this term a store of its own with --store; "
        "if it is the same term with another name or other days, say --renamed.\n"
        if called
        else ""
    )
    assert rota("publish", "term", "plan", "--renamed", at=MONDAY + DAY) == 0


def test_a_plan_that_keeps_to_a_version_elsewhere_does_not_begin_a_store(capsys: Captured) -> None:
    publish()
    Path("moved").mkdir()
    Path("term").rename("moved/term")
    capsys.readouterr()
    assert rota("publish", "moved/term", "plan") == 6
    assert tuple(capsys.readouterr()) == (
        "",
        (
            "The plan is a version of another store, or keeps to one, but moved/term-versions.sqlite holds no "
            "version yet. Nothing was published. Maybe the term was moved: then move its store to it, or name it with "
            "--store. To begin again with a first version, say --base 0.\n"
        ),
    )
    assert not Path("moved/term-versions.sqlite").exists()
    assert rota("publish", "moved/term", "plan", "--store", "term-versions.sqlite") == 0
    assert "is this plan already" in capsys.readouterr().out
    assert rota("publish", "moved/term", "plan", "--base", "0") == 0
    assert capsys.readouterr().out.startswith("Published version 1 of")


def test_a_plan_that_was_tried_in_another_store_goes_on_in_its_own(capsys: Captured) -> None:
    publish()
    write_small_plan(Path("plan"), (LI_AT_LECTURE, LI_ON_WEDNESDAY))
    assert rota("publish", "term", "plan", "--store", "trial.sqlite") == 0
    assert rota("publish", "term", "plan") == 0
    assert "Published version 2 of" in capsys.readouterr().out
