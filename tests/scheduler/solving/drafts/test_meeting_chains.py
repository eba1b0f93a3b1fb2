"""Meetings make room for others: each chain in a picture, and as many meetings as there can be in random terms."""

import random
from itertools import count

import pytest

from inputs.plan import Plan
from inputs.programme import MeetingTime
from inputs.stays import Window
from inputs.term import Term
from scheduler.solving.bounds.meeting_coverage import bound_meeting_coverage
from scheduler.solving.drafts.meeting_chains import Chains
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.drafts.surroundings import Given
from scheduler.verify import verify
from tests.pictures import draw_term
from tests.scheduler.solving.jointly import SECONDS, patient


def given(term: Term, words: str) -> dict[Window, MeetingTime]:
    """Return the times of ``words``, one a line: whom, with whom, when."""
    found = {}
    for line in words.strip().splitlines():
        who, mentor, day, start = line.split()
        for window in term.windows_of(term.trainee_by_id[who]):
            for time in window.options:
                if (
                    isinstance(time, MeetingTime)
                    and time.mentor.id == mentor
                    and f"{time.date:%m-%d} {time.period.start:%H:%M}" == f"{day} {start}"
                ):
                    found[window] = time
    assert len(found) == len(words.strip().splitlines())
    return found


def after(term: Term, words: str) -> list[str]:
    """Return who meets whom when, after times were found for all that lack."""
    times = given(term, words)
    chains = Chains(term, times, Given(term, Plan()).times)
    chains.give(window for t in term.trainees for window in term.windows_of(t) if window not in times)
    return sorted(
        f"{window.trainee.id} {time.mentor.id} {time.date:%m-%d} {time.period.start:%H:%M}"
        for window, time in chains.given.items()
    )


def test_one_moves_for_another_and_a_third_for_that_one() -> None:
    term = draw_term("""
    term 03-01..03-07
    trainee amara fellow
    trainee kofi fellow
    trainee li fellow
    absent amara 03-01..03-01 10:00-19:00
    absent kofi 03-01..03-01 11:00-19:00
    faculty wang
    hours wang Mon 09:00-10:00
    hours wang Mon 10:00-11:00
    hours wang Mon 11:00-12:00
    activity talk weekly 60 meeting
    """)
    assert after(term, "kofi wang 03-01 09:00\nli wang 03-01 10:00") == [
        "amara wang 03-01 09:00",
        "kofi wang 03-01 10:00",
        "li wang 03-01 11:00",
    ]


def test_nobody_loses_a_meeting_where_no_chain_ends_at_a_free_time() -> None:
    term = draw_term("""
    term 03-01..03-07
    trainee amara fellow
    trainee kofi fellow
    trainee li fellow
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    """)
    before = "kofi wang 03-01 09:00\nli wang 03-01 10:00"
    assert after(term, before) == before.splitlines()


FULL_WEEK = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    absent amara 03-02..03-05
    faculty wang meetings=1
    faculty chen
    hours wang Mon 09:00-10:00
    hours wang Tue 09:00-10:00
    hours chen Tue 09:00-10:00
    activity talk weekly 60 meeting
