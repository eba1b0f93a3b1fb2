from dataclasses import replace
from functools import cache

import pytest

from inputs.term import Term
from scheduler.capacity.answer import Entry, Question, Remedy, Resource
from scheduler.capacity.assess import Assessment, count_up
from scheduler.capacity.rings import Attempt, Rings
from scheduler.solving.search import Control
from tests.measured import first_measured
from tests.pictures import draw_term
from tests.scheduler.capacity.counting import (
    assess,
    base_of,
    based,
    brute_force,
    count,
    count_beside,
    shown,
    they_fit,
)
from tests.scheduler.solving.jointly import patient

SEEDS = range(24)
SEATS = """
term 03-01..03-28
trainee amara fellow 03-01..03-14
service ward 2
activity sim weekly 60
slot sim Mon 09:00 seats=3
slot sim Tue 09:00 seats=1
"""


def question_of(seed: int, term: Term) -> Question:
    return Question(term.trainees[0].kind, 1 + seed % min(2, len(term.weeks)), 4)


@cache
def counted(seed: int) -> list[Entry]:
    base = base_of(seed)
    return count_beside(base, question_of(seed, base.term))


@pytest.mark.parametrize("seed", first_measured(SEEDS, 8))
def test_numbers_are_those_of_brute_force(seed: int) -> None:
    term = base_of(seed).term
    question = question_of(seed, term)
    entries = counted(seed)
    assert [entry.at_least for entry in entries] == brute_force(term, question)
    assert all(entry.proven or entry.at_least == question.most for entry in entries)
    assert all(entry.unmoved <= entry.at_least for entry in entries)


@pytest.mark.parametrize("seed", first_measured(SEEDS, 8))
def test_what_one_seat_more_buys_is_what_brute_force_says(seed: int) -> None:
    term = base_of(seed).term
    question = question_of(seed, term)
    for entry in counted(seed):
        for remedy in entry.remedies:
            more = remedy.resources
            assert they_fit(term, question, entry.start, remedy.at_least, more)
            if remedy.at_most is not None:
                assert not they_fit(term, question, entry.start, remedy.at_most + 1, more)
        if entry.tried:
            assert not they_fit(term, question, entry.start, entry.at_least + 1, entry.binds)


@pytest.mark.no_cover
def test_random_terms_hold_every_kind_of_answer() -> None:
    answers = set()
    for seed in SEEDS:
        for entry in counted(seed):
            answers |= {"none"} if entry.at_least == 0 else {"some"}
            answers |= {"moved"} if entry.unmoved < entry.at_least else set()
            answers |= {"counted out"} if entry.at_most is None else {"proven"}
            answers |= {"lacks in any case"} if entry.alone else set()
            answers |= {"helps"} if entry.remedies else set()
    assert answers == {"none", "some", "moved", "counted out", "proven", "lacks in any case", "helps"}


def test_seats_of_a_service_bind_while_somebody_is_on_it() -> None:
    ward = Resource("service", "ward", "Ward", (1, 2))
    first, later = count(draw_term(SEATS), Question("fellow", 2))[0::2]
    assert first.binds == (ward,)
    assert (first.at_least, first.at_most, first.part, first.lacking) == (1, 1, "rotations", 40)
    assert first.remedies == (Remedy((ward,), 2, 2),)
    assert (later.at_least, later.at_most) == (2, 2)


def test_what_is_lacked_even_alone_does_not_count() -> None:
    picture = """
    term 03-01..03-14
    activity welcome first_week 60
    slot welcome Mon 09:00 weeks=03-01 seats=2
    """
    first, second = count(draw_term(picture), Question("fellow", 1, 3))
    assert shown([first, second]) == [(2, 2, 2), (3, None, 3)]
    assert [(lack.item, lack.cost) for lack in second.alone] == [("welcome", 10)]


