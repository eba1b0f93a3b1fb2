"""One step towards something cheaper: some decisions of a solution are opened, all others stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.solving.opening import Opening
from scheduler.solving.search import Control, small_step

WORKED_OVER = 40_000
"""Variables that are worked over, before the search for their values, in a deterministic second."""


@dataclass(frozen=True)
class Stepped:
    """What came of a step.

    ``gained`` is by how much the price fell. ``is_closed`` tells that nothing cheaper was left; ``effort`` is
    what it took, in deterministic seconds.
    """

    gained: int
    is_closed: bool
    effort: float = 0.0


class Stepping:
    """A solution that gets cheaper, or stays what it is, with every step."""

    def __init__(
        self, opening: Opening, prices: Mapping[int, int], control: Control, *, near: bool = False
    ) -> None:
        """Know the solution, and what one of each variable costs.

        With ``near`` steps change no more than they must: what has no price yet is best left as it is.
        """
        self._opening = opening
        self._prices = prices
        self._control = control
        self._near = near
        self._in_vain: set[frozenset[int]] = set()
        """What was opened since the solution last changed, and changed nothing: it would not now either."""

    @property
    def value(self) -> int:
        """What the solution costs."""
        return sum(price * self._opening.values[index] for index, price in self._prices.items())

    def step(self, opened: Sequence[int], seconds: float, effort: float = 1.0) -> Stepped:
        """Open some decisions, and return what came of it; see `small_step`."""
        if (these := frozenset(opened)) in self._in_vain:
            return Stepped(0, is_closed=True)
        opening, prices = self._opening, self._prices
        model, free = opening.small_model(opened)
        paid = [variable for variable in free if variable in prices]
        weight = len(opened) + 1 if self._near else 1
        model.proto.objective.vars.extend(paid)
        model.proto.objective.coeffs.extend([weight * prices[variable] for variable in paid])
        if self._near:
            model.proto.objective.vars.extend(opened)
            model.proto.objective.coeffs.extend([1 - 2 * opening.values[index] for index in opened])
        outcome = small_step(model, self._control, seconds, effort)
        values = outcome.values or opening.values
        is_closed, spent = outcome.status == "optimal", outcome.spent + len(free) / WORKED_OVER
        gained = sum(prices[index] * (opening.values[index] - values[index]) for index in paid)
        if gained < 0 or values is opening.values:
            opening.close(free)  # a hint may be lost: then what is found in time need not be as good
            return Stepped(0, is_closed, spent)
        if all(values[variable] == opening.values[variable] for variable in free):
            self._in_vain.add(these)
        else:
            self._in_vain.clear()
        opening.take(free, values)
        return Stepped(gained, is_closed, spent)
