"""What somebody has of the meetings or leads that are shared, beside what would be fair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inputs.people import Faculty
    from inputs.programme import Activity, Service


@dataclass(frozen=True)
class FairShare:
    """What one of those who share meetings or leads has of them.

    Parameters
    ----------
    who
        A member of faculty.
    number
        How many meetings or leads he or she has.
    part
        How many there would be exactly in proportion to the hours.
    most
        How many the rule counts as fair at most, with its tolerance; what is above costs.
    item
        What is led; None where all is shared alike.
    """

    who: Faculty
    number: int
    part: float
    most: int
    item: Activity | Service | None = None

    @property
    def above(self) -> int:
        """How many are more than fair."""
        return max(0, self.number - self.most)
