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
    _chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = Random(self.timing.control.seed)  # noqa: S311  # no secret, and the same for a seed

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
        some = self._waiting.popleft()
        search = PartSearch(self.term, self._scope(plan, some), plan, name="sessions of some")
        if not self.timing.timed(COMFORT, lambda: search.complete(plan, self.levels, self.timing.control)):
            return plan
        self._hold(search)
        return self.timing.timed(COMFORT, lambda: self._stepped(search, plan, seconds))

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

    def _hold(self, search: PartSearch) -> None:
        """Keep what is paid at the levels before comfort."""
        for level in self.levels[:-1]:
            price = search.model.price(level)
            if not isinstance(price, int):
                search.model.proto.minimize(price)
                search.hold(level, search.paid())

    def _stepped(self, search: PartSearch, plan: Plan, seconds: float) -> Plan:
        steps = Neighbourhoods(search, self.timing.control)
        report = self.timing.reporter(search, COMFORT)
        steps.improve({COMFORT: 1}, enough=0, seconds=seconds, report=report)
        return search.plan or plan
