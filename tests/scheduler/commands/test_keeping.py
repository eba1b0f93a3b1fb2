"""``rota plan`` where something was published: what stays, what is told, what is refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import indent
from typing import Any

import icalendar
import pytest

from tests.inputs.folders import write_folder
from tests.scheduler.commands.program import TINY, TINY_PLAN, Captured, write_tiny
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import MONDAY, write_small

ABSENT = "who,first_day,last_day\nF01,2027-03-08,2027-03-12\n"
LINE = "\n"
HELD = """\
trainee,activity,topic,date,start,end,room,faculty
T01,lecture,,2027-03-02,10:00,11:00,,
"""
ROUND = "Round: CAR-T ward"
SECOND_WEEK = date(2027, 3, 8)
IN_THE_SECOND_WEEK = datetime(2027, 3, 9, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    write_small(Path("term"))
    publish()
    capsys.readouterr()


def record(folder: str = "again") -> dict[str, object]:
    found: dict[str, object] = json.loads(Path(folder, "result.json").read_text(encoding="utf-8"))
    return found


def board() -> str:
    return Path("again", "board.html").read_text(encoding="utf-8")


def sessions(folder: str) -> set[str]:
    return set(Path(folder, "sessions.csv").read_text(encoding="utf-8-sig").splitlines())


def test_the_same_term_gives_the_published_plan_again(capsys: Captured) -> None:
    assert rota("plan", "term", "-o", "again") == 0
    out, err = capsys.readouterr()
    assert "Keeping to version 1 of 15 February 2027, 09:30, from 1 March 2027 on." in err
    assert "Nothing changes for anybody against version 1 of 15 February 2027, 09:30." in out
    assert "no people touched, no changes to what was promised" in out
    based = record()["based_on"]
    assert isinstance(based, dict)
    assert (based["version"], based["from"]) == (1, "2027-03-01")
    assert based["store"]


def test_an_ill_mentor_is_one_changed_cell_and_one_command(capsys: Captured) -> None:
    write_small(Path("term"), absences=ABSENT)
    assert rota("plan", "term", "-o", "again") == 0
    out, _ = capsys.readouterr()
    assert "Against version 1" in out
    assert "Zhao Hua, faculty" in out
    gone = sessions("plan") - sessions("again")
    assert all("F01" in row for row in gone)
    assert rota("publish", "term", "again") == 0
    assert "Published version 2" in capsys.readouterr().out


def test_what_is_past_today_stays(capsys: Captured) -> None:
    write_small(Path("term"), absences=ABSENT.replace("03-08", "03-11"))
    assert rota("plan", "term", "-o", "again", at=IN_THE_SECOND_WEEK) == 0
    before = {row for row in sessions("plan") if ",2027-03-0" in row and ",2027-03-09" not in row}
    assert before <= sessions("again")
    based = record()["based_on"]
    assert isinstance(based, dict)
    assert based["from"] == "2027-03-09"
    capsys.readouterr()


def leads(calendar: str) -> list[str]:
    """Return who leads the rounds of each day of the second week in a calendar."""
    content = Path("again", "calendars", calendar).read_bytes()
    entries: list[Any] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    found = sorted(
        (entry["DTSTART"].dt, str(entry["DESCRIPTION"])) for entry in entries if entry["SUMMARY"] == ROUND
    )
    return [
        f"{at:%a} {text.partition('Lead: ')[2].partition(LINE)[0]}"
        for at, text in found
        if at.date() >= SECOND_WEEK
    ]


def test_days_before_a_lead_fell_ill_stay_with_that_lead_in_all_that_is_told(capsys: Captured) -> None:
    write_small(Path("term"), absences=ABSENT.replace("03-08", "03-10"))
    assert rota("plan", "term", "-o", "again", "--from", "2027-03-10") == 0
    changed = (
        "Amara Diallo, trainee\n"
        "  lead    Rounds on CAR-T ward, 10 March 2027 to 14 March 2027: Wang Min -> Zhao Hua\n"
        "Wang Min, faculty\n"
        "  gone    Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00\n"
        "Zhao Hua, faculty\n"
        "  new     Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00\n"
    )
    assert indent(changed, "  ") in capsys.readouterr().out
    days = ["Mon Wang Min", "Tue Wang Min", "Wed Zhao Hua", "Thu Zhao Hua", "Fri Zhao Hua"]
    assert leads("trainee-T01-amara-diallo.ics") == days
    assert "Wang Min (8\N{EN DASH}9 Mar) and Zhao Hua (10\N{EN DASH}14 Mar)" in board()
    assert rota("diff", "term", "1", "again") == 0
    assert capsys.readouterr().out == f"{changed}\nFrom version 1 to again: 1 lead.\n"
    assert rota("publish", "term", "again") == 0
    assert capsys.readouterr().out.startswith(
        f"{changed}\nPublished version 2 of Tiny term, for 3 people: 1 lead."
    )
    assert rota("diff", "term", "2", "again") == 0
    assert capsys.readouterr().out == "From version 2 to again: nothing changes.\n"
    assert rota("export", "term", "2", "-o", "again") == 0
    assert leads("trainee-T01-amara-diallo.ics") == days
    assert "Wang Min (8\N{EN DASH}9 Mar) and Zhao Hua (10\N{EN DASH}14 Mar)" in board()
    assert rota("verify", "term", "again") == 0


def test_another_day_can_be_named(capsys: Captured) -> None:
    assert rota("plan", "term", "-o", "again", "--from", "2027-03-08") == 0
    assert "from 8 March 2027 on" in capsys.readouterr().err


def test_a_day_before_the_term_leaves_everything_open(capsys: Captured) -> None:
    assert rota("plan", "term", "-o", "again", "--from", "2027-02-01") == 0
    assert "from 1 March 2027 on" in capsys.readouterr().err


def test_a_day_after_the_term_is_wrong_use(capsys: Captured) -> None:
    assert rota("plan", "term", "-o", "again", "--from", "2027-03-15") == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Error: Nothing of Tiny term can change from 15 March 2027 on: its days are 1 March 2027 to "
        "14 March 2027. Maybe give an earlier day with --from."
    )
    assert not Path("again").exists()
    assert rota("plan", "term", "-o", "again", "--from", "2027-03-14") == 0


def test_somebody_can_be_kept_and_is_sought_by_name(capsys: Captured) -> None:
    write_small(Path("term"), absences=ABSENT)
    assert rota("plan", "term", "-o", "again", "--keep", "zhao hua") == 0
    out, _ = capsys.readouterr()
    assert "Zhao Hua, faculty" not in out
    assert rota("plan", "term", "--keep", "Zao Hua") == 2
    assert 'There is nobody called "Zao Hua". Maybe Zhao Hua?' in capsys.readouterr().err
    assert rota("plan", "term", "--keep", "amara") == 2
    assert 'There is nobody called "amara". Maybe Amara Diallo?' in capsys.readouterr().err


def test_a_promise_that_cannot_hold_is_told_and_nothing_is_written(capsys: Captured) -> None:
    write_small(Path("term"), absences=ABSENT)
    assert rota("plan", "term", "-o", "again", "--touch-at-most", "0") == 1
    out, _ = capsys.readouterr()
    assert "Nobody may be touched, but in every plan these are:" in out
    assert not Path("again", "sessions.csv").exists()


def test_promises_need_something_published(capsys: Captured) -> None:
    Path("term-versions.sqlite").unlink()
    assert rota("plan", "term", "--touch-at-most", "3") == 2
    assert "Nothing is published that the plan could keep to." in capsys.readouterr().err
    assert rota("plan", "term", "term", "--keep", "F01") == 2
    alone = "Plan a TERM alone, without --processes and --cluster, to keep to what was published of it."
    assert alone in capsys.readouterr().err
    assert rota("plan", "term", "--keep", "F01", "--processes", "2") == 2
    assert alone in capsys.readouterr().err


def test_a_store_that_holds_nothing_is_named_for_its_name_may_be_mistyped(capsys: Captured) -> None:
    said = "Nothing is published yet in term-version.sqlite: the term is planned anew."
    assert rota("plan", "term", "-o", "again", "--store", "term-version.sqlite") == 0
    assert said in capsys.readouterr().err
    assert not Path("term-version.sqlite").exists()
    assert rota("plan", "term", "-o", "again", "--store", "term-version.sqlite", "--keep", "F01") == 2
    assert "Nothing is published in term-version.sqlite that the plan" in capsys.readouterr().err
    for words in (("--store", "term-versions.sqlite"), ("--anew", "--store", "term-version.sqlite")):
        assert rota("plan", "term", "-o", "again", *words) == 0
        assert "Nothing is published" not in capsys.readouterr().err


def test_planning_anew_forgets_what_was_published(capsys: Captured) -> None:
    assert rota("plan", "term", "-o", "again", "--anew") == 0
    assert "based_on" not in record()
    assert "skipped" in capsys.readouterr().out


def test_several_terms_are_not_planned_anew_unasked(capsys: Captured) -> None:
    write_small(Path("other"))
    assert rota("plan", "term", "other", "-o", "plans") == 2
    assert capsys.readouterr().err.endswith(
        "term has published versions. Plan such a TERM alone, without --processes and --cluster, to keep to what "
        "was published, or all with --anew.\n"
    )
    assert rota("plan", "term", "other", "-o", "plans", "--anew", "--time-limit", "20s") == 0
    capsys.readouterr()


@pytest.mark.parametrize("words", [("term", "other"), ("term", "--processes", "2")])
def test_nor_where_the_store_lies_elsewhere(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    write_small(Path("other"))
    Path("term-versions.sqlite").rename("elsewhere.sqlite")
    monkeypatch.setenv("ROTA_STORE", "elsewhere.sqlite")
    assert rota("plan", *words, "-o", "plans") == 2
    assert "elsewhere.sqlite holds published versions. Plan their TERM alone" in capsys.readouterr().err
    assert not Path("plans").exists()


def test_a_version_of_other_days_is_refused(capsys: Captured) -> None:
    term = Path("term/term.toml")
    text = (
        term.read_text(encoding="utf-8")
        .replace("2027-03-01", "2027-08-02")
        .replace("2027-03-14", "2027-08-15")
    )
    term.write_text(text, encoding="utf-8")
    people = Path("term/trainees.csv")
    people.write_text(
        people.read_text(encoding="utf-8")
        .replace("2027-03-0", "2027-08-0")
        .replace("2027-03-14", "2027-08-15"),
        encoding="utf-8",
    )
    assert rota("plan", "term") == 2
    assert "Maybe plan it --anew." in capsys.readouterr().err


def test_who_is_told_of_several_people_of_one_name(capsys: Captured) -> None:
    people = Path("term/trainees.csv")
    people.write_text(people.read_text(encoding="utf-8").replace("Amara Diallo", "Li Wei"), encoding="utf-8")
    assert rota("plan", "term", "--keep", "Li Wei", at=MONDAY) == 2
    assert "say one of the ids T01, T02" in capsys.readouterr().err


def test_whoever_leaves_early_keeps_what_took_place_and_the_plan_can_be_published(capsys: Captured) -> None:
    fortnightly = TINY["activities"].replace("weekly", "biweekly")
    Path("early").mkdir()
    write_tiny(Path("early/term"), activities=fortnightly)
    plan = write_folder(Path("early/plan"), {**TINY_PLAN, "sessions": HELD})
    assert rota("publish", "early/term", f"{plan}") == 0
    leaves = TINY["trainees"].replace("2027-03-01,2027-03-14", "2027-03-01,2027-03-05")
    write_tiny(Path("early/term"), activities=fortnightly, trainees=leaves)
    assert rota("plan", "early/term", "-o", "early/again", "--from", "2027-03-03") == 0
    assert sessions("early/again") == set(HELD.splitlines())
    assert rota("verify", "early/term", "early/again") == 0
    assert rota("publish", "early/term", "early/again") == 0
    assert rota("explain", "early/term", "early/again") == 0
    assert rota("plan", "early/term", "-o", "early/third", "--from", "2027-03-09") == 0
    assert rota("rollback", "early/term", "2") == 0
    out = capsys.readouterr().out
    assert "Published version 2" in out
    assert "version 2 of 15 February 2027, 09:30 is this plan already." in out
