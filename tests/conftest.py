"""What holds for all tests: what the programs that they start find, and whether those are measured."""

from __future__ import annotations

import gc
import os
import sys

import pytest
from hypothesis import HealthCheck, settings

# Where Python is told to keep no bytecode, each of the many programs that tests start would compile the packages
# again, and each process of pytest the tests. It goes beside the sources, as ever.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes says more about the machine, and what else it does, than about the program.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Look for garbage only in what tests make: all that was loaded before stays to the end."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _measured_or_not(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test is not measured for coverage, the programs that it starts are not measured either."""
    if request.node.get_closest_marker("no_cover"):
        monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
