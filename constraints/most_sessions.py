"""How many sessions a stay can hold: what is owed, and what took place though it would not be owed by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constraints.decisions import Decisions
    from inputs.people import Trainee
    from inputs.programme import Activity
    from inputs.term import Term


def most_sessions(x: Decisions, trainee: Trainee, activity: Activity, term: Term) -> int:
    """Return the most sessions of an activity that a trainee can have; 0 where no rule limits them.

    That is one in each window, or one at the end of each rotation, of which each week has one. Of the past
    there may be more in a window, and some in none: the stay, or what is owed, may have been another then.
    """
    ends = activity.cadence == "rotation_end"
    if not x.counts_on("only_what_is_owed") or (ends and not x.counts_on("one_service_a_week")):
        return 0
    if ends:
        windows = [term.ending_window(trainee, activity, week) for week in term.weeks_of_stay(trainee)]
    else:
        windows = [window for window in term.windows_of(trainee) if window.activity == activity]
    past = {option for option, _ in x.attended_of(trainee, activity) if term.is_fixed(option.date)}
    return len(past) + sum(1 for window in windows if not past or past.isdisjoint(window.options))
