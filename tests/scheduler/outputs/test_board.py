"""The board: what it says, that it escapes it, and that a browser shows it without asking for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from inputs.days import Period, Span, Week
from inputs.people import Absence, Faculty, Hours, Room, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session, Shortfall
from inputs.programme import Activity, SeatChange, Service
from inputs.term import Term
from inputs.working_days import Holiday, WorkingDays
from scheduler.outputs.board import render_board
from scheduler.outputs.board_shares import merge, offered_minutes
from scheduler.outputs.board_words import (
    brief_span,
    brief_title,
    count,
    join,
    say_item,
    say_level,
    say_outcome,
    say_provisional,
    service_codes,
)
from scheduler.result import Evidence, LevelResult, Result
from tests.scheduler.outputs.board_demo import demo_result, demo_term

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


# -- a small term and plan ---------------------------------------------------------------------------------


def day(text: str) -> date:
    """Return a date of March 2027, ``Mon 1``, and see that the weekday is right."""
    weekday, number = text.split()
    found = date(2027, 3, int(number))
    assert f"{found:%a}" == weekday
    return found


TERM = Span(day("Mon 1"), date(2027, 3, 22))
WEEKS = tuple(Week(number, day(monday)) for number, monday in enumerate(("Mon 1", "Mon 8", "Mon 15"), 1))
WARD = Service("ward", "Ward", 1, round_start=time(8), round_minutes=30)
LAB = Service("lab", "Cell therapy laboratory", 2)
CLUB = Activity("club", "Journal club (papers)", "group", "weekly", 60)
ONE = Activity("one", "One-to-one", "meeting", "weekly", 30)
ROOM = Room("r", "Room 1")
ANN = Trainee("ann", "Ann", "fellow", Span.through(day("Mon 1"), day("Fri 19")))
BO = Trainee("bo", "Bo", "student", Span.through(day("Wed 10"), day("Sun 21")))
CHEN = Faculty("chen", "Chen Yu", hours=(Hours("Tue", time(12), time(13), TERM),))
LI = Faculty("li", "Li Na")


def small_term(**changes: Any) -> Term:
    holidays = (Holiday(day("Mon 15"), "Founders' Day", "given"),)
    working = {each for each in TERM if each.weekday() < 5} - {day("Mon 15")} | {day("Sat 20")}
    term = Term(
        name="Small term",
        span=TERM,
        timezone="Asia/Shanghai",
        country="CN",
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri"),
        day_start=time(7, 30),
        day_end=time(18, 30),
        working=WorkingDays(frozenset(working), holidays, ()),
        trainees=(ANN, BO),
        faculty=(CHEN, LI),
        rooms=(ROOM,),
        absences=(
            Absence("bo", Span.through(day("Thu 11"), day("Thu 11"))),
            Absence("bo", Span.through(day("Mon 15"), day("Mon 15"))),
            Absence("bo", Span.through(day("Fri 12"), day("Fri 12")), time(9), time(10)),
            Absence("ann", Span.through(day("Mon 8"), day("Fri 12"))),
            Absence("ann", Span.through(day("Tue 2"), day("Tue 2")), time(8, 15), time(9)),
        ),
        services=(WARD, LAB),
        activities=(CLUB, ONE),
        seat_changes=(SeatChange("lab", Span.through(day("Tue 9"), day("Tue 9")), 0),),
        digest="abc123",
    )
    return replace(term, **changes)


def small_plan() -> Plan:
    friday, tuesday = Period(day("Fri 5"), time(15), time(16)), Period(day("Tue 2"), time(12), time(12, 30))
    return Plan(
        rotations=(
            Rotation(ANN, WARD, Span.through(day("Mon 1"), day("Sun 14"))),
            Rotation(BO, LAB, Span.through(day("Wed 10"), day("Sun 21"))),
        ),
        rounds=(RoundLead(WARD, WEEKS[0], LI),),
        sessions=(
            Session(ANN, CLUB, friday, ROOM, LI, "CAR-T"),
            Session(ANN, ONE, tuesday, faculty=CHEN, topic="Biomarkers"),
            Session(BO, ONE, Period(day("Fri 12"), time(16), time(16, 30))),
            Session(BO, CLUB, Period(day("Fri 12"), time(15), time(16))),
        ),
        mentorships=(Mentorship(ANN, CHEN),),
    )


SHORTFALLS = (
    Shortfall(ANN, "session", "club", WEEKS[1].span, 10, "Ann is away"),
    Shortfall(ANN, "rotation", "rotation", WEEKS[2].span, 20, "every service is full"),
    Shortfall(ANN, "session", "club", WEEKS[2].span, 10, "Ann is away"),
    Shortfall(None, "lead", "ward", WEEKS[1].span, 30, "nobody is free"),
    Shortfall(None, "curriculum", "ward;lab;gone", WEEKS[0].span, 5),
)
PROVEN = tuple(
    LevelResult(name, "optimal", value, value, parts={"weekly_attendance": value, "round_leads": 0})
    for name, value in (("coverage", 75), ("curriculum", 0))
)


def small_result(**changes: Any) -> Result:
    given: dict[str, Any] = {
        "status": "optimal",
        "plan": small_plan(),
        "levels": PROVEN,
        "shortfalls": SHORTFALLS,
    } | changes
    return Result(seconds=1.5, seed=7, workers=1, **given)


# -- reading a page back -----------------------------------------------------------------------------------


class Page(HTMLParser):
    """A page taken apart: its tags with their attributes' names, its tables' texts, its whole text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.words: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._rows: list[list[str]] | None = None
        self._silent = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.attributes += [(name, value or "") for name, value in attrs]
        self._silent = tag in {"script", "style"}
        if tag == "table":
            name = (dict(attrs)["class"] or "").split()[1]
            while name in self.tables:
                name += "'"
            self._rows = self.tables[name] = []
        if self._rows is not None and tag == "tr":
            self._rows.append([])
        if self._rows and tag in {"th", "td"}:
            self._rows[-1].append("")
        if self._rows and self._rows[-1] and tag == "li":
            self._rows[-1][-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag == "table":
            self._rows = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.words.append(data)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] += data

    def table(self, name: str) -> list[list[str]]:
        return [[" ".join(cell.split()) for cell in row] for row in self.tables[name]]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


