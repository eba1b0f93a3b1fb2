"""How often Python looks for objects that only refer to each other.

A term and its models are a million objects that stay. By itself Python looks through all of them again and
again while more are made: a tenth of the time that it takes to plan again, or to write a plan.
"""

from __future__ import annotations

import atexit
import gc

NEW_OBJECTS = 20_000
"""So many more objects than before, and Python looks through those; through older ones a tenth as often."""


def collect_rarely() -> None:
    """Have this process look for garbage less often, and not when it ends, for all goes then.

    Nearly all of it is found without looking.
    """
    gc.set_threshold(NEW_OBJECTS)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
