"""What is planned, and for how long."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from inputs.reading import read_term
from inputs.term import Term
from tests.benchmarks.generator import Size, make_term

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = "example"
LIMITS = {EXAMPLE: 60.0, "20x13": 60.0, "40x26": 600.0, "80x26": 300.0, "160x26": 600.0, "640x26": 1200.0}
"""The cases of the suite with their time limits, in seconds; any other size is given a minute."""
OTHER_LIMIT = 60.0


@dataclass(frozen=True)
class Case:
    """A term to plan: the embedded ``example``, or trainees by weeks, as in ``40x26``."""

    name: str
    levels: tuple[str, ...] = ()
    """The levels to optimise; empty is all that the term asks for."""

    @property
    def is_known(self) -> bool:
        """Tell whether there is such a case."""
        return self.name == EXAMPLE or self.size is not None

    @property
    def size(self) -> Size | None:
        """The size of a generated term, or None."""
        found = re.fullmatch(r"([1-9]\d*)x([1-9]\d*)", self.name)
        return Size(int(found[1]), int(found[2])) if found else None

    @property
    def limit_seconds(self) -> float:
        """The usual time limit."""
        return LIMITS.get(self.name, OTHER_LIMIT)

    def term(self) -> Term:
        """Return the term."""
        term = make_term(self.size) if self.size is not None else _read_example()
        return replace(term, levels=self.levels) if self.levels else term


def _read_example() -> Term:
    term = read_term(ROOT / "inputs" / "example").term
    if term is None:
        message = "the embedded example has faults"
        raise ValueError(message)
    return term