# -- what the page says ------------------------------------------------------------------------------------


def test_head_gives_name_dates_outcome_and_key_figures() -> None:
    text = Page(render_board(small_result(), small_term())).text
    head = text[text.index("Plan, ") : text.index("How good it is")]
    assert head == (
        "Plan, 1 March 2027 to 21 March 2027 Small term Every level is proven: no plan misses less. "
        "trainees 2 weeks 3 rotations 2 sessions attended 2 mentor meetings 2 "
        "sessions and meetings a trainee and week 0.8 shortfalls, 75 points 5 "
    )


def test_levels() -> None:
    assert Page(render_board(small_result(), small_term())).table("levels") == [
        ["Level", "This plan pays", "No plan pays less than", "Proof", "Made up of"],
        [
            "Coverage points for what is owed and not given",
            "75",
            "75",
            "proven best",
            "weekly attendance 75",
        ],
        [
            "Curriculum topics missed, and trainees without a mentor who shares an interest",
            "0",
            "0",
            "proven best",
            "nothing",
        ],
    ]


def test_rotations() -> None:
    assert Page(render_board(small_result(), small_term())).table("rotations") == [
        ["Trainee", "March"],
        ["1 w1", "8 w2", "15 w3"],
        ["fellow 1"],
        ["Ann 1\N{EN DASH}19 Mar, 3 weeks · Chen Yu", "Wa Ward", "Ward, away all week", "none"],
        ["student 1"],
        ["Bo 10\N{EN DASH}21 Mar, 2 weeks", "", "CTL Cell therapy laboratory", "Cell therapy laboratory"],
        ["On stay", "1", "2", "2"],
    ]


