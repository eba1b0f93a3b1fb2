"""Ways to plan the small term with less than it needs, and to ask ``rota explain`` about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import rota
from tests.scheduler.store.small import SMALL, write_small

ONE_SEAT = "activity,weekday,start,seats\nlecture,Tue,10:00,1\n"
"""For two trainees: one of them lacks a lecture in the second week."""
MORE_LACKS = {
    "trainees": SMALL["trainees"] + "T03,Sofia Rossi,fellow,2027-03-01,2027-03-14\n",
    "slots": ONE_SEAT,
    "services": "id,name,seats,round_start,round_minutes\nward,CAR-T ward,2,08:00,60\n",
}


def planned(**tables: str) -> None:
    write_small(Path("term"), **tables)
    assert rota("plan", "term", "-o", "plan", "--time-limit", "20s", "-q") == 0


def document(capsys: Captured) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def explained(capsys: Captured, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert rota("explain", "term", "plan", *words, "--json") == 0
    return document(capsys)
