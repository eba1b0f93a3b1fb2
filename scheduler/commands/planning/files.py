"""All files of a plan, as ``rota plan`` and ``rota export`` write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from inputs.plan import Plan
from inputs.term import Term
from scheduler.outputs.record import render_record
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays
from scheduler.result import Result
from scheduler.verify import verify

BEFORE_ANY_PUBLICATION = timedelta(weeks=52)


def render_files(
    result: Result, plan: Plan, term: Term, versions: Mapping[str, str], led: LedOnDays = AS_PLANNED
) -> dict[str, bytes]:
    """Return the files of a plan by their names.

    The same result, term, versions and leads of single days give the same bytes.

    Raises
    ------
    RuntimeError
        When the plan fails its verification: a fault of this program.
    """
    from scheduler.outputs.calendars.files import render_calendars

    _verify(result, plan, term)
    calendars = render_calendars(plan, term, unpublished_instant(term), led)
    return render_folder(result, term, versions, calendars, led)


def render_folder(
    result: Result,
    term: Term,
    versions: Mapping[str, str],
    calendars: Mapping[str, bytes],
    led: LedOnDays,
) -> dict[str, bytes]:
    """Return the files of a plan that was verified, with these calendars, by their names.

    ``led`` tells who led the rounds of single days. The tables hold the plan alone, to be read again.
    """
    from scheduler.outputs.board.page import render_board
    from scheduler.outputs.tables import render_tables
    from scheduler.outputs.workbook.book import render_workbook

    return {
        **render_tables(result, term),
        "result.json": render_record(result, term, versions),
        "plan.xlsx": render_workbook(result, term, led),
        "board.html": render_board(result, term, versions, led).encode(),
        **{f"calendars/{name}": content for name, content in calendars.items()},
    }


def unpublished_instant(term: Term) -> datetime:
    """Return the instant that the calendars of a plan carry before it is published.

    It is midnight in the term's zone, 52 weeks before the first day. The clock is not asked, so that the same
    plan gives the same bytes. No publication is likely to be earlier, so that a calendar program which took
    one of these files takes the published one for the newer.
    """
    first = datetime.combine(term.span.first_day, time.min, ZoneInfo(term.timezone))
    return first - BEFORE_ANY_PUBLICATION


def _verify(result: Result, plan: Plan, term: Term) -> None:
    verdict = verify(plan, term)
    if verdict.violations:
        broken = " ".join(violation.text for violation in verdict.violations)
        raise RuntimeError(f"the plan breaks a rule, and is not written: {broken}")
    for level in result.levels:
        counted = verdict.value(level.name)
        if level.status != "skipped" and level.value != counted:
            raise RuntimeError(
                f"{level.name} is {level.value}, but verified {counted}; the plan is not written"
            )
