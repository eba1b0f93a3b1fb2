"""What of random terms is measured for coverage: to run more of them shows no line that a few do not show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def first_measured(values: Iterable[Any], number: int) -> list[Any]:
    """Return the values for `parametrize`; of tests with any but the first so many nothing is measured.

    They hold the same all the same, in a third of the time.
    """
    return [
        value if position < number else pytest.param(value, marks=pytest.mark.no_cover)
        for position, value in enumerate(values)
    ]
