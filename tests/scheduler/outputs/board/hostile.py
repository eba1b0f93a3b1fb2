"""A board in which whatever a person may have written is followed by a text that would do harm."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from scheduler.outputs.board.page import render_board
from tests.scheduler.outputs.board.small import (
    PROVEN,
    SHORTFALLS,
    level,
    small_plan,
    small_result,
    small_term,
)

KEPT = {"status", "format", "cadence", "weekday", "timezone", "who", "item"}


def hostile(value: Any, text: str, name: str = "") -> Any:
    """Return a copy of some data in which ``text`` follows whatever a person may have written."""
    if isinstance(value, str):
        return value if name in KEPT or not value else f"{value} {text}"
    if isinstance(value, tuple):
        return tuple(hostile(each, text, name) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [
            field.name
            for field in fields(value)
            if field.init and field.name not in {"id", "weekdays", "levels"}
        ]
        return replace(value, **{each: hostile(getattr(value, each), text, each) for each in names})
    return value


def hostile_page(text: str) -> str:
    result = replace(
        small_result(rules_off={"a_rule": "why", f"b_rule {text}": text}, conflict=("must be", text)),
        levels=(*hostile(PROVEN, text), level(text, "skipped", reason=text)),
    )
    given = small_term()
    term = hostile(given, text)
    plan = hostile(small_plan(), text)
    shortfalls = tuple(
        replace(shortfall, trainee=hostile(shortfall.trainee, text), reason=f"{shortfall.reason} {text}")
        for shortfall in SHORTFALLS
    )
    return render_board(replace(result, plan=plan, shortfalls=shortfalls), term, {"rota": text, text: "1"})
