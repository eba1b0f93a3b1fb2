"""Plans and proofs beyond the first ring: everything anew, a base that is not proven, a past that stays."""

from dataclasses import replace
from datetime import date

import pytest

from inputs.days import Span
from inputs.programme import SeatChange
from inputs.published import carry_over
from inputs.term import COVERAGE, Term
from scheduler.capacity.answer import Question, Resource, with_newcomers
from scheduler.capacity.base import Base, find_base
from scheduler.capacity.limits import Limits, Ruling
from scheduler.capacity.more import with_more
from scheduler.capacity.newcomer import Alone, find_alone
from scheduler.capacity.rings import Attempt, Rings
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.measured import first_measured
from tests.pictures import draw_plan, draw_term
from tests.scheduler.capacity.counting import assess, base_of, based, brute_force, count, shown
from tests.scheduler.solving.jointly import patient

TERM = """
term 03-01..03-21
trainee amara fellow 03-01..03-07
trainee li fellow 03-08..03-21
activity sim weekly 60
slot sim Mon 09:00 seats=2
slot sim Tue 09:00 seats=1 weeks=even
"""
QUESTION = Question("fellow", 1, 5)


def published(term: Term, since: date) -> Term:
    """Return the term with its best plan as the published one, from a day on."""
    base = based(term)
    return replace(term, published=carry_over(base.plan, term, term, since))


def asked(base: Base, week: int) -> tuple[Rings, Alone]:
    start = base.term.weeks[week]
    alone = find_alone(base, QUESTION, start, patient())
    assert alone is not None
    return Rings(base.term, base, alone), alone


@pytest.mark.parametrize("since", [date(2027, 3, 1), date(2027, 3, 8)])
def test_everything_anew_finds_a_plan_or_shows_that_there_is_none(since: date) -> None:
    base = based(published(draw_term(TERM), since))
    assert (base.term.published is None) == (since == date(2027, 3, 1))
    rings, _ = asked(base, 1)
    start = base.term.weeks[1]
    assert rings.whole(QUESTION.newcomers(base.term, start, 2), patient()).plan is not None
    assert rings.whole(QUESTION.newcomers(base.term, start, 3), patient()) == Attempt(none=True)
    assert rings.whole(QUESTION.newcomers(base.term, start, 1), Control(time_limit_seconds=0)) == Attempt()


def test_a_published_plan_that_holds_is_the_base() -> None:
    term = published(draw_term(TERM), date(2027, 3, 8))
    base = find_base(term, patient())
    assert base is not None
    assert term.published is not None
    assert (base.plan, base.published) == (term.published.plan, True)


def test_who_led_past_rounds_is_no_reason_to_keep_newcomers_out() -> None:
    picture = """
    term 03-01..03-21
    trainee amara fellow
    faculty wang leads=ward
    service ward 2 round=08:00+60
    """
    term = published(draw_term(picture), date(2027, 3, 10))
    assert shown(count(term, QUESTION))[2] == (1, 1, 1)


def test_where_a_seat_more_forbids_what_there_is_no_plan_is_looked_for_beside_it() -> None:
    was = draw_term("term 03-01..03-21\n trainee amara fellow\n service ward 1 weeks=2..")
    plan = draw_plan(was, "rotation amara ward 03-01..03-21")
    now = replace(was, seat_changes=(SeatChange("ward", Span(date(2027, 3, 8), date(2027, 3, 22)), 0),))
    base = based(replace(now, published=carry_over(plan, was, now, date(2027, 3, 8))))
    _, alone = asked(base, 1)
    start = base.term.weeks[1]
    newcomers = QUESTION.newcomers(base.term, start, 1)
    seat = Resource("service", "ward", "Ward", (2,))
    rings = Rings(with_more(base.term, (seat,), QUESTION.stay(start)), base, alone)
    assert rings.unmoved(newcomers, patient()) == rings.moving(newcomers, patient()) == Attempt()
    assert rings.least_lacking(newcomers, patient()) is None


