"""``rota check``: all faults at once, or what there is in the term."""

from __future__ import annotations

import json
from pathlib import Path

from scheduler.commands.cli import main
from tests.inputs.folders import SMALL, changed, write_folder
from tests.scheduler.commands.program import SETTINGS, TINY, Captured, run_code, write_tiny


def test_a_sound_term_is_summed_up(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(write_tiny(tmp_path / "term"))]) == 0
    assert capsys.readouterr().out == (
        "Tiny term: no faults.\n"
        "  Term        1 March 2027 to 14 March 2027: 2 weeks, 10 working days, times of Asia/Shanghai\n"
        "  Trainees    2 fellows; 3 weeks of stay in all\n"
        "  Faculty     1, of whom 1 may be met\n"
        "  Services    2, with 6 seats in all weeks together\n"
        "  Activities  1, with 2 occurrences\n"
        "  Owed        3 sessions, and those at the end of rotations\n"
    )


def test_calendars_of_faculty_are_summed_up(tmp_path: Path, capsys: Captured) -> None:
    term = write_tiny(tmp_path / "term")
    (term / "calendars").mkdir()
    days = [f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:202703{day:02}\nEND:VEVENT" for day in (1, 3)]
    (term / "calendars" / "F01.ics").write_text("\n".join(["BEGIN:VCALENDAR", *days, "END:VCALENDAR"]))
    assert main(["check", str(term)]) == 0
    assert "  Calendars   of F01, by which they are away 2 times\n" in capsys.readouterr().out


def test_a_calendar_that_cannot_be_read_is_a_fault(tmp_path: Path, capsys: Captured) -> None:
    term = write_tiny(tmp_path / "term")
    (term / "calendars").mkdir()
    (term / "calendars" / "F01.ics").write_text("<html>")
    told = "calendars/F01.ics: found a web page, not a calendar; export the calendar again as an .ics file.\n"
    assert main(["check", str(term)]) == 3
    printed = capsys.readouterr()
    assert printed.out == told
    assert printed.err == "\nFound one fault. Mend it, and check again.\n"
    assert main(["plan", str(term)]) == 3
    assert capsys.readouterr().err == f"{told}Found one fault. Nothing was done.\n"


def test_all_faults_are_told_at_once(tmp_path: Path, capsys: Captured) -> None:
    tables = changed(
        trainees=("2027-04-23", "2027-02-30"), slots=("R2", "R9"), term=("Asia/Shanghai", "Beijing")
    )
    assert main(["check", str(write_folder(tmp_path / "term", tables))]) == 3
    told = capsys.readouterr()
    places = [line.split(":")[0] for line in told.out.splitlines()]
    assert places == [
        "slots.csv, line 3, room",
        "term.toml, line 4, timezone",
        "trainees.csv, line 2, last_day",
    ]
    assert told.err == "\nFound 3 faults. Mend them, and check again.\n"


def test_faults_in_the_settings_of_rules_are_told(tmp_path: Path, capsys: Captured) -> None:
    settings = f"{SETTINGS}[rules.fair_leeds]\ntolerance = 10\n"
    assert main(["check", str(write_tiny(tmp_path / "term", term=settings))]) == 3
    assert capsys.readouterr().out == (
        'term.toml, line 6, rules.fair_leeds: found "fair_leeds", which is no rule; '
        'allowed: the rules that `rota rules` lists. Did you mean "fair_leads"?\n'
    )


def test_faults_in_the_settings_of_rules_are_told_with_those_in_tables(
    tmp_path: Path, capsys: Captured
) -> None:
    tables = changed(trainees=("2027-04-23", "2027-02-30"), term=("weight = 25", "wait = 25"))
    assert main(["check", str(write_folder(tmp_path / "term", tables))]) == 3
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "term.toml, line 11, rules.led_rounds.wait",
        "trainees.csv, line 2, last_day",
    ]


def test_faults_in_a_workbook_name_its_sheet(tmp_path: Path, capsys: Captured) -> None:
    from tests.inputs.folders import write_workbook

    settings = f"{SETTINGS}[rules.fair_leeds]\ntolerance = 10\n"
    assert main(["check", str(write_workbook(tmp_path / "my.xlsx", {**TINY, "term": settings}))]) == 3
    assert capsys.readouterr().out.startswith("my.xlsx, sheet term, line 7, rules.fair_leeds: found")


def test_notices_are_told_with_faults(tmp_path: Path, capsys: Captured) -> None:
    settings = SETTINGS.replace('holidays = "none"\n', "").replace(
        "last_day = 2027-03-14", "last_day = 2027-03-13"
    )
    assert main(["check", str(write_tiny(tmp_path / "term", term=settings))]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "One notice, to know:",
        "  term.toml, holidays: found nothing; no public holidays are used, only the table calendar.",
    ]