"""


def test_a_mentor_whose_week_is_full_is_relieved_of_another_meeting() -> None:
    assert after(draw_term(FULL_WEEK), "li wang 03-02 09:00") == [
        "amara wang 03-01 09:00",
        "li chen 03-02 09:00",
    ]


def test_a_mentor_never_has_more_meetings_than_a_week_may_have() -> None:
    term = draw_term(FULL_WEEK.replace("hours chen Tue 09:00-10:00\n", ""))
    assert after(term, "li wang 03-02 09:00") == ["li wang 03-02 09:00"]


def test_meetings_every_second_week_do_not_follow_each_other() -> None:
    term = draw_term("""
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow
    absent amara 03-08..03-28
    faculty wang
    hours wang Mon 09:00-10:00 03-01..03-07
    hours wang Mon 09:00-10:00 03-08..03-14
    hours wang Mon 09:00-10:00 03-15..03-21
    activity talk biweekly 60 meeting
    """)
    before = "li wang 03-01 09:00\nli wang 03-15 09:00"
    assert after(term, before) == before.splitlines()


def matching(seed: int) -> Term:
    """Return a term in which each meeting takes one hour of a mentor and no two hours overlap."""
    chance = random.Random(seed)
    days = ("Mon", "Tue", "Wed", "Thu", "Fri")
    lines = ["term 03-01..03-14"]
    for who in range(chance.randint(4, 9)):
        lines.append(f"trainee t{who} fellow")
        lines += [
            f"absent t{who} 03-{day:02d}..03-{day:02d}"
            for day in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12)
            if chance.random() < 0.5
        ]
    for mentor in range(chance.randint(1, 3)):
        lines.append(f"faculty f{mentor}")
        for day in days:
            hour = chance.randint(9, 15)
            if chance.random() < 0.6:
                lines.append(f"hours f{mentor} {day} {hour:02d}:00-{hour + 1:02d}:00")
    return draw_term("\n".join([*lines, "activity talk weekly 60 meeting"]))


@pytest.mark.parametrize("seed", range(40))
def test_as_many_meet_as_can(seed: int) -> None:
    term = matching(seed)
    verdict = verify(draft_meetings(term, Plan(), {}, {}), term)
    assert verdict.violations == ()
    assert verdict.value("coverage") == bound_meeting_coverage(term, patient(), SECONDS)


def test_nobody_moves_where_a_draft_is_to_be_quick() -> None:
    term = draw_term("""
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    absent li 03-01..03-01 10:00-19:00
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    """)
    quick, patiently = (draft_meetings(term, Plan(), {}, {}, moving=moving) for moving in (False, True))
    assert [(s.trainee.id, s.period.start.hour) for s in quick.sessions] == [("amara", 9)]
    assert sorted((s.trainee.id, s.period.start.hour) for s in patiently.sessions) == [
        ("amara", 10),
        ("li", 9),
    ]


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_others_move_until_there_is_no_more_time(moved: int) -> None:
    """In each of two weeks amara would have to move for li."""
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    absent li 03-01..03-01 10:00-19:00
    absent li 03-08..03-08 10:00-19:00
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    """)
    asked = count()
    plan = draft_meetings(term, Plan(), {}, {}, stopped=lambda: next(asked) > moved)
    assert [s.trainee.id for s in plan.sessions].count("li") == moved
    assert [s.trainee.id for s in plan.sessions].count("amara") == 2
    assert verify(plan, term).violations == ()


TWO_SHORT_ONES = """
    term 03-01..03-14
    trainee amara fellow
    trainee kofi fellow
    trainee li fellow
    absent amara 03-08..03-14
    faculty wang
    hours wang Mon 09:00-10:00
    activity talk weekly 60 meeting
    activity word once 30 meeting
"""


def short_ones(others: str) -> tuple[Term, list[str]]:
    """Return a term in which two short meetings are in the hour of a long one, and what becomes of it."""
    term = draw_term(TWO_SHORT_ONES + others)
    windows = [window for one in term.trainees for window in term.windows_of(one)]
    chosen = {
        window: time
        for window, start in (
            (next(w for w in windows if (w.trainee.id, w.activity.id) == ("kofi", "word")), 0),
            (next(w for w in windows if (w.trainee.id, w.activity.id) == ("li", "word")), 30),
        )
        for time in window.options
        if isinstance(time, MeetingTime) and (time.date.day, time.period.start.minute) == (1, start)
    }
    chains = Chains(term, chosen, Given(term, Plan()).times)
    chains.give([w for w in windows if (w.trainee.id, w.activity.id) == ("amara", "talk")])
    return term, sorted(
        f"{window.trainee.id} {window.activity.id} {time.date:%m-%d} {time.period.start:%H:%M}"
        for window, time in chains.given.items()
    )


def test_two_short_meetings_make_room_together_for_a_long_one() -> None:
    assert short_ones("")[1] == [
        "amara talk 03-01 09:00",
        "kofi word 03-08 09:00",
        "li word 03-08 09:30",
    ]


def test_where_only_one_of_two_finds_another_time_both_stay() -> None:
    assert short_ones("\nabsent li 03-08..03-14")[1] == ["kofi word 03-01 09:00", "li word 03-01 09:30"]
    assert short_ones("\nabsent kofi 03-08..03-14")[1] == ["kofi word 03-01 09:00", "li word 03-01 09:30"]
