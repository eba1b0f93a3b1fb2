"""Which variables of a model a chain of constraints links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.solving.linear.message import as_message
from scheduler.solving.opening import _terms
from scheduler.solving.splitting.sets import Sets

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


def linked_variables(model: cp_model.CpModel) -> dict[int, int]:
    """Return a number for each variable that can vary: the same for those that constraints link."""
    proto = as_message(model)
    free = {number for number, variable in enumerate(proto.variables) if len(set(variable.domain)) > 1}
    sets = Sets(sorted(free))
    for constraint in proto.constraints:
        sets.join({term if term >= 0 else -term - 1 for term in _terms(constraint)} & free)
    return {number: place for place, members in enumerate(sets.members()) for number in members}
