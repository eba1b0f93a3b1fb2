"""The page of ``rota whatif``: scenarios side by side; of each what is lost, what binds and who moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inputs.days import Span, say_day
from scheduler.comparing.words import say_person
from scheduler.outputs.board.shares import shortfall_groups
from scheduler.outputs.board.words import Tone, count, say_dates
from scheduler.outputs.page_parts import policy_for, read_part, templates
from scheduler.scenarios.limits import brief_reason
from scheduler.scenarios.words import (
    say_counting,
    say_coverage_proof,
    say_touched,
    say_touched_proof,
    say_verdict,
    summary,
)
from scheduler.uncounted import say_uncounted

if TYPE_CHECKING:
    from inputs.term import Term
    from scheduler.comparing.changes import PersonChanges
    from scheduler.scenarios.answer import Answer

MOST_OPEN = 12
"""People whose changes are shown at once; of more, each opens at a click."""


def render_whatif(term: Term, days: Span, start: str, answers: Sequence[Answer]) -> str:
    """Return the answers as one HTML page that asks for nothing from outside.

    Parameters
    ----------
    term
        The term as its tables are.
    days
        From the first day that may change to the last.
    start
        What the answers are held against.
    answers
        At least one.
    """
    style = read_part("board/board.css") + read_part("answers/whatif.css")
    tone, outcome = _outcome(answers)
    most_points = max((_points(answer) for answer in answers), default=0)
    most_people = max((answer.touched.people for answer in answers), default=0)
    page = {
        "style": style,
        "policy": policy_for(style),
        "term": term,
        "dates": say_dates(term),
        "tone": tone,
        "outcome": outcome,
        "start": start,
        "stays": say_day(days.start) if days.start > term.span.start else "",
        "uncounted": say_uncounted(term),
        "scenarios": [_scenario(answer) | _widths(answer, most_points, most_people) for answer in answers],
        "provenance": [("time zone", term.timezone), *([("term", term.digest)] if term.digest else [])],
    }
    return templates().get_template("answers/whatif.html").render(page)


def _outcome(answers: Sequence[Answer]) -> tuple[Tone, str]:
    """Return the answer to all at once, and the tone to say it in."""
    asked = [answer for answer in answers if answer.supposed.scenario.suppositions]
    if len(asked) == 1:
        return _tone(asked[0]), say_verdict(asked[0])
    many, tones = len(asked), [_tone(answer) for answer in asked]
    able, unknown = tones.count("good"), tones.count("open")
    done = "be done without a new shortfall"
    if able == many:
        return "good", f"All {able} scenarios can {done}."
    if not unknown:
        return ("open" if able else "bad"), f"{able or 'None'} of {many} scenarios can {done}."
    if unknown == many:
        return "open", f"Of none of {many} scenarios it is known whether it can {done}."
    sure = f"{able} of {many} scenarios can" if able else f"{many - unknown} of {many} scenarios cannot"
    return "open", f"{sure} {done}; of {unknown} it is not known."


def _tone(answer: Answer) -> Tone:
    if answer.known == "yes":
        return "good"
    return "open" if answer.known == "unknown" else "bad"


def _points(answer: Answer) -> int:
    return sum(shortfall.cost for shortfall in answer.lost)


def _scenario(answer: Answer) -> dict[str, object]:
    term, row = answer.term, summary(answer)
    limits = [
        {"what": limit.what, "when": limit.when, "times": count(limit.times, "shortfall")}
        for limit in answer.limits
    ]
    lost = [replace(shortfall, reason=brief_reason(shortfall)) for shortfall in answer.lost]
    return {
        "name": answer.name,
        "words": "; ".join(answer.supposed.words),
        "tone": _tone(answer),
        "verdict": say_verdict(answer),
        "proof": say_coverage_proof(answer),
        "row": {
            "verdict": row.verdict,
            "mended": row.mended,
            "changes": row.changes,
            "binds": row.binds,
            "or_fewer": row.people.partition(" ")[2],
        },
        "found": answer.verdict in ("yes", "no"),
        "conflict": list(answer.conflict),
        "notes": [*map(str, answer.supposed.notices), *answer.notes],
        "lost_title": "What is lost" if answer.points.surely_lost else "What is lost in this plan",
        "lost": shortfall_groups(term, lost),
        "mended": shortfall_groups(term, answer.mended),
        "limits": limits,
        "touched": " ".join((say_touched(answer), say_touched_proof(answer), say_counting(answer))).strip(),
        "people_lists": [_person(person) for person in answer.moved],
        "open": len(answer.moved) <= MOST_OPEN,
    }


def _widths(answer: Answer, most_points: int, most_people: int) -> dict[str, object]:
    """Return the figures of the table with the lengths of their bars, in per cent of the longest."""
    points, people = _points(answer), answer.touched.people
    return {
        "points": f"{points:,}",
        "people": f"{people:,}",
        "points_width": round(100 * points / most_points) if most_points else 0,
        "people_width": round(100 * people / most_people) if most_people else 0,
    }


def _person(person: PersonChanges) -> dict[str, object]:
    lines = list(_lines(person))
    return {
        "name": person.name,
        "role": person.role,
        "number": count(len(person.changes), "change"),
        "lines": lines,
    }


def _lines(person: PersonChanges) -> Iterator[tuple[str, str]]:
    for line in say_person(person):
        kind, _, what = line.partition(" ")
        yield kind, what.strip()
