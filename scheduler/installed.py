"""The versions of whatever has a say in a plan."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("ortools", "pandas", "icalendar", "holidays")


def find_versions() -> dict[str, str]:
    """Return the versions of the program, of Python and of the libraries, without loading any of these."""
    return {
        "rota": version_of("fellowship-rota"),
        "Python": platform.python_version(),
        **{name: version_of(name) for name in LIBRARIES},
    }


def version_of(distribution: str) -> str:
    """Return the version of an installed distribution; ``not installed`` where it only lies in a folder."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"
