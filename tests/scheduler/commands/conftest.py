"""What is measured for coverage in the tests of verbs: what runs in this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def _what_works_for_a_verb_is_not_measured() -> Iterator[None]:
    """The tests of the fleet and of solving measure it; here it would double the time that each process takes.

    It holds for a cluster of all tests of a file, too.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield
