"""Whether somebody has saved the workbook of a plan again, perhaps to change the plan in it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from inputs.files.workbook_file import BROKEN

PROPERTIES = "docProps/core.xml"
MOST_BYTES = 100_000
INSTANT = re.compile(rb"<dcterms:(created|modified)\b[^>]*>([^<]*)<")


def is_saved_again(path: Path) -> bool:
    """Tell whether a program has saved a workbook after `render_workbook` made it.

    That one gives the same instant for when it was made and when it was changed; every other program writes
    when it saves.

    Returns
    -------
    bool
        False also where there is no such file, or it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(PROPERTIES) as file:
            instants = dict(INSTANT.findall(file.read(MOST_BYTES)))
    except (*BROKEN, KeyError):
        return False
    return bool(instants) and instants.get(b"created") != instants.get(b"modified")
