"""The capacity of a term as one self-contained page: a heat map of the start weeks to look at and print."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inputs.days import say_day, say_span
from inputs.words import counted
from scheduler.outputs.answers.capacity_words import (
    is_unexplained,
    say_alone,
    say_lacking,
    say_number,
    say_outcome,
    say_remedies,
    say_resource,
    say_unmoved,
    say_weeks,
)
from scheduler.outputs.page_parts import policy_for, read_part, templates
from scheduler.uncounted import say_uncounted

if TYPE_CHECKING:
    from inputs.term import Term
    from scheduler.capacity.answer import Capacity, Entry

SHADES = 5
"""Shades of the heat map beside that of 0."""


@dataclass(frozen=True)
class Cell:
    """A field of the heat map: what stands in it, how it is shaded, and what it means in words."""

    text: str
    style: str
    title: str


def render_capacity(capacity: Capacity, term: Term) -> str:
    """Return the answer as one HTML page that asks for nothing from outside.

    The same answer and term give the same text.
    """
    question, footing = capacity.question, capacity.footing
    style = read_part("board/board.css") + read_part("answers/capacity.css")
    stay = counted(question.weeks, "week")
    page = {
        "style": style,
        "policy": policy_for(style),
        "term": term,
        "question": f"{question.kind.capitalize()}s for {stay}",
        "dates": say_span(term.span),
        "outcome": say_outcome(capacity),
        "tone": "good" if capacity.most else "bad",
        "beside": f"{footing.words}, which lacks {counted(footing.value, 'point')}",
        "uncounted": say_uncounted(term),
        "most": question.most,
        "months": _months(capacity),
        "weeks": [(f"{e.start.monday.day}", e.start.number) for e in capacity.entries],
        "rows": _rows(capacity),
        "full": _full(capacity),
        "lines": [_line(entry, capacity, term) for entry in capacity.entries],
    }
    return templates().get_template("answers/capacity.html").render(page)


def _months(capacity: Capacity) -> list[tuple[str, int]]:
    """Return each month with its number of weeks; over a single one there is room for three letters only."""
    months = Counter(entry.start.monday.replace(day=1) for entry in capacity.entries)
    return [(f"{month:%B %Y}" if number > 1 else f"{month:%b}", number) for month, number in months.items()]


def _rows(capacity: Capacity) -> list[tuple[str, str, list[Cell]]]:
    most = capacity.question.most
    scale = max(1, capacity.most)
    fit = [_number(entry, entry.at_least, _known_number(entry, most), scale) for entry in capacity.entries]
    unmoved = [_number(entry, entry.unmoved, say_unmoved(entry, most), scale) for entry in capacity.entries]
    return [
        ("fit", "a verified plan for each number", fit),
        ("if nobody moves", "no session, meeting or rotation of others", unmoved),
    ]


def _is_known(entry: Entry) -> bool:
    return entry.at_least > 0 or entry.at_most is not None


def _known_number(entry: Entry, most: int) -> str:
    return say_number(entry.at_least, entry.at_most, most) if _is_known(entry) else ""


def _number(entry: Entry, number: int, words: str, scale: int) -> Cell:
    """Return the cell of a number; without words it is not known."""
    style = f"heat{-(-number * SHADES // scale)}" if words else "unknown"
    short = words.replace("at least ", "\N{GREATER-THAN OR EQUAL TO}").replace(" to ", "\N{EN DASH}")
    short = short.replace(" or more", "+")
    return Cell(short or "?", style, f"from {say_day(entry.start.monday)}: {words or 'not known'}")


def _full(capacity: Capacity) -> list[tuple[str, list[Cell]]]:
    """Return what is full when one more comes: a row for each thing, a letter where more of it helps."""
    names = dict.fromkeys(
        (resource.thing, resource.id, resource.name) for entry in capacity.entries for resource in entry.binds
    )
    return [
        (name, [_fullness(entry, thing, identity) for entry in capacity.entries])
        for thing, identity, name in names
    ]


def _fullness(entry: Entry, thing: str, identity: str) -> Cell:
    for resource in entry.binds:
        if (resource.thing, resource.id) == (thing, identity):
            helping = [
                remedy
                for remedy in entry.remedies
                if remedy.at_least > entry.at_least and any(one.id == identity for one in remedy.resources)
            ]
            alone = any(len(remedy.resources) == 1 for remedy in helping)
            letter, meaning = (
                ("A", "one more of it helps") if alone
                else ("B", "one more of it helps, together with others") if helping
                else ("F", "full")
            )  # fmt: skip
            title = f"from {say_day(entry.start.monday)}: full in {say_weeks(resource)}; {meaning}"
            return Cell(letter, f"full{letter}", title)
    if is_unexplained(entry) or not _is_known(entry):
        return Cell("?", "unknown", f"from {say_day(entry.start.monday)}: not found out")
    return Cell("", "free", "")


def _line(entry: Entry, capacity: Capacity, term: Term) -> dict[str, object]:
    most = capacity.question.most
    return {
        "day": say_day(entry.start.monday),
        "week": entry.start.number,
        "fit": say_number(entry.at_least, entry.at_most, most),
        "unmoved": say_unmoved(entry, most) or "?",
        "lacking": say_lacking(entry),
        "full": ["not found out"] if is_unexplained(entry) else [say_resource(one) for one in entry.binds],
        "more": say_remedies(entry, most),
        "alone": [say_alone(shortfall, term) for shortfall in entry.alone],
    }