def test_rotations_show_where_a_stay_begins_and_ends() -> None:
    page = Page(render_board(small_result(), small_term()))
    assert [value for name, value in page.attributes if name == "class" and value.startswith("seg ")] == [
        "seg c0 first opens",
        "seg c0 last away",
        "seg gap first last closes",
        "seg c1 first l4 opens",
        "seg c1 last closes",
    ]


def test_weeks_with_fewer_or_more_working_days_are_marked() -> None:
    term = small_term()
    fewer = WorkingDays(frozenset(TERM) - {day("Mon 8")} - set(WEEKS[0].span), term.working.holidays, ())
    page = Page(render_board(small_result(), replace(term, working=fewer)))
    assert page.table("rotations")[1] == ["1 w1 0 d", "8 w2 6 d", "15 w3 7 d"]
    titles = [value for name, value in page.attributes if name == "title"]
    assert titles[2] == (
        "Week 3, 15\N{EN DASH}21 Mar: 7 working days; holiday Founders' Day on Mon 15 Mar; "
        "working day Sat 20 Mar and Sun 21 Mar"
    )
    classes = [value for name, value in page.attributes if name == "class" and "weekhead" in value]
    assert classes[:3] == ["weekhead closed", "weekhead long", "weekhead long"]
    short = WorkingDays(frozenset({day("Mon 1")}), (), ())
    assert "weekhead short" in render_board(small_result(), replace(term, working=short))


def test_services_show_their_load_and_who_leads() -> None:
    assert Page(render_board(small_result(), small_term())).table("services") == [
        ["Service", "March"],
        ["1 w1", "8 w2", "15 w3"],
        ["Wa Ward 1 seat, rounds at 08:00, 30 min", "1/1", "1/1", "0/1"],
        ["Li Na", "no lead", ""],
        ["CTL Cell therapy laboratory 2 seats, no rounds", "0/2", "1/0", "1/2"],
    ]


def test_a_week_whose_lead_changed_tells_the_days() -> None:
    led = {(WARD, day(text)): (CHEN,) for text in ("Mon 1", "Tue 2")}
    page = Page(render_board(small_result(), small_term(), led=led))
    assert page.table("services")[3] == [
        "Chen Yu (1\N{EN DASH}2 Mar) and Li Na (3\N{EN DASH}7 Mar)",
        "no lead",
        "",
    ]
    assert [(row[0], row[5]) for row in page.table("faculty")[1:]] == [("Chen Yu", "0.4"), ("Li Na", "0.6")]
    nobody = {(WARD, day(text)): () for text in ("Mon 1", "Tue 2")}
    page = Page(render_board(small_result(), small_term(), led=nobody))
    assert page.table("services")[3] == ["Li Na (3\N{EN DASH}7 Mar)", "no lead", ""]
    some = {(WARD, day("Mon 8")): (CHEN,)}
    page = Page(render_board(small_result(), small_term(), led=some))
    assert page.table("services")[3] == ["Li Na", "Chen Yu (8 Mar) and no lead (9\N{EN DASH}14 Mar)", ""]


def test_week_shows_each_day_in_order_of_time() -> None:
    page = Page(render_board(small_result(), small_term()))
    assert page.table("days") == [
        ["Trainee", "Mon 1 Mar", "Tue 2 Mar", "Wed 3 Mar", "Thu 4 Mar", "Fri 5 Mar"],
        [
            "Ann Wa Ward rounds: Li Na",
            "| 08:00 Rounds",
            "| 08:15 Away until 09:00 | 12:00 One-to-one: Chen Yu",
            "| 08:00 Rounds",
            "| 08:00 Rounds",
            "| 08:00 Rounds | 15:00 Journal club",
        ],
    ]
    assert page.table("days'")[1:] == [
        ["Ann Wa Ward", "away", "away", "away", "away", "away"],
        [
            "Bo CTL Cell therapy laboratory",
            "",
            "",
            "",
            "away",
            "| 09:00 Away until 10:00 | 15:00 Journal club | 16:00 One-to-one: no mentor",
        ],
    ]
    assert page.table("days''") == [
        [
            "Trainee",
            "Mon 15 Mar Founders' Day",
            "Tue 16 Mar",
            "Wed 17 Mar",
            "Thu 18 Mar",
            "Fri 19 Mar",
            "Sat 20 Mar working day",
        ],
        ["Ann on no service", "", "", "", "", "", ""],
        ["Bo CTL Cell therapy laboratory", "", "", "", "", "", ""],
    ]
    assert "15 March 2027 to 21 March 2027 2 trainees, 0 sessions, 0 meetings" in page.text
    assert "Holiday: Founders' Day on Mon 15 Mar; Working day: Sat 20 Mar" in page.text


