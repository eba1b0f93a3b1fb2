"""Which shortfalls are new against an older plan, and which are gone."""

from __future__ import annotations

from dataclasses import replace

from inputs.plan import Shortfall
from scheduler.comparing.lacking import Lacking, find_lacking
from tests.pictures import draw_term

TERM = draw_term("""
term 03-01..03-28
trainee amara 03-01..03-28
trainee li 03-01..03-28
""")
AMARA, LI = TERM.trainees
FIRST, SECOND, THIRD, _ = (week.span for week in TERM.weeks)
SIM = Shortfall(AMARA, "session", "sim", FIRST, 10, "All seats are taken.")


def test_what_lacks_as_before_is_the_same_whatever_the_reason() -> None:
    now = replace(SIM, reason="Amara is absent.")
    assert find_lacking([SIM], [now]) == Lacking(same=(now,))


def test_people_are_the_same_by_their_ids() -> None:
    now = replace(SIM, trainee=replace(AMARA, name="Amara Diallo"))
    assert find_lacking([SIM], [now]) == Lacking(same=(now,))


def test_what_lacks_in_another_week_has_moved() -> None:
    now = replace(SIM, span=SECOND)
    assert find_lacking([SIM], [now]) == Lacking(moved=(now,))


def test_each_lacks_once() -> None:
    second, third = replace(SIM, span=SECOND), replace(SIM, span=THIRD)
    assert find_lacking([SIM, second], [second, third]) == Lacking(same=(second,), moved=(third,))
    assert find_lacking([SIM], [second, third]) == Lacking(moved=(second,), new=(third,))
    assert find_lacking([SIM, second], [third]) == Lacking(moved=(third,), gone=(second,))


def test_another_trainee_kind_item_or_cost_is_something_else() -> None:
    others = [
        replace(SIM, trainee=LI),
        replace(SIM, trainee=None),
        replace(SIM, kind="curriculum"),
        replace(SIM, item="mdt"),
        replace(SIM, cost=20),
    ]
    for other in others:
        assert find_lacking([SIM], [other]) == Lacking(new=(other,), gone=(SIM,))


def test_what_is_new_less_what_is_gone_is_what_more_lacks() -> None:
    before = [SIM, replace(SIM, span=SECOND), replace(SIM, trainee=LI, cost=30)]
    now = [replace(SIM, span=THIRD), replace(SIM, trainee=LI), replace(SIM, trainee=None, cost=30)]
    found = find_lacking(before, now)
    more = sum(s.cost for s in found.new) - sum(s.cost for s in found.gone)
    assert more == sum(s.cost for s in now) - sum(s.cost for s in before)
