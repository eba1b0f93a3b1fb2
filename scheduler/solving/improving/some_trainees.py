"""Makes a plan more comfortable that is too large for steps in all of it: some trainees at a time.

All about them is open but their rotations, and all the others have is given. Taken together are those of a
few main mentors; each meets only these and whom he or she meets already, for with every mentor open even
twenty trainees are a large model. Steps (see ``neighbourhoods``) then improve it for a while.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from constraints.scope import Scope
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.term import COMFORT, Term
from scheduler.solving.improving.neighbourhoods import Neighbourhoods
from scheduler.solving.part_search import PartSearch
from scheduler.solving.timing import Timing

TOGETHER = 20
"""Trainees who are open at a time."""


@dataclass
class SomeTrainees:
    """Whose turn it is, of all trainees."""

    term: Term
    levels: Sequence[str]
    """The levels that count, in order; comfort is the last."""
    timing: Timing
    _waiting: deque[list[Trainee]] = field(default_factory=deque)
    _a_round: int = 1
    """How many turns it takes until all had theirs."""
    _in_vain: int = 0
    """Turns that brought nothing, since one brought something."""
    _chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = Random(self.timing.control.seed)  # noqa: S311  # no secret, and the same for a seed

    @property
    def is_over(self) -> bool:
        """Tell whether nobody has gained anything in a whole round."""
        return self._in_vain >= self._a_round

    def improved(self, plan: Plan, seconds: float) -> Plan:
        """Return a plan that is more comfortable for some; the same plan where nothing was found in time.

        Parameters
        ----------
        plan
            A plan that keeps the rules of the term.
        seconds
            How long steps may go on, once the model of these trainees is there.
        """
        if not self._waiting:
            self._waiting.extend(self._groups(plan))
            self._a_round = len(self._waiting)
        some = self._waiting.popleft()
        found = self.timing.timed(COMFORT, lambda: self._stepped(plan, some, seconds))
        self._in_vain = self._in_vain + 1 if found is plan else 0
        return found

    def _groups(self, plan: Plan) -> list[list[Trainee]]:
        """Return all trainees, some at a time, those of one main mentor beside each other."""
        of_mentor: dict[Faculty | None, list[Trainee]] = {}
        for trainee in self.term.trainees:
            own = plan.main_mentors.get(trainee, [])
            of_mentor.setdefault(own[0] if own else None, []).append(trainee)
        mentors = self._chance.sample(list(of_mentor), len(of_mentor))
        order = [trainee for mentor in mentors for trainee in of_mentor[mentor]]
        return [order[first : first + TOGETHER] for first in range(0, len(order), TOGETHER)]

    def _scope(self, plan: Plan, some: Sequence[Trainee]) -> Scope:
        every = frozenset(self.term.activity_by_id)
        main = {mentor.id for trainee in some for mentor in plan.main_mentors.get(trainee, [])}
        pairs = {(trainee.id, mentor) for trainee in some for mentor in main}
        for trainee in some:
            met = (session.faculty for session in plan.sessions_of(trainee) if session.is_meeting)
            pairs |= {(trainee.id, mentor.id) for mentor in met if mentor is not None}
        return Scope(
            attends=every,
            leads=every,
            topics=every,
            mentors=True,
            trainees=frozenset(trainee.id for trainee in some),
            may_meet=frozenset(pairs),
        )

    def _stepped(self, plan: Plan, some: Sequence[Trainee], seconds: float) -> Plan:
        control = self.timing.control
        search = PartSearch(self.term, self._scope(plan, some), plan, name="sessions of some")
        if not search.complete(plan, self.levels, control):
            return plan
        before = self._hold(search)
        report = self.timing.reporter(search, COMFORT)
        Neighbourhoods(search, control).improve({COMFORT: 1}, enough=0, seconds=seconds, report=report)
        return search.plan or plan if self._paid(search, COMFORT) < before else plan

    def _hold(self, search: PartSearch) -> int:
        """Keep what is paid at the levels before comfort, and return what is paid for that."""
        for level in self.levels[:-1]:
            if not isinstance(search.model.price(level), int):
                search.hold(level, self._paid(search, level))
        return self._paid(search, self.levels[-1])

    def _paid(self, search: PartSearch, level: str) -> int:
        search.model.proto.minimize(search.model.price(level))
        return search.paid()
