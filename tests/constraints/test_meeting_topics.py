"""Meetings of a trainee share out the topics that are claimed for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints.meeting_topics import share_topics
from constraints.scope import Scope
from inputs.programme import MeetingTime
from inputs.published import Published
from tests.constraints.drawn_decisions import WARD, least
from tests.pictures import draw, draw_term


def test_topics_that_are_claimed_are_met_and_others_turn_about() -> None:
    term = draw_term(WARD)
    wang, chen = term.faculty
    talk = term.activities[1]
    times = [time for time in term.meeting_times if time.activity == talk]
    meetings = [time for time in times if time.mentor == wang][:3] + [
        time for time in times if time.mentor == chen
    ][:1]
    assert share_topics(meetings, [(wang, "imaging")], term) == ["imaging", "genes", "genes", "biopsy"]
    nobody = replace(chen, topics=())
    assert share_topics([MeetingTime(talk, nobody, meetings[0].period)], [], term) == [""]


THREE_MEETINGS = """
    term 03-01..03-21
    trainee amara fellow
    faculty wang topics=genes;imaging;biopsy
    hours wang Mon 14:00-15:00
    activity talk weekly 60 meeting
    session amara talk 03-01 14:00 with=wang topic=genes
    session amara talk 03-08 14:00 with=wang topic=genes
    session amara talk 03-15 14:00 with=wang topic=genes
"""


@pytest.mark.parametrize(("since", "missed"), [("03-01", 0), ("03-02", 0), ("03-09", 1), ("03-16", 2)])
def test_meetings_of_the_past_are_spent_on_what_they_were_about(since: str, missed: int) -> None:
    plan, term = draw(THREE_MEETINGS)
    published = Published(plan, date.fromisoformat(f"2027-{since}"))
    term = replace(term, published=published)
    assert least(term, Scope.whole(term), "curriculum") == missed + 1  # she has no main mentor
