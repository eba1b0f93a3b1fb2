"""``rota whatif``: each kind of change, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.folders import write_folder
from tests.scheduler.commands.program import CONTRADICTION, Captured
from tests.scheduler.commands.store_program import rota
from tests.scheduler.commands.supposing.asking import FOOT, HEAD, ask
from tests.scheduler.store.small import SMALL, write_small


@pytest.mark.usefixtures("_published")
def test_an_absent_mentor(capsys: Captured) -> None:
    assert ask("--without", "Wang Min@2027-03-08") == 0
    out = capsys.readouterr().out
    assert out.startswith(
        f"{HEAD}What if Wang Min is away on 8 March 2027\n"
        "  Yes: it can be done without a new shortfall.\n"
        "  4 people are touched, by 3 changes. Proven: it cannot be done with fewer.\n"
        "  What changes for several people counts once; it stands with each of them.\n"
        "    Amara Diallo, trainee\n"
        "      lead    Rounds on CAR-T ward, 8 March 2027 to 14 March 2027: Wang Min -> Zhao Hua\n"
        "      moved   Mentor hour, Monday 8 March 2027, 14:00 to 14:30 -> Thursday 11 March 2027, "
    )
    assert out.endswith(FOOT)
    assert [line for line in out.splitlines() if line.endswith((", trainee", ", faculty"))] == [
        "    Amara Diallo, trainee",
        "    Li Wei, trainee",
        "    Wang Min, faculty",
        "    Zhao Hua, faculty",
    ]


@pytest.mark.usefixtures("_published")
def test_days_may_stand_in_options_of_their_own(capsys: Captured) -> None:
    words = ("--without", "Wang Min", "--from", "2027-03-08", "--to", "2027-03-09")
    assert ask(*words) == 0
    assert (
        "Held against version 1 of 15 February 2027, 09:30; what lies before 8 March 2027 stays.\n\n"
        "What if Wang Min is away from 8 March 2027 to 9 March 2027\n"
    ) in capsys.readouterr().out


@pytest.mark.usefixtures("_published")
def test_an_intake_that_does_not_fit(capsys: Captured) -> None:
    assert ask("--intake", "2 fellows 2027-03-01 2 weeks") == 1
    out = capsys.readouterr().out
    lines = [line.replace("fellow 1", "fellow 2") for line in out.splitlines()]
    assert lines[3:12] == [
        "What if 2 fellows come from 1 March 2027 to 14 March 2027",
        "  No: one shortfall is new, 20 points, of 1 trainee.",
        "  Proven: no plan lacks less.",
        "  Who loses: New fellow 2 20 points.",
        "  Lost:",
        (
            "    New fellow 2, a week on no service, 8 March 2027 to 14 March 2027, 20 points: All seats of every "
            "service are taken in this week."
        ),
        "  What binds:",
        "    seats of every service in the week of 8 Mar; named by one shortfall",
        "  One person is touched, only by what comes in addition. Proven: it cannot be done with fewer.",
    ]


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--intake", "2 fellows 2027-03-01 2 weeks", "--seats", "Laboratory=3"),
            "2 fellows come from 1 March 2027 to 14 March 2027; Laboratory has 3 seats from 1 March 2027 on",
        ),
        (
            ("--move", "Li Wei=2027-03-01"),
            "Li Wei comes from 1 March 2027 to 7 March 2027, instead of on 8 March 2027",
        ),
        (("--without", "T02"), "Li Wei is gone from 1 March 2027 on"),
        (("--without", "hall"), "Lecture hall is closed from 1 March 2027 on"),
        (("--without", "Zhao Hua"), "Zhao Hua is gone from 1 March 2027 on"),
        (("--rule", "led_rounds.weight=5"), "led_rounds.weight is 5"),
    ],
)
def test_changes_that_can_be_made(capsys: Captured, words: tuple[str, ...], said: str) -> None:
    assert ask(*words) == 0
    assert f"What if {said}\n  Yes: it can be done without a new shortfall.\n" in capsys.readouterr().out


@pytest.mark.usefixtures("_published")
def test_who_leaves_in_the_middle_needs_another_main_mentor_after(capsys: Captured) -> None:
    assert ask("--without", "Wang Min", "--from", "2027-03-08") == 0
    out = capsys.readouterr().out
    assert "  Note: Wang Min stays main mentor of Amara Diallo and Li Wei on paper: find another.\n" in out
    assert "1 March 2027, 14:00" not in out


@pytest.mark.usefixtures("_published")
def test_what_is_kept_may_rule_it_out(capsys: Captured) -> None:
    assert ask("--without", "Wang Min@2027-03-08", "--keep", "Li Wei") == 1
    assert capsys.readouterr().out == (
        f"{HEAD}What if Wang Min is away on 8 March 2027\n"
        "  No: there is no such plan. These cannot hold together:\n"
        "    Li Wei is to be kept, but in every plan Li Wei has another Mentor hour instead of that on 8 March 2027, "
        "14:30 to 15:00.\n"
        f"{FOOT}"
    )


@pytest.mark.usefixtures("_published")
def test_nothing_is_found_in_no_time(capsys: Captured) -> None:
    assert ask("--seats", "lecture=1", "--keep", "Li Wei", "--time-limit", "0.000001s") == 4
    assert (
        "  Not known: the time ended before a plan was found. Maybe give more with --time-limit.\n"
        in capsys.readouterr().out
    )


def test_without_a_version_the_term_is_planned_first(capsys: Captured) -> None:
    assert rota("whatif", "term", "--without", "Wang Min@2027-03-08") == 0
    out, err = capsys.readouterr()
    assert out.startswith(
        "Tiny term, 1 March 2027 to 14 March 2027.\n"
        "Held against a plan of the term as it is, made now, as nothing is published.\n\n"
        "What if Wang Min is away on 8 March 2027\n"
        "  Yes: it can be done without a new shortfall.\n"
    )
    assert out.endswith(
        " Proven: it cannot be done with fewer.\n"
        "  Nobody was promised that plan; what would move in it is in --page FILE.html and --json.\n"
        f"{FOOT}"
    )
    assert (
        "Nothing is published: planning Tiny term first, to hold the answers against that, 1:00 at most; Ctrl-C "
        "keeps the best so far.\n" in err
    )
    assert "What if Wang Min is away on 8 March 2027, 1:00 at most; Ctrl-C keeps the best so far.\n" in err


def test_a_term_without_a_plan_answers_nothing(capsys: Captured) -> None:
    write_small(Path("odd"), pins=CONTRADICTION.replace("2027-03-03", "2027-03-02"))
    code = ask("--seats", "lab=3", term="odd")
    err = capsys.readouterr().err
    assert (code, err.splitlines()[-1]) == (
        1,
        "There is no plan of the term as it is, so nothing to hold the answers against.",
    )
    assert ask("--seats", "lab=3", "--time-limit", "0.000001s") == 4


@pytest.mark.usefixtures("_published")
def test_long_lists_are_cut(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.commands.supposing.words.MOST_MOVES", 2)
    monkeypatch.setattr("scheduler.commands.supposing.words.MOST_SHORTFALLS", 1)
    monkeypatch.setattr("scheduler.commands.supposing.words.MOST_LIMITS", 1)
    assert (
        ask("--intake", "3 fellows 2027-03-01 2 weeks", "--without", "Wang Min@2027-03-01..2027-03-11") == 1
    )
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("    and ") and line.endswith(" more") for line in lines) == 2
    assert any(
        line.startswith("    and ") and line.endswith(" more lines; --page FILE.html and --json have all")
        for line in lines
    )


@pytest.mark.usefixtures("_published")
def test_what_is_given_now_is_told(capsys: Captured) -> None:
    write_small(Path("term"), seats="item,first_day,last_day,seats\nward,2027-03-01,2027-03-14,0\n",
                services=SMALL["services"].replace("lab,Laboratory,2", "lab,Laboratory,1"))  # fmt: skip
    assert rota("plan", "term", "-o", "less", "--anew", "-q") == 0
    assert rota("publish", "term", "less") == 0
    capsys.readouterr()
    assert ask("--seats", "lab=2") == 0
    assert (
        "  Nobody is touched: all that was published stays.\n"
        "  Note: 20 points are lacking in all; 0 if more people may be touched: --improve.\n"
    ) in capsys.readouterr().out
    assert ask("--seats", "lab=2", "--improve") == 0
    assert (
        "  Given now, and not before:\n"
        "    Li Wei, a week on no service, 8 March 2027 to 14 March 2027, 20 points\n"
    ) in capsys.readouterr().out


STEADIER = {
    "term": """\
