"""Plans meetings by patterns, so that they fit what a plan has already; and bounds their comfort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from constraints.rules.fair_meetings import most_for_nothing
from constraints.scope import is_off
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.programme import MeetingTime
from inputs.stays import Window
from inputs.term import Term
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.drafts.surroundings import Given, Possible
from scheduler.solving.patterns.choices import UNIT, Charges, Choices
from scheduler.solving.patterns.choosing import choose
from scheduler.solving.patterns.generation import Generation
from scheduler.solving.patterns.limits import HARD, Limits
from scheduler.solving.search import Control

CHARGES = Charges(missed=100, no_interest=300, topic=300)
"""What levels before comfort charge in points of comfort, when meetings are planned by all levels at once."""
ABOVE_SHARE = 10
"""The same for a meeting above a mentor's fair share."""
CHOOSING_SHARE = 0.4
"""Share of the time for the choice among the patterns found."""
NEEDED = ("only_what_is_owed", "owed_sessions", "one_main_mentor")
"""Rules without which a trainee's meetings can be other than a pattern, or go missing for nothing."""


def plan_meetings(term: Term, plan: Plan, control: Control, seconds: float) -> Plan:
    """Return the plan with meetings and main mentors planned anew, everything else being given.

    Without time it returns meetings drafted in order of time.
    """
    limits = Limits(term, most_for_nothing(term, _owed(term)), above=UNIT * ABOVE_SHARE)
    around = Given(term, plan)
    choices = [Choices(trainee, term, around, limits, CHARGES) for trainee in term.trainees]
    generation = Generation(choices, limits, control)
    generation.run((1 - CHOOSING_SHARE) * seconds, until_steady=True)
    draft = partial(draft_meetings, term, plan, stopped=lambda: control.stopped)
    drafted = draft(*_most_used(generation))
    times, mentors = choose(generation, times_in(drafted, choices), control, CHOOSING_SHARE * seconds)
    return draft(times, mentors) if times else drafted


def _most_used(
    generation: Generation,
) -> tuple[Mapping[Window, MeetingTime], Mapping[Trainee, Faculty]]:
    """Return times and main mentors of the patterns that are used most; some times may overlap."""
    times: dict[Window, MeetingTime] = {}
    mentors: dict[Trainee, Faculty] = {}
    for number, choices in enumerate(generation.choices):
        pattern = generation.most_used(number)
        if pattern is not None:
            pairs = zip(choices.windows, pattern.times, strict=True)
            times.update((window, time) for window, time in pairs if time is not None)
            mentors.update({choices.trainee: pattern.mentor} if pattern.mentor else {})
    return times, mentors


def times_in(plan: Plan, choices: Sequence[Choices]) -> Mapping[Window, MeetingTime]:
    """Return the time that each window has in a plan."""
    return {
        window: MeetingTime(session.activity, session.faculty, session.period)
        for choice in choices
        for window in choice.windows
        for session in plan.sessions_of(choice.trainee)
        if session.activity == window.activity and session.period.date in window.span and session.faculty
    }


def bound_meetings(
    term: Term,
    control: Control,
    seconds: float,
    *,
    lacking: int,
    curriculum: bool,
    above: int | None,
    enough: int,
) -> int:
    """Return a bound of the comfort of meetings and main mentors, whatever the rest of a plan is.

    Parameters
    ----------
    term, control, seconds
        The term, the limits of the run, and the most seconds for this.
    lacking
        The most points of coverage that meetings lack in the plans that are bounded.
    curriculum
        Whether those plans pay nothing at the level of the curriculum.
    above
        The most meetings above mentors' fair shares in those plans; None where nothing is known of it.
    enough
        A bound that need not be exceeded: the value of a plan.
    """
    if any(is_off(term, rule) for rule in NEEDED):
        return 0
    shares = {} if above is None or _meets_at_ends(term) else most_for_nothing(term, _owed(term))
    limits = Limits(term, {mentor: most + (above or 0) for mentor, most in shares.items()}, HARD)
    none = None if curriculum else 0
    charges = Charges(
        missed=0 if lacking else None,
        no_interest=0 if is_off(term, "shared_interests") else none,
        topic=0 if is_off(term, "topics_seen") or is_off(term, "topics_allowed") else none,
    )
    around = Possible(term)
    choices = [Choices(trainee, term, around, limits, charges) for trainee in term.trainees]
    generation = Generation(choices, limits, control, lacking or None)
    generation.run(seconds, enough)
    return generation.bound


def _owed(term: Term) -> int:
    """Return how many meetings are owed by dates."""
    return sum(window.activity.format == "meeting" for t in term.trainees for window in term.windows_of(t))


def _meets_at_ends(term: Term) -> bool:
    return any(a.format == "meeting" and a.cadence == "rotation_end" for a in term.activities)
