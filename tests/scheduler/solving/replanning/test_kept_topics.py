"""Topics that were published are kept where that costs nothing: held against every other choice of topics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest

from inputs.plan import Plan
from inputs.published import Published
from inputs.term import LEVELS, Term
from scheduler.solving.best import Best
from scheduler.solving.replanning.kept_topics import keep_topics, with_published_topics
from scheduler.solving.replanning.replan import replan
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.measured import first_measured
from tests.pictures import draw
from tests.scheduler.solving.jointly import patient

START = date(2027, 3, 1)
TALKS = """
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow
    room hall
    activity talk weekly 60 topics=a;b;c
    slot talk Tue 10:00 room=hall
    session amara talk 03-02 10:00 topic={0}
    session li talk 03-02 10:00 topic={0}
    session amara talk 03-09 10:00 topic={1}
    session li talk 03-09 10:00 topic={1}
    session amara talk 03-16 10:00 topic={2}
    session amara talk 03-23 10:00 topic={3}
"""
MEETINGS = """
    term 03-01..03-21
    trainee amara fellow
    faculty wang topics=a;b;c
    hours wang Mon 09:00-12:00
    hours wang Thu 09:00-12:00
    activity talk weekly 60 meeting
    mentor amara wang
    session amara talk {0} 09:00 with=wang topic={1}
    session amara talk 03-08 09:00 with=wang topic={2}
    session amara talk 03-15 09:00 with=wang topic={3}
"""


def topics(plan: Plan) -> str:
    """Return the topics of the first trainee, in order of time."""
    own = sorted(
        plan.sessions_of(min((s.trainee for s in plan.sessions), key=lambda t: t.id)), key=lambda s: s.period
    )
    return "".join(session.topic for session in own)


def drawn(picture: str, *words: str) -> tuple[Plan, Term]:
    return draw(picture.format(*words))


def kept(picture: str, was: str, now: str, since: date = START, *, day: str = "") -> str:
    """Return the topics of a plan with those ``now``, after those that were published are brought back."""
    first = [day or "03-01"] if picture is MEETINGS else []
    published = Published(drawn(picture, *(["03-01"] if first else []), *was)[0], since)
    plan, term = drawn(picture, *first, *now)
    found = with_published_topics(term, plan, published, patient())
    assert verify(found, term).violations == ()
    return topics(found)


def test_topics_that_were_exchanged_are_exchanged_back() -> None:
    assert kept(TALKS, "abca", "bacb") == "abca"
    assert kept(MEETINGS, "abc", "cab") == "abc"


def test_what_lies_before_the_day_of_replanning_stays() -> None:
    assert kept(TALKS, "abca", "bacb", date(2027, 3, 8)) == "baca"


def test_a_topic_that_is_seen_now_is_not_given_up() -> None:
    assert kept(TALKS, "aaaa", "abca") == "abca"
    assert kept(MEETINGS, "aaa", "abc") == "abc"


def test_a_meeting_that_moved_within_its_week_keeps_its_topic() -> None:
    assert kept(MEETINGS, "abc", "cab", day="03-04") == "abc"


def test_who_stays_where_it_was_published_counts_more_than_one_who_moved_there() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow 03-01..03-07
    activity talk weekly 60 topics=a;b
    slot talk Tue 10:00
    slot talk Thu 10:00
    session amara talk 03-02 10:00 topic={}
    session amara talk 03-09 10:00 topic=b
    session li talk {} 10:00 topic=b
    """
    published = Published(drawn(picture, "a", "03-04")[0], START)
    plan, term = drawn(picture, "b", "03-02")
    assert topics(with_published_topics(term, plan, published, patient())) == "ab"


def test_where_all_is_as_published_the_plan_is_the_same() -> None:
    plan, term = drawn(TALKS, *"abca")
    assert with_published_topics(term, plan, Published(plan, START), patient()) is plan


def test_without_time_nothing_changes() -> None:
    plan, term = drawn(TALKS, *"bacb")
    published = Published(drawn(TALKS, *"abca")[0], START)
    assert with_published_topics(term, plan, published, Control(time_limit_seconds=0)) is plan


def test_the_best_plan_is_exchanged_where_there_is_one() -> None:
    plan, term = drawn(TALKS, *"bacb")
    published = Published(drawn(TALKS, *"abca")[0], START)
    empty, best = (Best(term, patient(), LEVELS) for _ in range(2))
    keep_topics(empty, published)
    assert empty.plan is None
    best.accept(plan)
    keep_topics(best, published)
    assert best.plan is not None
    assert topics(best.plan) == "abca"


def test_topics_are_kept_though_time_is_up_but_not_once_somebody_interrupted() -> None:
    plan, term = drawn(TALKS, *"bacb")
    published = Published(drawn(TALKS, *"abca")[0], START)
    late, interrupted = Control(time_limit_seconds=0), patient()
    interrupted.interrupt()
    for control, expected in ((late, "abca"), (interrupted, "bacb")):
        best = Best(term, control, LEVELS)
        best.accept(plan)
        keep_topics(best, published)
        assert best.plan is not None
        assert topics(best.plan) == expected


@pytest.mark.parametrize("seed", first_measured(range(20), 5))
def test_no_other_choice_as_good_keeps_more(seed: int) -> None:
    random = Random(seed)
    was, now = (random.choices("abc", k=4) for _ in range(2))
    published = drawn(TALKS, *was)[0]
    plan, term = drawn(TALKS, *now)
    found = with_published_topics(term, plan, Published(published, START), patient())

    def missed(plan: Plan) -> int:
        return verify(plan, term).value("curriculum")

    def same(plan: Plan) -> int:
        before = {(s.trainee, s.period): s.topic for s in published.sessions}
        return sum(before[s.trainee, s.period] == s.topic for s in plan.sessions)

    others = [drawn(TALKS, *choice)[0] for choice in product("abc", repeat=4)]
    assert missed(found) <= missed(plan)
    assert same(found) == max(same(other) for other in others if missed(other) <= missed(plan))


def test_a_new_plan_keeps_the_topics_of_sessions_that_nothing_touches() -> None:
    plan, term = drawn(TALKS.replace("trainee li fellow", "trainee li fellow 03-01..03-14"), *"abca")
    ill = replace(term, published=Published(plan, START), levels=LEVELS)
    result = replan(ill, patient())
    assert result.plan is not None
    assert topics(result.plan) == "abca"
