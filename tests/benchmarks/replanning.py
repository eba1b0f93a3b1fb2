"""Ten disruptions of a published term: planned again with rota, and anew with hints, side by side.

    python -m tests.benchmarks.replanning             40 trainees, 26 weeks
    python -m tests.benchmarks.replanning 20x13       another size
    python -m tests.benchmarks.replanning --limit 60  seconds for each answer

The term is planned and taken for published in its tenth week. Each disruption is then answered twice, each time
in a process of its own, one after the other:

- ``rota``: the term bound to what was published;
- ``hints``: the model of everything with what is past fixed, hinted with the published plan and minimised for
  coverage, which is what is usually done with a solver.

Told are the seconds until a plan was there that lacks no more than the one given in the end, until that one was
there, until the plan of that moment was known to be within a hundredth of the best at both levels (a dash where
that was not shown), and until the answer ended (in proof or by its limit); what lacks, how many people are touched
and how many sessions, rounds, rotations and mentors change. Both plans are verified.
"""

from __future__ import annotations

import argparse
import json
import pickle
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from constraints.changed import changes_to
from constraints.scope import Scope
from inputs.days import Span
from inputs.people import Absence, Trainee
from inputs.plan import Plan
from inputs.programme import SeatChange
from inputs.published import Published, carry_over
from inputs.term import Term
from scheduler.garbage import collect_rarely
from scheduler.model import Model
from scheduler.solving.replanning.carried_bound import carried_bound
from scheduler.solving.replanning.rings import EVERYTHING
from scheduler.solving.search import Control, Progress, minimize
from scheduler.solving.solve import solve_term
from scheduler.verify import verify
from tests.benchmarks.generator import Size, make_term

WEEKS_PAST = 9
TEN = 10
IN_THE_LAB = ("simulation", "hands-on")
WAYS = ("rota", "hints")


@dataclass(frozen=True)
class Answer:
    """What one way of planning again gave."""

    way: str
    first: float
    """Seconds until a plan lacked no more than the last."""
    found: float
    sure: float | None
    """Seconds until the plan there was known to be nearly the best."""
    ended: float
    lacking: int
    bound: int
    people: int
    changes: int
    proven: bool


def disruptions(term: Term, plan: Plan, since: date) -> Iterator[tuple[str, Term]]:
    """Yield ten changes of a term, each in words, from two weeks after the day of replanning on."""
    week = next(w for w in term.weeks if w.monday >= since + timedelta(days=14))
    busy = sorted(
        term.faculty,
        key=lambda member: -sum(1 for s in plan.sessions if s.faculty == member and s.is_meeting),
    )
    found = [(f"{m.id} away for a week", _absent(term, m.id, week.span)) for m in busy[:3]]
    used = sorted({s.room.id for s in plan.sessions if s.room and s.period.date in week.span})
    found += [(f"{room} closed for a week", _absent(term, room, week.span)) for room in used]
    there = [t for t in term.trainees if week.span.overlaps(t.stay) and t.stay.last_day > week.span.last_day]
    found.append((f"{there[0].id} away for a week", _absent(term, there[0].id, week.span)))
    longest = Span(week.monday, min(week.monday + timedelta(weeks=8), term.span.end))
    for count in (1, 2):
        new = tuple(
            Trainee(f"N{n}", f"Newcomer {n}", there[0].kind, longest, interests=there[0].interests)
            for n in range(count)
        )
        found.append((f"{count} more for 8 weeks", replace(term, trainees=(*term.trainees, *new))))
    service = max(
        term.services, key=lambda s: sum(1 for r in plan.rotations if r.service == s and r.covers(week))
    )
    fewer = SeatChange(service.id, week.span, term.service_seats(service, week) - 1)
    lost = replace(term, seat_changes=(*term.seat_changes, fewer))
    found.append((f"a seat less on {service.id} for a week", lost))
    late = next((t for t in term.trainees if t.stay.start >= week.monday and t.stay.days > 14), None)
    if late is not None:
        moved = replace(late, stay=Span(late.stay.start + timedelta(days=7), late.stay.end))
        trainees = tuple(moved if one == late else one for one in term.trainees)
        found.append((f"{late.id} a week late", replace(term, trainees=trainees)))
    others = ((f"{m.id} away for a week", _absent(term, m.id, week.span)) for m in busy[3:])
    yield from (found + list(others))[:TEN]


def housed(term: Term) -> Term:
    """Return a term in which training on few seats is in the skills laboratory, so that it can be closed."""
    room = next(room for room in term.rooms if room.id == "lab")
    slots = (replace(slot, room=room) if slot.activity.id in IN_THE_LAB else slot for slot in term.slots)
    return replace(term, slots=tuple(slots))


def _absent(term: Term, who: str, span: Span) -> Term:
    return replace(term, absences=(*term.absences, Absence(who, span)))


