"""Pages of a small term that was published twice, read back."""

from __future__ import annotations

from typing import Any

from scheduler.store.version import Draft
from tests.scheduler.pages.published import page
from tests.scheduler.pages.reading import Reading
from tests.scheduler.store.small import LI_AT_LECTURE, LI_ON_WEDNESDAY, small_plan, small_term

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), TERM)


def read(*args: Any, **given: Any) -> Reading:
    return Reading(page(*args, **given))
