"""What is measured for coverage in the tests of verbs: what runs in this process."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _what_works_for_a_verb_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests of the fleet and of solving measure it; here it would double the time that each process takes."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