def answer(way: str, old: Term, new: Term, plan: Plan, bound: int, since: date, limit: float) -> Answer:
    """Plan a disrupted term again in one way."""
    began = time.monotonic()
    published = carry_over(plan, old, new, since)
    published = replace(
        published,
        cost=verify(plan, old).value("coverage"),
        bound=carried_bound(old, new, bound),
    )
    term = replace(new, published=published, levels=("coverage", "stability"))
    found: list[tuple[float, int]] = []
    near: list[float] = []

    def report(progress: Progress) -> None:
        of_everything = progress.level == "stability" and progress.what == EVERYTHING.name
        if of_everything and _is_near(progress.best, progress.bound):
            near.append(time.monotonic() - began)

    control = Control(
        time_limit_seconds=limit,
        report=report,
        found=lambda values, _s: found.append((time.monotonic() - began, values["coverage"])),
    )
    if way == "rota":
        result = solve_term(term, control)
        again, proven = result.plan, all(level.status == "optimal" for level in result.levels)
        least = result.levels[0].bound if result.levels else 0
        shown = all(_is_near(level.value, level.bound) for level in result.levels)
    else:
        again, proven, least = _with_hints(term, published, control, found, began)
        shown = False  # of what changes it knows nothing
    ended = time.monotonic() - began
    verdict = verify(again or Plan(), term)
    if verdict.violations:
        raise RuntimeError(verdict.violations[0].text)
    changes = changes_to(again or Plan(), term)
    people = {person for change in changes for person in change.people}
    number = sum(1 for change in changes if change.amount)
    lacking = verdict.value("coverage")
    first = min(seconds for seconds, value in found if value <= lacking)
    sure = min([*near, ended]) if shown else None
    return Answer(way, first, found[-1][0], sure, ended, lacking, least, len(people), number, proven)


def _is_near(value: int | None, bound: int | None) -> bool:
    """Tell whether nothing can be better by more than a hundredth."""
    return value is not None and bound is not None and (value - bound) * 100 <= value


def _with_hints(
    term: Term, published: Published, control: Control, found: list[tuple[float, int]], began: float
) -> tuple[Plan | None, bool, int]:
    model = Model(term, Scope.whole(term))
    model.x.hint(published.plan)
    outcome = minimize(
        model,
        model.price("coverage"),
        control,
        on_progress=lambda value, _b: found.append((time.monotonic() - began, value)),
    )
    if not outcome.found:
        return None, False, outcome.bound
    plan = model.x.plan(lambda literal: bool(outcome.values[literal.index]))
    return plan, outcome.status == "optimal", outcome.bound


def main() -> None:
    """Run the benchmark, and print its table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("size", nargs="?", default="40x26")
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument(
        "--planning", type=float, default=300.0, help="seconds for the plan that is published"
    )
    parser.add_argument("--published", type=Path, help="a file that keeps the published plan from run to run")
    parser.add_argument("--one", nargs=2, metavar=("NUMBER", "WAY"), help=argparse.SUPPRESS)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS, help="only these")
    words = parser.parse_args()
    trainees, weeks = map(int, words.size.split("x"))
    old = housed(make_term(Size(trainees, weeks)))
    since = old.weeks[min(WEEKS_PAST, weeks // 3)].monday
    if words.one:
        collect_rarely()  # as on the command line
        plan, bound = pickle.loads(words.published.read_bytes())  # noqa: S301  # this program wrote it
        _, new = list(disruptions(old, plan, since))[int(words.one[0])]
        print(json.dumps(vars(answer(words.one[1], old, new, plan, bound, since, words.limit))))
        return
    with TemporaryDirectory() as folder:
        kept = words.published or Path(folder, "published")
        if not kept.exists():
            result = solve_term(old, Control(time_limit_seconds=words.planning))
            kept.write_bytes(pickle.dumps((result.plan, result.levels[0].bound)))
        plan, bound = pickle.loads(kept.read_bytes())  # noqa: S301  # as above
        cost = verify(plan, old).value("coverage")
        print(
            f"{words.size}, published with {cost} points lacking (none below {bound}), again from {since}\n"
        )
        print(
            "| disruption | way | first s | found s | sure s | ended s | lacks | bound | people | changes | proven |"
        )
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
        answers: list[Mapping[str, Any]] = []
        for number, (what, _) in enumerate(disruptions(old, plan, since)):
            for way in words.ways:
                given = _in_a_process(words, kept, number, way)
                answers.append(given)
                figures = " | ".join(
                    [_seconds(given[name]) for name in ("first", "found", "sure", "ended")]
                    + [str(given[name]) for name in ("lacking", "bound", "people", "changes")]
                )
                print(f"| {what} | {way} | {figures} | {'yes' if given['proven'] else 'no'} |", flush=True)
        print()
        for way in words.ways:
            own = [given for given in answers if given["way"] == way]
            medians = {
                name: statistics.median(inf if given[name] is None else given[name] for given in own)
                for name in ("first", "found", "sure", "ended", "people", "changes")
            }
            print(way, "medians:", ", ".join(f"{name} {value:.1f}" for name, value in medians.items()))


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.1f}"


def _in_a_process(words: argparse.Namespace, kept: Path, number: int, way: str) -> Mapping[str, Any]:
    command = [
        sys.executable, "-m", "tests.benchmarks.replanning", words.size,
        "--limit", str(words.limit), "--published", str(kept), "--one", str(number), way,
    ]  # fmt: skip
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    given: Mapping[str, Any] = json.loads(done.stdout)
    return given


if __name__ == "__main__":
    main()
