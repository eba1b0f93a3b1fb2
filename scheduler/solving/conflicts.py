"""Which promises and rules cannot hold together: a smallest set, confirmed by solving again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from ortools.sat.python import cp_model

from constraints.catalogue import find_rules, hard_rules
from constraints.scope import Scope
from inputs.people import Trainee
from inputs.programme import Activity, Pin, Service
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.search import Control

T = TypeVar("T")
Demand = Pin | Trainee
"""A pin, or a trainee to whom a main mentor is promised."""
Answer = Literal["impossible", "possible", "unknown"]
SECONDS_A_QUESTION = 10.0
SHARE_OF_THE_FIRST = 0.5
"""Share of the time left that the first question of all demands at once may take."""
SHARE_OF_EACH = 0.25
"""Share of the time left for what is asked of a few after others: it is soon known, or not at all."""


def find_conflict(term: Term, control: Control) -> tuple[str, ...] | None:
    """Return in words the pins, promised mentors and rules of a term that cannot hold together.

    Only pins and promised mentors demand anything in a plan (all else may be left out at a price), so the
    trainees without any play no part. With all that is named no plan exists, which is confirmed by a second
    solve that shares no setting with the first. None of it can be spared: without any one of the demands, or
    any one of the rules, a plan exists - or, where a question found no answer in time, none was proven
    impossible.

    Returns
    -------
    tuple of str or None
        A sentence for each demand and each rule; nothing where a plan exists that keeps them all. None where
        neither is known: the run was interrupted, or there was too little time.

    Raises
    ------
    RuntimeError
        When the second solve finds a plan: the solver contradicts itself.
    """
    if of_few := find_conflict_of_few(term, control):
        return of_few
    promised = (trainee for trainee in term.trainees if trainee.mentor is not None)
    first = SHARE_OF_THE_FIRST * control.remaining
    return _conflict_among((*term.pins, *promised), _Questions(term, control), first)


def find_conflict_of_few(term: Term, control: Control) -> tuple[str, ...]:
    """Return the same for the first few demands that cannot hold together; nothing if none are found.

    Asked are the pins of one trainee, then the pins to one service or activity, then those to whom one mentor
    is promised. That is what most contradictions are, and soon asked, for nobody else plays a part.
    """
    asking = _Questions(term, control.part(SHARE_OF_EACH * control.remaining))
    for demands in _that_meet(term):
        if told := _conflict_among(demands, asking):
            return told
    return ()


def _that_meet(term: Term) -> Iterator[tuple[Demand, ...]]:
    """Yield demands that may be in each other's way."""
    by_trainee: dict[Trainee, list[Demand]] = {}
    by_item: dict[Activity | Service, list[Demand]] = {}
    by_mentor: dict[str, list[Demand]] = {}
    for pin in term.pins:
        by_trainee.setdefault(pin.trainee, []).append(pin)
        if pin.must:
            by_item.setdefault(pin.item, []).append(pin)
    for trainee in term.trainees:
        if trainee.mentor is not None:
            by_mentor.setdefault(trainee.mentor, []).append(trainee)
            if trainee in by_trainee:
                by_trainee[trainee].append(trainee)
    yield from map(tuple, by_trainee.values())
    yield from (tuple(several) for several in (*by_item.values(), *by_mentor.values()) if len(several) > 1)


def _conflict_among(
    every: tuple[Demand, ...], asking: _Questions, first: float = 0.0
) -> tuple[str, ...] | None:
    """Return what of some demands cannot hold together, as `find_conflict` does.

    ``first`` is how many seconds the first question has, where they are more than others have.
    """
    term, control = asking.term, asking.control
    names = sorted({rule.name for rule in hard_rules(term)} - {"pins"})
    answer = asking.ask(every, names, seconds=first)
    if answer != "impossible":
        return () if answer == "possible" else None
    demands = _smallest(every, lambda kept: asking.ask(kept, names) == "impossible")
    rules = _smallest(names, lambda kept: asking.ask(demands, kept) == "impossible")
    confirmed = asking.ask(demands, rules, second=True)
    if confirmed == "possible":
        message = "the solver called the pins impossible, and possible when asked again"
        raise RuntimeError(message)
    if control.interrupted or confirmed == "unknown":
        return None
    laws = {
        rule.name: rule.law.split("\n\n")[0].replace("\n", " ").replace("``", "") for rule in find_rules()
    }
    return (*(_say(demand, term) for demand in demands), *(f"Rule {name}: {laws[name]}" for name in rules))