name = "Five weeks"
first_day = 2027-03-01
last_day = 2027-04-04
timezone = "Asia/Shanghai"
holidays = "none"
levels = ["coverage", "stability"]
""",
    "trainees": "id,name,kind,first_day,last_day\nT01,Amara Diallo,fellow,2027-03-01,2027-04-04\n",
    "faculty": "id,name\nF01,Wang Min\nF02,Zhao Hua\n",
    "hours": "who,weekday,start,end\n",
    "rooms": "id,name\nlab,Skills lab\n",
    "services": "id,name,seats\nward,CAR-T ward,1\n",
    "activities": """\
id,title,format,cadence,minutes
sim,Simulation,group,first_week,60
lecture,Lecture,group,last_week,60
""",
    "slots": """\
activity,weekday,start,room,leads
sim,Tue,09:00,lab,F01
sim,Thu,09:00,,F02
lecture,Mon,10:00,,
""",
}
STEADIER_PLAN = {
    "rotations": "trainee,service,first_day,last_day\nT01,ward,2027-03-01,2027-04-04\n",
    "rounds": "service,first_day,last_day,lead\n",
    "sessions": """\
trainee,activity,topic,date,start,end,room,faculty
T01,sim,,2027-03-02,09:00,10:00,lab,F01
""",
    "mentors": "trainee,faculty\n",
}
"""Amara lacks the lecture: having that instead of the simulation would touch fewer people."""


def test_nobody_loses_anything_though_another_plan_touches_fewer(capsys: Captured) -> None:
    write_folder(Path("steadier"), STEADIER)
    write_folder(Path("plan"), STEADIER_PLAN)
    assert rota("publish", "steadier", "plan") == 0
    capsys.readouterr()
    assert ask("--without", "lab@2027-03-02", term="steadier") == 0
    assert (
        "  Yes: it can be done without a new shortfall.\n"
        "  3 people are touched, by 3 changes. Not proven: perhaps it can be done with fewer people, "
        "but at least 2.\n"
    ) in capsys.readouterr().out