def test_entries_tell_the_rest_in_their_title() -> None:
    titles = [
        value
        for name, value in Page(render_board(small_result(), small_term())).attributes
        if name == "title"
    ]
    assert "Journal club (papers) · 15:00\N{EN DASH}16:00 · Room 1 · Li Na · CAR-T" in titles
    assert "12:00\N{EN DASH}12:30 · Chen Yu · Biomarkers" in titles
    assert "08:00\N{EN DASH}08:30, Ward" in titles


def test_first_week_is_open_and_the_others_are_closed() -> None:
    tags = Page(render_board(small_result(), small_term())).tags
    assert [tag for tag in tags if tag[0] == "details"] == [
        ("details", "class", "open"),
        ("details", "class"),
        ("details", "class"),
    ]


def test_shortfalls_stand_by_trainee_and_those_alike_together() -> None:
    assert Page(render_board(small_result(), small_term())).table("shortfalls") == [
        ["What", "When", "Cost", "Why"],
        ["Ann", "40", ""],
        ["Journal club (papers) not attended", "8\N{EN DASH}21 Mar 2 times", "20", "Ann is away"],
        ["Week on no service", "15\N{EN DASH}21 Mar", "20", "Every service is full"],
        ["Rounds and sessions without a lead", "35", ""],
        ["Ward nobody leads", "8\N{EN DASH}14 Mar", "30", "Nobody is free"],
        ["Ward, Cell therapy laboratory or gone curriculum", "1\N{EN DASH}7 Mar", "5", ""],
    ]


def test_shares_count_those_who_miss_nothing() -> None:
    page = Page(render_board(small_result(), small_term()))
    assert page.table("shares") == [
        ["Trainee", "Points", "Weeks", "Points a week"],
        ["Ann", "40", "3", "13.3"],
        ["Bo", "0", "2", "0.0"],
    ]
    assert "Points missed for each week of stay; the line marks the average, 8.0" in page.text
    assert 'class="mean" x="60"' in render_board(small_result(), small_term())


def test_faculty() -> None:
    assert Page(render_board(small_result(), small_term())).table("faculty") == [
        [
            "Name",
            "Main mentor of",
            "Hours offered",
            "Meetings",
            "Hours used",
            "Weeks of rounds led",
            "Sessions led",
        ],
        ["Chen Yu", "Ann", "3", "1", "17 %", "0", "0"],
        ["Li Na", "", "0", "0", "", "1", "1"],
    ]


def test_a_session_led_for_several_trainees_counts_once_and_one_without_a_room_too() -> None:
    alike = [Session(who, CLUB, Period(day("Fri 12"), time(9), time(10)), None, LI) for who in (ANN, BO)]
    plan = replace(small_plan(), sessions=tuple(alike))
    faculty = Page(render_board(small_result(plan=plan), small_term())).table("faculty")
    assert faculty[2] == ["Li Na", "", "0", "0", "", "1", "1"]


def test_foot_says_what_it_takes_to_make_the_page_again() -> None:
    page = render_board(small_result(), small_term(), {"rota": "0.1.0", "ortools": "9.15", "other": ""})
    assert Page(page).text.endswith(
        "rota 0.1.0 ortools 9.15 holidays CN, 1 day time zone Asia/Shanghai term abc123 seed 7 workers 1"
    )
    bare = Page(render_board(small_result(), small_term(country="none", digest=""))).text
    assert bare.endswith("holidays none time zone Asia/Shanghai seed 7 workers 1")


