"""Who leads the sessions of some weeks: another who may, where the one who does is needed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from inputs.days import Period
from inputs.people import Faculty
from scheduler.solving.hours.openings import Openings, Place

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


class Leads:
    """A Boolean for each of those who may lead what is attended; just one does."""

    def __init__(self, model: cp_model.CpModel, openings: Openings) -> None:
        self._leads: dict[tuple[Place, Faculty], cp_model.IntVar] = {}
        self.kept: list[cp_model.IntVar] = []
        """Whether a lead stays."""
        self.busy: dict[Faculty, dict[Period, list[cp_model.IntVar]]] = {}
        """When each may be leading."""
        for place, faculty in openings.leading.items():
            now = openings.attended[place][0].faculty
            literals = []
            for one in faculty:
                literal = self._leads[place, one] = model.new_bool_var("")
                model.add_hint(literal, one == now)
                literals.append(literal)
                _, period, _ = place
                self.busy.setdefault(one, {}).setdefault(period, []).append(literal)
                if one == now:
                    self.kept.append(literal)
            model.add_exactly_one(literals)

    def chosen(self, values: Sequence[int]) -> Mapping[Place, Faculty]:
        """Return who leads what."""
        return {place: one for (place, one), literal in self._leads.items() if values[literal.index]}
