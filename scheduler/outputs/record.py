"""The record of a plan: how good it is, and what it takes to make it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inputs.term import Term
    from scheduler.result import LevelResult, Result

SCHEMA = "rota-result/1"
DECIMALS = 3
"""Of seconds."""


def render_record(result: Result, term: Term, versions: Mapping[str, str]) -> bytes:
    """Return ``result.json``.

    It holds no time of writing and not how long everything took together, so that the same result gives the
    same bytes; the seconds of the levels are written as they are given.

    Parameters
    ----------
    result
        What solving returned; without a plan the record says what cannot hold together.
    term
        The term that was solved.
    versions
        The names and versions of the program and the solver.
    """
    record: dict[str, object] = {
        "schema": SCHEMA,
        "term": {
            "name": term.name,
            "digest": term.digest,
            "first_day": f"{term.span.first_day:%Y-%m-%d}",
            "last_day": f"{term.span.last_day:%Y-%m-%d}",
            "timezone": term.timezone,
        },
        "status": result.status,
        "interrupted": result.interrupted,
        "levels": [_level(level) for level in result.levels],
        "shortfalls": {
            "count": len(result.shortfalls),
            "cost": sum(shortfall.cost for shortfall in result.shortfalls),
        },
        "conflict": list(result.conflict),
        "rules_off": dict(sorted(result.rules_off.items())),
        "holidays": {
            "country": term.country,
            "used": [
                {"date": f"{holiday.date:%Y-%m-%d}", "name": holiday.name, "status": holiday.status}
                for holiday in sorted(term.working.holidays)
            ],
            "provisional_years": sorted(term.working.provisional_years),
        },
        "seed": result.seed,
        "workers": result.workers,
        "versions": dict(sorted(versions.items())),
    }
    if term.published is not None:
        record["based_on"] = {
            "store": term.published.store,
            "version": term.published.version,
            "from": f"{term.published.since:%Y-%m-%d}",
        }
    return (json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _level(level: LevelResult) -> dict[str, object]:
    return {
        "name": level.name,
        "status": level.status,
        "value": level.value,
        "bound": level.bound,
        "seconds": round(level.seconds, DECIMALS),
        "parts": dict(sorted(level.parts.items())),
        "reason": level.reason,
        "evidence": [
            {"part": shown.part, "bound": shown.bound, "source": shown.source} for shown in level.evidence
        ],
    }