def test_notices_tell_of_provisional_holidays_and_rules_switched_off() -> None:
    holidays = tuple(Holiday(day(each), "Spring Festival", "provisional") for each in ("Mon 1", "Tue 2"))
    term = small_term(working=WorkingDays(frozenset({day("Wed 3")}), holidays, (2027,)))
    page = Page(render_board(small_result(rules_off={"room_seats": "no limits yet"}), term))
    assert (
        "Holidays are provisional The public holidays of 2027 are not announced yet. Used here until they are: "
        "Spring Festival on Mon 1 Mar to Tue 2 Mar. Plan again when they are known. "
        "Rules switched off Room seats : no limits yet"
    ) in page.text
    assert page.table("days")[0][1:3] == [
        f"{each} Mar Spring Festival provisional" for each in ("Mon 1", "Tue 2")
    ]
    assert "Holiday: Spring Festival on Mon 1 Mar to Tue 2 Mar (provisional)" in page.text


def test_nothing_missing_is_said() -> None:
    text = Page(render_board(small_result(shortfalls=()), small_term())).text
    assert "Shortfalls Nothing that is owed is missing. Points missed" in text


def test_without_a_plan_the_page_says_what_cannot_hold_together() -> None:
    result = small_result(
        plan=None, status="impossible", levels=(), shortfalls=(), conflict=("Ann must be at Ward",)
    )
    page = Page(render_board(result, small_term()))
    assert page.tables == {}
    assert page.text == (
        "Small term Skip to the plan Plan, 1 March 2027 to 21 March 2027 Small term "
        "There is no plan: what is asked for cannot hold together. trainees 2 weeks 3 How good it is "
        "What cannot hold together Ann must be at Ward "
        "holidays CN, 1 day time zone Asia/Shanghai term abc123 seed 7 workers 1"
    )


def test_term_without_anybody() -> None:
    term = small_term(trainees=(), faculty=(), services=(), absences=())
    page = Page(render_board(small_result(plan=Plan(), shortfalls=()), term))
    assert page.table("rotations")[2:] == [["There are no trainees."], ["On stay", "0", "0", "0"]]
    assert page.text.count("Nobody is on stay.") == 3
    assert "sessions and meetings a trainee and week 0.0" in page.text


def test_unsound_plan_shows_two_services_in_one_week() -> None:
    plan = small_plan()
    both = replace(plan, rotations=(*plan.rotations, Rotation(ANN, LAB, WEEKS[0].span)))
    rows = Page(render_board(small_result(plan=both), small_term())).table("rotations")
    assert rows[3][1] == "CTL Cell therapy laboratoryWa Ward"


# -- words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 3, 1), date(2027, 3, 1), "1 Mar"),
        (date(2027, 3, 1), date(2027, 3, 7), "1\N{EN DASH}7 Mar"),
        (date(2027, 3, 29), date(2027, 4, 4), "29 Mar \N{EN DASH} 4 Apr"),
        (date(2026, 3, 1), date(2027, 3, 7), "1 Mar \N{EN DASH} 7 Mar"),
    ],
)
def test_brief_span(first: date, last: date, words: str) -> None:
    assert brief_span(Span.through(first, last)) == words


@pytest.mark.parametrize(
    ("title", "brief"),
    [
        ("MDT conference (tumour board)", "MDT conference"),
        ("病例讨论\N{FULLWIDTH LEFT PARENTHESIS}每周\N{FULLWIDTH RIGHT PARENTHESIS}", "病例讨论"),
        ("（全部）", "（全部）"),
        ("(all of it)", "(all of it)"),
        ("f(x)", "f(x)"),
        ("Journal (club) today", "Journal (club) today"),
    ],
)
def test_brief_title(title: str, brief: str) -> None:
    assert brief_title(title) == brief


