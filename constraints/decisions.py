"""The decisions that rules speak about: who is where, attends what, learns which topic, from whom."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from constraints.asked import RotationsAsked, SessionsAsked
from constraints.change_literals import ChangeLiterals
from constraints.literals import Literals
from constraints.opening import Opening
from constraints.own_leads import open_own_leads
from constraints.reach import Reach
from constraints.scope import Block, Scope, Tag, is_off
from constraints.wanted import Wanted
from inputs.days import Period, Week
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.programme import Activity, MeetingTime, Occurrence, Option, Service

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from inputs.term import Term

Literal = Any
"""A Boolean variable of the solver; its type is only known where the solver is imported."""


class Decisions:
    """The open decisions of a scope as Booleans of a model, by the people and things they are about.

    What the structure of the term rules out (days outside a stay, hours a mentor does not have) has no
    variable. What is not in the scope is taken from ``given`` as a constant; without ``given`` it does not
    appear at all, so that the model is a relaxation: the ``covers_...`` questions tell a rule what it may
    charge for. What is given as mere ``background`` constrains, but is not covered: nothing is charged for
    it.
    """

    def __init__(
        self,
        model: cp_model.CpModel,
        term: Term,
        scope: Scope,
        given: Plan | None = None,
        *,
        background: bool = False,
    ) -> None:
        from ortools.sat.python import cp_model

        self._cp_model = cp_model
        self._zero_or_one = cp_model.Domain(0, 1)
        self._covers_given = given is not None and not background
        self.model = model
        self.term = term
        self.scope = scope
        self.given = given
        self.shortfalls: dict[Trainee | None, list[tuple[int, Literal]]] = {}
        self.topics_missed: dict[tuple[Trainee, Activity], Literal] = {}
        """How many topics of an activity a trainee misses, once the rule ``topics_seen`` has been priced."""
        self.most_shortfall = sys.maxsize
        """An upper bound on the points of all shortfalls, where the coverage level is held."""
        self._most_cost: dict[Trainee | None, int] = {}
        self._literals = Literals(term)
        self._sessions_asked: dict[Trainee, SessionsAsked] = {}
        self._bounds = Reach(term, scope, given)
        opening = Opening(self, self._literals, self._bounds)
        opening.open()
        if given is not None:
            opening.take_over(given)
        open_own_leads(self, self._literals, self._bounds)
        self._rotations = {
            trainee: RotationsAsked(self._literals.blocks[trainee]) for trainee in term.trainees
        }
        self._on = opening.define_weeks(self._rotations)

    # -- what the model knows of ---------------------------------------------------------------------------

    @property
    def covers_rotations(self) -> bool:
        """Tell whether rotations are open or given."""
        return self.scope.rotations or self._covers_given

    @property
    def covers_round_leads(self) -> bool:
        """Tell whether the leads of rounds are open or given."""
        return self.scope.round_leads or self._covers_given

    @property
    def covers_mentors(self) -> bool:
        """Tell whether main mentors are open or given."""
        return self.scope.mentors or self._covers_given

    def covers(self, activity: Activity) -> bool:
        """Tell whether the sessions of an activity are open or given."""
        return activity.id in self.scope.attends or self._covers_given

    def covers_leads(self, activity: Activity) -> bool:
        """Tell whether the leads of an activity's occurrences are open or given."""
        return activity.id in self.scope.leads or self._covers_given

    def covers_topics(self, activity: Activity) -> bool:
        """Tell whether the topics of an activity's sessions are open or given."""
        return activity.id in self.scope.topics or self._covers_given

    def knows_weeks(self, service: Service) -> bool:
        """Tell whether the weeks of trainees on a service are decided or given here."""
        return self.scope.rotations or self.given is not None or service.id in self.scope.service_weeks

    def counts_on(self, rule: str) -> bool:
        """Tell whether a rule is in force, so that the encoding of another may take it for granted."""
        return not is_off(self.term, rule)

    def knows(self, activity: Activity) -> bool:
        """Tell whether it is decided or given here who attends an activity."""
        return activity.id in self.scope.attends or self.given is not None

    @cached_property
    def trainees(self) -> tuple[Trainee, ...]:
        """The trainees whose decisions are open: what the others pay is no question here."""
        return tuple(trainee for trainee in self.term.trainees if self.is_open(trainee))

    def is_open(self, trainee: Trainee) -> bool:
        """Tell whether the decisions of a trainee are open."""
        return self.scope.trainees is None or trainee.id in self.scope.trainees

    @cached_property
    def changes(self) -> ChangeLiterals | None:
        """What changes of the published plan; None where nothing was published."""
        published = self.term.published
        return None if published is None else ChangeLiterals(self, published)

    # -- making variables ----------------------------------------------------------------------------------

    @cached_property
    def yes(self) -> Literal:
        """A literal that is true."""
        return self.model.new_constant(1)

    def new(self) -> Literal:
        """Return a new Boolean variable."""
        return self._cp_model.IntVar(self.model.model_proto).with_domain(self._zero_or_one)

    def new_count(self, most: int) -> Literal:
        """Return a new variable from 0 to ``most``."""
        if most == 1:
            return self.new()
        return self.model.new_int_var(0, most, "")

    def total(self, literals: Sequence[Literal]) -> cp_model.LinearExprT:
        """Return how many literals are true: what ``sum`` returns, but made in one step."""
        return self._cp_model.LinearExpr.sum(literals) if literals else 0

    def price(self, charges: Sequence[tuple[int, Literal]]) -> cp_model.LinearExprT:
        """Return what some counts cost, of each of which one costs so much: (cost, count)."""
        if not charges:
            return 0
        costs, counts = zip(*charges, strict=True)
        return self._cp_model.LinearExpr.weighted_sum(counts, costs)

    # -- asking --------------------------------------------------------------------------------------------

    def blocks(self, trainee: Trainee) -> Mapping[Block, Literal]:
        """Return the rotations that a trainee may take, each with its literal."""
        return self._literals.blocks[trainee]

    def blocks_on(self, trainee: Trainee, service: Service) -> Sequence[tuple[Block, Literal]]:
        """Return the rotations that a trainee may take on a service, each with its literal."""
        return self._rotations[trainee].on_service.get(service.id, ())

    def blocks_in(self, trainee: Trainee, week: Week) -> Sequence[Literal]:
        """Return the literals of the rotations of a trainee that hold a week."""
        return self._rotations[trainee].in_week.get(week.number, ())

    def ending(self, trainee: Trainee, week: Week) -> Sequence[tuple[Service, Literal]]:
        """Return the rotations of a trainee that may end in a week: their services, each with a literal."""
        return self._rotations[trainee].ending.get(week.number, ())

    def on(self, trainee: Trainee, service: Service, week: Week) -> Literal:
        """Return the literal of a trainee being on a service in a week, or 0 where that cannot be."""
        return self._on[trainee.id].get((service.id, week.number), 0)

    def on_any(self, trainee: Trainee, services: Iterable[Service], week: Week) -> list[Literal]:
        """Return the literals of a trainee being on one of some services in a week, where that can be."""
        on, number = self._on[trainee.id], week.number
        return [on[key] for service in services if (key := (service.id, number)) in on]

    def anybody_on(self, service: Service, week: Week) -> list[Literal]:
        """Return the literals of each trainee being on a service in a week, where that can be."""
        key = service.id, week.number
        return [on[key] for on in self._on.values() if key in on]

    def attends(self, trainee: Trainee, option: Option) -> Literal:
        """Return the literal that is true when a trainee attends, or 0 where that cannot be."""
        return self._literals.attend[trainee].get(option, 0)

    def attends_any(self, trainee: Trainee, options: Iterable[Option]) -> list[Literal]:
        """Return the literals of a trainee attending each of some options, where that can be."""
        attend = self._literals.attend[trainee]
        return [attend[option] for option in options if option in attend]

    def attended(self, trainee: Trainee) -> Mapping[Option, Literal]:
        """Return all that a trainee may attend, each with its literal."""
        return self._literals.attend[trainee]

    def _sessions_of(self, trainee: Trainee) -> SessionsAsked:
        if trainee not in self._sessions_asked:
            self._sessions_asked[trainee] = SessionsAsked(self._literals.attend[trainee])
        return self._sessions_asked[trainee]

    def attended_of(self, trainee: Trainee, activity: Activity) -> Sequence[tuple[Option, Literal]]:
        """Return what a trainee may attend of an activity, each with its literal."""
        return self._sessions_of(trainee).of_activity.get(activity.id, ())

    def attended_at(self, trainee: Trainee) -> Mapping[Period, Sequence[Literal]]:
        """Return the times at which a trainee may attend something, each with the literals of what it is."""
        return self._sessions_of(trainee).at

    def attending(self, option: Option) -> list[tuple[Trainee, Literal]]:
        """Return who may attend an occurrence or meeting time, each with a literal."""
        return self._literals.attending.get(option, [])

    def anybody_at(self, option: Option) -> list[Literal]:
        """Return the literals of each trainee attending an occurrence or meeting time."""
        return [literal for _, literal in self._literals.attending.get(option, ())]

    @property
    def occurrences(self) -> Iterator[Occurrence]:
        """The occurrences that somebody may attend."""
        return (option for option in self._literals.attending if isinstance(option, Occurrence))

    @property
    def meeting_times(self) -> Iterator[MeetingTime]:
        """The meeting times that somebody may attend."""
        return (option for option in self._literals.attending if isinstance(option, MeetingTime))

    def leads(self, occurrence: Occurrence) -> Mapping[Faculty, Literal]:
        """Return who may lead an occurrence, each with a literal."""
        return self._literals.leads.get(occurrence, {})

    def leads_for(self, trainee: Trainee, occurrence: Occurrence) -> Mapping[Faculty, Literal]:
        """Return who may lead an occurrence for a trainee who attends it, each with a literal."""
        return self._literals.leads_for(trainee, occurrence)

    def round_leads(self, service: Service, week: Week) -> Mapping[Faculty, Literal]:
        """Return who may lead a service's rounds in a week, each with a literal."""
        return self._literals.round_leads.get((service, week), {})

    def mentors(self, trainee: Trainee) -> Mapping[Faculty, Literal]:
        """Return who may be the main mentor of a trainee, each with a literal."""
        return self._literals.mentors[trainee]

    def teaches(self, occurrence: Occurrence) -> Mapping[str, Literal]:
        """Return the topics that an occurrence may have, each with a literal."""
        return self._literals.teaches.get(occurrence, {})

    def spends(self, trainee: Trainee, activity: Activity) -> Mapping[tuple[Faculty, str], Literal]:
        """Return the topics that meetings may be spent on: (mentor, topic), each with a literal."""
        return self._literals.spends.get((trainee, activity), {})

    def charge(self, trainee: Trainee | None, cost: int, count: Literal, most: int = 1) -> Literal:
        """Note that each of ``count`` (at most ``most``) costs ``cost`` points; return the price."""
        self.shortfalls.setdefault(trainee, []).append((cost, count))
        self._most_cost[trainee] = self._most_cost.get(trainee, 0) + cost * most
        return cost * count

    def most_cost(self, trainee: Trainee) -> int:
        """Return the most points of coverage that a trainee can lack."""
        return min(self._most_cost.get(trainee, 0), self.most_shortfall)

    # -- from and to plans ---------------------------------------------------------------------------------

    def plan(self, is_true: Callable[[Literal], bool]) -> Plan:
        """Return the plan in which the literals have the values that ``is_true`` tells."""
        return self._literals.plan(is_true, self._bounds.published_topics)

    def fix(self, plan: Plan) -> None:
        """Fix every open decision to what ``plan`` says; what has no variable makes the model infeasible.

        Leads of rounds in weeks in which nobody is on the service are passed over, as `plan` leaves them out.
        """
        wanted = Wanted.of(plan, self.term)
        known = 0
        for literal, value in self._literals.values(wanted):
            self.model.add(literal == int(value))
            known += value
        one_lead = any(not self._literals.has_own_leads(option) for option in wanted.led_for_some)
        if known != wanted.size or wanted.contradicts or one_lead:
            self.model.add_bool_or([])
        for literal, value in self._literals.own_values(wanted):
            self.model.add(literal == int(value))
        for (trainee, activity), spends in self._literals.spends.items():
            shown = wanted.shown.get((trainee, activity), set())
            for pair, literal in spends.items():
                if pair not in shown:
                    self.model.add(literal == 0)

    def hint(self, plan: Plan) -> None:
        """Hint every open decision towards what ``plan`` says."""
        wanted = Wanted.of(plan, self.term)
        literals = self._literals
        hinted = [*literals.values(wanted), *literals.own_values(wanted), *self._spent(wanted)]
        hint = self.model.proto.solution_hint
        hint.vars.extend([literal.index for literal, _ in hinted if literal is not self.yes])
        hint.values.extend([int(value) for literal, value in hinted if literal is not self.yes])

    def _spent(self, wanted: Wanted) -> Iterator[tuple[Literal, bool]]:
        """Yield what meetings may be spent on, each topic with whether it is, by one mentor at most."""
        shown = wanted.shown
        for key, spends in self._literals.spends.items():
            met = {topic for (_, topic), literal in spends.items() if literal is self.yes}
            for (mentor, topic), literal in spends.items():
                spent = topic not in met and (mentor, topic) in shown.get(key, ())
                met |= {topic} if spent else set()
                yield literal, spent

    def tagged(self) -> Iterator[tuple[Literal, Tag]]:
        """Yield every open decision with what it is about."""
        return ((literal, tag) for literal, tag in self._literals.tags() if literal is not self.yes)
