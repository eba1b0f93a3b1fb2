"""Planning a published term again in which some have another lead than others: what each has may stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints.changed import changes_to
from inputs.published import carry_over
from inputs.term import STABILITY
from scheduler.solving.replanning.remnant import find_remnant
from scheduler.solving.replanning.replan import replan
from scheduler.verify import verify
from tests.pictures import draw_plan, draw_term
from tests.scheduler.solving.jointly import patient

TWO_TEACH = """
term 03-01..03-14 08:00-18:00
trainee amara fellow
trainee li fellow
faculty wang leads=mdt
faculty chen leads=mdt;exam
activity mdt weekly 60 for=fellow
slot mdt Mon 09:00
slot mdt Tue 09:00
activity exam once 60 for=student
slot exam Mon 09:00 weeks=even
off session_leads_allowed two teach
"""
HELD = """
session amara mdt 03-01 09:00 with=wang
session li mdt 03-01 09:00 {0}
session amara mdt 03-08 09:00 with=wang
session li mdt 03-08 09:00 {0}
"""
ANOTHER = "{} has Mdt on 8 March 2027, 09:00 to 10:00 led by {}"
MOVED = "{} has another Mdt on 9 March 2027, 09:00 to 10:00 instead of 8 March 2027"
LED = "Mdt on {} March 2027, 09:00 to 10:00 is led by {}"


@pytest.mark.parametrize("levels", [("coverage", "stability"), ("coverage", "stability", "fairness")])
@pytest.mark.parametrize("since", [1, 5])
@pytest.mark.parametrize(
    ("li", "more", "changed"),
    [
        ("with=chen", "", []),
        ("with=chen", "trainee zoe fellow 03-08..03-14", []),
        ("with=chen", "absent chen 03-08..03-09", [ANOTHER.format("Li", "nobody"), LED.format(8, "Wang")]),
        ("with=chen", "absent li 03-01..03-01", []),
        ("with=chen", "trainee noor student", [ANOTHER.format("Li", "Wang"), LED.format(8, "Wang")]),
        ("with=chen", "absent li 03-08..03-08", [MOVED.format("Li"), LED.format(8, "Wang")]),
        ("with=chen", "absent amara 03-08..03-08", [MOVED.format("Amara"), LED.format(8, "Chen")]),
        ("", "", []),
        ("", "trainee zoe fellow 03-08..03-14", []),
        ("", "absent li 03-08..03-08", [MOVED.format("Li")]),
    ],
)
def test_each_keeps_the_lead_or_changes(
    li: str, more: str, changed: list[str], since: int, levels: tuple[str, ...]
) -> None:
    old, new = draw_term(TWO_TEACH), draw_term(f"{TWO_TEACH}\n{more}")
    carried = carry_over(draw_plan(old, HELD.format(li)), old, new, date(2027, 3, since))
    term = replace(new, published=carried, levels=levels)
    result = replan(term, patient())
    assert result.plan is not None, result.conflict
    assert result.status == "optimal"
    verdict = verify(result.plan, term)
    assert verdict.violations == ()
    assert verdict.value("coverage") == (10 if "03-01..03-01" in more and since > 1 else 0)
    told = [change.what for change in changes_to(result.plan, term) if change.amount]
    assert [what for what in told if "8 March" in what and "Exam" not in what] == changed
    backwards = replace(term, levels=(STABILITY, "coverage"))
    assert replan(backwards, patient()).status == "optimal"


@pytest.mark.parametrize(
    ("more", "forced", "minimum"),
    [
        ("absent li 03-08..03-08", ["Li"], 4),
        ("absent chen 03-08..03-08", ["Chen", "Li"], 8),
    ],
)
def test_who_may_yet_lead_for_another_is_not_touched_in_every_plan(
    more: str, forced: list[str], minimum: int
) -> None:
    old, new = draw_term(TWO_TEACH), draw_term(f"{TWO_TEACH}\n{more}")
    published = carry_over(draw_plan(old, HELD.format("with=chen")), old, new, old.span.start)
    remnant = find_remnant(replace(new, published=published), published)
    assert (sorted(map(str, remnant.forced)), remnant.minimum) == (forced, minimum)


@pytest.mark.parametrize(
    ("li", "since", "leads"),
    [
        ("with=chen", 1, [{"Wang"}, {"Wang"}]),
        ("with=chen", 5, [{"Wang", "Chen"}, {"Wang"}]),
        ("with=chen", 9, [{"Wang", "Chen"}, {"Wang", "Chen"}]),
        ("", 5, [{"Wang", "None"}, {"Wang"}]),
    ],
)
def test_what_several_led_is_past_though_one_is_to_lead_from_now_on(
    li: str, since: int, leads: list[set[str]]
) -> None:
    old, new = draw_term(TWO_TEACH), draw_term(TWO_TEACH.replace("off session_leads_allowed two teach", ""))
    published = carry_over(draw_plan(old, HELD.format(li)), old, new, date(2027, 3, since))
    term = replace(new, published=replace(published, kept=frozenset({"amara"})))  # else as good the other way
    result = replan(term, patient())
    assert result.plan is not None, result.conflict
    assert verify(result.plan, term).violations == ()
    recorded = replace(new, settled_before=date(2027, 3, since))
    assert verify(result.plan, recorded).violations == ()
    led = [
        {str(s.faculty) for s in result.plan.sessions if s.period.date == date(2027, 3, day)}
        for day in (1, 8)
    ]
    assert led == leads
    told = [change.what for change in changes_to(result.plan, term)]
    assert [LED.format(8, "Wang") in told, any("1 March" in what for what in told)] == [
        since < 9 and li != "",
        since == 1,
    ]


TWO_WARDS = """
term 03-01..03-14
trainee amara fellow
trainee li fellow
service ward 2 round=08:00+60
service lab 2 round=10:00+60
faculty wang leads=ward;lab
faculty chen leads=ward;lab
rotation amara ward 03-01..03-14
rotation li lab 03-01..03-14
"""
BOTH = "round ward 03-01 wang\nround ward 03-01 chen\nround ward 03-08 wang\nround lab 03-08 chen"
ALONE = "round ward 03-01 wang\nround lab 03-01 wang\nround ward 03-08 wang\nround lab 03-08 chen"


@pytest.mark.parametrize("since", [3, 9])
@pytest.mark.parametrize("now", ["off round_leads_allowed for once", ""])
@pytest.mark.parametrize("rounds", [BOTH, ALONE])
def test_who_led_rounds_of_the_past_did_so_whatever_the_rule_says_now(
    rounds: str, now: str, since: int
) -> None:
    old = draw_term(f"{TWO_WARDS}\noff round_leads_allowed for once")
    new = draw_term(f"{TWO_WARDS}\n{now}")
    was = draw_plan(old, f"{TWO_WARDS}\n{rounds}")
    assert verify(was, old).violations == ()
    term = replace(new, published=carry_over(was, old, new, date(2027, 3, since)))
    result = replan(term, patient())
    assert result.plan is not None, result.conflict
    assert verify(result.plan, term).violations == ()
    assert verify(result.plan, replace(new, settled_before=date(2027, 3, since))).violations == ()
    assert set(was.rounds) <= set(result.plan.rounds)
    assert verify(was, new).violations == () or not now
