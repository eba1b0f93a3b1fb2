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
from scheduler.commands.explanation.trying import Tried, Trying
from scheduler.commands.explanation.words import numbers_of, say_cost, say_price, say_together, say_verdict
from scheduler.outputs.board.words import say_item
from scheduler.outputs.record import plain_shortfall
from scheduler.uncounted import say_uncounted

if TYPE_CHECKING:
    from scheduler.explaining.remedy import Remedy
    from scheduler.explaining.together import Search
    from scheduler.explaining.trials import Trial

MOST_ROUNDS = 6
"""How often sets of remedies are tried, each time those that the time before suggests."""
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
        chosen = [shortfall for shortfall in self.missing if _concerns(shortfall, person, self.term)]
        entries: list[dict[str, Any]] = []
        self.document["shortfalls"] = entries
        if not chosen:
            whose = f" to {person}" if person else ""
            uncounted = say_uncounted(self.term)
            self._say(f"Everything that is {'counted' if uncounted else 'owed'}{whose} is given.")
            for line in uncounted:
                self._say(line)
        from scheduler.explaining.remedies import remedies_for

        remedies = [
            (shortfall, list(remedies_for(shortfall, self.plan, self.term)) if shortfall.cost else [])
            for shortfall in chosen
        ]
        results = self._try(
            (remedy.alter(self.term), s.trainee, s) for s, each in remedies for remedy in each
        )
        for shortfall, each in remedies:
            entries.append(self._explain_shortfall(shortfall, each, results))
            self._say()
        unmended = [
            (pair, entry) for pair, entry in zip(remedies, entries, strict=True) if not _is_mended(entry)
        ]
        self._explain_together([(*pair, entry) for pair, entry in unmended])
        if self.again and any(_mends(entry) for entry in entries):
            self.document["to_mend"] = to_mend = TO_MEND.format(self.again)
            self._say(to_mend)

    def _explain_together(self, unmended: Sequence[tuple[Shortfall, list[Remedy], dict[str, Any]]]) -> None:
        """Say where only several remedies together mend what no single one does: the smallest set found."""
        from scheduler.explaining.remedies import helpers_for
        from scheduler.explaining.together import Search, altered_by

        searches: list[tuple[Search, dict[str, Any]]] = []
        for shortfall, single, entry in unmended:
            if not shortfall.cost:
                continue
            lasting = [one for one in single if not one.moves_stay]
            helpers = list(helpers_for(shortfall, self.plan, self.term))
            together = (*lasting, *helpers)
            if helpers or len(lasting) > 1:
                searches.append((Search(shortfall, together), entry))
        for _ in range(MOST_ROUNDS):
            asked = [(search, search.asks()) for search, _ in searches]
            results = self._try(
                (altered_by(each, self.term), search.shortfall.trainee, search.shortfall)
                for search, sets in asked
                for each in sets
            )
            for search, sets in asked:
                found = [result for _, result in zip(sets, results, strict=False) if result is not None]
                if len(found) < len(sets):
                    search.give_up()
                elif sets:
                    search.hear([result.trial for result in found])
        for search, entry in searches:
            entry["together"] = self._tell_together(search, decided=not _undecided(entry, search))
            self._say()

    def _tell_together(self, search: Search, *, decided: bool) -> dict[str, Any]:
        """Tell what several remedies do; ``decided`` is whether it is known of each what it does alone."""
        words = [remedy.words for remedy in search.enough]
        heading = "no single remedy mends it"
        if len(words) == 1:
            heading = "another remedy was found"
        elif not decided:
            heading = "whether a single remedy mends it is not known"
        self._say(f"{self._name(search.shortfall)}: {heading}.")
        if search.enough:
            only = "mends it" if len(words) == 1 else "only together they mend it"
            only = only if search.none_spared else "mend it together, perhaps fewer do"
            self._say(f"  {only}: {say_together(search.enough)}{say_cost(search.trial, self.term)}")
        elif search.hopeless:
            none = "not even all these together mend it" if len(search.remedies) > 1 else "nor does this"
            self._say(f"  {none}: {say_together(search.remedies)}")
        else:
            self._say("  Whether several together mend it was not found out in time.")
        return {
            "remedies": words,
            "mends": bool(words),
            "none_can_be_spared": search.none_spared,
            "not_even_all": [one.words for one in search.remedies] if search.hopeless else [],
            **numbers_of(search.trial),
        }

    def _name(self, shortfall: Shortfall) -> str:
        item = say_item(self.term, shortfall.item)
        who = f"{shortfall.trainee}, {item}" if shortfall.trainee else f"{item}, the lead"
        return f"{who}, {say_span(shortfall.span)}"

    def _explain_shortfall(
        self, shortfall: Shortfall, remedies: Sequence[Remedy], results: Iterator[Tried | None]
    ) -> dict[str, Any]:
        from scheduler.explaining.remedies import helpers_for

        self._say(f"{self._name(shortfall)}: {counted(shortfall.cost, 'point')}")
        self._say(f"  {shortfall.reason}")
        tried: list[dict[str, Any]] = []
        done: list[tuple[Remedy, Trial | None]] = []
        left: list[str] = []
        for remedy in remedies:
            result = next(results)
            if result is None:
                left.append(remedy.words)
                continue
            trial = result.trial
            done.append((remedy, trial))
        for remedy, trial in sorted(done, key=lambda pair: _order(pair[1], shortfall)):
            mends = trial is not None and trial.mends(shortfall)
            not_owed = trial is not None and trial.owes_no_more(shortfall)
            verdict = say_verdict(trial, mends=mends, is_owed=not not_owed)
            self._say(f"  {verdict}: {remedy.words}{say_cost(trial, self.term) if mends else ''}")
            tried.append({"remedy": remedy.words, "mends": mends, "not_owed": not_owed, **numbers_of(trial)})
        if left:
            self._say(f"  not tried, for lack of time: {listed(left)}")
        if self.term.is_settled(shortfall.span.last_day):
            self._say("  It is past: nothing mends it any more.")
        elif not shortfall.cost:
            self._say("  Its weight is 0: it does not count, and no remedy is tried.")
        elif not tried and not left and next(helpers_for(shortfall, self.plan, self.term), None) is None:
            self._say("  No remedy is known: nothing that could be altered stands in the way.")
        return {
            **plain_shortfall(shortfall),
            "reason": shortfall.reason,
            "remedies": tried,
            "not_tried": left,
        }

    def _try(
        self, altered: Iterable[tuple[Term, Trainee | None, Shortfall | None]]
    ) -> Iterator[Tried | None]:
        """Yield what came of each altered term, in their order.

        With it come the trainee who may be touched, and the shortfall that is to be mended, if any.
        """
        from scheduler.explaining.jobs import Attempt

        return self.trying.results(
            [
                Attempt(number, self.term, self.plan, self.cost, each, trainee, wanted)
                for number, (each, trainee, wanted) in enumerate(altered)
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
            (put_elsewhere(session, period, self.term), session.trainee, None)
            for session, periods in times
            for period in periods[:MOST_PLACES]
        )
        for session, periods in times:
            entries.append(self._explain_session(session, periods, results))
            self._say()

    def _explain_session(
        self, session: Session, times: Sequence[Period], results: Iterator[Tried | None]
    ) -> dict[str, Any]:
        from scheduler.explaining.places import MOST_PLACES, pins_of

        self._say(f"{session.trainee}, {session}")
        pins = pins_of(session, self.term)
        for pin in pins:
            self._say(f"  It is pinned: {pin}. A time that breaks this is tried without the pin.")
        tried: list[dict[str, Any]] = []
        for period in times[:MOST_PLACES]:
            result = next(results)
            if result is None:
                continue
            self._say(f"  {period}: {say_price(result.trial, self.term)}")
            tried.append(
                {"date": f"{period.date}", "start": f"{period.start:%H:%M}", **numbers_of(result.trial)}
            )
        if self.term.is_settled(session.period.date):
            self._say("  It is past, and stays where it was.")
        elif not times:
            self._say("  It cannot be at another time: there is no other in the days in which it is owed.")
        elif len(times) > len(tried):
            self._say(f"  {counted(len(times) - len(tried), 'other time')} not tried.")
        return {
            "trainee": session.trainee.id,
            "activity": session.activity.id,
            "date": f"{session.period.date}",
            "start": f"{session.period.start:%H:%M}",
            "pins": [f"{pin}" for pin in pins],
            "elsewhere": tried,
            "times": len(times),
        }


def _concerns(shortfall: Shortfall, person: Trainee | Faculty | None, term: Term) -> bool:
    if person is None:
        return True
    if isinstance(person, Faculty):
        named = {slot.activity.id for slot in term.slots if person in slot.leads}
        return shortfall.trainee is None and shortfall.item in named.union(person.leads)
    return shortfall.trainee == person


def _is_mended(entry: dict[str, Any]) -> bool:
    """Tell whether a remedy mends it, or it is not known of all whether they do."""
    return bool(entry["not_tried"]) or any(tried["mends"] for tried in entry["remedies"])


def _undecided(entry: dict[str, Any], search: Search) -> set[str]:
    """Return the remedies of which it is not known whether they mend it alone: time ran out before it was."""
    tried = {tried["remedy"]: tried["mends"] or not tried["cut_short"] for tried in entry["remedies"]}
    together = [] if search.none_spared else [remedy.words for remedy in search.remedies]
    known = {words for words, is_known in tried.items() if is_known}
    return {*tried, *together} - known.union(remedy.words for remedy in search.no_single)


def _mends(entry: dict[str, Any]) -> bool:
    return any(tried["mends"] for tried in (*entry["remedies"], entry.get("together", {"mends": False})))


def _order(trial: Trial | None, shortfall: Shortfall) -> tuple[bool, tuple[bool, int, int]]:
    """Return what sorts remedies: those that mend it first, the cheapest of them before the others."""
    if trial is None or not trial.mends(shortfall):
        return True, (False, 0, 0)
    return False, trial.price
