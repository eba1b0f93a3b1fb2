"""What the board says of a small plan, table by table."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from inputs.days import Period
from inputs.plan import Mentorship, Plan, Rotation, Session
from inputs.working_days import Holiday, WorkingDays
from scheduler.outputs.board.page import render_board
from tests.scheduler.outputs.board.reading import Page
from tests.scheduler.outputs.board.small import (
    ANN,
    BO,
    CHEN,
    CLUB,
    LAB,
    LI,
    TERM,
    WARD,
    WEEKS,
    day,
    small_plan,
    small_result,
    small_term,
)


def test_head_gives_name_dates_outcome_and_key_figures() -> None:
    text = Page(render_board(small_result(), small_term())).text
    head = text[text.index("Plan, ") : text.index("How good it is")]
    assert head == (
        "Plan, 1 March 2027 to 21 March 2027 Small term "
        "4 things that are owed are not given, to 1 of 2 trainees, and 1 session or round has no lead. "
        "It is proven that no plan misses less. Missing most: Journal club (papers) (2), Week on no service (1) "
        "and curriculum, Ward, Cell therapy laboratory or gone (1). Every level is proven: no plan misses less. "
        "trainees 2 weeks 3 rotations 2 sessions attended 2 mentor meetings 2 "
        "sessions and meetings a trainee and week 0.8 shortfalls, 75 points 5 without a main mentor 1 "
    )
    everybody = replace(small_plan(), mentorships=tuple(Mentorship(who, CHEN) for who in (ANN, BO)))
    assert "without a main mentor" not in Page(render_board(small_result(plan=everybody), small_term())).text
    nobody_can = small_term(faculty=(LI,))
    without = replace(small_plan(), sessions=(), mentorships=())
    assert "without a main mentor" not in Page(render_board(small_result(plan=without), nobody_can)).text


def test_levels() -> None:
    assert Page(render_board(small_result(), small_term())).table("levels") == [
        ["Level", "This plan pays", "No plan pays less than", "Proof", "Made up of"],
        [
            "Coverage points for what is owed and not given",
            "75",
            "75",
            "proven best",
            "75 for weekly attendance",
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
        [
            "Wa Ward 1 seat, rounds at 08:00, 30 min full in 2 of 3 weeks",
            *("1/1 full", "1/1 full", "0/1"),
        ],
        ["Li Na", "no lead", ""],
        [
            "CTL Cell therapy laboratory 2 seats, no rounds full in 0 of 2 weeks",
            *("0/2", "1/0 usually 2", "1/2"),
        ],
        ["On no service", "", "", "1"],
    ]


def test_a_week_whose_lead_changed_tells_the_days() -> None:
    led = {(WARD, day(text)): (CHEN,) for text in ("Mon 1", "Tue 2")}
    page = Page(render_board(small_result(), small_term(), led=led))
    assert page.table("services")[3] == [
        "Chen Yu (1\N{EN DASH}2 Mar) and Li Na (3\N{EN DASH}7 Mar)",
        "no lead",
        "",
    ]
    assert [(row[0], row[5]) for row in page.table("faculty")[1:]] == [
        ("Chen Yu", "0.4"),
        ("Li Na", "0.6 even, fair 1.0 to 1"),
    ]
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
    page = render_board(small_result(), small_term())
    weeks = page[page.index('id="weeks"') :]
    assert [tag for tag in Page(weeks).tags if tag[0] == "details"] == [
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
        ["Trainee", "Points", "Is", "In proportion", "Fair at most", "Weeks", "Points a week"],
        ["Ann", "40", "over by 20", "24.0", "20", "3", "13.3"],
        ["Bo", "0", "under", "16.0", "20", "2", "0.0"],
    ]
    assert "the line marks the average, 8.0 points for each week of stay" in page.text
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
        ["Chen Yu", "Ann", "3", "1 under, fair 2.0 to 3", "17 %", "0", "0"],
        ["Li Na", "", "0", "0", "", "1 even, fair 1.0 to 1", "1 even, fair 1.0 to 1"],
    ]


def test_a_session_led_for_several_trainees_counts_once_and_one_without_a_room_too() -> None:
    alike = [Session(who, CLUB, Period(day("Fri 12"), time(9), time(10)), None, LI) for who in (ANN, BO)]
    plan = replace(small_plan(), sessions=tuple(alike))
    faculty = Page(render_board(small_result(plan=plan), small_term())).table("faculty")
    assert faculty[2][-1] == "1 even, fair 1.0 to 1"


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
    assert "Shortfalls Nothing that is owed is missing. Is it fair?" in text


def test_what_is_not_counted_is_said() -> None:
    off = small_term(rules={"owed_sessions": {"off": "we count by hand"}})
    note = (
        "What the rule owed_sessions asks for need not be given, and is not counted: "
        "the term switches it off (we count by hand)."
    )
    text = Page(render_board(small_result(shortfalls=()), off)).text
    assert f"Shortfalls Nothing that is counted is missing. {note} Is it fair?" in text
    assert f"and the reason. {note} What When" in Page(render_board(small_result(), off)).text
    none = small_term(levels=("comfort",))
    text = Page(render_board(small_result(shortfalls=()), none)).text
    assert (
        "Shortfalls Nothing that is counted is missing. Coverage is not among the levels: "
        "what is owed need not be given, and is not counted. Is it fair?"
    ) in text


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