def is_impossible_again(model: Model, control: Control) -> bool:
    """Tell whether a model that was called infeasible is so by a second solve, with other settings.

    Raises
    ------
    RuntimeError
        When the second solve finds a plan: the solver contradicts itself.
    """
    if control.stopped:
        return False
    status = control.run(_solver(control, SECONDS_A_QUESTION, second=True), model.proto)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise RuntimeError("the solver called the term impossible, and possible when asked again")
    return status == cp_model.INFEASIBLE


def _solver(control: Control, seconds: float, *, second: bool) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = control.workers
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_time_in_seconds = min(seconds, control.remaining)
    if second:
        solver.parameters.random_seed = control.seed + 1
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = False
    return solver


def _say(demand: Demand, term: Term) -> str:
    if isinstance(demand, Pin):
        return f"{demand}."
    mentor = term.faculty_by_id.get(demand.mentor or "")
    return f"{demand} is promised {mentor or demand.mentor} as main mentor."


def _smallest(items: Sequence[T], impossible: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """Return items of which none can be spared for ``impossible`` to stay true; of several sets a late one.

    All together are impossible. Halves are set aside at once (QuickXplain; Junker, AAAI 2004): where few of
    many are to blame that takes a few questions for each of these, not one for each of the many.
    """

    def to_blame(given: list[T], asked: bool, among: list[T]) -> list[T]:
        """Return which of some items are needed beside those given; ``asked``: these may be enough."""
        if asked and impossible(given):
            return []
        if len(among) == 1:
            return among
        half = len(among) // 2
        late = to_blame([*given, *among[:half]], True, among[half:])
        return [*to_blame([*given, *late], bool(late), among[:half]), *late]

    if not items:
        return ()
    found = to_blame([], True, [*reversed(items)])
    return tuple(item for item in items if any(item is one for one in found))


@dataclass(frozen=True)
class _Questions:
    """Asks whether a plan exists that keeps some of a term's demands and rules."""

    term: Term
    control: Control

    def ask(
        self, demands: Sequence[Demand], rules: Sequence[str], *, second: bool = False, seconds: float = 0.0
    ) -> Answer:
        """Tell whether a plan keeps the demands and, of the hard rules beside the pins, those named.

        It has ``seconds`` for that, where they are more than questions mostly have.
        """
        if not demands:
            return "possible"
        if self.control.stopped:
            return "unknown"
        few = self._few(demands, rules)
        solver = _solver(self.control, max(SECONDS_A_QUESTION, seconds), second=second)
        status = self.control.run(solver, Model(few, Scope.whole(few)).proto)
        if status == cp_model.INFEASIBLE:
            return "impossible"
        return "possible" if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else "unknown"

    def _few(self, demands: Sequence[Demand], rules: Sequence[str]) -> Term:
        """Return the term with these demands and rules, and the trainees whom they are about."""
        pins = tuple(demand for demand in demands if isinstance(demand, Pin))
        promised = {demand for demand in demands if isinstance(demand, Trainee)}
        pinned = {pin.trainee for pin in pins}
        kept = {*rules, "pins"}
        off = {rule.name: {"off": "left out"} for rule in hard_rules(self.term) if rule.name not in kept}
        return replace(
            self.term,
            pins=pins,
            trainees=tuple(
                trainee if trainee in promised else replace(trainee, mentor=None)
                for trainee in self.term.trainees
                if trainee in pinned | promised
            ),
            rules={**self.term.rules, **off},
        )
