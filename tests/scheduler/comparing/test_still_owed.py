"""Points that nobody can lack any more are no allowance for others to lack what they had."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inputs.days import Span
from scheduler.comparing.still_owed import cost_of_what_is_owed, is_still_owed, weighed_by
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.inputs.folders import write_folder
from tests.pictures import draw
from tests.scheduler.commands.program import SETTINGS
from tests.scheduler.commands.store_program import rota
from tests.scheduler.store.small import MONDAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from inputs.people import Trainee
    from inputs.plan import Shortfall
    from inputs.term import Term

BARE = """
    term 03-01..03-28
    trainee amara fellow 03-01..03-21
    service ward 1
    curriculum fellow ward 1
    activity weekly weekly 60 weight=1
    activity pair biweekly 60 weight=2
    activity month monthly 60 weight=4
    activity once once 60 weight=8
    activity last last_week 60 weight=16
    activity ending rotation_end 60 weight=32
    slot weekly Mon 09:00
    slot pair Mon 10:00
    slot month Tue 09:00
    slot once Tue 10:00
    slot last Wed 09:00
    slot ending Wed 10:00
    rotation amara ward 03-15..03-21
"""


def lacking() -> tuple[tuple[Shortfall, ...], Term]:
    plan, term = draw(BARE)
    return list_shortfalls(plan, term, verify(plan, term), proven=True), term


def cost(shortfalls: tuple[Shortfall, ...], *items: str) -> int:
    return sum(one.cost for one in shortfalls if not items or one.item in items)


def test_in_the_same_term_all_is_owed_that_was() -> None:
    shortfalls, term = lacking()
    assert {one.item for one in shortfalls} == {
        *("weekly", "pair", "month", "once", "last", "ending", "rotation")
    }
    assert cost_of_what_is_owed(shortfalls, term, term) == cost(shortfalls)


def test_who_has_left_and_what_is_dropped_is_owed_no_more() -> None:
    shortfalls, term = lacking()
    assert cost_of_what_is_owed(shortfalls, term, replace(term, trainees=())) == 0
    kept = tuple(activity for activity in term.activities if activity.id != "weekly")
    dropped = replace(term, activities=kept, slots=tuple(s for s in term.slots if s.activity.id != "weekly"))
    assert cost_of_what_is_owed(shortfalls, term, dropped) == cost(shortfalls) - cost(shortfalls, "weekly")


def test_who_stays_longer_is_owed_other_things_than_the_last_week_lacked() -> None:
    shortfalls, term = lacking()
    (amara,) = term.trainees
    longer: Trainee = replace(amara, stay=Span(amara.stay.start, term.span.end))
    owed = cost_of_what_is_owed(shortfalls, term, replace(term, trainees=(longer,)))
    assert owed == cost(shortfalls) - cost(shortfalls, "last")


def test_what_lacked_counts_by_the_weights_of_now() -> None:
    shortfalls, term = lacking()
    rules: Mapping[str, Mapping[str, object]] = {
        "weeks_on_a_service": {"weight": 5},
        "curriculum": {"off": "to see"},
    }
    dearer = tuple(replace(a, weight=a.weight * 3 if a.id != "once" else 0) for a in term.activities)
    now = replace(term, activities=dearer, rules=rules)
    weighed = weighed_by(shortfalls, term, now)
    told = {one.item: (one.cost, is_still_owed(one, now)) for one in weighed}
    assert told["weekly"] == (3, True)
    assert told["ending"] == (96, True)
    assert told["rotation"] == (5, True)
    assert told["once"] == (0, False)
    assert cost_of_what_is_owed(shortfalls, term, now) == cost(weighed)
    assert cost(weighed_by(weighed, now, term), "rotation", "pair") == cost(shortfalls, "rotation", "pair")
    assert cost(weighed_by(weighed, now, term), "once") == 8


TERM = {
    "term": SETTINGS,
    "trainees": "id,name,kind,first_day,last_day\nT01,Amara Diallo,fellow,2027-03-01,2027-03-05\n",
    "services": "id,name,seats\nlab,Laboratory,2\n",
    "activities": "id,title,format,cadence,minutes,weight\nwrap-up,Wrap-up,group,last_week,60,20\n",
    "slots": "activity,weekday,start,weeks\nwrap-up,Wed,10:00,2027-03-10\n",
}
PLAN = {
    "rotations": "trainee,service,first_day,last_day\nT01,lab,2027-03-01,2027-03-05\n",
    "rounds": "service,first_day,last_day,lead\n",
    "sessions": "trainee,activity,topic,date,start,end,room,faculty\n",
    "mentors": "trainee,faculty\n",
}


def test_a_stay_made_longer_has_a_service_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    write_folder(Path("term"), TERM)
    write_folder(Path("plan"), PLAN)
    assert rota("publish", "term", "plan", at=MONDAY) == 0
    write_folder(Path("term"), {"trainees": TERM["trainees"].replace("03-05", "03-12")})
    assert rota("plan", "term", "-o", "again", at=MONDAY) == 0
    coverage = json.loads(Path("again/result.json").read_text(encoding="utf-8"))["levels"][0]
    assert coverage["value"] == 0
