"""By what a calendar file is known that this program has written."""

from __future__ import annotations

import re
from pathlib import Path

PRODUCT = "-//rota//training programme calendars//EN"
HEAD_BYTES = 400
"""In which the line that names the program stands."""
_NAME = re.compile(r"(programme|(trainee|faculty|room|service)-[A-Za-z0-9-]+)(\.part\d+)?\.ics")


def is_own_calendar(path: Path) -> bool:
    """Tell whether a file bears a name that this program gives to calendars, and names it as its product.

    Whoever saves such a calendar under another name, or with another program, has a file of his or her own.
    """
    if not _NAME.fullmatch(path.name) or path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return f"\r\nPRODID:{PRODUCT}\r\n".encode() in file.read(HEAD_BYTES)
