"""One topic for each meeting: more than that no plan can say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inputs.programme import MeetingTime

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.programme import Activity
    from inputs.term import Term


def post_meeting_topics(model: cp_model.CpModel, x: Decisions, term: Term) -> None:
    """Let meetings with a mentor be spent on at most as many topics, each claimed from one mentor."""
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
        by_mentor.setdefault(mentor.id, []).append(literal)
    meets: dict[str, list[Literal]] = {}
    for option, literal in x.attended_of(trainee, activity):
        if isinstance(option, MeetingTime):
            meets.setdefault(option.mentor.id, []).append(literal)
    for mentor_id, literals in by_mentor.items():
        model.add(x.total(literals) <= x.total(meets.get(mentor_id, [])))
    for literals in by_topic.values():
        model.add_at_most_one(literals)
