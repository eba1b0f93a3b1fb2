"""What was found for one scenario is known for every other whose rules it keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inputs.plan import Plan
from inputs.published import carry_over
from inputs.supposed.supposing import Supposed
from inputs.term import Term
from scheduler.result import LevelResult, Result
from scheduler.scenarios.answer import find_answer
from scheduler.scenarios.sharing import share_plans
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw, draw_plan, draw_term
from tests.scheduler.scenarios.answers import some_scenario, start_of

CROWDED = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    room hall 2
    activity sim weekly 60
    slot sim Tue 09:00 seats=1 room=hall
"""
ROOMY = CROWDED.replace("seats=1", "seats=2")
FIRST, SECOND, LATE = (
    "session amara sim 03-02 09:00 room=hall",
    "session amara sim 03-09 09:00 room=hall",
    "session li sim 03-09 09:00 room=hall",
)


def bound(text: str, start: Plan, term: Term) -> Term:
    new = draw_term(text)
    published = carry_over(start, term, new, date(2027, 3, 1))
    return replace(new, published=published, levels=("coverage", "stability"))


def found(term: Term, *lines: str, least: int = 0) -> Result:
    """Return what a search that ran out of time came to."""
    plan = draw_plan(term, "\n".join(lines))
    verdict = verify(plan, term)
    assert not verdict.violations
    coverage = LevelResult("coverage", "feasible", verdict.value("coverage"), least)
    stability = LevelResult("stability", "feasible", verdict.value("stability"))
    missing = list_shortfalls(plan, term, verdict, proven=False)
    return Result("feasible", plan, (coverage, stability), 1.0, 0, 1, missing)


def test_a_seat_more_takes_nothing_from_anybody_though_its_search_found_less() -> None:
    start = start_of(*draw(f"{CROWDED}{FIRST}\n{SECOND}"))
    terms = [bound(text, start.plan, start.term) for text in (CROWDED, ROOMY)]
    results = [found(terms[0], FIRST, SECOND), found(terms[1], SECOND, LATE)]
    scenario = Supposed(some_scenario(), terms[1])
    alone = find_answer(scenario, terms[1], results[1], start, results[0].shortfalls)
    assert (alone.verdict, [str(s.trainee) for s in alone.lost]) == ("no", ["Amara"])
    base, roomy = share_plans(results, terms)
    assert base == results[0]
    told = find_answer(scenario, terms[1], roomy, start, base.shortfalls)
    assert (told.verdict, told.lost) == ("yes", ())


def test_what_the_tables_as_they_are_allow_is_no_gain_of_a_seat() -> None:
    start = start_of(*draw(f"{CROWDED}{FIRST}"))
    terms = [bound(text, start.plan, start.term) for text in (CROWDED, ROOMY)]
    results = [found(terms[0], FIRST), found(terms[1], FIRST, LATE, least=10)]
    base, roomy = share_plans(results, terms)
    assert base.plan is not None
    assert {session.trainee.name for session in base.plan.sessions} == {"Amara", "Li"}
    assert base.levels[0].value == verify(base.plan, terms[0]).value("coverage") == 20
    assert base.levels[0].bound == 0
    assert base.others[0] == results[0].plan
    assert roomy.plan == results[1].plan
    told = find_answer(Supposed(some_scenario(), terms[1]), terms[1], roomy, start, base.shortfalls)
    assert (told.verdict, told.mended) == ("yes", ())


def test_where_nothing_was_found_in_time_the_plan_of_another_is_known() -> None:
    start = start_of(*draw(f"{CROWDED}{FIRST}"))
    terms = [bound(text, start.plan, start.term) for text in (CROWDED, ROOMY)]
    nothing = Result("unknown", None, (), 1.0, 0, 1)
    (_, roomy) = share_plans([found(terms[0], FIRST), nothing], terms)
    assert roomy.plan is not None
    assert [(level.name, level.status, level.bound) for level in roomy.levels] == [
        ("coverage", "feasible", 0),
        ("stability", "feasible", 0),
    ]


def test_what_breaks_a_rule_or_speaks_of_who_is_not_there_is_not_handed_on() -> None:
    start = start_of(*draw(f"{CROWDED}{FIRST}"))
    without_li = CROWDED.replace("trainee li fellow", "")
    terms = [bound(text, start.plan, start.term) for text in (CROWDED, ROOMY, without_li)]
    results = [
        found(terms[0], FIRST),
        found(terms[1], FIRST, FIRST.replace("amara", "li"), LATE),
        found(terms[2], FIRST),
    ]
    base, _, alone = share_plans(results, terms)
    assert (base, alone) == (results[0], results[2])
