"""Planning a published term again: held against the joint model, which opens everything at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from constraints.changed import changes_to
from constraints.scope import Scope
from inputs.days import Span
from inputs.people import Absence
from inputs.plan import Mentorship, Plan
from inputs.published import Published, carry_over
from inputs.term import LEVELS as EVERY_LEVEL
from inputs.term import Term
from scheduler.model import Model
from scheduler.result import Result
from scheduler.solving.carried_bound import carried_bound
from scheduler.solving.promises import say_why
from scheduler.solving.remnant import find_remnant
from scheduler.solving.replan import replan, replan_around
from scheduler.solving.search import Control, minimize
from scheduler.solving.solve import solve_term
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw_plan, draw_term

LEVELS = ("coverage", "stability")
CLINIC = """
term 03-01..03-28 08:00-18:00
trainee amara fellow 03-01..03-28 interests=cells
trainee li fellow 03-01..03-28 interests=cells
faculty wang topics=genes interests=cells meetings=4
faculty chen topics=genes interests=cells meetings=4
hours wang Mon 14:00-16:00
hours chen Thu 14:00-16:00
room hall 10
service ward 2 weeks=1..4
activity one-to-one weekly 60 meeting weight=10
activity lecture weekly 60 weight=10
slot lecture Tue 10:00 room=hall
slot lecture Fri 10:00
"""


def limits(seconds: float = 60) -> Control:
    return Control(time_limit_seconds=seconds, workers=2)


def planned(term: Term, control: Control | None = None) -> Plan:
    result = solve_term(replace(term, levels=("coverage",)), control or limits())
    assert result.plan is not None
    return result.plan


def again(old: Term, new: Term, plan: Plan, since: date | None = None, **promises: Any) -> Term:
    published = carry_over(plan, old, new, since or new.span.start)
    cost = verify(plan, old).value("coverage")
    known = {"cost": cost, "bound": carried_bound(old, new, cost)}
    published = replace(published, **known | promises)
    return replace(new, published=published, levels=LEVELS)


def absent(term: Term, who: str, first: date, last: date) -> Term:
    return replace(term, absences=(*term.absences, Absence(who, Span.through(first, last))))


def value(result: Result, level: str) -> int:
    return next(entry.value for entry in result.levels if entry.name == level)


def proven(result: Result) -> list[bool]:
    return [entry.status == "optimal" for entry in result.levels]


def test_nothing_changes_where_the_term_has_not_changed() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    result = replan(again(term, term, plan), limits())
    assert result.plan is not None
    assert changes_to(result.plan, again(term, term, plan)) == ()
    assert value(result, "stability") == 0
    assert all(proven(result))


def test_a_mentor_who_falls_ill_is_replaced_and_nobody_else_is_touched() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    (meeting, *_) = [s for s in plan.sessions if s.is_meeting and s.faculty and s.faculty.id == "wang"]
    week = term.week_of(meeting.period.date).span
    new = again(term, absent(term, "wang", week.start, week.last_day), plan)
    result = replan(new, limits())
    assert result.plan is not None
    assert value(result, "coverage") == 0
    assert all(proven(result))
    mended = [
        s
        for s in result.plan.sessions
        if s.is_meeting and s.period.date in week and s.trainee == meeting.trainee
    ]
    assert [s.faculty.id for s in mended if s.faculty] == ["chen"]
    touched = {str(person) for change in changes_to(result.plan, new) for person in change.people}
    met_wang = {
        s.trainee.name
        for s in plan.sessions
        if s.is_meeting and s.period.date in week and s.faculty and s.faculty.id == "wang"
    }
    assert touched == {"Wang", "Chen"} | met_wang


FORTNIGHTS = """
term 03-01..04-25 08:00-18:00
trainee amara fellow 03-01..{}
service ward 1 weeks=2..4
service lab 1 weeks=2..4
activity sim biweekly 60 weight=10
slot sim Tue 10:00
activity wrap-up last_week 60 weight=10
slot wrap-up Tue 14:00
activity talk rotation_end 60 weight=10
slot talk Tue 16:00
"""
HELD = """
rotation amara lab 03-01..03-14
rotation amara ward 03-15..03-31
session amara sim 03-02 10:00
session amara sim 03-16 10:00
session amara talk 03-09 16:00
session amara talk 03-30 16:00
session amara wrap-up 03-30 14:00
"""


@pytest.mark.parametrize(("last_day", "since"), [("03-17", 17), ("03-19", 18), ("04-02", 31), ("04-16", 31)])
def test_whoever_leaves_early_or_late_keeps_what_took_place(last_day: str, since: int) -> None:
    old = draw_term(FORTNIGHTS.format("03-31"))
    plan = draw_plan(old, HELD)
    assert not verify(plan, old).violations
    new = again(old, draw_term(FORTNIGHTS.format(last_day)), plan, date(2027, 3, since))
    result = replan(new, limits())
    assert result.plan is not None, result.conflict
    held = {(s.activity.id, s.period) for s in plan.sessions if s.period.date < date(2027, 3, since)}
    assert held <= {(s.activity.id, s.period) for s in result.plan.sessions}
    assert not verify(result.plan, new).violations
    assert all(proven(result))


def test_whoever_comes_in_the_middle_of_the_week_is_given_a_service_for_it() -> None:
    lines = "term 03-01..03-14\ntrainee amara fellow\nservice ward 2 weeks=1..4\n"
    old = draw_term(lines)
    new = draw_term(f"{lines}trainee li fellow 03-03..03-14\n")
    again_planned = replan(again(old, new, planned(old), date(2027, 3, 2)), limits())
    assert again_planned.plan is not None
    li = new.trainee_by_id["li"]
    assert [str(rotation.span) for rotation in again_planned.plan.rotations_of(li)] == [str(li.stay)]
    assert value(again_planned, "coverage") == 0


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("service ward 2 weeks=1..4", "service ward 1 weeks=1..4\nservice lab 2 weeks=1..4"),
        ("slot lecture Tue 10:00 room=hall", "slot lecture Tue 10:00 room=hall seats=1"),
        ("room hall 10", "room hall 1"),
        ("interests=cells meetings=4", "interests=cells meetings=1"),
    ],
)
def test_fewer_seats_or_meetings_from_now_on_do_not_undo_what_took_place(was: str, now: str) -> None:
    old = draw_term(CLINIC.replace("slot lecture Fri 10:00", "").replace("hours chen Thu 14:00-16:00", ""))
    new = draw_term(
        CLINIC.replace("slot lecture Fri 10:00", "")
        .replace("hours chen Thu 14:00-16:00", "")
        .replace(was, now)
    )
    plan = planned(old)
    result = replan(again(old, new, plan, date(2027, 3, 10)), limits())
    assert result.plan is not None, result.conflict
    past = {s for s in plan.sessions if s.period.date < date(2027, 3, 10)}
    there = {(s.trainee.id, s.activity.id, s.period) for s in result.plan.sessions}
    assert {(s.trainee.id, s.activity.id, s.period) for s in past} <= there
    assert all(proven(result))


def test_what_is_past_stays_though_it_could_be_better() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    since = date(2027, 3, 15)
    kept = tuple(s for s in plan.sessions if not (s.activity.id == "lecture" and s.period.date < since))
    new = again(term, term, replace(plan, sessions=kept), since)
    result = replan(replace(new, published=replace(new.published, cost=None)), limits())  # type: ignore[type-var]
    assert result.plan is not None
    lectures = [s for s in result.plan.sessions if s.activity.id == "lecture"]
    assert {s.period.date >= since for s in lectures} == {True}
    assert value(result, "coverage") == 2 * 2 * 10


@pytest.mark.parametrize("mentors", [[("amara", "wang")], [("amara", "wang"), ("li", "wang")]])
def test_whoever_has_left_keeps_the_main_mentor_or_none(mentors: list[tuple[str, str]]) -> None:
    left = CLINIC.replace("trainee li fellow 03-01..03-28", "trainee li fellow 03-01..03-14")
    term = draw_term(f"{left}\n prefers li chen 3")
    was = planned(term)
    rows = [Mentorship(term.trainee_by_id[who], term.faculty_by_id[mentor]) for who, mentor in mentors]
    less = [s for s in was.sessions if s.activity.id != "lecture" or s.period.date < date(2027, 3, 22)]
    was = replace(was, mentorships=tuple(rows), sessions=tuple(less))
    new = again(term, term, was, date(2027, 3, 22), improve=True, bound=None)
    result = replan(replace(new, levels=EVERY_LEVEL), limits())
    assert result.plan is not None
    assert set(result.plan.mentorships) == set(rows)
    assert {str(p) for change in changes_to(result.plan, new) for p in change.people} == {"Amara"}


def test_a_mentor_who_had_more_at_one_time_than_allowed_now_had_them_all_the_same() -> None:
    term = draw_term(CLINIC.replace("fellow 03-01..03-28", "fellow 03-01..03-14"))
    rows = tuple(Mentorship(trainee, term.faculty_by_id["wang"]) for trainee in term.trainees)
    faculty = tuple(replace(member, max_mentees=1) for member in term.faculty)
    fewer = replace(term, faculty=faculty)
    was = replace(planned(term), mentorships=rows)
    result = replan(again(term, fewer, was, date(2027, 3, 22)), limits())
    assert result.plan is not None
    assert set(result.plan.mentorships) == set(rows)


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("mdt weekly 60", "mdt weekly 60 topics=a", "Mdt on {} is on no topic, but has the topic a."),
        ("mdt weekly 60 topics=a;b", "mdt weekly 60 topics=b", 'Mdt on {} is on "a", but has the topic b.'),
        (
            "wang topics=genes",
            "wang topics=cells",
            'Amara has Talk on 1 March 2027, 14:00 to 15:00, with Wang on "genes", but Wang has the topic cells.',
        ),
    ],
)
def test_a_topic_of_the_past_that_is_not_allowed_any_more_is_named(was: str, now: str, found: str) -> None:
    picture = """
        term 03-01..03-14
        trainee amara fellow
        faculty wang topics=genes
        hours wang Mon 14:00-15:00
        activity talk weekly 60 meeting
        activity mdt weekly 60
        slot mdt Tue 10:00
    """
    if was.startswith("mdt"):
        picture = picture.replace("mdt weekly 60", was)
    old = draw_term(picture)
    topic = " topic=a" if "topics=a" in was else ""
    plan = draw_plan(
        old,
        f"session amara talk 03-01 14:00 with=wang topic=genes\n session amara mdt 03-02 10:00{topic}",
    )
    assert was in picture
    new = draw_term(picture.replace(was, now))
    for improve in (False, True):
        result = replan(again(old, new, plan, date(2027, 3, 8), improve=improve), limits())
        text = found.format("2 March 2027, 10:00 to 11:00")
        assert result.conflict == (f"What is past breaks a rule of the term as it is now: {text}",)
    result = replan(again(old, new, plan, date(2027, 3, 1)), limits())
    assert result.status == "optimal"


WARDS = """
    term 03-01..04-04
    trainee amara fellow
    service ward 1
    service lab 1
    faculty wang topics=genes
    hours wang Tue 09:00-10:00
    activity talk once 60 meeting