def test_one_who_may_move_makes_room() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow 03-08..03-14
    activity sim once 60
    slot sim Mon 09:00 seats=1
    slot sim Tue 09:00 weeks=03-02 seats=1
    """
    entries = count(draw_term(picture), Question("fellow", 1, 3))
    assert [entry.at_least for entry in entries] == [2, 0] or [entry.at_least for entry in entries] == [1, 0]
    assert [entry.at_least for entry in entries] == brute_force(draw_term(picture), Question("fellow", 1, 3))


def test_hours_of_mentors_bind() -> None:
    picture = """
    term 03-01..03-14
    faculty wang
    hours wang Mon 14:00-16:00
    activity talk weekly 60 meeting
    """
    entry = count(draw_term(picture), Question("fellow", 2, 5))[0]
    mentors = Resource("mentor", "one-more-mentor", "mentors' hours", (1, 2))
    assert shown([entry]) == [(2, 2, 2)]
    assert entry.binds == (mentors,)
    assert entry.remedies == (Remedy((mentors,), 3, 3),)


def test_where_one_more_mentor_makes_others_owed_more_they_are_given_it() -> None:
    picture = """
    term 03-01..03-14
    trainee amara student
    faculty wang
    hours wang Mon 14:00-15:00 03-01..03-07
    activity talk first_week 60 meeting for=fellow
    activity review weekly 60 meeting for=student
    """
    term, question = draw_term(picture), Question("fellow", 2, 2)
    entry = count(term, question)[0]
    mentors = Resource("mentor", "one-more-mentor", "mentors' hours", (1,))
    assert shown([entry]) == [(0, 0, 0)]
    assert entry.remedies == (Remedy((mentors,), 1, 1),)
    assert [they_fit(term, question, entry.start, number, (mentors,)) for number in (1, 2)] == [True, False]


def test_two_things_that_bind_help_together_only() -> None:
    picture = """
    term 03-01..03-07
    activity sim weekly 60
    slot sim Mon 09:00 seats=1
    activity lab weekly 60 after=sim
    slot lab Tue 09:00 seats=1
    """
    entry = count(draw_term(picture), Question("fellow", 1, 3))[0]
    assert shown([entry]) == [(1, 1, 1)]
    (remedy,) = entry.remedies
    assert {one.id for one in remedy.resources} == {"sim", "lab"}
    assert (remedy.at_least, remedy.at_most) == (2, 2)


def test_a_room_binds() -> None:
    picture = """
    term 03-01..03-07
    room hall 2
    activity sim weekly 60
    slot sim Mon 09:00 room=hall
    """
    entry = count(draw_term(picture), Question("fellow", 1, 5))[0]
    hall = Resource("room", "hall", "Hall", (1,))
    assert (entry.at_least, entry.at_most, entry.binds) == (2, 2, (hall,))
    assert entry.remedies == (Remedy((hall,), 3, 3),)


def test_where_sessions_build_on_meetings_their_seats_bind_and_not_the_hours_of_mentors() -> None:
    picture = """
    term 03-01..03-07
    faculty wang
    hours wang Mon 09:00-17:00
    activity talk weekly 60 meeting
    activity lecture weekly 60 after=talk
    slot lecture Fri 09:00 seats=1
    """
    entry = count(draw_term(picture), Question("fellow", 1, 4))[0]
    lecture = Resource("activity", "lecture", "Lecture", (1,))
    assert (entry.at_least, entry.at_most, entry.part, entry.binds) == (1, 1, "meetings", (lecture,))
    assert entry.remedies == (Remedy((lecture,), 2, 2),)


def test_where_sessions_build_on_meetings_the_hours_of_mentors_bind_when_seats_are_left() -> None:
    picture = """
    term 03-01..03-07
    faculty wang
    hours wang Mon 09:00-10:00
    activity talk weekly 60 meeting weight=1
    activity lecture weekly 60 after=talk
    slot lecture Fri 09:00 seats=2
    """
    entry = count(draw_term(picture), Question("fellow", 1, 4))[0]
    mentors = Resource("mentor", "one-more-mentor", "mentors' hours", (1,))
    assert (entry.at_least, entry.at_most, entry.binds) == (1, 1, (mentors,))
    assert entry.remedies == (Remedy((mentors,), 2, 2),)


def test_what_would_spare_others_elsewhere_is_not_said_to_be_too_little() -> None:
    """With one more seat in the hall others lack less on other days, though Monday has no room by itself."""
    picture = """
    term 03-01..03-07
    trainee amara student
    trainee li student
    trainee sofia intern
    faculty wang
    absent wang 03-01..03-07
    room hall 2
    service ward 9 round=09:00+60 for=fellow
    service lab 9
    activity case weekly 60 for=fellow
    slot case Mon 09:00 room=hall leads=wang
    activity mdt weekly 60 for=student
    slot mdt Mon 09:00 room=hall
    activity lecture weekly 60 for=student;intern weight=40
    slot lecture Tue 14:00 room=hall
    """
    term, question = draw_term(picture), Question("fellow", 1, 1)
    entry = count(term, question)[0]
    hall = Resource("room", "hall", "Hall", (1,))
    assert (entry.at_least, entry.at_most, entry.binds) == (0, 0, (hall,))
    assert not entry.tried
    assert they_fit(term, question, entry.start, 1, (hall,))


def test_what_another_part_has_no_room_for_is_not_hoped_for() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow 03-08..03-14
    service ward 1
    activity sim weekly 60
    slot sim Mon 09:00 seats=1
    """
    entry = count(draw_term(picture), Question("fellow", 1, 3))[0]
    sim, ward = Resource("activity", "sim", "Sim", (1,)), Resource("service", "ward", "Ward", (1,))
    assert (entry.at_least, entry.at_most, entry.part, entry.binds) == (1, 1, "other sessions", (sim,))
    assert entry.remedies == (Remedy((ward, sim), 2, 2),)


