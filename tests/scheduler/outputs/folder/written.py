"""An old and a new plan, the steps from one to the other, and what lies in and beside a folder."""

from __future__ import annotations

from pathlib import Path

from scheduler.outputs.folder import write_folder

RECORD = b'{"schema": "rota-result/1"}'
OLD = {
    "result.json": RECORD,
    "sessions.csv": b"old",
    "calendars/a.ics": b"old a",
    "calendars/trainee-gone.ics": b"BEGIN:VCALENDAR\r\nPRODID:-//rota//training programme calendars//EN\r\n",
}
NEW = {
    "result.json": RECORD,
    "sessions.csv": b"new",
    "calendars/a.ics": b"new a",
    "calendars/b.ics": b"new b",
}
MINE = {"notes.txt": b"mine", "calendars/mine.txt": b"mine too"}
"""What the owner of the folder has put there."""
STEPS = [
    "make the new folder",
    "write result.json",
    "write sessions.csv",
    "write calendars/a.ics",
    "write calendars/b.ics",
    "keep calendars/mine.txt",
    "keep notes.txt",
    "rename the old folder",
    "rename the new folder",
    "remove the old folder",
    "end",
]
FROM_WHICH_NEW = STEPS.index("rename the new folder")


def content(folder: Path) -> dict[str, bytes]:
    return {f"{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def write_new(folder: Path) -> None:
    write_folder(folder, NEW)
