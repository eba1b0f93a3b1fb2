"""What ``rota explain`` tells: why each shortfall, what would mend it, and what other times cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from inputs.days import Period, say_day, say_span
from inputs.faults import listed
from inputs.people import Faculty, Trainee
from inputs.plan import Plan, Session, Shortfall
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import say
from scheduler.commands.explain_trying import Tried, Trying
from scheduler.outputs.board_words import say_item

if TYPE_CHECKING:
    from scheduler.explaining.remedies import Remedy
    from scheduler.explaining.trials import Trial

MOST_NAMES = 4
TO_MEND = (
    "To mend something, change the table and plan again with --improve: {}. Without it nobody is moved only "
    "to lack less than was published."
)


@dataclass
class Case:
    """A sound plan whose shortfalls and sessions are explained."""

    term: Term
    plan: Plan
    missing: tuple[Shortfall, ...]
    trying: Trying
    as_json: bool
    again: str = ""
    """Where the term is published, how it is planned again so that a remedy comes to bear."""
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
        entries: list[dict[str, Any]] = []
        self.document["shortfalls"] = entries
        if not chosen:
            whose = f" to {person}" if person else ""
            self._say(f"Everything that is owed{whose} is given.")
        from scheduler.explaining.remedies import remedies_for

        remedies = [(shortfall, list(remedies_for(shortfall, self.plan, self.term))) for shortfall in chosen]
        results = self._try((remedy.term, s.trainee) for s, each in remedies for remedy in each)
        for shortfall, each in remedies:
            entries.append(self._explain_shortfall(shortfall, each, results))
            self._say()
        if self.again and any(tried["mends"] for entry in entries for tried in entry["remedies"]):
            self.document["to_mend"] = to_mend = TO_MEND.format(self.again)
            self._say(to_mend)

    def _explain_shortfall(
        self, shortfall: Shortfall, remedies: Sequence[Remedy], results: Iterator[Tried | None]
    ) -> dict[str, Any]:
        item = say_item(self.term, shortfall.item)
        who = f"{shortfall.trainee}, {item}" if shortfall.trainee else f"{item}, the lead"
        self._say(f"{who}, {say_span(shortfall.span)}: {counted(shortfall.cost, 'point')}")
        self._say(f"  {shortfall.reason}")
        tried: list[dict[str, Any]] = []
        left: list[str] = []
        for remedy in remedies:
            result = next(results)
            if result is None:
                left.append(remedy.words)
                continue
            trial = result.trial
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

    def _try(self, altered: Iterable[tuple[Term, Trainee | None]]) -> Iterator[Tried | None]:
        """Yield what came of each altered term, in their order, with the trainee who may be touched."""
        from scheduler.explaining.jobs import Attempt

        return self.trying.results(
            [
                Attempt(number, self.term, self.plan, self.cost, each, trainee)
                for number, (each, trainee) in enumerate(altered)
            ]
        )

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
        from scheduler.explaining.places import MOST_PLACES, other_times, put_elsewhere

        times = [(session, other_times(session, self.term)) for session in own]
        results = self._try(
            (put_elsewhere(session, period, self.term), session.trainee)
            for session, periods in times
            for period in periods[:MOST_PLACES]
        )
        for session, periods in times:
            entries.append(self._explain_session(session, periods, results))
            self._say()

    def _explain_session(
        self, session: Session, times: Sequence[Period], results: Iterator[Tried | None]
    ) -> dict[str, Any]:
        from scheduler.explaining.places import MOST_PLACES

        self._say(f"{session.trainee}, {session}")
        tried: list[dict[str, Any]] = []
        for period in times[:MOST_PLACES]:
            result = next(results)
            if result is None:
                continue
            self._say(f"  {period}: {_price(result.trial)}")
            tried.append(
                {"date": f"{period.date}", "start": f"{period.start:%H:%M}", **_numbers(result.trial)}
            )
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
    if mends:
        return "mends it"
    return "not known in time whether it mends it" if trial.cut_short else "does not mend it"


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
        "cut_short": trial.cut_short,
        "also_touched": [person.id for person in trial.touched],
    }
