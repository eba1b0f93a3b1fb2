"""
Breaches of rules in words, and many sessions of one trainee that one thing stands in the way of as one.

A stay that begins two weeks later makes forty sessions impossible, each of which is not owed either: that is
one thing to know, not eighty.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from constraints.rule import Violation
from inputs.days import Span
from inputs.plan import Plan
from inputs.words import counted
from scheduler.commands.judgement.rows import rows_of, say_rows

MOST_ALIKE = 3
"""Sessions of one trainee that one thing stands in the way of, and that have a line each."""
NOT_OWED = "only_what_is_owed"


def say_breaches(violations: Sequence[Violation], plan: Plan | None = None) -> Iterator[str]:
    """Yield a line for each breach, or for many that are alike.

    Parameters
    ----------
    violations
        The breaches, in any order. A session that cannot be, and is not owed either, is told once.
    plan
        The plan, where it was read from files: their rows are named.
    """
    why = {violation.at: violation.because for violation in violations if violation.because}
    alike: dict[Hashable, list[Violation]] = {}
    for position, violation in enumerate(violations):
        because = why.get(violation.at) if violation.because or violation.rule == NOT_OWED else None
        key = (violation.at.trainee, because) if because else position
        alike.setdefault(key, []).append(violation)
    for group in alike.values():
        sessions = [violation for violation in group if violation.because]
        if len(sessions) > MOST_ALIKE:
            yield _line(_sum_up(sessions), group, plan)
            continue
        for one in sessions or group:
            yield _line(one.text, [other for other in group if other.at == one.at], plan)


def _sum_up(sessions: Sequence[Violation]) -> str:
    """Return in one sentence what one thing stands in the way of."""
    spans = [violation.at.span for violation in sessions if violation.at.span is not None]
    days = Span(min(span.start for span in spans), max(span.end for span in spans))
    when = f"on {days}" if days.days == 1 else f"from {days}"
    first = sessions[0]
    return f"{first.at.trainee} has {counted(len(sessions), 'session')} {when}, but {first.because}."


def _line(text: str, violations: Iterable[Violation], plan: Plan | None) -> str:
    """Return a sentence with the rules that are broken, and the rows of the plan that it is about."""
    about = [*violations]
    rules = sorted({violation.rule for violation in about}, key=lambda rule: (rule == NOT_OWED, rule))
    rows = {place for violation in about for place in rows_of(violation, plan)} if plan is not None else ()
    where = say_rows(sorted(rows, key=lambda place: place.order))
    return f"{text} ({'; '.join(part for part in (', '.join(rules), where) if part)})"
