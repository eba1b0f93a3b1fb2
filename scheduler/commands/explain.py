"""``rota explain``: why each shortfall, what would mend it, and what another time for a session costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inputs.days import say_day, say_span
from inputs.faults import listed
from inputs.people import Faculty, Trainee
from inputs.plan import Plan, Session, Shortfall
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.against import find_person
from scheduler.commands.console import say, write_json
from scheduler.commands.exits import DONE, NO
from scheduler.commands.interruption import AtOnceError, Interruption, leave_at_once, run_interruptibly
from scheduler.commands.options import count_cores, time_limit_option
from scheduler.commands.plans import judge_plan, tell_faults
from scheduler.commands.terms import read_whole_term, sound_term
from scheduler.outputs.board_words import say_item

if TYPE_CHECKING:
    from scheduler.explaining.trials import Trial
    from scheduler.solving.search import Control

SCHEMA = "rota-explanation/1"
MOST_NAMES = 4
SECONDS_A_TRIAL = 30.0


@click.command(name="explain", short_help="Say why something lacks, and what would mend it.")
@click.argument("term", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.argument("who", required=False)
@click.option(
    "--on",
    "day",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Say what each other time for the sessions of WHO on that day would cost.",
)
@time_limit_option("5m", "for all remedies; what was not tried is named")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    term: Path, plan: Path | None, who: str | None, *, day: datetime | None, seconds: float, as_json: bool
) -> None:
    """Say why each thing that is owed lacks in a plan, and what would mend it.

    Each remedy (a seat more, an hour more, a stay a week later, a pin lifted) is tried: the plan is solved
    again with it, and what else it moves is told. No other trainee is moved by a remedy. WHO, a name or id,
    asks for one person only. With --on DATE it is told what each other time for a session would cost.

    Without PLAN only the pins and promised mentors are looked at: which of them cannot hold together.
    """
    whole = sound_term(read_whole_term(term), as_json=as_json, quiet=True)
    person = find_person(who, whole) if who else None
    if day is not None and person is None:
        raise click.UsageError("Say whose sessions: rota explain TERM PLAN WHO --on DATE.")
    from scheduler.solving.search import Control

    control = Control(time_limit_seconds=seconds, workers=count_cores())
    if plan is None:
        raise click.exceptions.Exit(_explain_pins(whole, control, as_json=as_json))
    judged = judge_plan(plan, whole, as_json=as_json)
    if judged.verdict.violations:
        tell_faults(judged)
        say("A plan that breaks rules has no shortfalls to explain. Plan again, or mend it.", err=True)
        raise click.exceptions.Exit(NO)
    case = _Case(whole, judged.plan, judged.missing, control, as_json)
    with Interruption() as interruption:
        try:
            run_interruptibly(
                lambda: case.explain(person, day.date() if day else None),
                interruption,
                control.interrupt,
                lambda: None,
            )
        except AtOnceError:
            leave_at_once(interruption.exit_code)
    if as_json:
        write_json(SCHEMA, case.document)
    raise click.exceptions.Exit(interruption.exit_code or DONE)


def _explain_pins(term: Term, control: Control, *, as_json: bool) -> int:
    """Tell which pins and promised mentors cannot hold together, and return the exit code."""
    from scheduler.solving.conflicts import find_conflict

    conflict = find_conflict(term, control)
    if as_json:
        write_json(SCHEMA, {"conflict": list(conflict)})
    elif conflict:
        say("These cannot hold together, which a second solve has confirmed:")
        for line in conflict:
            say(f"  {line.replace('``', '')}")
        say("Any one of the pins or promises less, and a plan exists.")
    else:
        say("No contradiction was found among pins and promised mentors.")
    return NO if conflict else DONE


@dataclass
class _Case:
    """A sound plan whose shortfalls and sessions are explained."""

    term: Term
    plan: Plan
    missing: tuple[Shortfall, ...]
    control: Control
    as_json: bool
    document: dict[str, Any] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        """The points that the plan lacks."""
        return sum(shortfall.cost for shortfall in self.missing)

    def explain(self, person: Trainee | Faculty | None, day: date | None) -> None:
        """Explain the sessions of a day, or else the shortfalls."""
        if day is not None and person is not None:
            self._explain_day(person, day)
        else:
            self._explain_shortfalls(person)

    def _say(self, text: str = "") -> None:
        if not self.as_json:
            say(text)

    # -- shortfalls ----------------------------------------------------------------------------------------

    def _explain_shortfalls(self, person: Trainee | Faculty | None) -> None:
        chosen = [shortfall for shortfall in self.missing if _concerns(shortfall, person)]
        self.document["shortfalls"] = entries = []
        if not chosen:
            whose = f" to {person}" if person else ""
            self._say(f"Everything that is owed{whose} is given.")
        for shortfall in chosen:
            entries.append(self._explain_shortfall(shortfall))
            self._say()

    def _explain_shortfall(self, shortfall: Shortfall) -> dict[str, Any]:
        from scheduler.explaining.remedies import remedies_for

        item = say_item(self.term, shortfall.item)
        who = f"{shortfall.trainee}, {item}" if shortfall.trainee else f"{item}, the lead"
        self._say(f"{who}, {say_span(shortfall.span)}: {counted(shortfall.cost, 'point')}")
        self._say(f"  {shortfall.reason}")
        tried: list[dict[str, Any]] = []
        left: list[str] = []
        for remedy in remedies_for(shortfall, self.plan, self.term):
            if self.control.stopped:
                left.append(remedy.words)
                continue
            trial = self._attempt(remedy.term, shortfall.trainee)
            mends = trial is not None and trial.gives(shortfall) and trial.gained > 0
            self._say(f"  {_verdict(trial, mends=mends)}: {remedy.words}{_cost_of(trial) if mends else ''}")
            tried.append({"remedy": remedy.words, "mends": mends, **_numbers(trial)})
        if left:
            self._say(f"  not tried, for lack of time: {listed(left)}")
        if not tried and not left:
            self._say("  No remedy is known: nothing that could be altered stands in the way.")
        return {
            "trainee": shortfall.trainee.id if shortfall.trainee else "",
            "kind": shortfall.kind,
            "item": shortfall.item,
            "first_day": f"{shortfall.span.first_day:%Y-%m-%d}",
            "last_day": f"{shortfall.span.last_day:%Y-%m-%d}",
            "cost": shortfall.cost,
            "reason": shortfall.reason,
            "remedies": tried,
            "not_tried": left,
        }

    def _attempt(self, altered: Term, trainee: Trainee | None) -> Trial | None:
        from scheduler.explaining.trials import attempt

        concerned = [trainee] if trainee is not None else []
        return attempt(self.term, altered, self.plan, self.cost, concerned, self._limits())

    def _limits(self) -> Control:
        """Return the limits of one trial, which stops when the whole does."""
        return self.control.part(SECONDS_A_TRIAL)

    # -- sessions ------------------------------------------------------------------------------------------

    def _explain_day(self, person: Trainee | Faculty, day: date) -> None:
        sessions = [
            session
            for session in sorted(self.plan.sessions, key=lambda s: (s.period, s.activity.id))
            if session.period.date == day and person in (session.trainee, session.faculty)
        ]
        own = [session for session in sessions if session.trainee == person or session.is_meeting]
        self.document["sessions"] = entries = []
        if not own:
            self._say(f"{person} has no session on {say_day(day)} that could be elsewhere.")
        for session in own:
            entries.append(self._explain_session(session))
            self._say()

    def _explain_session(self, session: Session) -> dict[str, Any]:
        from scheduler.explaining.places import MOST_PLACES, other_times, try_elsewhere

        self._say(f"{session.trainee}, {session}")
        times = other_times(session, self.term)
        tried: list[dict[str, Any]] = []
        for period in times[:MOST_PLACES]:
            if self.control.stopped:
                break
            trial = try_elsewhere(session, period, self.plan, self.term, self.cost, self._limits()).trial
            self._say(f"  {period}: {_price(trial)}")
            tried.append({"date": f"{period.date}", "start": f"{period.start:%H:%M}", **_numbers(trial)})
        if not times:
            self._say("  It cannot be at another time: there is no other in the days in which it is owed.")
        elif len(times) > len(tried):
            self._say(f"  {counted(len(times) - len(tried), 'other time')} not tried.")
        return {
            "trainee": session.trainee.id,
            "activity": session.activity.id,
            "date": f"{session.period.date}",
            "start": f"{session.period.start:%H:%M}",
            "elsewhere": tried,
            "times": len(times),
        }


def _concerns(shortfall: Shortfall, person: Trainee | Faculty | None) -> bool:
    if person is None:
        return True
    if isinstance(person, Faculty):
        return shortfall.trainee is None and shortfall.item in person.leads
    return shortfall.trainee == person


def _verdict(trial: Trial | None, *, mends: bool) -> str:
    if trial is None:
        return "no plan was found with"
    return "mends it" if mends else "does not mend it"


def _cost_of(trial: Trial | None) -> str:
    if trial is None or not trial.touched:
        return "; nobody else is touched"
    return f"; also touched: {listed(_names(trial))}"


def _names(trial: Trial) -> Iterator[str]:
    yield from (person.name for person in trial.touched[:MOST_NAMES])
    if len(trial.touched) > MOST_NAMES:
        yield f"{len(trial.touched) - MOST_NAMES} more"


def _price(trial: Trial | None) -> str:
    """Return what another time for a session costs."""
    if trial is None:
        return "impossible while all other trainees keep what they have"
    lacking = f"{counted(-trial.gained, 'point')} more lack" if trial.gained < 0 else "nothing more lacks"
    others = f"also touched: {listed(_names(trial))}" if trial.touched else "nobody else is touched"
    return f"{lacking}; {others}"


def _numbers(trial: Trial | None) -> dict[str, Any]:
    if trial is None:
        return {"found": False}
    return {
        "found": True,
        "points_gained": trial.gained,
        "changes": trial.changes,
        "also_touched": [person.id for person in trial.touched],
    }
