"""``rota whatif``: each kind of change, what is told of it, and that nothing is stored."""

from __future__ import annotations

import hashlib
import json
import signal
import time
from pathlib import Path
from typing import Any

import click
import pytest

from scheduler.commands import whatif, whatif_solving
from scheduler.commands.interruption import AtOnceError, Interruption
from scheduler.fleet.cluster import ClusterTrouble
from scheduler.fleet.running import WorkLost
from scheduler.result import Result
from tests.inputs.folders import write_folder
from tests.scheduler.commands.program import CONTRADICTION, run, start, write_long
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import SMALL, write_small

Captured = pytest.CaptureFixture[str]

HEAD = "Tiny term, 1 March 2027 to 14 March 2027.\nHeld against version 1 of 15 February 2027, 09:30.\n\n"
FOOT = "\nNothing was stored. To have it so, change the tables, then plan and publish.\n"


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    write_small(Path("term"))


@pytest.fixture
def _published(capsys: Captured) -> None:
    publish()
    capsys.readouterr()


def ask(*words: str, term: str = "term") -> int:
    return rota("whatif", term, *words, "-q")


def ask_json(capsys: Captured, *words: str) -> tuple[int, Any]:
    code = ask(*words, "--json")
    return code, json.loads(capsys.readouterr().out)


def digests() -> dict[str, str]:
    """Return a digest of every file there is."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path().rglob("*"))
        if path.is_file()
    }


# -- answers -----------------------------------------------------------------------------------------------


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
        "    Li Wei is to be kept, but Li Wei has another Mentor hour instead of that on 8 March 2027, 14:30 to "
        "15:00: in every plan.\n"
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
        "Held against a plan of the term as it is, made now.\n\n"
        "What if Wang Min is away on 8 March 2027\n"
        "  Yes: it can be done without a new shortfall.\n"
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
    monkeypatch.setattr("scheduler.commands.whatif_words.MOST_MOVES", 2)
    monkeypatch.setattr("scheduler.commands.whatif_words.MOST_SHORTFALLS", 1)
    monkeypatch.setattr("scheduler.commands.whatif_words.MOST_LIMITS", 1)
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


# -- several ----------------------------------------------------------------------------------------------

IDEAS = """\
["Wang is away"]
without = "Wang Min@2027-03-08"

