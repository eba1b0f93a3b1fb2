from dataclasses import replace
from datetime import date

from inputs.days import Span
from inputs.people import Absence
from inputs.plan import Plan
from inputs.published import carry_over
from inputs.term import Term
from scheduler.solving.replanning.remnant import find_remnant
from scheduler.solving.replanning.rings import Ring, inner_rings, lacking_ring, wider_rings
from tests.pictures import draw_plan, draw_term

SEATS = """
trainee amara fellow 03-01..03-28
trainee li fellow 03-01..03-28
trainee maria fellow 03-01..03-28
activity sim once 60 weight=10
activity lecture weekly 60 weight=10
slot sim Mon 09:00 weeks=1 seats=1
slot lecture Tue 09:00
"""
GIVEN = """
session amara sim 03-01 09:00
session maria lecture 03-09 09:00
session maria lecture 03-16 09:00
session li lecture 03-02 09:00
"""

LECTURES = """
trainee amara fellow 03-01..03-28
trainee li fellow 03-01..03-28
trainee maria fellow 03-01..03-28
activity lecture weekly 60 weight=10
slot lecture Tue 09:00
slot lecture Wed 09:00
"""


def rings(old: Term, new: Term, plan: Plan, best: Plan | None = None) -> list[Ring]:
    published = carry_over(plan, old, new, new.span.start)
    remnant = find_remnant(new, published)
    wider = wider_rings(new, published, remnant, lambda: best or remnant.plan)
    return [*inner_rings(new, published, remnant), *wider]


def names_in(ring: Ring) -> list[str]:
    return sorted(ring.trainees or ())


def with_newcomer(term: Term) -> Term:
    new = replace(term.trainees[0], id="new", name="New", stay=Span(term.span.start, term.weeks[1].monday))
    return replace(term, trainees=(*term.trainees, new))


def test_around_somebody_new_those_come_first_who_have_at_that_time_what_is_lacked() -> None:
    term = draw_term(SEATS)
    found = rings(term, with_newcomer(term), draw_plan(term, GIVEN))
    assert [ring.name for ring in found] == [
        "those concerned and faculty",
        "those concerned and some who have what they lack",
        "those who lack something",
    ]
    # Lectures of Maria are in weeks in which nobody new is there.
    assert [ring.trainees and sorted(ring.trainees) for ring in found[:2]] == [
        ["new"],
        ["amara", "li", "new"],
    ]


def test_those_who_lack_something_are_joined_by_who_has_moved() -> None:
    term = draw_term(LECTURES)
    given = draw_plan(
        term, "\n".join((lectures("amara"), lectures("maria"), "session li lecture 03-02 09:00"))
    )
    moved = given_to(given, draw_plan(term, lectures("amara", "Wed")), "amara")
    last = rings(term, with_newcomer(term), given, moved)[-1]
    assert last.name == "those who lack something"
    # Maria lacks nothing, and is where she was; Amara lacks nothing either.
    assert names_in(last) == ["amara", "li", "new"]
    assert names_in(rings(term, with_newcomer(term), given, given)[-1]) == ["li", "new"]


def lectures(who: str, weekday: str = "Tue") -> str:
    first = {"Tue": 2, "Wed": 3}[weekday]
    return "\n".join(f"session {who} lecture 03-{first + 7 * week:02} 09:00" for week in range(4))


def given_to(plan: Plan, other: Plan, who: str) -> Plan:
    """Return a plan in which somebody has the sessions of another plan."""
    kept = tuple(session for session in plan.sessions if session.trainee.id != who)
    return replace(plan, sessions=kept + other.sessions)


def test_with_others_the_stays_of_very_few_are_searched_alone() -> None:
    people = "".join(f"trainee t{number} fellow 03-01..03-28\n" for number in range(3))
    term = draw_term(people + LECTURES)
    given = draw_plan(term, "\n".join(lectures(who) for who in ("t0", "t1", "t2", "amara", "maria", "li")))
    weeks, stays = "those concerned, in the weeks concerned", "those concerned and faculty"
    for away, alone, found in (
        (("t0", "t1"), False, [weeks, stays]),
        (("t0", "t1", "t2"), False, [weeks]),
        (("t0", "t1", "t2"), True, [weeks, stays]),
    ):
        ill = tuple(Absence(who, Span.through(date(2027, 3, 9), date(2027, 3, 9))) for who in away)
        new = replace(term, absences=ill)
        published = carry_over(given, term, new, new.span.start)
        bound = replace(new, published=published)
        inner = list(inner_rings(bound, published, find_remnant(bound, published), alone=alone))
        assert [ring.name for ring in inner] == found
        assert names_in(inner[0]) == sorted(away)


def test_where_somebody_is_new_whole_stays_are_searched_at_any_rate() -> None:
    old = draw_term(SEATS)
    new = with_newcomer(old)
    published = carry_over(draw_plan(old, GIVEN), old, new, new.span.start)
    (ring,) = inner_rings(new, published, find_remnant(new, published), alone=False)
    assert ring.name == "those concerned and faculty"


def test_those_who_lack_something_stand_in_a_ring_with_the_weeks_in_which_they_do() -> None:
    term = draw_term(LECTURES)
    plan = draw_plan(
        term, "\n".join((lectures("amara"), "session li lecture 03-02 09:00", lectures("maria")))
    )

    def found(since: date, best: Plan = plan, of: Term = term) -> tuple[list[str], list[int]] | None:
        ring = lacking_ring(of, carry_over(plan, of, of, since), best)
        return (names_in(ring), sorted(ring.weeks or ())) if ring else None

    assert found(date(2027, 3, 1)) == (["li"], [2, 3, 4])
    assert found(date(2027, 3, 17)) == (["li"], [3, 4])
    everything = draw_plan(term, "\n".join(map(lectures, ("amara", "li", "maria"))))
    assert found(date(2027, 3, 1), everything) is None
    # When somebody could have what is owed once in four weeks, nothing tells.
    once = draw_term(LECTURES.replace("weekly", "once"))
    assert found(date(2027, 3, 1), Plan(), once) is None
