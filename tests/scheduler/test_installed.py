"""The versions of whatever has a say in a plan."""

from __future__ import annotations

import platform
from importlib.metadata import version

from scheduler.installed import find_versions, version_of


def test_the_versions_are_those_installed() -> None:
    found = find_versions()
    assert found["ortools"] == version("ortools")
    assert found["Python"] == platform.python_version()


def test_what_is_not_installed_has_no_version() -> None:
    assert version_of("no-such-distribution-as-this") == "not installed"
