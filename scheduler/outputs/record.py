"""The record of a plan: how good it is, and what it takes to make it again; written, and read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from scheduler.comparing.lacking import find_lacking
from scheduler.result import Evidence, LevelResult

if TYPE_CHECKING:
    from inputs.plan import Shortfall
    from inputs.term import Term
    from scheduler.result import Result

SCHEMA = "rota-result/1"
DECIMALS = 3
"""Of seconds."""


def render_record(result: Result, term: Term, versions: Mapping[str, str]) -> bytes:
    """Return ``result.json``.

    It holds no time of writing and not how long everything took together, so that the same result gives the
    same bytes; the seconds of the levels are written as they are given.

    Of a plan that is based on a published one it tells whether it is ``content``: whether nobody was moved
    only to lack less than that did; and which shortfalls are new against it, which are at another time, and
    which are gone.

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
            "kept": sorted(term.published.kept),
            "touch_at_most": term.published.touch_at_most,
            "content": term.published.is_content_with(sum(s.cost for s in result.shortfalls)),
        }
        if result.plan is not None:
            lacking = find_lacking(term.published.lacking, result.shortfalls)
            record["shortfalls_against"] = {
                "new": [*map(plain_shortfall, lacking.new)],
                "moved": [*map(plain_shortfall, lacking.moved)],
                "gone": [*map(plain_shortfall, lacking.gone)],
            }
    return (json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def plain_shortfall(shortfall: Shortfall) -> dict[str, object]:
    """Return what lacks as programs read it, the reason apart."""
    return {
        "trainee": shortfall.trainee.id if shortfall.trainee else "",
        "kind": shortfall.kind,
        "item": shortfall.item,
        "first_day": f"{shortfall.span.first_day:%Y-%m-%d}",
        "last_day": f"{shortfall.span.last_day:%Y-%m-%d}",
        "cost": shortfall.cost,
    }


def _level(level: LevelResult) -> dict[str, object]:
    return {
        "name": level.name,
        "status": level.status,
        "value": level.value,
        "bound": level.bound,
        "seconds": round(level.seconds, DECIMALS),
        "parts": dict(sorted(level.parts.items())),
        "reason": level.reason,
        "words": level.words,
        "evidence": [
            {"part": shown.part, "bound": shown.bound, "source": shown.source} for shown in level.evidence
        ],
    }


# -- reading it again ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BasedOn:
    """The version of a store that a plan keeps to, from a day on."""

    store: str
    version: int
    since: date


@dataclass(frozen=True)
class Record:
    """What a record tells of a plan; whether the plan is still as it was, it cannot know."""

    digest: str
    """Of the term that was planned."""
    levels: tuple[LevelResult, ...]
    interrupted: bool
    seed: int
    workers: int
    versions: Mapping[str, str]
    based_on: BasedOn | None


def read_result(text: str) -> Record | None:
    """Return what a text that `render_record` made tells; None where it is none, or not whole."""
    try:
        record = json.loads(text)
        if record["schema"] != SCHEMA:
            return None
        return Record(
            str(record["term"]["digest"]),
            tuple(map(_read_level, record["levels"])),
            bool(record["interrupted"]),
            int(record["seed"]),
            int(record["workers"]),
            {str(name): str(version) for name, version in record["versions"].items()},
            _read_based_on(record["based_on"]) if "based_on" in record else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _read_level(level: Mapping[str, Any]) -> LevelResult:
    status = level["status"]
    if status not in ("optimal", "feasible", "skipped"):
        raise ValueError(f"a level is not {status}")
    return LevelResult(
        str(level["name"]),
        status,
        int(level["value"]),
        int(level["bound"]),
        float(level["seconds"]),
        {str(rule): int(amount) for rule, amount in level["parts"].items()},
        str(level["reason"]),
        str(level.get("words", "")),  # records of before have none
        tuple(
            Evidence(str(shown["part"]), int(shown["bound"]), str(shown["source"]))
            for shown in level.get("evidence", ())
        ),
    )


def _read_based_on(told: Mapping[str, Any]) -> BasedOn:
    return BasedOn(str(told["store"]), int(told["version"]), date.fromisoformat(told["from"]))
