"""What follows from a term for one stay: what is possible for the trainee, and what is owed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from inputs.days import Span, Week
from inputs.people import Trainee
from inputs.programme import OWED_ALWAYS, Activity, Option, Service

if TYPE_CHECKING:
    from inputs.term import Term


@dataclass(frozen=True)
class Window:
    """A stretch of a stay in which one session of an activity is owed, and what would give it.

    ``options`` are the possible occurrences (or meeting times) within ``span``, in order of time.
    """

    trainee: Trainee
    activity: Activity
    span: Span
    options: tuple[Option, ...]

    _hash: int = field(init=False, compare=False, repr=False)

    def __hash__(self) -> int:
        return self._hash

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.trainee.id, self.activity.id, self.span)))

    def __reduce__(self) -> tuple[object, ...]:
        """Be made anew in another process: the hash of a text is another one there."""
        return Window, (self.trainee, self.activity, self.span, self.options)


@dataclass(frozen=True)
class Requirement:
    """What the curriculum asks of a stay: ``weeks`` on any of ``services``, ``rotations`` different ones."""

    services: tuple[Service, ...]
    weeks: int
    rotations: int


class StayFacts:
    """The facts of one stay, each worked out when it is first asked for.

    They follow from the stay and from tables that are about no other trainee: they are the same whoever else
    comes.
    """

    def __init__(self, term: Term, trainee: Trainee) -> None:
        self._term = term
        self._trainee = trainee

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every occurrence and meeting time that is possible for the trainee, in order of time."""
        admitted = self._term.options_for(self._trainee.kind)
        return tuple(option for options in admitted for option in self._possible_of(options))

    @cached_property
    def possible(self) -> frozenset[Option]:
        """The same, to be looked up."""
        return frozenset(self.options)

    @cached_property
    def options_by_activity(self) -> Mapping[Activity, tuple[Option, ...]]:
        """The options for each activity of the trainee's audience, in order of time."""
        return {
            activity: self._possible_of(self._term.options_by_id[activity.id])
            for activity in self._term.activities
            if activity.admits(self._trainee.kind)
        }

    def _possible_of(self, options: Sequence[Option]) -> tuple[Option, ...]:
        """Return those of some options, in order of time, that are on the stay and meet no absence."""
        term, trainee = self._term, self._trainee
        on_stay = _dated(options, trainee.stay)
        away = [absence.span for absence in term.absences_of(trainee)]
        if not any(span.overlaps(trainee.stay) for span in away):
            return on_stay
        days = frozenset(day for span in away if (part := span.within(trainee.stay)) for day in part)
        return tuple(o for o in on_stay if o.date not in days or not term.is_absent(trainee, o.period))

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """What the stay is owed by dates alone: every cadence but ``rotation_end``."""
        found = []
        for activity, options in self.options_by_activity.items():
            if activity.cadence == "rotation_end":
                continue
            for span in self._owed_spans(activity):
                inside = _dated(options, span)
                if inside or activity.cadence in OWED_ALWAYS:
                    found.append(Window(self._trainee, activity, span, inside))
        return tuple(found)

    @cached_property
    def owed_options(self) -> tuple[Option, ...]:
        """Those options that can give something owed, in order of time."""
        inside = {option for window in self.windows for option in window.options}
        return tuple(
            option for option in self.options if option.activity.cadence == "rotation_end" or option in inside
        )

    def ending_window(self, activity: Activity, week: Week) -> Window:
        """Return what a rotation that ends in ``week`` is owed of a ``rotation_end`` activity."""
        options = self.options_by_activity[activity]
        span = week.span.within(self._trainee.stay) or week.span
        return Window(
            self._trainee, activity, span, tuple(option for option in options if option.date in span)
        )

    def _owed_spans(self, activity: Activity) -> list[Span]:
        stay, weeks = self._trainee.stay, self._term.weeks_of_stay(self._trainee)
        match activity.cadence:
            case "weekly":
                spans = [week.span for week in weeks]
            case "biweekly":
                pairs = zip(weeks[0::2], weeks[1::2], strict=False)
                spans = [Span(first.span.start, second.span.end) for first, second in pairs]
            case "monthly":
                spans = _months(stay)
            case "first_week":
                spans = [weeks[0].span]
            case "last_week":
                spans = [weeks[-1].span]
            case _:
                spans = [stay]
        return [within for span in spans if (within := span.within(stay))]

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the curriculum asks of the stay: of several rows for the same services the largest."""
        term, kind = self._term, self._trainee.kind
        weeks_of_stay = len(term.weeks_of_stay(self._trainee))
        largest: dict[tuple[str, ...], tuple[int, int]] = {}
        for row in term.curriculum:
            if row.kind == kind and row.fits(weeks_of_stay):
                key = tuple(sorted(row.services))
                weeks, rotations = largest.get(key, (0, 0))
                largest[key] = (max(weeks, row.weeks), max(rotations, row.rotations))
        return tuple(
            Requirement(tuple(term.service_by_id[service] for service in services), weeks, rotations)
            for services, (weeks, rotations) in largest.items()
        )


def _dated(options: Sequence[Option], span: Span) -> tuple[Option, ...]:
    """Return those of some options, which are in order of time, that are on the days of a span."""
    first = bisect_left(options, span.start, key=_date_of)
    return tuple(options[first : bisect_left(options, span.end, first, key=_date_of)])


def _date_of(option: Option) -> date:
    return option.date


def _months(stay: Span) -> list[Span]:
    spans, start = [], stay.start
    while start < stay.end:
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        spans.append(Span(start, min(following, stay.end)))
        start = following
    return spans
