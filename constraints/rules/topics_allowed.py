"""
Each session has one topic of those that it can have.

Why
    What was taught must be known to be taught.
Reads
    ``topics.csv``; ``faculty.csv``: ``topics``. An occurrence of a group activity with topics has one of
    them, the same for all; a meeting one that its mentor has and that its activity lists, where it lists
    any. What was taught before the day of replanning may be called otherwise, or be no topic any more.
Violation
    One occurrence or meeting; its amount is 1.
Encoding
    For each occurrence exactly one topic; of the meetings with a mentor at most as many topics as meetings,
    and no topic of a trainee's meetings is claimed from two mentors. Other topics have no variable, but
    those of the past, which are constants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from constraints.meeting_topics import post_meeting_topics
from constraints.rule import At, HardRule, Violation
from inputs.days import Span
from inputs.faults import listed

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan, Session
    from inputs.term import Term


class TopicsAllowed(HardRule):
    """Sessions teach what they can teach."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Give each occurrence one topic, and each topic of a meeting one meeting."""
        for occurrence in x.occurrences:
            topics = list(x.teaches(occurrence).values())
            if topics:
                model.add_exactly_one(topics)
        post_meeting_topics(model, x, term)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each occurrence and meeting with a topic that it cannot have, or with several."""
        for (activity, period, _), company in plan.company.items():
            at = At(None, activity.id, Span.through(period.date, period.date))
            topics = sorted({session.topic for session in company})
            if len(topics) > 1:
                names = listed(_named(topic) for topic in topics)
                yield self.broken(f"{activity} on {period} is on {names}, but has one topic for all.", at)
            for topic in topics if not term.is_settled(period.date) else ():
                if topic not in (activity.topics or ("",)):
                    yield self.broken(
                        f"{activity} on {period} is on {_named(topic)}, but has {_some(activity.topics)}.", at
                    )
        for session in plan.sessions:
            is_settled = term.is_settled(session.period.date)
            if session.is_meeting and session.faculty is not None and not is_settled:
                yield from self._verify_meeting(session)

    def _verify_meeting(self, session: Session) -> Iterator[Violation]:
        mentor, activity, day = session.faculty, session.activity, session.period.date
        known = [
            topic for topic in (mentor.topics if mentor else ()) if topic in (activity.topics or (topic,))
        ]
        if session.topic not in (known or [""]):
            yield self.broken(
                f"{session.trainee} has {session}, with {mentor} on {_named(session.topic)}, but {mentor} "
                f"has {_some(known)}.",
                At(session.trainee, activity.id, Span.through(day, day)),
            )


def _named(topic: str) -> str:
    return f'"{topic}"' if topic else "no topic"


def _some(topics: Sequence[str]) -> str:
    return f"the {'topics' if len(topics) > 1 else 'topic'} {listed(topics)}" if topics else "no topic for it"