def test_those_who_are_there_at_other_times_do_not_move() -> None:
    base = based(draw_term(TERM))
    rings, _ = asked(base, 0)
    attempt = rings.moving(QUESTION.newcomers(base.term, base.term.weeks[0], 1), patient())
    assert attempt.plan is not None
    li = base.term.trainees[1]
    assert attempt.plan.sessions_of(li) == base.plan.sessions_of(li)
    assert rings.moving(QUESTION.newcomers(base.term, base.term.weeks[0], 2), patient()) == Attempt()


@pytest.mark.parametrize(
    ("plan", "none", "expected"), [(False, False, (1, 1)), (False, True, (1, 1)), (True, False, (1, 1))]
)
def test_when_a_ring_gives_no_answer_the_next_one_is_asked(
    plan: bool, none: bool, expected: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = based(draw_term(TERM))
    whole = Rings.whole
    monkeypatch.setattr(Rings, "unmoved", lambda *_: Attempt())
    monkeypatch.setattr(Rings, "moving", lambda *_: Attempt())
    monkeypatch.setattr(Rings, "whole", whole if plan else lambda *_: Attempt(none=none))
    entry = assess(base, QUESTION, base.term.weeks[0], patient())
    if plan:
        assert (entry.at_least, entry.at_most) == expected
    else:
        assert (entry.at_least, entry.at_most) == (0, 0 if none else 1)


def test_where_nothing_is_ruled_out_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    base = based(draw_term(TERM))
    monkeypatch.setattr(Rings, "unmoved", lambda *_: Attempt())
    monkeypatch.setattr(Rings, "moving", lambda *_: Attempt())
    monkeypatch.setattr(Rings, "whole", lambda *_: Attempt())
    monkeypatch.setattr(Limits, "excluding", lambda *_words, **_named: None)
    entry = assess(base, QUESTION, base.term.weeks[0], patient())
    assert (entry.at_least, entry.at_most) == (0, None)


@pytest.mark.parametrize("seed", first_measured(range(12), 3))
def test_without_bounds_of_the_parts_what_is_said_still_holds(seed: int) -> None:
    base = base_of(seed)
    term = base.term
    question = Question(term.trainees[0].kind, 1, 3)
    loose = replace(base, bounds=(0,) * len(base.bounds))
    for start, number in zip(
        question.starts(term, term.span.start), brute_force(term, question), strict=True
    ):
        alone = find_alone(loose, question, start, patient())
        assert alone is not None
        limits = Limits(loose.term, loose, alone)
        for more in range(1, question.most + 1):
            newcomers = question.newcomers(term, start, more)
            for index in range(len(loose.parts)):
                assert not (limits.ask(index, newcomers, patient()).excluded and more <= number)


def rulings(picture: str, number: int) -> list[tuple[str, bool, bool, int]]:
    """Return of each part of a term whether it excludes so many newcomers or has room, and what it lacks."""
    base = based(draw_term(picture))
    _, alone = asked(base, 0)
    limits, newcomers = (
        Limits(base.term, base, alone),
        QUESTION.newcomers(base.term, base.term.weeks[0], number),
    )
    found = [limits.ask(index, newcomers, patient()) for index in range(len(base.parts))]
    return [(ruling.part.kind, ruling.excluded, ruling.has_room, ruling.lacking) for ruling in found]


EITHER_OR = """
term 03-01..03-07
faculty wang
hours wang Mon 09:00-10:00
activity welcome first_week 60
activity sim weekly 60
slot sim Mon 09:00 seats=1
activity talk weekly 60 meeting
"""


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_newcomer_may_lack_in_a_part_what_he_or_she_cannot_have_with_the_rest(number: int) -> None:
    """One has the session, one the meeting; nobody could have both, or be welcomed."""
    assert rulings(EITHER_OR, number) == [("sessions", False, True, 0), ("meetings", False, True, 0)]


def test_everything_anew_allows_each_newcomer_what_he_or_she_lacks_alone() -> None:
    base = based(draw_term(EITHER_OR))
    rings, _ = asked(base, 0)
    assert rings.whole(QUESTION.newcomers(base.term, base.term.weeks[0], 2), patient()).plan is not None


def test_newcomers_lack_the_least_in_all() -> None:
    base = based(draw_term(EITHER_OR))
    rings, _ = asked(base, 0)
    newcomers = QUESTION.newcomers(base.term, base.term.weeks[0], 3)
    plan = rings.least_lacking(newcomers, patient())
    assert plan is not None
    assert verify(plan, with_newcomers(base.term, newcomers)).value(COVERAGE) == 30 + 20 + 20


@pytest.mark.parametrize(
    ("sessions", "number", "fits"),
    [
        (("amara", "newcomer-1"), 1, True),
        (("amara",), 1, False),
        (("newcomer-1",), 1, False),
        (("amara", "newcomer-1"), 2, False),
        (("amara", "newcomer-1", "newcomer-2"), 2, False),
    ],
)
def test_a_plan_fits_that_keeps_the_rules_and_lets_nobody_lack_more(
    sessions: tuple[str, ...], number: int, fits: bool
) -> None:
    picture = "term 03-01..03-07\n trainee amara fellow\n activity sim weekly 60\n slot sim Mon 09:00 seats=2"
    base = based(draw_term(picture))
    rings, _ = asked(base, 0)
    newcomers = QUESTION.newcomers(base.term, base.term.weeks[0], number)
    lines = "\n".join(f"session {who} sim 03-01 09:00" for who in sessions)
    assert rings.fits(draw_plan(with_newcomers(base.term, newcomers), lines), newcomers) == fits


BUSY = """
term 03-01..03-07
trainee amara student
faculty wang
hours wang Mon 09:00-10:00
activity welcome first_week 60
activity sim weekly 60
slot sim Mon 09:00 seats=1
activity talk weekly 60 meeting for=student weight=30
activity rest weekly 60 for=student weight=30
"""


def test_others_may_lack_in_a_part_what_they_lack_in_another_now() -> None:
    """There is one seat, which amara leaves for a meeting; what newcomers are not given nobody may lack."""
    assert rulings(BUSY, 1) == [("sessions", False, True, 0), ("meetings", False, True, 0)]
    assert rulings(BUSY, 2)[0] == ("sessions", True, False, 10)


def test_a_newcomer_may_not_lack_what_others_might() -> None:
    picture = BUSY.replace("activity sim weekly 60", "activity sim weekly 60 for=fellow")
    assert rulings(f"{picture}slot rest Mon 09:00", 1)[0] == ("sessions", False, True, 0)
    assert rulings(f"{picture}slot rest Mon 09:00", 2)[0] == ("sessions", True, False, 0)


def test_a_lead_that_lacks_already_keeps_nobody_out() -> None:
    picture = """
    term 03-01..03-07
    trainee amara fellow
    faculty wang
    absent wang 03-01..03-07
    activity sim weekly 60 weight=40
    slot sim Mon 09:00 leads=wang
    activity talk once 60 meeting
    """
    assert rulings(picture, 2) == [("sessions", False, True, 0), ("meetings", False, True, 0)]


def test_how_much_is_lacked_is_measured_where_it_is_not_known() -> None:
    base = based(draw_term(BUSY))
    _, alone = asked(base, 0)
    newcomers = QUESTION.newcomers(base.term, base.term.weeks[0], 3)
    ruling = Ruling(base.parts[0], excluded=True)
    measured = Limits(base.term, base, alone).measure(ruling, newcomers, patient())
    assert (measured.lacking, measured.plan is not None) == (20, True)


def test_a_part_asked_without_time_says_nothing() -> None:
    base = based(draw_term(TERM))
    _, alone = asked(base, 0)
    limits, newcomers = Limits(base.term, base, alone), QUESTION.newcomers(base.term, base.term.weeks[0], 2)
    ruling = limits.ask(0, newcomers, Control(time_limit_seconds=0))
    assert (ruling.excluded, ruling.has_room) == (False, False)
    assert limits.measure(ruling, newcomers, Control(time_limit_seconds=0)) == ruling
