"""
A trainee meets as many different topics of an activity as sessions allow; each missed costs a point.

Why
    A lecture heard twice is a lecture not heard.
Reads
    ``topics.csv``; ``faculty.csv``: ``topics``. Missed are the least of sessions attended and topics there
    are (for meetings, those that any mentor has), less the different topics seen.
Violation
    One trainee and activity; its amount is the number of topics missed.
Encoding
    A topic is seen only in a session that is attended and has it, which has no other; missed is the least of
    sessions and topics, less those seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.meeting_topics import post_meeting_topics
from constraints.most_sessions import most_sessions
from constraints.rule import At, SoftRule, Violation
from inputs.programme import Occurrence
from inputs.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.plan import Plan
    from inputs.programme import Option
    from inputs.term import Term


class TopicsSeen(SoftRule):
    """Trainees see different topics."""

    level: ClassVar[str] = "curriculum"
    price: ClassVar[str] = "topics missed"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each topic that a trainee could have seen in as many sessions."""
        prices: list[Literal] = []
        if not x.counts_on("topics_allowed"):
            _post_one_topic_each(model, x, term)
        for activity in term.activities:
            topics = term.topics_to_see(activity)
            if not topics or not (x.covers(activity) and x.covers_topics(activity)):
                continue
            for trainee in x.trainees:
                own = x.attended_of(trainee, activity)
                if not own:
                    continue
                seen = (
                    _seen_in_group(model, x, own, topics)
                    if activity.format == "group"
                    else x.total(
                        [
                            spent
                            for (_, topic), spent in x.spends(trainee, activity).items()
                            if topic in topics
                        ]
                    )
                )
                most = most_sessions(x, trainee, activity, term) or len(own)
                sessions = x.total([literal for _, literal in own])
                missed = _missed(model, x, sessions, most, seen, len(topics))
                x.topics_missed[trainee, activity] = missed
                prices.append(missed)
        return x.total(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each trainee and activity with topics missed."""
        given: dict[tuple[str, str], list[str]] = {}
        for session in plan.sessions:
            given.setdefault((session.trainee.id, session.activity.id), []).append(session.topic)
        for activity in term.activities:
            there = set(activity.topics)
            if activity.format == "meeting":
                known = {
                    topic
                    for member in term.faculty
                    if member.hours and member.max_meetings_per_week != 0
                    for topic in member.topics
                }
                there = known & there if there else known
            for trainee in term.trainees:
                topics = given.get((trainee.id, activity.id), [])
                seen = there.intersection(topics)
                missed = min(len(topics), len(there)) - len(seen)
                if missed > 0:
                    yield self.broken(
                        f"{trainee} sees {counted(len(seen), 'topic')} of {activity} in "
                        f"{counted(len(topics), 'session')}, but could see {min(len(topics), len(there))}.",
                        At(trainee, activity.id, trainee.stay),
                        missed,
                    )


def _post_one_topic_each(model: cp_model.CpModel, x: Decisions, term: Term) -> None:
    """Let no session have several topics, where no rule says so: a plan cannot say it."""
    for occurrence in x.occurrences:
        model.add_at_most_one(x.teaches(occurrence).values())
    post_meeting_topics(model, x, term)


def _seen_in_group(
    model: cp_model.CpModel, x: Decisions, attended: Sequence[tuple[Option, Literal]], topics: Sequence[str]
) -> Literal:
    """Return the number of topics of which an attended occurrence has one; others were of the past."""
    ways: dict[str, list[Literal]] = {}
    for occurrence, attends in attended:
        if isinstance(occurrence, Occurrence):
            for topic, teaches in x.teaches(occurrence).items():
                if topic not in topics:
                    continue
                both = x.new()
                model.add_implication(both, attends)
                model.add_implication(both, teaches)
                ways.setdefault(topic, []).append(both)
    seen = []
    for literals in ways.values():
        topic_seen = x.new()
        model.add_bool_or([~topic_seen, *literals])
        seen.append(topic_seen)
    return x.total(seen)


def _missed(
    model: cp_model.CpModel, x: Decisions, sessions: Literal, most: int, seen: Literal, topics: int
) -> Literal:
    """Return a count that is at least the least of ``sessions`` and ``topics``, less ``seen``."""
    missed = x.new_count(topics)
    if most <= topics:
        model.add(missed >= sessions - seen)
        return missed
    enough = x.new()
    model.add(missed >= topics - seen - topics * (1 - enough))
    model.add(missed >= sessions - seen - (most - topics) * enough)
    return missed