"""


@pytest.mark.parametrize(
    ("rule", "past"),
    [
        ("no_service_twice", ["ward 03-01..03-07", "lab 03-08..03-14", "ward 03-15..03-21"]),
        ("one_service_a_week", ["ward 03-01..03-07", "lab 03-01..03-21"]),
    ],
)
def test_past_rotations_stay_where_they_may_repeat_or_be_two_at_once(rule: str, past: list[str]) -> None:
    term = draw_term(f"{WARDS}\n off {rule} for once")
    rotations = "\n".join(f"rotation amara {row}" for row in past)
    plan = draw_plan(term, f"{rotations}\n session amara talk 03-23 09:00 with=wang topic=genes")
    day = date(2027, 3, 23)
    result = replan(again(term, absent(term, "wang", day, day), plan, date(2027, 3, 22)), limits())
    assert result.plan is not None
    assert {row for row in result.plan.rotations if row.span.start < day} >= set(plan.rotations[:-1])
    for week in term.weeks[:3]:
        assert set(result.plan.services_in(term.trainees[0], week)) == set(
            plan.services_in(term.trainees[0], week)
        )
    assert all(proven(result))


def test_somebody_to_be_kept_is_not_touched() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    week = term.weeks[1].span
    ill = absent(term, "wang", week.start, week.last_day)
    free = replan(again(term, ill, plan), limits())
    kept = replan(again(term, ill, plan, kept=frozenset(["chen"])), limits())
    assert free.plan is not None
    assert kept.plan is not None
    touched = {p.id for c in changes_to(kept.plan, again(term, ill, plan)) for p in c.people}
    assert "chen" not in touched
    assert value(kept, "coverage") >= value(free, "coverage")


def test_a_promise_that_cannot_hold_is_named() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    ill = absent(term, "wang", term.span.start, term.span.last_day)
    result = replan(again(term, ill, plan, kept=frozenset(["wang"])), limits())
    assert result.status == "impossible"
    assert "Wang is to be kept" in result.conflict[0]
    few = replan(again(term, ill, plan, touch_at_most=0), limits())
    assert few.status == "impossible"
    with_wang = {
        s.trainee.name for s in plan.sessions if s.is_meeting and s.faculty == term.faculty_by_id["wang"]
    }
    assert with_wang
    said, _, names = few.conflict[0].rstrip(".").partition(": ")
    assert said == "Nobody may be touched, but in every plan these are"
    assert {*with_wang, "Wang"} <= set(names.replace(" and ", ", ").split(", "))


def test_a_limit_that_cannot_hold_is_named_and_no_promised_mentor() -> None:
    promised = CLINIC.replace("amara fellow 03-01..03-28", "amara fellow 03-01..03-28 mentor=wang")
    term = draw_term(promised.replace("li fellow 03-01..03-28", "li fellow 03-01..03-28 mentor=chen"))
    smaller = replace(term, services=tuple(replace(s, seats=1) for s in term.services))
    bound = again(term, smaller, planned(term), touch_at_most=0)
    assert bound.published is not None
    result = replan(bound, limits())
    assert result.status == "impossible"
    assert result.conflict == (
        "Nobody may be touched.",
        "What is past stays, and the rules of the term hold.",
    )


def test_a_past_that_breaks_a_rule_is_named() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    shorter = replace(term, services=tuple(replace(s, max_weeks=2) for s in term.services))
    result = replan(again(term, shorter, plan, date(2027, 3, 22)), limits())
    assert result.status == "impossible"
    assert any("What is past breaks a rule" in line for line in result.conflict)


def test_a_seat_lost_moves_somebody_and_no_more() -> None:
    term = draw_term(CLINIC + "service clinic 2 weeks=1..4\n")
    plan = planned(term)
    services = tuple(replace(s, seats=1) for s in term.services)
    new = again(term, replace(term, services=services), plan)
    result = replan(new, limits())
    assert result.plan is not None
    assert value(result, "coverage") == 0
    assert all(proven(result))


def test_without_a_published_plan_there_is_nothing_to_keep_to() -> None:
    term = draw_term(CLINIC)
    with pytest.raises(ValueError, match="nothing was published"):
        replan(term, limits())
    with pytest.raises(ValueError, match="nothing was published"):
        replan_around(term, limits(), term.trainees)


def test_other_orders_of_levels_are_solved_with_everything_open() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    new = replace(again(term, term, plan), levels=("stability", "coverage"))
    result = replan(new, limits())
    assert [level.name for level in result.levels] == ["stability", "coverage"]
    assert all(proven(result))


def test_the_published_plan_is_a_complete_start_though_its_topics_repeat() -> None:
    meetings = """
    mentor amara chen
    session amara one-to-one 03-01 14:00 with=wang topic=cells
    session amara one-to-one 03-11 14:00 with=chen topic=genes
    session amara one-to-one 03-15 14:00 with=wang topic=genes
    """
    term = draw_term(CLINIC.replace("wang topics=genes", "wang topics=genes;cells"))
    plan = draw_plan(term, meetings)
    new = again(term, term, plan, date(2027, 3, 15))
    model = Model(new, Scope.whole(new))
    model.x.hint(plan)
    outcome = minimize(model, model.price("stability"), limits(), aim="filling")
    assert (outcome.found, outcome.value) == (True, 0)


def disrupted(term: Term, random: Random) -> Term:
    """Return a random term with somebody away, somebody new, somebody late, or a seat less."""
    change = random.choice(("away", "away", "new", "late", "seat"))
    one = random.choice(term.trainees)
    if change == "new":
        new = replace(one, id="newcomer", name="Newcomer")
        return replace(term, trainees=(*term.trainees, new))
    if change == "late" and one.stay.days > 3:
        late = replace(one, stay=Span(one.stay.start + timedelta(days=random.randrange(1, 3)), one.stay.end))
        pins = tuple(pin for pin in term.pins if pin.trainee != one)
        return replace(term, trainees=tuple(late if t == one else t for t in term.trainees), pins=pins)
    if change == "seat" and term.services:
        full = random.choice(term.services)
        services = tuple(replace(s, seats=max(0, s.seats - 1)) if s == full else s for s in term.services)
        return replace(term, services=services)
    who = random.choice([*term.faculty, *term.rooms, *term.trainees])
    first = term.span.start + timedelta(days=random.randrange(term.span.days))
    last = min(first + timedelta(days=random.randrange(7)), term.span.last_day)
    return absent(term, who.id, first, last)


@pytest.mark.parametrize("seed", first_measured([*range(80), 342], 12))
def test_bounds_hold_and_what_is_proven_is_best(seed: int) -> None:
    check_beside_the_joint_model(seed)


@pytest.mark.parametrize("seed", first_measured(range(30), 6))
def test_large_terms_are_asked_for_everything_at_once_and_come_to_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.solving.replan.LARGE_RING", 0)
    check_beside_the_joint_model(seed)


@pytest.mark.parametrize("seed", first_measured(range(30), 8))
def test_where_not_everything_can_be_open_bounds_hold_too(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.solving.again.MOST_DECISIONS", 0)
    check_beside_the_joint_model(seed)


@pytest.mark.parametrize("seed", first_measured(range(20), 6))
def test_everything_open_at_once_comes_to_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are concerned, the relaxation of everything is asked, and the proof is with everything open."""
    monkeypatch.setattr("scheduler.solving.least_change.A_FEW", -100)
    check_beside_the_joint_model(seed)