def test_notices_come_before_the_summary(tmp_path: Path, capsys: Captured) -> None:
    settings = SETTINGS.replace('"none"', '"CN"').replace("03-14", "04-11")
    assert main(["check", str(write_tiny(tmp_path / "term", term=settings))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "One notice, to know:"
    assert lines[3] == "Tiny term: no faults."
    assert lines[-1] == "  Holidays    Tomb-Sweeping Day, 5 April 2027: expected, not announced yet"


def test_holidays_of_one_name_are_told_together(tmp_path: Path, capsys: Captured) -> None:
    settings = SETTINGS.replace('"none"', '"CN"').replace("2027-03-01", "2027-02-01")
    given = "date,kind,note\n2027-02-15,holiday,Our own\n"
    assert main(["check", str(write_tiny(tmp_path / "term", term=settings, calendar=given))]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "observed" in line]
    assert told == [
        "  Holidays    Chinese New Year (Spring Festival) (observed), 9 February 2027 to 10 February 2027: expected, not announced yet"
    ]


def test_a_term_without_any_of_the_expected_holidays_is_told_so(tmp_path: Path, capsys: Captured) -> None:
    settings = SETTINGS.replace('"none"', '"CN"')
    assert main(["check", str(write_tiny(tmp_path / "term", term=settings))]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "  Holidays    not all announced yet, but none of those expected falls into the term"
    )


def test_activities_with_too_few_places_are_named(tmp_path: Path, capsys: Captured) -> None:
    term = write_tiny(
        tmp_path / "term",
        activities="id,title,format,cadence,minutes\nlecture,Lecture,group,weekly,60\nmentor,Talk,meeting,weekly,60\n",
        rooms="id,name,seats\nR1,Cupboard,2\n",
        slots="activity,weekday,start,room,seats\nlecture,Tue,10:00,R1,\n",
        seats="item,first_day,last_day,seats\nR1,2027-03-01,2027-03-31,1\n",
        faculty="id,name,max_meetings,leads\nF01,Wang Min,1,ward\n",
        hours="who,weekday,start,end\nF01,Mon,14:00,18:00\n",
    )
    assert main(["check", str(term)]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "Short" in line] == [
        "  Short       Lecture: 3 sessions owed, but 2 places",
        "  Short       Talk: 3 sessions owed, but 2 places",
    ]


def test_a_mentor_without_a_limit_gives_every_hour(tmp_path: Path, capsys: Captured) -> None:
    term = write_tiny(
        tmp_path / "term",
        activities="id,title,format,cadence,minutes\nmentor,Talk,meeting,weekly,60\n",
        slots="activity,weekday,start\n",
    )
    assert main(["check", "--json", str(term)]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert summary["supplies"] == [{"title": "Talk", "owed": 3, "places": 2}]


def test_a_program_reads_the_summary(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", "--json", str(write_tiny(tmp_path / "term"))]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": "rota-check/1",
        "sound": True,
        "faults": [],
        "notices": [],
        "summary": {
            "name": "Tiny term",
            "first_day": "2027-03-01",
            "last_day": "2027-03-14",
            "weeks": 2,
            "working_days": 10,
            "trainees": {"fellow": 2},
            "weeks_of_stay": 3,
            "faculty": 1,
            "mentors": 1,
            "own_calendars": {},
            "services": 2,
            "service_weeks": 6,
            "activities": 1,
            "occurrences": 2,
            "owed": 3,
            "supplies": [{"title": "Lecture", "owed": 3, "places": None}],
            "provisional_years": [],
        },
    }


def test_a_program_reads_the_faults(tmp_path: Path, capsys: Captured) -> None:
    term = write_folder(tmp_path / "term", changed(trainees=("2027-04-23", "2027-02-30")))
    assert main(["check", str(term), "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert (document["sound"], document["summary"]) == (False, None)
    fault = document["faults"][0]
    assert (fault["file"], fault["line"], fault["column"]) == ("trainees.csv", 2, "last_day")


def test_a_term_that_is_not_there_is_a_fault(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 3
    assert "found no such file or folder" in capsys.readouterr().out


def test_the_small_term_has_no_fault(tmp_path: Path) -> None:
    assert main(["check", str(write_folder(tmp_path / "term", SMALL))]) == 0


def test_the_solver_is_not_loaded(tmp_path: Path) -> None:
    write_tiny(tmp_path / "term")
    code = "import sys; from scheduler.commands.cli import main; main(['check', 'term']); print([m for m in ('ortools', 'pandas', 'numpy') if m in sys.modules])"
    done = run_code(code, tmp_path)
    assert done.stdout.endswith("[]\n")
