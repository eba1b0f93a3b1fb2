"""What a session says of decisions: the option that it is."""

from __future__ import annotations

from dataclasses import replace

from constraints.wanted import option_of
from inputs.programme import MeetingTime
from tests.constraints.drawn_decisions import WARD
from tests.pictures import draw


def test_the_option_of_a_session() -> None:
    plan, term = draw(WARD)
    first = option_of(plan.sessions[0], term)
    assert first == term.occurrences[0]
    meeting = plan.sessions[2]
    assert meeting.faculty
    assert option_of(meeting, term) == MeetingTime(meeting.activity, meeting.faculty, meeting.period)
    assert option_of(replace(meeting, faculty=None), term) is None
