"""Ways to ask ``rota whatif`` about the small term, and how its answers begin and end."""

from __future__ import annotations

import json
from typing import Any

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import rota

HEAD = "Tiny term, 1 March 2027 to 14 March 2027.\nHeld against version 1 of 15 February 2027, 09:30.\n\n"
FOOT = "\nNothing was stored. To have it so, change the tables, then plan and publish.\n"
IDEAS = """\
["Wang is away"]
without = "Wang Min@2027-03-08"

["Two more"]
intake = "2 fellows 2027-03-01 2 weeks"
"""


def ask(*words: str, term: str = "term") -> int:
    return rota("whatif", term, *words, "-q")


def ask_json(capsys: Captured, *words: str) -> tuple[int, Any]:
    code = ask(*words, "--json")
    return code, json.loads(capsys.readouterr().out)
