"""Two versions of a small term, for the tests of a file that only look at them."""

from __future__ import annotations

import pytest

from scheduler.store.version import Version
from tests.scheduler.pages.published import publish
from tests.scheduler.pages.small_pages import FIRST, SECOND


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Version]:
    return publish(tmp_path_factory.mktemp("store"), FIRST, SECOND)
