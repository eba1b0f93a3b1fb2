"""Which variables of a model a chain of constraints links."""

from __future__ import annotations

from typing import Any

from scheduler.solving.opening import _index_of, _terms
from scheduler.solving.splitting.sets import Sets


def linked_variables(proto: Any) -> dict[int, int]:
    """Return a number for each variable that can vary: the same for those that constraints link."""
    free = {number for number, variable in enumerate(proto.variables) if len(set(variable.domain)) > 1}
    sets = Sets(sorted(free))
    for constraint in proto.constraints:
        sets.join({_index_of(term) for term in _terms(constraint)} & free)
    return {number: place for place, members in enumerate(sets.members()) for number in members}