def test_service_codes_are_unique() -> None:
    names = (
        "CAR-T ward",
        "Chest ward",
        "cold Water basin unit",
        "Outpatients",
        "Outreach",
        "胸外科",
        " ",
        "Cw",
    )
    services = [Service(f"s{number}", name, 1) for number, name in enumerate(names)]
    assert list(service_codes(services).values()) == ["CW", "CW2", "CWB", "Ou", "Ou2", "胸外", "S6", "Cw"]


def test_counts_and_lists() -> None:
    assert [count(1, "day"), count(1200, "day"), count(2, "child", "children")] == [
        "1 day",
        "1,200 days",
        "2 children",
    ]
    assert [join([]), join(["a"]), join(["a", "b"]), join("abc", " or ")] == ["", "a", "a and b", "a, b or c"]


def level(name: str, status: Any, value: int = 0, bound: int = 0, reason: str = "") -> LevelResult:
    return LevelResult(name, status, value, bound, reason=reason)


@pytest.mark.parametrize(
    ("levels", "tone", "words"),
    [
        (PROVEN, "good", "Every level is proven: no plan misses less."),
        ([level("coverage", "feasible", 100, 96)], "open", "Coverage is within 4 % of the best possible."),
        (
            [
                level("coverage", "optimal"),
                level("fairness", "feasible", 1000, 999),
                level("comfort", "optimal"),
            ],
            "open",
            "Coverage is proven: no plan misses less. Fairness is within 1 % of the best possible.",
        ),
        (
            [level("coverage", "feasible", 100, 96), level("fairness", "feasible", 7, 7)],
            "open",
            "Coverage is within 4 % of the best possible. Fairness is the best possible for the levels before as they stand.",
        ),
        (
            [
                level("coverage", "optimal"),
                level("stability", "skipped", reason="nothing is published."),
                *PROVEN[1:],
            ],
            "good",
            "Coverage and curriculum are proven: no plan misses less. Stability was skipped: nothing is published.",
        ),
        ([level("comfort", "skipped")], "open", "Comfort was skipped."),
        (
            [level("coverage", "feasible", 120, 40)],
            "open",
            "For coverage it is proven only that no plan pays less than 40.",
        ),
        (
            [level("curriculum", "feasible", 0, 0), level("fairness", "feasible", 35, 0)],
            "open",
            "Curriculum is the best possible for the levels before as they stand. For fairness it is not known how far it is from the best possible.",
        ),
        ([], "open", "Nothing is known about how good this plan is."),
    ],
)
def test_outcome(levels: list[LevelResult], tone: str, words: str) -> None:
    assert say_outcome(small_result(levels=tuple(levels))) == (tone, words)


def test_outcome_without_a_plan_or_interrupted() -> None:
    assert say_outcome(small_result(plan=None, status="unknown")) == (
        "bad",
        "No plan was found in the time given.",
    )
    assert say_outcome(small_result(interrupted=True)) == (
        "open",
        "Planning was interrupted; this is the best plan found so far. Every level is proven: no plan misses less.",
    )


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (
            level("stability", "skipped", reason="nothing is published."),
            ("", "", "skipped: nothing is published", ""),
        ),
        (level("comfort", "skipped"), ("", "", "skipped", "")),
        (level("own", "optimal", 3, 3, "by counting"), ("3", "3", "proven best (by counting)", "nothing")),
        (
            LevelResult(
                "coverage", "feasible", 1300, 1274, parts={"b_rule": 300, "a_rule": 300, "c": 700, "d": 0}
            ),
            ("1,300", "1,274", "within 2 % of the best possible", "c 700, a rule 300, b rule 300"),
        ),
    ],
)
def test_level_in_words(result: LevelResult, words: tuple[str, ...]) -> None:
    line = say_level(result)
    assert (line.value, line.bound, line.status, line.parts) == words


def test_where_a_bound_comes_from_is_told() -> None:
    shown = (
        Evidence("rotations", 10, "the solver"),
        Evidence("all", 4, "prices"),
        Evidence("x", 1_000, "the solver"),
    )
    line = say_level(LevelResult("coverage", "optimal", 1_014, 1_014, evidence=shown))
    assert line.evidence == "rotations 10 and x 1,000 (the solver); all 4 (prices)"
    text = Page(
        render_board(
            replace(
                small_result(), levels=(LevelResult("coverage", "optimal", 1_014, 1_014, evidence=shown),)
            ),
            small_term(),
        )
    ).text
    assert line.evidence in text


