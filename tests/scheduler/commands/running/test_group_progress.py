"""Lines about several terms: each begins with the term it speaks of."""

from __future__ import annotations

from scheduler.commands.exits import DONE, NO
from scheduler.commands.planning.endings import Ending
from scheduler.commands.running.group_progress import GroupDisplay, GroupLines
from scheduler.fleet.solves import Solve
from tests.pictures import draw_term
from tests.scheduler.commands.program import Captured

SOUTH = Solve("south", draw_term(""), 1.0, 1, 0)


def news(job: str, level: str, seconds: float) -> dict[str, str | int | float | None]:
    return {"job": job, "level": level, "what": "all", "best": 20, "bound": None, "seconds": seconds}


def test_each_line_begins_with_its_term(capsys: Captured) -> None:
    lines = GroupLines({"north-east": 0, "south": 1000}, clock=lambda: 0.0)
    lines.say("Planning.")
    lines.hear(news("south", "coverage", 61.0))
    lines.hear(news("south", "coverage", 62.0))
    lines.hear(news("north-east", "fairness", 3.0))
    lines.draw()
    lines.begins_again(SOUTH, 2)
    lines.tell_end("south", Ending(NO, "no plan", ("Why: pins.",)))
    lines.tell_end("north-east", Ending(DONE, "proven best"))
    assert capsys.readouterr().err == (
        "Planning.\n"
        "north-east     0:03  fairness (all): best 20, bound –, gap –\n"
        "south          1:01  coverage (all): best 20, bound –, gap –\n"
        "south       its process was killed; it is begun again, attempt 2\n"
        "south       no plan\n"
        "south       Why: pins.\n"
        "north-east  proven best\n"
    )


def test_quiet_tells_only_what_goes_wrong(capsys: Captured) -> None:
    display = GroupDisplay()
    display.say("Planning.")
    display.hear(news("south", "coverage", 61.0))
    display.draw()
    display.begins_again(SOUTH, 2)
    display.tell_end("north", Ending(DONE, "proven best"))
    display.tell_end("south", Ending(NO, "no plan"))
    assert tuple(capsys.readouterr()) == ("", "south  no plan\n")
