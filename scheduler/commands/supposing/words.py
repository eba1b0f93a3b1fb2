"""The answers of ``rota whatif`` as people read them on a terminal, and as programs read them."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from inputs.days import say_day, say_span
from inputs.plan import Shortfall
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import visible
from scheduler.comparing.words import plain_changes, say_people
from scheduler.outputs.board.words import say_item
from scheduler.scenarios.answer import Answer
from scheduler.scenarios.limits import brief_reason
from scheduler.scenarios.words import (
    say_counting,
    say_coverage_proof,
    say_losers,
    say_lost,
    say_touched,
    say_touched_proof,
    say_verdict,
    summary,
)
from scheduler.uncounted import say_uncounted

if TYPE_CHECKING:
    from scheduler.store.version import Version

MOST_SHORTFALLS = 12
MOST_LIMITS = 6
MOST_MOVES = 60
"""Lines about whose sessions move."""
WIDTH = 110
"""Of a table that nobody looks at on a terminal."""
LEAST_WIDTH = 60


def tell_answers(term: Term, since: date, start: str, answers: Sequence[Answer]) -> Iterator[str]:
    """Yield the lines about all answers: of several a table first, of one whose sessions move."""
    yield f"{term.name}, {say_span(term.span)}."
    stays = f"; what lies before {say_day(since)} stays" if since > term.span.start else ""
    yield f"Held against {start}{stays}."
    yield from say_uncounted(term)
    yield ""
    if len(answers) > 1:
        yield from _table(answers)
        yield ""
    for answer in answers:
        yield from _tell(answer, alone=len(answers) == 1)
        yield ""
    if len(answers) > 1:
        yield "Whose sessions move, was -> now, is in --page FILE.html and in --json."
    yield "Nothing was stored. To have it so, change the tables, then plan and publish."


def _tell(answer: Answer, *, alone: bool) -> Iterator[str]:
    yield answer.name if answer.supposed.words == () else f"What if {'; '.join(answer.supposed.words)}"
    if answer.supposed.words and answer.supposed.scenario.named:
        yield f"  (scenario: {answer.name})"
    yield f"  {say_verdict(answer)}"
    for line in answer.conflict:
        yield f"    {line}"
    if answer.verdict in ("impossible", "unknown"):
        return
    if proof := say_coverage_proof(answer):
        yield f"  {proof}"
    if answer.lost:
        loses = "loses" if answer.points.surely_lost else "would lose in that plan"
        yield f"  Who {loses}: {say_losers(answer)}."
    title = "Lost:" if answer.points.surely_lost else "Lost in that plan:"
    yield from _shortfalls(title, answer.lost, answer.term)
    if answer.limits:
        yield "  What binds:"
        for limit in answer.limits[:MOST_LIMITS]:
            yield f"    {limit}; named by {counted(limit.times, 'shortfall')}"
        if len(answer.limits) > MOST_LIMITS:
            yield f"    and {len(answer.limits) - MOST_LIMITS} more"
    yield from _shortfalls("Given now, and not before:", answer.mended, answer.term, reasons=False)
    yield f"  {say_touched(answer)} {say_touched_proof(answer)}".rstrip()
    if alone and not answer.is_of_published and answer.moved:
        yield "  Nobody was promised that plan; what would move in it is in --page FILE.html and --json."
    elif alone:
        yield from _moves(answer)
    yield from (f"  Note: {note}" for note in answer.notes)


def _moves(answer: Answer) -> Iterator[str]:
    if counting := say_counting(answer):
        yield f"  {counting}"
    lines = list(say_people(plain_changes(answer.moved)))
    yield from (f"    {line}" for line in lines[:MOST_MOVES])
    if len(lines) > MOST_MOVES:
        yield f"    and {len(lines) - MOST_MOVES} more lines; --page FILE.html and --json have all"


def _shortfalls(
    title: str, shortfalls: Sequence[Shortfall], term: Term, *, reasons: bool = True
) -> Iterator[str]:
    if shortfalls:
        yield f"  {title}"
    for shortfall in shortfalls[:MOST_SHORTFALLS]:
        why = f": {brief_reason(shortfall)}" if reasons else ""
        yield f"    {say_lost(shortfall, term)}{why}"
    if len(shortfalls) > MOST_SHORTFALLS:
        yield f"    and {len(shortfalls) - MOST_SHORTFALLS} more"


def _table(answers: Iterable[Answer]) -> Iterator[str]:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    table.add_column("scenario", ratio=4, overflow="fold")
    table.add_column("without a new shortfall?", ratio=2)
    for heading in ("lost", "given now", "people touched", "changes"):
        table.add_column(heading, justify="right")
    table.add_column("what binds first", ratio=3, overflow="fold")
    for answer in answers:
        row = summary(answer)
        table.add_row(*(Text(visible(cell)) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=_width(), color_system=None, highlight=False, markup=False, emoji=False)
    console.print(table)
    yield from (line.rstrip() for line in out.getvalue().splitlines())


def _width() -> int:
    """Return how wide a table may be; COLUMNS has the last word, as elsewhere."""
    if not (sys.stdout.isatty() or "COLUMNS" in os.environ):
        return WIDTH
    return max(LEAST_WIDTH, shutil.get_terminal_size().columns)


# -- for programs --------------------------------------------------------------------------------------------


def plain_answers(
    term: Term, since: date, published: Version | None, answers: Iterable[Answer]
) -> dict[str, object]:
    """Return the answers as programs read them."""
    version = None
    if published is not None:
        version = {"version": published.number, "published": published.summary.instant.isoformat()}
    return {
        "term": {"name": term.name, "digest": term.digest},
        "against": version,
        "from": since.isoformat(),
        "scenarios": [_plain(answer) for answer in answers],
    }


def _plain(answer: Answer) -> dict[str, Any]:
    points, touched = answer.points, answer.touched
    return {
        "name": answer.name,
        "changes": [{"kind": s.kind, "text": s.text} for s in answer.supposed.scenario.suppositions],
        "words": list(answer.supposed.words),
        "verdict": answer.known,
        "message": say_verdict(answer),
        "coverage": {
            "before": points.before,
            "now": points.now,
            "least": points.least,
            "proven": points.proven and answer.verdict in ("yes", "no"),
        },
        "lost": [_plain_shortfall(s, answer.term) for s in answer.lost],
        "given_now": [_plain_shortfall(s, answer.term) for s in answer.mended],
        "binds": [
            {
                "what": limit.what,
                "kind": limit.kind,
                "item": limit.item,
                "weeks" if limit.weeks else "days": [day.isoformat() for day in limit.days],
                "shortfalls": limit.times,
            }
            for limit in answer.limits
        ],
        "touched": {
            "people": touched.people,
            "changes": touched.changes,
            "least_people": touched.least,
            "proven": touched.proven,
        },
        "people": plain_changes(answer.moved),
        "notes": list(answer.notes),
        "notices": [f"{notice}" for notice in answer.supposed.notices],
        "conflict": list(answer.conflict),
        "interrupted": answer.interrupted,
    }


def _plain_shortfall(shortfall: Shortfall, term: Term) -> dict[str, object]:
    who = shortfall.trainee
    return {
        "trainee": who.id if who else None,
        "name": who.name if who else None,
        "kind": shortfall.kind,
        "item": shortfall.item,
        "title": say_item(term, shortfall.item),
        "first_day": shortfall.span.first_day.isoformat(),
        "last_day": shortfall.span.last_day.isoformat(),
        "cost": shortfall.cost,
        "reason": shortfall.reason,
    }