def test_provisional_years_without_holidays_are_told_too() -> None:
    assert say_provisional(small_term()) == ""
    term = small_term(working=WorkingDays(frozenset(), (), (2027, 2028)))
    assert say_provisional(term) == (
        "The public holidays of 2027 and 2028 are not announced yet. "
        "None falls into this plan so far. Plan again when they are known."
    )


def test_items_are_named() -> None:
    term = small_term()
    assert [say_item(term, item) for item in ("club", "ward;lab", "rotation", "gone")] == [
        "Journal club (papers)",
        "Ward or Cell therapy laboratory",
        "Week on no service",
        "gone",
    ]


def test_merged_spans_cover_the_same_days() -> None:
    first, second, third = (week.span for week in WEEKS)
    assert merge([third, first]) == [first, third]
    assert merge([third, second, first, second]) == [TERM]


def test_hours_offered_leave_out_absences_and_other_terms() -> None:
    hours = (
        Hours("Tue", time(12), time(14), Span.through(date(2026, 1, 1), date(2028, 1, 1))),
        Hours("Tue", time(9), time(10), Span.through(date(2020, 1, 1), date(2020, 2, 1))),
    )
    member = Faculty("x", "X", hours=hours)
    away = (
        Absence("x", Span.through(day("Tue 2"), day("Tue 2"))),
        Absence("x", Span.through(day("Tue 9"), day("Tue 9")), time(11), time(12, 30)),
        Absence("x", Span.through(day("Wed 17"), day("Wed 17"))),
    )
    assert offered_minutes(small_term(faculty=(member,), absences=away), member) == 90 + 120


# -- escaping, self-containment, determinism ---------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</table><iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "javascript:alert(1)",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<!--<img src='--><img src=x onerror=alert(1)>'>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "{{ 7 * 7 }}{% raw %}",
    "{{ ''.__class__.__mro__ }}",
    "${alert(1)}`",
    "<base href=//example.invalid/>",
    "<meta http-equiv=refresh content='0;url=//example.invalid'>",
    "<link rel=stylesheet href=//example.invalid/x.css>",
    "<style>*{display:none}</style>",
    "<form action=//example.invalid><input name=x autofocus>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<video><source onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<x contenteditable onblur=alert(1)>lose focus</x>",
    "محمد <b>العلي</b> 王芳 'quoted' \"twice\" & more",
    "<ScRiPt\n>alert(1)</sCrIpT\t>",
)
KEPT = {"status", "format", "cadence", "weekday", "timezone", "who", "item"}


