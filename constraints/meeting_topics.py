"""One topic for each meeting: what a model may claim for all of them, and how a plan then shares it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from inputs.programme import MeetingTime

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Faculty, Trainee
    from inputs.programme import Activity
    from inputs.term import Term


def post_meeting_topics(model: cp_model.CpModel, x: Decisions, term: Term) -> None:
    """Let meetings with a mentor be spent on at most as many topics, each claimed from one mentor.

    Those of the past were spent already: on what they were about, and on nothing else.
    """
    for activity in term.activities:
        if activity.format == "meeting":
            for trainee in x.trainees:
                _post_meetings(model, x, trainee, activity)


def _post_meetings(model: cp_model.CpModel, x: Decisions, trainee: Trainee, activity: Activity) -> None:
    spends = x.spends(trainee, activity)
    if not spends:
        return
    by_topic: dict[str, list[Literal]] = {}
    by_mentor: dict[str, list[Literal]] = {}
    for (mentor, topic), literal in spends.items():
        by_topic.setdefault(topic, []).append(literal)
        if literal is not x.yes:
            by_mentor.setdefault(mentor.id, []).append(literal)
    meets: dict[str, list[Literal]] = {}
    for option, literal in x.attended_of(trainee, activity):
        if isinstance(option, MeetingTime) and not x.term.is_fixed(option.date):
            meets.setdefault(option.mentor.id, []).append(literal)
    for mentor_id, literals in by_mentor.items():
        model.add(x.total(literals) <= x.total(meets.get(mentor_id, [])))
    for literals in by_topic.values():
        model.add_at_most_one(literals)


def share_topics(
    meetings: list[MeetingTime],
    spent: Iterable[tuple[Faculty, str]],
    term: Term,
    known: Mapping[MeetingTime, tuple[str, bool]] = MappingProxyType({}),
) -> list[str]:
    """Return a topic for each meeting, in the order of ``meetings``, so that every pair in ``spent`` is met.

    A meeting that no pair claims repeats the topic that its mentor and the trainee have met least so far.
    ``known`` has the topics that were published for some of them, and whether they must stay; others stay
    where a pair claims them, or where no pair claims anything.
    """
    spent = list(spent)
    claimed: dict[Faculty, list[str]] = {}
    for mentor, topic in sorted(spent, key=lambda pair: (pair[0].id, pair[1])):
        claimed.setdefault(mentor, []).append(topic)
    staying: dict[MeetingTime, str] = {}
    for meeting in meetings:
        topic, must = known.get(meeting, ("", False))
        waiting = claimed.get(meeting.mentor, [])
        if topic in waiting:
            waiting.remove(topic)
            staying[meeting] = topic
        elif must or (topic and not spent):
            staying[meeting] = topic
    met: dict[str, int] = {}
    topics = []
    for meeting in meetings:
        waiting = claimed.get(meeting.mentor, [])
        if meeting in staying:
            topic = staying[meeting]
        elif waiting:
            topic = waiting.pop(0)
        else:
            taught = term.meeting_topics(meeting.activity, meeting.mentor)
            topic = min(taught, key=lambda t: (met.get(t, 0), taught.index(t)), default="")
        met[topic] = met.get(topic, 0) + 1
        topics.append(topic)
    return topics
