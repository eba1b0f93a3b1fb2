"""Looks for the smallest set of remedies that mend a shortfall together, where no single one does.

All of them at once are tried first: where that is not enough, no set of them is. Else those are left away
that the plan made no use of, and then one after another, as long as what is left is enough. Each set is
solved again; that none of a set can be spared is known from solving it without each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inputs.plan import Shortfall
from inputs.term import Term
from scheduler.explaining.remedy import Remedy
from scheduler.explaining.trials import Trial

Together = tuple[Remedy, ...]


@dataclass
class Search:
    """What is known of the sets of remedies for one shortfall."""

    shortfall: Shortfall
    remedies: Together
    enough: Together = ()
    """The smallest set so far that mends it."""
    trial: Trial | None = None
    """What came of it."""
    none_spared: bool = False
    """Whether it is known that no single one of them can be left away."""
    hopeless: bool = False
    """Whether it is known that not even all of them mend it."""
    _next: list[Together] = field(init=False)
    _leaving: bool = False
    """Whether one after another is left away already."""
    _unsure: bool = False

    def __post_init__(self) -> None:
        self._next = [self.remedies]

    @property
    def no_single(self) -> Together:
        """Those of which it is known that none mends it alone, as not even more of them do."""
        if self.hopeless:
            return self.remedies
        return self.enough if self.none_spared and len(self.enough) > 1 else ()

    def asks(self) -> Sequence[Together]:
        """Return the sets to be tried next; none where the search is over."""
        return tuple(self._next)

    def hear(self, trials: Sequence[Trial | None]) -> None:
        """Take in what came of the sets that were asked for, in their order; None is no plan."""
        asked, self._next = self._next, []
        mending = [
            (each, trial)
            for each, trial in zip(asked, trials, strict=True)
            if trial is not None and trial.mends(self.shortfall)
        ]
        self._unsure = any(trial is not None and trial.cut_short for trial in trials)
        if mending:
            self.enough, self.trial = min(mending, key=lambda pair: (len(pair[0]), pair[1].price))
            self._go_on(self.trial)
        elif not self.enough:
            self.hopeless = not self._unsure
        elif not self._leaving:
            self._leave_away()
        else:
            self.none_spared = not self._unsure

    def give_up(self) -> None:
        """End the search: there is no time for more."""
        self._next = []

    def _go_on(self, trial: Trial) -> None:
        used = tuple(one for one in self.enough if one.is_used(trial.sessions))
        if 0 < len(used) < len(self.enough) and not self._leaving:
            self._next = [used]
        else:
            self._leave_away()

    def _leave_away(self) -> None:
        self._leaving = True
        if len(self.enough) == 1:
            self.none_spared = True
            return
        self._next = [tuple(other for other in self.enough if other is not one) for one in self.enough]


def altered_by(remedies: Together, term: Term) -> Term:
    """Return the term with all of some remedies."""
    for remedy in remedies:
        term = remedy.alter(term)
    return term