def hostile(value: Any, text: str, name: str = "") -> Any:
    """Return a copy of some data in which ``text`` follows whatever a person may have written."""
    if isinstance(value, str):
        return value if name in KEPT or not value else f"{value} {text}"
    if isinstance(value, tuple):
        return tuple(hostile(each, text, name) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [
            field.name
            for field in fields(value)
            if field.init and field.name not in {"id", "weekdays", "levels"}
        ]
        return replace(value, **{each: hostile(getattr(value, each), text, each) for each in names})
    return value


def hostile_page(text: str) -> str:
    result = replace(
        small_result(rules_off={"a_rule": "why", f"b_rule {text}": text}, conflict=("must be", text)),
        levels=(*hostile(PROVEN, text), level(text, "skipped", reason=text)),
    )
    given = small_term()
    term = hostile(given, text)
    plan = hostile(small_plan(), text)
    shortfalls = tuple(
        replace(shortfall, trainee=hostile(shortfall.trainee, text), reason=f"{shortfall.reason} {text}")
        for shortfall in SHORTFALLS
    )
    return render_board(replace(result, plan=plan, shortfalls=shortfalls), term, {"rota": text, text: "1"})


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_an_element(text: str) -> None:
    harmless, page = Page(hostile_page("harmless")), Page(hostile_page(text))
    assert page.tags == harmless.tags
    assert page.text.count(" ".join(text.split())) >= harmless.text.count("harmless") > 50


def test_hostile_texts_are_forty_different_ones() -> None:
    assert len(set(HOSTILE)) == 40


def test_page_asks_for_nothing_from_outside_and_has_no_inline_handlers() -> None:
    page = render_board(demo_result(demo_term()), demo_term())
    assert re.findall(r"(?i)\b(?:https?:|wss?:|ftp:)|url\(|@import|\bsrc=", page) == []
    names = {name for name, _ in Page(page).attributes}
    assert {name for name in names if name.startswith("on") or name in {"src", "style", "action"}} == set()
    assert {value[0] for name, value in Page(page).attributes if name == "href" and value != "data:,"} == {
        "#"
    }


def test_links_lead_somewhere() -> None:
    attributes = Page(render_board(small_result(), small_term())).attributes
    places = {value for name, value in attributes if name == "id"}
    assert {value[1:] for name, value in attributes if name == "href" and value != "data:,"} <= places


def test_every_heading_cell_has_a_scope() -> None:
    tags = Page(render_board(small_result(), small_term())).tags
    assert [tag for tag in tags if tag[0] == "th" and "scope" not in tag] == []
    assert ("html", "lang") in tags


def test_the_same_plan_gives_the_same_page_in_whatever_order_it_comes() -> None:
    term = demo_term()
    result = demo_result(term)
    plan = result.plan
    assert plan is not None
    reverse = Plan(plan.rotations[::-1], plan.rounds[::-1], plan.sessions[::-1], plan.mentorships[::-1])
    other = replace(
        result, plan=reverse, seconds=1.0, levels=tuple(replace(each, seconds=9.0) for each in result.levels)
    )
    assert render_board(other, demo_term()) == render_board(result, term)


def test_page_of_a_large_term_stays_under_two_megabytes() -> None:
    term = demo_term(trainees=24, weeks=26)
    trainees = tuple(replace(trainee, stay=term.span) for trainee in term.trainees)
    term = replace(term, trainees=trainees)
    page = render_board(demo_result(term), term)
    assert page.count("<li") > 10_000
    assert len(page.encode()) < 2_000_000


# -- in a browser ------------------------------------------------------------------------------------------


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_browser_shows_the_board_quietly(tmp_path: Path) -> None:
    from playwright.sync_api import Browser, sync_playwright

    def visit(browser: Browser, *boards: str, script: bool = True) -> Iterator[Any]:
        path = tmp_path / "board.html"
        context = browser.new_context(java_script_enabled=script, viewport={"width": 390, "height": 844})
        page = context.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.on("request", lambda request: heard.append(request.url))
        for html in boards:
            path.write_text(html, encoding="utf-8")
            heard.clear()
            page.goto(path.as_uri())
            yield page
            assert heard == [path.as_uri()]
        context.close()

    term = demo_term()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for page in visit(browser, render_board(demo_result(term), term)):
            assert page.locator("#week-1 table").is_visible()
            assert not page.locator("#week-2 table").is_visible()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.click(".rotations a[href='#week-6']")
            assert page.locator("#week-6 table").is_visible()
            page.click("text=Open all weeks")
            assert page.locator("details:not([open])").count() == 0
            page.select_option("select", label="Li Wei")
            assert page.locator(".rotations tbody tr[data-trainee] .name:visible").all_inner_texts() == [
                "Li Wei"
            ]
            assert set(page.locator(".days .name:visible").all_inner_texts()) == {"Li Wei"}
        for page in visit(browser, render_board(demo_result(term), term), script=False):
            assert page.locator("#week-1 table").is_visible()
            page.click("summary >> nth=1")
            assert page.locator("#week-2 table").is_visible()
        elements = set()
        for page in visit(browser, *(hostile_page(text) for text in ("harmless", *HOSTILE))):
            elements.add(page.locator("*").count())
        assert len(elements) == 1
        browser.close()