@pytest.mark.parametrize("seed", [12, 13, 23])
def test_what_comes_after_changes_is_improved_in_large_terms_too(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With one worker: of several plans that pay as little at the first levels, each run takes the same.
    term, alone = random_term(seed), Control(time_limit_seconds=60, workers=1)
    new = replace(again(term, disrupted(term, Random(seed)), planned(term, alone)), levels=EVERY_LEVEL)
    small = replan(new, Control(time_limit_seconds=60, workers=1))
    monkeypatch.setattr("scheduler.solving.replan.LARGE_RING", 0)
    large = replan(new, Control(time_limit_seconds=60, workers=1))
    assert large.plan is not None
    assert [entry.value for entry in large.levels] == [entry.value for entry in small.levels]


@cache
def covered(seed: int) -> Result:
    """Return a plan of a random term for coverage alone, to be published."""
    return solve_term(replace(random_term(seed), levels=("coverage",)), limits(20))


def check_beside_the_joint_model(seed: int) -> None:
    term, random = random_term(seed), Random(seed)
    solved = covered(seed)
    if solved.plan is None or solved.status != "optimal":
        return
    since = term.span.start + timedelta(days=random.choice((0, random.randrange(term.span.days))))
    new = again(term, disrupted(term, random), solved.plan, since)
    assert new.published is not None
    result = replan(replace(new, published=replace(new.published, improve=True)), limits(30))
    if result.plan is None:
        assert result.status in ("impossible", "unknown")
        return
    model = Model(new, Scope.whole(new))
    coverage = model.price("coverage")
    best = minimize(model, coverage, limits(30))
    assert best.status == "optimal"
    level = {entry.name: entry for entry in result.levels}
    assert level["coverage"].bound <= best.value <= level["coverage"].value
    for entry in result.levels[:2]:
        assert entry.bound == sum(shown.bound for shown in entry.evidence)
        assert all(shown.source for shown in entry.evidence)
    for other in result.others:
        judged = verify(other, new)
        assert not judged.violations
        assert [judged.value(name) for name in LEVELS] >= [level[name].value for name in LEVELS]
    carried = new.published.bound
    assert carried is None or carried <= best.value
    if level["coverage"].status == "optimal":
        assert level["coverage"].value == best.value
        model.proto.add(coverage <= best.value)
        least = minimize(model, model.price("stability"), limits(30))
        assert least.status == "optimal"
        assert level["stability"].bound <= least.value <= level["stability"].value
        points = new.published.points_a_person(new)
        forced = find_remnant(new, new.published).forced
        assert len(forced) * points <= least.value


LED = """
term 03-01..03-28
trainee amara fellow
trainee li fellow
trainee nora fellow
trainee sara fellow
faculty wang leads=lecture;case
faculty chen leads=lecture;case
faculty tang leads=lecture;case
service ward 1
service lab 1
activity lecture weekly 60
activity case weekly 60
activity sim weekly 60
slot lecture Tue 10:00
slot case Wed 10:00
slot sim Thu 10:00 seats=2
slot sim Fri 10:00 seats=2
"""
"""For whoever comes there is no seat left in the simulation; of lectures, anybody may lead any."""


@pytest.mark.parametrize(
    ("before", "after", "most"),
    [
        ("", "trainee zoe fellow", 0),
        ("", "trainee zoe fellow\ntrainee yan fellow", 0),
        ("trainee zoe fellow 03-01..03-14", "trainee zoe fellow 03-08..03-28", 1),
    ],
)
def test_few_are_touched_from_the_first_plan_on(before: str, after: str, most: int) -> None:
    told: list[Mapping[str, int]] = []
    old, alone = draw_term(LED + before), Control(time_limit_seconds=20, workers=1)
    new = again(old, draw_term(LED + after), planned(old, alone))
    assert new.published is not None
    control = Control(
        time_limit_seconds=20, workers=1, found=lambda values, _seconds: told.append(dict(values))
    )
    result = replan(new, control)
    assert told
    assert told[-1]["coverage"] == value(result, "coverage")
    points = new.published.points_a_person(new)
    assert [values["stability"] // points for values in told] == [most] * len(told)


def test_a_bound_is_carried_only_where_nothing_was_added() -> None:
    term = draw_term(CLINIC)
    assert carried_bound(term, term, 40) == 40
    assert carried_bound(term, absent(term, "wang", term.span.start, term.span.start), 40) == 40
    more = replace(term, services=tuple(replace(s, seats=5) for s in term.services))
    assert carried_bound(term, more, 40) is None
    assert carried_bound(more, term, 40) == 40
    fewer = replace(term, trainees=term.trainees[:1])
    assert carried_bound(term, fewer, 40) is None
    other = replace(term, activities=tuple(replace(a, weight=5) for a in term.activities))
    assert carried_bound(term, other, 40) is None
    closed = absent(term, "hall", term.span.start, term.span.last_day)
    assert carried_bound(term, closed, 40) == 40
    away = absent(term, "li", date(2027, 3, 1), date(2027, 3, 7))
    assert carried_bound(term, away, 40) == 40 - 10 - 10


def test_a_plan_is_carried_over_to_the_people_of_the_new_term() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    fewer = replace(term, trainees=term.trainees[:1])
    published = carry_over(plan, term, fewer, term.span.start)
    assert {session.trainee for session in published.plan.sessions} == {term.trainees[0]}
    meetings = [s for s in plan.sessions if s.is_meeting and s.trainee == term.trainees[1]]
    assert {row.who for row in published.lost} >= {s.faculty for s in meetings}
    no_hall = replace(term, rooms=(), slots=tuple(s for s in term.slots if s.room is None))
    lost = carry_over(plan, term, no_hall, term.span.start).lost
    in_hall = [s for s in plan.sessions if s.room is not None]
    assert len([row for row in lost if "lecture" in row.what]) >= len(in_hall)
    assert isinstance(published, Published)


def test_a_promised_mentor_breaks_no_rule_in_the_past() -> None:
    term = draw_term(
        CLINIC.replace("trainee amara fellow 03-01..03-28", "trainee amara fellow 03-01..03-28 mentor=wang")
    )
    bound = again(term, term, planned(term), date(2027, 3, 15))
    assert bound.published is not None
    assert say_why(bound, bound.published, limits()) == ()


def test_another_lead_is_counted_for_those_too_whose_decisions_are_not_open() -> None:
    picture = """
    trainee amara fellow 03-01..03-07
    trainee li fellow 03-01..03-07
    trainee maria fellow 03-01..03-07
    faculty wang leads=lecture
    faculty chen leads=lecture
    activity lecture weekly 60
    slot lecture Tue 10:00
    """
    given = """
    session amara lecture 03-02 10:00 with=wang
    session li lecture 03-02 10:00 with=wang
    session maria lecture 03-02 10:00 with=wang
    """
    term = draw_term(picture)
    new = again(term, term, draw_plan(term, given))
    assert new.published is not None
    scope = replace(Scope.whole(new), trainees=frozenset({"amara"}))
    model = Model(new, scope, new.published.plan)
    chen = next(member for member in new.faculty if member.id == "chen")
    model.proto.add(model.x.leads(next(model.x.occurrences))[chen] == 1)
    outcome = minimize(model, model.price("stability"), limits())
    plan = model.x.plan(lambda literal: bool(outcome.values[literal.index]))
    touched = {person.id for change in changes_to(plan, new) for person in change.people}
    assert touched == {"amara", "li", "maria", "wang", "chen"}
    assert outcome.value == verify(plan, new).value("stability")


@pytest.mark.parametrize(("improve", "lacking"), [(False, 10), (True, 0)])
def test_what_a_new_seat_makes_possible_is_given_where_that_is_asked(improve: bool, lacking: int) -> None:
    picture = """
    trainee amara fellow 03-01..03-07
    trainee li fellow 03-01..03-07
    trainee maria fellow 03-01..03-07
    activity sim once 60 weight=10
    slot sim Tue 09:00 seats=1
    slot sim Thu 09:00 seats=1
    activity lecture weekly 60
    slot lecture Mon 10:00
    """
    given = "\n".join(
        (
            "session amara sim 03-02 09:00",
            "session li sim 03-04 09:00",
            *(f"session {who} lecture 03-01 10:00" for who in ("amara", "li", "maria")),
        )
    )
    old = draw_term(picture)
    new = again(
        old, draw_term(picture + "slot sim Fri 09:00 seats=1"), draw_plan(old, given), improve=improve
    )
    result = replan(new, limits())
    assert (value(result, "coverage"), all(proven(result))) == (lacking, improve)
    assert result.plan is not None
    touched = {person.id for change in changes_to(result.plan, new) for person in change.people}
    assert touched == ({"maria"} if improve else set())