def test_what_is_spared_elsewhere_may_make_up_for_what_another_part_has_no_room_for() -> None:
    """With one more seat in the hall all hear the lecture, for which one of them does without a meeting."""
    picture = """
    term 03-01..03-07
    trainee amara student
    trainee li student
    trainee sofia intern
    faculty wang
    hours wang Fri 14:00-15:00
    room hall 2
    service ward 9 round=09:00+60 for=fellow
    service lab 9
    activity case weekly 60
    slot case Mon 09:00 room=hall
    pin sofia case must=no
    activity lecture weekly 60 for=student;intern weight=40
    slot lecture Tue 14:00 room=hall
    activity talk weekly 60 meeting for=intern;fellow
    """
    term, question = draw_term(picture), Question("fellow", 1, 1)
    entry = count(term, question)[0]
    hall = Resource("room", "hall", "Hall", (1,))
    assert (entry.at_least, entry.at_most, entry.part) == (0, 0, "sessions that services touch")
    assert entry.remedies == (Remedy((hall,), 1, None),)
    assert they_fit(term, question, entry.start, 1, (hall,))


def test_what_parts_have_room_for_but_not_together_is_not_hoped_for() -> None:
    """There are two hours of mentors, but one of them is that of the session."""
    picture = """
    term 03-01..03-07
    faculty wang
    hours wang Mon 09:00-10:00
    hours wang Tue 09:00-10:00
    activity sim weekly 60
    slot sim Mon 09:00 seats=1
    activity talk weekly 60 meeting
    """
    entry = count(draw_term(picture), Question("fellow", 1, 3))[0]
    assert (entry.at_least, entry.at_most, entry.part) == (1, 1, "other sessions")
    (remedy,) = entry.remedies
    assert [one.id for one in remedy.resources] == ["sim", "one-more-mentor"]
    assert (remedy.at_least, remedy.at_most) == (2, 2)


@pytest.mark.parametrize("full", [("mdt Mon",), ("mdt Mon", "talk Tue")])
def test_where_nothing_helps_that_is_said(full: tuple[str, ...]) -> None:
    """Nobody leads what the newcomer needs besides."""
    activities = "\n".join(f"activity {one.split()[0]} weekly 60\nslot {one} 09:00 seats=1" for one in full)
    picture = f"""
    term 03-01..03-07
    trainee amara fellow
    faculty wang
    absent wang 03-01..03-07
    service ward 9 round=09:00+60
    service lab 9
    {activities}
    activity case weekly 60 for=student
    slot case Mon 14:00 leads=wang
    """
    entry = count(draw_term(picture), Question("student", 1, 1))[0]
    assert (entry.at_least, entry.at_most, entry.part) == (0, 0, "sessions that services touch")
    assert entry.binds
    assert (entry.remedies, entry.tried) == ((), True)


def test_sessions_tell_at_once_that_no_more_ever_fit() -> None:
    picture = "term 03-01..03-07\n trainee amara fellow\n activity sim weekly 60\n slot sim Mon 09:00 seats=2"
    base, question = based(draw_term(picture)), Question("fellow", 1, 3)
    unbounded = replace(base, bounds=(0,) * len(base.parts))
    entry = Assessment(unbounded, question, base.term.weeks[0], patient()).begin()
    assert (entry.at_least, entry.at_most, entry.part, entry.stuck) == (1, 1, "other sessions", True)


def test_without_time_nothing_is_known() -> None:
    base = based(draw_term(SEATS))
    question = Question("fellow", 2)
    start = question.starts(base.term, base.term.span.start)[0]
    entry = assess(base, question, start, Control(time_limit_seconds=0))
    assert replace(entry, seconds=0.0) == Entry(start, 0, None, 0)


@pytest.mark.parametrize(("guess", "asked"), [(0, [1, 2, 3]), (2, [2, 3]), (5, [4, 3, 2]), (9, [4, 3, 2])])
def test_counting_begins_with_the_guess(guess: int, asked: list[int]) -> None:
    tried: list[int] = []
    plan = based(draw_term(SEATS)).plan

    def attempt(number: int) -> Attempt:
        tried.append(number)
        return Attempt(plan if number <= 2 else None)

    assert count_up(attempt, guess, 4) == (2, False)
    assert tried == asked


@pytest.mark.parametrize("guess", [0, 2, 4])
@pytest.mark.parametrize("none", [3, 4])
def test_counting_tells_whether_it_is_known_that_one_more_has_no_plan(guess: int, none: int) -> None:
    plan = based(draw_term(SEATS)).plan

    def attempt(number: int) -> Attempt:
        return Attempt(plan) if number <= 2 else Attempt(none=number >= none)

    assert count_up(attempt, guess, 4) == (2, none == 3)


def test_nobody_is_said_to_be_stuck_who_was_not_asked_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    base = based(draw_term(SEATS))
    monkeypatch.setattr(Rings, "unmoved", lambda *_: Attempt())
    entry = Assessment(base, Question("fellow", 2), base.term.weeks[0], patient()).begin()
    assert (entry.unmoved, entry.stuck) == (0, False)


def test_counting_asks_nothing_that_is_known() -> None:
    assert count_up(lambda _: Attempt(), 3, 4, known=2) == (2, False)
    assert count_up(lambda _: Attempt(), 0, 0) == (0, False)
