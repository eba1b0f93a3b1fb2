"""What a session says of decisions: the option that it is, and how meetings share out topics."""

from __future__ import annotations

from dataclasses import replace

from constraints.wanted import option_of, share_topics
from inputs.programme import MeetingTime
from tests.constraints.drawn_decisions import WARD
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


def test_the_option_of_a_session() -> None:
    plan, term = draw(WARD)
    first = option_of(plan.sessions[0], term)
    assert first == term.occurrences[0]
    meeting = plan.sessions[2]
    assert meeting.faculty
    assert option_of(meeting, term) == MeetingTime(meeting.activity, meeting.faculty, meeting.period)
    assert option_of(replace(meeting, faculty=None), term) is None
