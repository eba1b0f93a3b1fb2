"""
Meetings are with the main mentor; each with somebody else costs a point.

Why
    Advice builds on the last conversation.
Reads
    Nothing but the plan.
Violation
    One meeting; its amount is 1.
Encoding
    For each trainee, activity and mentor, the meetings of a week (of its part in one month: where a month
    begins within the week, a monthly meeting may be in each part) without being main mentor are paid for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.most_sessions import most_sessions
from constraints.rule import At, SoftRule, Violation
from inputs.days import Span
from inputs.programme import MeetingTime

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.programme import Activity
    from inputs.term import Term


class MainMentorMeetings(SoftRule):
    """Meetings are with the main mentor."""

    level: ClassVar[str] = "comfort"
    price: ClassVar[str] = "meetings with others than the main mentor"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each meeting with somebody who is not the main mentor."""
        if not x.covers_mentors:
            return 0
        prices: list[Literal] = []
        meetings = [a for a in term.activities if a.format == "meeting" and x.covers(a)]
        for trainee in x.trainees:
            for activity in meetings:
                others = self._post_meetings(model, x, trainee, activity, term)
                if others:
                    self._post_topics(model, x, trainee, activity, others, term)
                prices += others
        return x.total(prices)

    def _post_meetings(
        self, model: cp_model.CpModel, x: Decisions, trainee: Trainee, activity: Activity, term: Term
    ) -> list[Literal]:
        """Return a count of meetings with others for each mentor and part of a week."""
        meets: dict[tuple[str, int, int], list[Literal]] = {}
        for option, literal in x.attended_of(trainee, activity):
            if isinstance(option, MeetingTime):
                key = (option.mentor.id, term.week_of(option.date).number, option.date.month)
                meets.setdefault(key, []).append(literal)
        mentors = {mentor.id: literal for mentor, literal in x.mentors(trainee).items()}
        one_a_week = x.counts_on("only_what_is_owed") and x.counts_on("one_service_a_week")
        others = []
        for (mentor_id, number, _), literals in meets.items():
            most = 1 if one_a_week and not term.is_fixed(term.weeks[number - 1].monday) else len(literals)
            other = x.new_count(most)
            model.add(other + most * mentors.get(mentor_id, 0) >= x.total(literals))
            others.append(other)
        return others

    def _post_topics(
        self,
        model: cp_model.CpModel,
        x: Decisions,
        trainee: Trainee,
        activity: Activity,
        others: list[Literal],
        term: Term,
    ) -> None:
        """Cut off what topics imply: what the main mentor does not teach is met with others, or missed.

        It holds where no more sessions can be than are owed by dates, each has a topic of its mentor, and
        nobody has several main mentors, who teach more together. What a main mentor taught before the day of
        replanning was seen, though he or she may not teach it any more.
        """
        missed = x.topics_missed.get((trainee, activity))
        granted = all(map(x.counts_on, ("only_what_is_owed", "topics_allowed", "one_main_mentor")))
        if missed is None or not granted or activity.cadence == "rotation_end":
            return
        sessions: Literal = x.total([literal for _, literal in x.attended_of(trainee, activity)])
        most = most_sessions(x, trainee, activity, term)
        topics = term.topics_to_see(activity)
        taught = Counter(mentor for mentor, topic in x.spends(trainee, activity) if topic in topics)
        lacking = {mentor: min(most, len(topics)) - taught[mentor] for mentor in x.mentors(trainee)}
        needed = sum(
            lacks * literal
            for mentor, literal in x.mentors(trainee).items()
            if (lacks := lacking[mentor]) > 0
        )
        model.add(x.total([*others, missed]) + most - sessions >= needed)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each meeting with somebody who is not the main mentor."""
        for session in plan.sessions:
            trainee, mentor, day = session.trainee, session.faculty, session.period.date
            if session.is_meeting and mentor not in plan.main_mentors.get(trainee, []):
                yield self.broken(
                    f"{trainee} has {session}, with {mentor}, who is not the main mentor.",
                    At(trainee, session.activity.id, Span.through(day, day)),
                )
