"""The board: one self-contained page that a coordinator looks at and prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from scheduler.comparing.lacking import Lacking, find_lacking
from scheduler.outputs.board.asked import asked_kinds
from scheduler.outputs.board.fair import say_fair_points, say_tolerance, verdicts
from scheduler.outputs.board.lacks import say_lacks
from scheduler.outputs.board.letters import narrow_style
from scheduler.outputs.board.paid import paid_levels
from scheduler.outputs.board.shares import (
    average_share,
    faculty_rows,
    fair_columns,
    shares,
    shortfall_groups,
)
from scheduler.outputs.board.taught import taught_rows
from scheduler.outputs.board.view import TermView
from scheduler.outputs.board.weeks import week_grids
from scheduler.outputs.board.words import (
    capital,
    count,
    points_a_person,
    rule_words,
    say_dates,
    say_level,
    say_outcome,
    say_provisional,
)
from scheduler.outputs.page_parts import policy_for, read_part, templates
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays
from scheduler.uncounted import say_uncounted

if TYPE_CHECKING:
    from inputs.plan import Plan
    from inputs.term import Term
    from scheduler.result import Result

NO_VERSIONS: Mapping[str, str] = MappingProxyType({})


def render_board(
    result: Result, term: Term, versions: Mapping[str, str] = NO_VERSIONS, led: LedOnDays = AS_PLANNED
) -> str:
    """Return the board as one HTML page that asks for nothing from outside.

    The same result, term and versions give the same text: it holds no time of writing and no solving time.

    Parameters
    ----------
    result
        What solving returned. Without a plan the page says so, and why.
    term
        The term that was solved.
    versions
        The names and versions of the program and the solver, for the foot of the page.
    led
        Who led the rounds of single days, whoever leads the week in the plan.
    """
    plan = result.plan
    view = TermView(term, plan, led) if plan is not None else None
    style, script = read_part("board/board.css"), read_part("board/board.js")
    if view is not None:
        style += narrow_style(run.halves for row in view.services for run in row.leads if run.name)
    a_person = points_a_person(term)
    tone, outcome = say_outcome(result, a_person)
    page = {
        "style": style,
        "script": script,
        "policy": policy_for(style, script),
        "term": term,
        "dates": say_dates(term),
        "tone": tone,
        "outcome": outcome,
        "levels": [say_level(level, a_person) for level in result.levels],
        "figures": _figures(result, term),
        "provisional": say_provisional(term),
        "rules_off": [(capital(rule_words(name)), why) for name, why in sorted(result.rules_off.items())],
        "conflict": result.conflict,
        "provenance": _provenance(result, term, versions),
        "view": None,
        "lacks": None,
        "paid": (),
    }
    if plan is not None and view is not None:
        page |= _planned(result, plan, view, term)
    return templates().get_template("board/board.html").render(page)


def _planned(result: Result, plan: Plan, view: TermView, term: Term) -> dict[str, object]:
    before = term.published
    lacking = Lacking() if before is None else find_lacking(before.lacking, result.shortfalls)
    people, faculty = shares(term, result.shortfalls), faculty_rows(view.leads)
    against = "" if before is None else _say_against(lacking, before.version)
    return {
        "view": view,
        "lacks": say_lacks(term, result.shortfalls, result.levels),
        "weeks": list(week_grids(view)),
        "shortfalls": shortfall_groups(term, result.shortfalls, lacking.new),
        "against": against,
        "uncounted": say_uncounted(term),
        "paid": list(paid_levels(plan, term)),
        "shares": people,
        "average": f"{average_share(term, result.shortfalls):.1f}",
        "taught": taught_rows(plan, term, result.shortfalls),
        "asked": asked_kinds(plan, term),
        "faculty": faculty,
        "verdicts": list(verdicts(term, [share.fair for share in people], *fair_columns(faculty))),
        "fair_points": say_fair_points(term),
        "tolerance": say_tolerance(term),
    }


def _say_against(lacking: Lacking, version: int) -> str:
    """Return how much is new against the published version, and how much is gone; or nothing."""
    words = {"new": lacking.new, "at another time": lacking.moved, "gone": lacking.gone}
    parts = [
        f"{len(found):,} {what} ({count(sum(s.cost for s in found), 'point')})"
        for what, found in words.items()
        if found
    ]
    return f"Against version {version}: {', '.join(parts)}." if parts else ""


def _figures(result: Result, term: Term) -> list[tuple[str, str]]:
    """Return the key figures, each with what it counts."""
    figures = [(f"{len(term.trainees):,}", "trainees"), (f"{len(term.weeks):,}", "weeks")]
    if result.plan is None:
        return figures
    meetings = sum(session.is_meeting for session in result.plan.sessions)
    on_stay = sum(len(term.weeks_of_stay(trainee)) for trainee in term.trainees)
    weekly = len(result.plan.sessions) / on_stay if on_stay else 0.0
    points = sum(shortfall.cost for shortfall in result.shortfalls)
    alone = len(set(term.trainees) - set(result.plan.main_mentors)) if _has_mentors(term) else 0
    return [
        *figures,
        (f"{len(result.plan.rotations):,}", "rotations"),
        (f"{len(result.plan.sessions) - meetings:,}", "sessions attended"),
        (f"{meetings:,}", "mentor meetings"),
        (f"{weekly:.1f}", "sessions and meetings a trainee and week"),
        (f"{len(result.shortfalls):,}", f"shortfalls, {count(points, 'point')}"),
        *([(f"{alone:,}", "without a main mentor")] if alone else []),
    ]


def _has_mentors(term: Term) -> bool:
    return any(member.mentors for member in term.faculty)


def _provenance(result: Result, term: Term, versions: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what it takes to make the same page again."""
    facts = [(name, version) for name, version in versions.items() if version]
    holidays = (
        "none" if term.country == "none" else f"{term.country}, {count(len(term.working.holidays), 'day')}"
    )
    facts += [("holidays", holidays), ("time zone", term.timezone)]
    facts += [("term", term.digest)] if term.digest else []
    made = (("seed", str(result.seed)), ("workers", str(result.workers)))
    return [*facts, *(made if result.workers else ())]