["Two more"]
intake = "2 fellows 2027-03-01 2 weeks"
"""
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
def test_losses_are_held_against_the_tables_as_they_are(capsys: Captured) -> None:
    write_small(Path("term"), seats="item,first_day,last_day,seats\nlab,2027-03-08,2027-03-14,0\n")
    assert ask("--rule", "led_rounds.weight=5") == 0
    out = capsys.readouterr().out
    assert "The tables as they are\n  No: one shortfall is new, 20 points, of 1 trainee.\n" in out
    assert "What if led_rounds.weight is 5\n  Yes: " in out


# -- for programs, and to look at --------------------------------------------------------------------------


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


def test_against_a_plan_made_now_the_document_names_no_version(capsys: Captured) -> None:
    code, document = ask_json(capsys, "--seats", "lab=3")
    assert (code, document["against"]) == (0, None)


# -- nothing is stored -------------------------------------------------------------------------------------


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


# -- wrong use ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_published")
def test_all_faults_are_told_at_once(capsys: Captured) -> None:
    Path("ideas.toml").write_text('["A"]\nwithout = "Wang Mon"\nseats = "wart=3"\n', encoding="utf-8")
    code = ask(
        "--without", "Lee Wei", "--rule", "led_round.weight=5", "--rule", "led_rounds.wait=5", "--scenarios", "ideas.toml"
    )  # fmt: skip
    assert code == 2
    assert capsys.readouterr().err == (
        '--rule led_round.weight=5: found "led_round", which is no rule; allowed: the rules that `rota rules` '
        'lists. Did you mean "led_rounds"?\n'
        '--rule led_rounds.wait=5: found "wait", which is no parameter of led_rounds; allowed: off and weight. '
        'Did you mean "weight"?\n'
        '--without "Lee Wei": found "Lee Wei", which is no trainee, member of faculty or room; write a name or an '
        'id that is there. Did you mean "Li Wei"?\n'
        'ideas.toml, line 2, A, without: found "Wang Mon", which is no trainee, member of faculty or room; write a '
        'name or an id that is there. Did you mean "Wang Min"?\n'
        'ideas.toml, line 3, A, seats: found "wart=3", which is no service or activity; write a name or an id that '
        'is there. Did you mean "ward"?\n'
        "Found 5 faults in what is supposed, or in what it makes of the tables. Nothing was tried.\n"
    ).replace('"wart=3"', '"wart"')


@pytest.mark.usefixtures("_published")
def test_faults_as_a_document(capsys: Captured) -> None:
    code, document = ask_json(capsys, "--seats", "wart=3")
    assert (code, document["schema"], document["faults"][0]["nearest"]) == (2, "rota-faults/1", "ward")


@pytest.mark.usefixtures("_published")
def test_notices_are_told(capsys: Captured) -> None:
    words = ("whatif", "term", "--intake", "1 fellow 2027-03-08 2 weeks")
    rota(*words)
    assert (
        '--intake "1 fellow 2027-03-08 2 weeks", last_day: found "2027-03-21", outside the term; the stay of New '
        "fellow 1 is cut to 8 March 2027 to 14 March 2027.\n" in capsys.readouterr().err
    )
    rota(*words, "-q")
    assert capsys.readouterr().err == ""


TO = (
    "Error: --to is the last day away of a --without that has no days of its own, and --from the first: give "
    "both, or write --without WHO@FIRST..LAST.\n"
)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            (),
            "Error: Say what is to be otherwise: --intake, --without, --seats, --move, --rule or --scenarios FILE.\n",
        ),
        (("--without", "F01", "--to", "2027-03-09"), TO),
        (("--without", "F01@2027-03-09", "--from", "2027-03-08", "--to", "2027-03-09"), TO),
        (
            ("--without", "F01", "--from", "2027-03-10", "--to", "2027-03-09"),
            "Error: --to 2027-03-09 is before --from 2027-03-10.\n",
        ),
        (
            ("--seats", "lab=3", "--from", "2027-03-15"),
            (
                "Error: Nothing of Tiny term can change from 15 March 2027 on: its days are 1 March 2027 to "
                "14 March 2027. Maybe give an earlier day with --from.\n"
            ),
        ),
        (
            ("--seats", "lab=3", "--page", "nowhere/x.html"),
            "Error: There is no folder nowhere to write x.html to.\n",
        ),
        (
            ("--seats", "lab=3", "--keep", "T01"),
            "Error: Nothing is published that --keep and --touch-at-most could hold to.\n",
        ),
        (
            ("--seats", "lab=3", "--processes", "2", "--cluster", "there:1"),
            "Error: Give --processes, for this machine, or --cluster, for others.\n",
        ),
    ],
)
def test_wrong_use(capsys: Captured, words: tuple[str, ...], message: str) -> None:
    assert ask(*words) == 2
    assert capsys.readouterr().err.endswith(message)


def test_a_file_that_is_no_file_of_scenarios(capsys: Captured) -> None:
    Path("ideas.toml").write_text("", encoding="utf-8")
    assert ask("--scenarios", "ideas.toml") == 2
    assert capsys.readouterr().err.startswith("ideas.toml: found no scenario;")


def test_faults_of_the_term_come_first(capsys: Captured) -> None:
    write_small(Path("term"), trainees="id,name,kind,first_day,last_day\nT01,Li,fellow,2027-03-01,soon\n")
    assert ask("--seats", "lab=3") == 3
    assert capsys.readouterr().err.startswith("trainees.csv, line 2, last_day: ")


# -- interruption and trouble ------------------------------------------------------------------------------


def test_help_tells_how_to_write_changes(tmp_path: Path) -> None:
    code, out, _ = run(["whatif", "--help"], tmp_path)
    assert code == 0
    assert 'rota whatif spring --intake "3 fellows 2027-04-05 12 weeks"' in out
    assert "WHO[@DAYS]" in out


@pytest.mark.no_cover
def test_interrupted_it_tells_what_it_has(tmp_path: Path) -> None:
    write_long(tmp_path / "long")
    process = start(
        ["whatif", "../long", "--seats", "simulation=4", "--time-limit", "5m", "--workers", "1"],
        write_small(tmp_path / "here"),
    )
    assert process.stderr is not None
    heard = ""
    while "Nothing is published: planning" not in heard:
        heard = process.stderr.readline()
        assert heard
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=100)
    assert process.returncode == 130, err
    assert "What if Simulated therapy procedures has 4 seats" in out or "There is no plan of the term" in err


def test_a_second_signal_ends_at_once(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def leave(code: int) -> None:
        raise click.exceptions.Exit(code or 130)

    def interrupt(*_: object) -> int:
        raise AtOnceError

    monkeypatch.setattr(whatif, "_answer", interrupt)
    monkeypatch.setattr(whatif, "leave_at_once", leave)
    assert ask("--seats", "lab=3") == 130
    assert capsys.readouterr().err == "Ended at once.\n"


EFFORT = whatif_solving.Effort(1.0, 1, 1, 0, quiet=False)


def test_what_was_not_begun_is_not_known() -> None:
    from concurrent.futures import CancelledError

    interruption = Interruption()
    interruption.received = signal.SIGINT
    found = dict(whatif_solving.failures_of([("A", CancelledError())], EFFORT, interruption))
    assert found == {"A": Result("unknown", None, (), 0.0, 0, 0, interrupted=True)}


def test_lost_work_is_trouble(capsys: Captured) -> None:
    with pytest.raises(OSError, match=r"^A: the process that worked on it was killed, 3 times out of 3; "):
        list(whatif_solving.failures_of([("A", WorkLost(3))], EFFORT, Interruption()))
    with pytest.raises(ValueError, match=r"^wrong$"):
        list(whatif_solving.failures_of([("A", ValueError("wrong"))], EFFORT, Interruption()))
    assert capsys.readouterr().err == "A failed.\n"


# -- a cluster ---------------------------------------------------------------------------------------------


def test_a_cluster_that_went_away_is_trouble(capsys: Captured) -> None:
    from concurrent.futures import CancelledError

    with pytest.raises(OSError, match=r"^A: the cluster went away\.$"):
        list(whatif_solving.failures_of([("A", CancelledError())], EFFORT, Interruption()))
    with pytest.raises(ClusterTrouble, match=r"^A worker has rota 2\.$"):
        list(
            whatif_solving.failures_of(
                [("A", ClusterTrouble("A worker has rota 2."))], EFFORT, Interruption()
            )
        )
    assert capsys.readouterr().err == ""
