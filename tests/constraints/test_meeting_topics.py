"""Meetings of a trainee share out the topics that are claimed for them."""

from __future__ import annotations

from dataclasses import replace

from constraints.meeting_topics import share_topics
from inputs.programme import MeetingTime
from tests.constraints.drawn_decisions import WARD
from tests.pictures import draw_term


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
