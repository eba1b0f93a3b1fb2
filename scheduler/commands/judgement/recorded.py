"""What ``result.json`` tells of the plan beside it, as far as it is still of the same term."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from inputs.term import COVERAGE, STABILITY, Term
from scheduler.outputs.folder import RECORD
from scheduler.verify import Verdict


def read_record(path: Path) -> Mapping[str, object]:
    """Return the record of a plan, an empty one where there is none.

    Raises
    ------
    ValueError
        When it cannot be read, in a sentence.
    """
    try:
        record = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError):
        raise ValueError(f"{path.name} cannot be read, and is left out.") from None
    if not isinstance(record, dict):
        raise ValueError(f"{path.name} is no record of a plan, and is left out.")  # noqa: TRY004 - a bad file
    return record


def settled_as_recorded(term: Term, folder: Path) -> Term:
    """Return the term with the day from which on the plan in a folder was planned, where its record tells."""
    with suppress(ValueError):
        return settled_before(term, read_record(folder / RECORD))
    return term


def settled_before(term: Term, record: Mapping[str, object]) -> Term:
    """Return the term with the day from which on a plan was planned, where its record tells.

    What lies before it took place, though it would not be owed as the stays are now.
    """
    since = _within(record, "based_on").get("from")
    with suppress(ValueError):
        return replace(term, settled_before=date.fromisoformat(str(since)))
    return term


def is_proven(folder: Path, verdict: Verdict, term: Term) -> bool:
    """Tell whether the record says that no plan of the term lacks less than this one.

    Where a level comes before coverage, it does not: less may lack in a plan that is worse at that.
    """
    proven = {"name": COVERAGE, "status": "optimal", "value": verdict.value(COVERAGE)}
    asked = [level for level in _levels(_record_of(folder, term)) if level.get("status") != "skipped"]
    return bool(asked) and proven.items() <= asked[0].items()


def is_content(folder: Path, verdict: Verdict, term: Term) -> bool:
    """Tell whether the record says that nobody was moved only to lack less than a published plan."""
    record, lacked = _record_of(folder, term), {"name": COVERAGE, "value": verdict.value(COVERAGE)}
    content = _within(record, "based_on").get("content") is True
    return content and any(lacked.items() <= level.items() for level in _levels(record))


def is_of_another_term(folder: Path, term: Term) -> bool:
    """Tell whether the record of a plan tells of another state of the term."""
    with suppress(ValueError):
        return _is_of_another_term(read_record(folder / RECORD), term)
    return False


def record_notices(folder: Path, verdict: Verdict, term: Term) -> Iterator[str]:
    """Yield what the record of the plan says otherwise: then the plan or the term was changed since."""
    path = folder / RECORD
    try:
        record = read_record(path)
    except ValueError as error:
        yield str(error)
        return
    if _is_of_another_term(record, term):
        yield f"{path.name} is of another state of the term: the term was changed since."
    for level in _levels(record):
        name = level.get("name")
        if name == STABILITY and term.published is None:
            continue  # what a plan changes cannot be counted without what it changes
        if level.get("status") != "skipped" and isinstance(name, str) and name in verdict.prices:
            value = verdict.value(name)
            if level.get("value") != value:
                yield (
                    f"{path.name} gives {level.get('value')} for {name}, but the plan pays {value}: "
                    "the plan or the term was changed since."
                )


def _record_of(folder: Path, term: Term) -> Mapping[str, object]:
    """Return the record of a plan; an empty one where it is of another state of the term or unreadable."""
    with suppress(ValueError):
        record = read_record(folder / RECORD)
        if not _is_of_another_term(record, term):
            return record
    return {}


def _is_of_another_term(record: Mapping[str, object], term: Term) -> bool:
    digest = _within(record, "term").get("digest")
    return digest is not None and digest != term.digest


def _levels(record: Mapping[str, object]) -> list[dict[str, object]]:
    levels = record.get("levels")
    return [level for level in levels if isinstance(level, dict)] if isinstance(levels, list) else []


def _within(record: Mapping[str, object], key: str) -> dict[str, object]:
    found = record.get(key)
    return found if isinstance(found, dict) else {}
