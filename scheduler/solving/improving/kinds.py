"""What to open next, and how much of it: learned from what came of it so far.

Of what can be opened, that is drawn more often which has brought more for the effort (Ropke and Pisinger,
2006, "An adaptive large neighborhood search heuristic"). As much is opened at a time as can be solved to the
end: where nothing cheaper was left and nothing was gained it is more the next time, and where the effort did
not do it is less.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from scheduler.solving.stepping import Stepped

FIRST_SIZE = 3000.0
"""Decisions that are opened at a time at first."""
SMALLEST, LARGEST = 500.0, 20_000.0
GROWS, SHRINKS = 1.2, 0.8
"""What a size is multiplied by when nothing was gained, and when the effort did not do."""
TINY = 1e-9
"""Keeps all possible when nothing brings anything any more."""
LEAST_WORTH = 0.1
"""What each is taken to bring at least, as a share of what brings most: it may again."""
LEAST_EFFORT = 0.1
"""Deterministic seconds that a step is taken to need at least."""
MEMORY = 0.8
"""How much of what is known of it stays, when something is opened again."""


class Kinds:
    """How often each kind is worth opening, and how much of it."""

    def __init__(self, shares: Mapping[str, float]) -> None:
        """Know how often each is opened at first, and as long as all bring as much."""
        self._shares = shares
        self._worth = dict.fromkeys(shares, 1.0)
        self._size = dict.fromkeys(shares, FIRST_SIZE)

    def size(self, kind: str) -> float:
        """Return how many decisions of a kind to open at a time."""
        return self._size[kind]

    def draw(self, kinds: Iterable[str], chance: random.Random) -> str:
        """Return one of some kinds, those that have brought more being the likelier."""
        some = list(kinds)
        least = LEAST_WORTH * max(self._worth.values())
        weights = [self._shares[kind] * max(least, self._worth[kind]) + TINY for kind in some]
        return chance.choices(some, weights)[0]

    def learn(self, kind: str, step: Stepped) -> None:
        """Note what came of opening a kind, the recent counting most."""
        if kind not in self._shares:
            return
        brought = step.gained / max(LEAST_EFFORT, step.effort)
        self._worth[kind] = MEMORY * self._worth[kind] + (1 - MEMORY) * brought
        if not step.is_closed:
            self._size[kind] = max(SMALLEST, SHRINKS * self._size[kind])
        elif not step.gained:
            self._size[kind] = min(LARGEST, GROWS * self._size[kind])
