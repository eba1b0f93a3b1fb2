"""What is said of something that nothing hinders, and yet is not given."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from inputs.plan import Cause

COSTLY = "giving it would cost others at least as much"
"""Why something is not given that nothing hinders, in a plan that is known to lack least."""
NOT_KNOWN = "perhaps it can be given: nothing hinders it, but no plan was found that lacks less"
"""The same where nobody knows that the plan lacks least."""
NOT_MOVED = "perhaps it can be given: without --improve nobody is moved only to lack less than was published"
"""The same where the plan keeps to a published one and lacks no more than that did."""
NOTHING_HINDERS = frozenset({NOT_KNOWN, NOT_MOVED})
"""What names nothing that stands in the way."""
COSTLY_WEEKS = "the seats left there do not fit the other rotations of the stay, or would cost others as much"
UNFITTING_WEEKS = "the seats left there fit no other rotation of the stay in any plan that was found"
UNPROVEN: Mapping[str, str] = MappingProxyType({COSTLY: NOT_KNOWN, COSTLY_WEEKS: UNFITTING_WEEKS})
"""What is said instead where nobody knows that the plan lacks least: only a proof can tell what it costs."""
NO_WEIGHT = "nothing is lost without it, as its weight is 0"
WEIGHTLESS: Mapping[str, str] = MappingProxyType({COSTLY: NO_WEIGHT, COSTLY_WEEKS: NO_WEIGHT})
"""What is said instead of something that costs no points, proof or not."""
WEIGHS_NOTHING = Cause("costly", NO_WEIGHT)
GIVEN_ELSEWHERE = Cause("costly", COSTLY)
PAST = Cause("impossible", "what is past stays as it was published")
"""Why something is not given that nothing hindered, before the first day that could change."""
