"""Chooses a main mentor, a usual day and the times of all meetings for each trainee.

The mixture of patterns that a linear programme finds is mostly near a choice: most trainees have one main
mentor and one usual day in it, or few. These are the pairs to choose from; each meeting chooses among the
times that are cheapest for one of them. No two meetings overlap, and topics are counted as they are, where
patterns only know how many meetings must be with others. The choice begins with times that are known to fit
together, and a few trainees at a time choose anew (see ``rechoosing``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from ortools.sat.python import cp_model

from inputs.days import Period
from inputs.people import Faculty, Trainee
from inputs.programme import Activity, MeetingTime
from inputs.stays import Window
from scheduler.solving.opening import Opening
from scheduler.solving.patterns.choices import UNIT, Choices, Priced
from scheduler.solving.patterns.generation import Generation
from scheduler.solving.patterns.limits import HARD, Integers, Limits
from scheduler.solving.patterns.rechoosing import Chooser, choose_anew
from scheduler.solving.search import Control, run_small
from scheduler.solving.stepping import Stepping

TIMES = 8
"""Times that each meeting may choose from, for each pair of main mentor and usual day."""
PAIRS = 2
"""Pairs that each trainee may choose from at most."""
FIRST_SHARE = 0.5
"""Share of the time for a first choice, where the times that are known do not make one."""

Pair = tuple[int, int]


def choose(
    generation: Generation, known: Mapping[Window, MeetingTime], control: Control, seconds: float
) -> tuple[Mapping[Window, MeetingTime], Mapping[Trainee, Faculty]]:
    """Return times and main mentors that cost as little in all as was found, or nothing without time.

    ``known`` are times that fit together, from which the search begins.
    """
    choosing = Choosing(generation.limits, generation.prices)
    for number, choices in enumerate(generation.choices):
        pairs = generation.mixed(number)[:PAIRS]
        if pairs:
            choosing.add(choices, pairs, known)
    return choosing.solve(control, seconds)


class Choosing:
    """A model with a Boolean for each pair, and for each time that a meeting may choose."""

    def __init__(self, limits: Limits, prices: Integers) -> None:
        """Know the rows that trainees share, and prices on them (and a last 0), by which times are cheap."""
        self._limits = limits
        self._row_prices = prices
        self._model = cp_model.CpModel()
        self._prices: list[tuple[cp_model.IntVar, int]] = []
        self._uses: dict[int, list[cp_model.IntVar]] = {}
        self._times: dict[tuple[Window, MeetingTime], cp_model.IntVar] = {}
        self._mentors: dict[tuple[Trainee, Faculty], cp_model.IntVar] = {}
        self._choosers: list[Chooser] = []

    def add(
        self,
        choices: Choices,
        pairs: Sequence[Pair],
        known: Mapping[Window, MeetingTime],
        *,
        as_many: bool = False,
    ) -> None:
        """Add a trainee who may choose from pairs; the search begins with the times known.

        With ``as_many`` the meetings that have a time keep one, and no others are given.
        """
        priced, first = choices.priced(self._row_prices), len(self._model.proto.variables)
        taken = {pair: self._model.new_bool_var("") for pair in pairs}
        self._model.add_exactly_one(taken.values())
        mentors = self._any_of(taken, 0)
        days = self._any_of(taken, 1)
        for mentor, literal in mentors.items():
            self._pay(choices.cost_of_mentor(mentor), literal)
            self._use(choices.rows_of_mentor(mentor), literal)
            if (who := choices.mentors[mentor]) is not None:
                self._mentors[choices.trainee, who] = literal
        at_once = _AtOnce()
        of_mentor: dict[tuple[Activity, Faculty], list[cp_model.IntVar]] = {}
        for window, owed in enumerate(choices.windows):
            offered = self._offered(choices, priced, window, pairs, known.get(owed))
            literals = self._add_times(choices, window, offered, known.get(owed), as_many=as_many)
            for option, literal in literals.items():
                time = choices.options[option]
                at_once.enter(time.period, literal)
                of_mentor.setdefault((owed.activity, time.mentor), []).append(literal)
            self._charge(choices.with_another, _grouped(literals, choices.mentor_of), mentors)
            if choices.is_regular(window):
                self._charge(UNIT, _grouped(literals, choices.day_of), days)
        for group in at_once.groups():
            self._model.add_at_most_one(group)
        self._add_topics(choices, of_mentor)
        own = range(first, len(self._model.proto.variables))
        self._choosers.append(Chooser(frozenset(choices.mentors[mentor] for mentor in mentors), own))

    def _add_times(
        self,
        choices: Choices,
        window: int,
        offered: Iterable[int],
        known: MeetingTime | None,
        *,
        as_many: bool,
    ) -> dict[int, cp_model.IntVar]:
        """Add the times of a meeting, each with a literal; it takes one or is missed."""
        skipped = self._model.new_bool_var("")
        if as_many:
            self._model.add(skipped == (known is None))
        self._pay(choices.cost_of_skipping(window), skipped)
        self._model.add_hint(skipped, known is None)
        literals = {option: self._model.new_bool_var("") for option in offered}
        for option, literal in literals.items():
            self._times[choices.windows[window], choices.options[option]] = literal
            self._model.add_hint(literal, choices.options[option] == known)
            self._pay(choices.cost_of_option(option), literal)
            self._use(choices.rows_of_option(option), literal)
        self._model.add_exactly_one([*literals.values(), skipped])
        return literals

    def _any_of(self, taken: Mapping[Pair, cp_model.IntVar], place: int) -> dict[int, cp_model.IntVar]:
        """Return, for each mentor (place 0) or day (place 1) of pairs, whether it is taken."""
        of: dict[int, list[cp_model.IntVar]] = {}
        for pair, literal in taken.items():
            of.setdefault(pair[place], []).append(literal)
        found = {}
        for key, literals in of.items():
            found[key] = literals[0] if len(literals) == 1 else self._model.new_bool_var("")
            if len(literals) > 1:
                self._model.add(sum(literals) == found[key])
        return found

    def _offered(
        self,
        choices: Choices,
        priced: Priced,
        window: int,
        pairs: Iterable[Pair],
        known: MeetingTime | None,
    ) -> Iterable[int]:
        """Return the times that a meeting chooses from: those cheapest for some pair, and the one known."""
        of_pairs = (choices.cheapest_options(priced, window, pair, TIMES) for pair in pairs)
        own = [option for option in choices.options_of(window) if choices.options[option] == known]
        return dict.fromkeys([*own, *(option for options in of_pairs for option in options)])

    def _charge(
        self,
        price: int,
        groups: Mapping[int, Sequence[cp_model.IntVar]],
        usual: Mapping[int, cp_model.IntVar],
    ) -> None:
        """Charge what is taken of a group that is not the usual one."""
        if not price:
            return
        unusual = None
        for key, literals in groups.items():
            if key not in usual:
                for literal in literals:
                    self._pay(price, literal)
            elif len(usual) > 1:
                unusual = self._model.new_bool_var("") if unusual is None else unusual
                self._model.add(sum(literals) <= unusual + usual[key])
        if unusual is not None:
            self._pay(price, unusual)

    def _add_topics(
        self, choices: Choices, meetings: Mapping[tuple[Activity, Faculty], Sequence[cp_model.IntVar]]
    ) -> None:
        """Charge the topics missed: each meeting is spent on one that its mentor teaches."""
        for activity, to_see in choices.topics_to_see():
            spent: dict[str, list[cp_model.IntVar]] = {}
            for (own, mentor), literals in meetings.items():
                if own == activity:
                    on = {
                        t: self._model.new_bool_var("") for t in choices.term.meeting_topics(activity, mentor)
                    }
                    self._model.add(sum(on.values()) <= sum(literals))
                    for topic, literal in on.items():
                        spent.setdefault(topic, []).append(literal)
            for literals in spent.values():
                self._model.add_at_most_one(literals)
            missed = self._model.new_int_var(0, to_see, "")
            self._model.add(missed + sum(literal for own in spent.values() for literal in own) >= to_see)
            self._pay(UNIT * (choices.charges.topic or 0), missed)

    def _pay(self, price: int, variable: cp_model.IntVar) -> None:
        if price:
            self._prices.append((variable, price))

    def _use(self, rows: Iterable[int], literal: cp_model.IntVar) -> None:
        for row in rows:
            self._uses.setdefault(row, []).append(literal)

    def solve(
        self, control: Control, seconds: float
    ) -> tuple[Mapping[Window, MeetingTime], Mapping[Trainee, Faculty]]:
        """Return the time of each meeting and the main mentors."""
        for row, literals in self._uses.items():
            self._limit(literals, self._limits.capacities[row], self._limits.prices[row])
        variables, weights = zip(*self._prices, strict=True) if self._prices else ((), ())
        self._model.minimize(cp_model.LinearExpr.weighted_sum(variables, weights))
        values = self._cheapest(control, seconds)
        if not values:
            return {}, {}
        times = {window: time for (window, time), literal in self._times.items() if values[literal.index]}
        return times, {
            who: mentor for (who, mentor), literal in self._mentors.items() if values[literal.index]
        }

    def _cheapest(self, control: Control, seconds: float) -> Sequence[int]:
        """Return the value of each variable in the cheapest choice found, or nothing without time."""
        until = control.seconds + seconds
        values = run_small(self._model, control, seconds, aim="filling")
        if not values:  # the times known do not go with any of the pairs
            values = run_small(self._model, control, FIRST_SHARE * seconds)
        if not values:
            return ()
        objective = self._model.proto.objective
        prices = dict(zip(objective.vars, objective.coeffs, strict=True))
        chosen = {literal for chooser in self._choosers for literal in chooser.literals}
        opening = Opening(self._model, chosen, values)
        stepping = Stepping(opening, prices, control)
        choose_anew(self._choosers, stepping, control, until - control.seconds)
        return opening.values

    def _limit(self, literals: Sequence[cp_model.IntVar], capacity: int, price: int) -> None:
        """Limit how many literals are true; each above the capacity costs a price, or cannot be (`HARD`)."""
        if len(literals) <= capacity:
            return
        if price == HARD:
            if capacity == 1:
                self._model.add_at_most_one(literals)
            else:
                self._model.add(sum(literals) <= capacity)
            return
        above = self._model.new_int_var(0, len(literals), "")
        self._model.add(sum(literals) <= capacity + above)
        self._pay(price, above)


def _grouped(
    literals: Mapping[int, cp_model.IntVar], key: Callable[[int], int]
) -> dict[int, list[cp_model.IntVar]]:
    groups: dict[int, list[cp_model.IntVar]] = {}
    for option, literal in literals.items():
        groups.setdefault(key(option), []).append(literal)
    return groups


class _AtOnce:
    """The times of one trainee, by day."""

    def __init__(self) -> None:
        self._days: dict[date, list[tuple[Period, cp_model.IntVar]]] = {}

    def enter(self, period: Period, literal: cp_model.IntVar) -> None:
        """Enter a time."""
        self._days.setdefault(period.date, []).append((period, literal))

    def groups(self) -> Iterator[list[cp_model.IntVar]]:
        """Yield what cannot be at once: all that is going on when one of them begins."""
        for entries in self._days.values():
            for start in {period.start for period, _ in entries}:
                group = [literal for period, literal in entries if period.start <= start < period.end]
                if len(group) > 1:
                    yield group
