"""
Which published version a plan is based on, so that nobody overwrites unseen what another one published.

A plan that was planned against a version says so in ``result.json`` (``based_on``); a folder that was
published, or exported from the store, in ``published.json``. Both name the store and the version; the later
version counts. ``rota plan`` keeps ``published.json`` when it writes the folder anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from scheduler.commands.judgement.recorded import read_record
from scheduler.outputs.folder import RECORD

MARK = "published.json"
SCHEMA = "rota-published/1"


def base_of(folder: Path, store: str) -> int | None:
    """Return the version of a store that the plan in a folder is based on, or None where nothing tells."""
    return max(_bases(folder, store), default=None)


def has_base(folder: Path) -> bool:
    """Tell whether the plan in a folder was published, or is based on something published."""
    record: Mapping[str, object] = {}
    with suppress(ValueError):
        record = read_record(folder / RECORD)
    return "based_on" in record or (folder / MARK).exists()


def record_of(folder: Path) -> str:
    """Return the record of a plan as it stands, or nothing where there is none that can be read."""
    try:
        return (folder / RECORD).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def render_mark(store: str, version: int) -> bytes:
    """Return what tells that a folder holds a version of a store."""
    return (json.dumps({"schema": SCHEMA, "store": store, "version": version}, indent=2) + "\n").encode()


def mark_folder(folder: Path, store: str, version: int) -> None:
    """Write into the folder of a plan that it is a version of a store.

    Raises
    ------
    OSError
        When the folder cannot be written.
    """
    content = render_mark(store, version)
    path, new = folder / MARK, folder / f".{MARK}.new"
    if path.exists() and path.read_bytes() == content:
        return
    new.write_bytes(content)
    new.replace(path)


def _bases(folder: Path, store: str) -> Iterator[int]:
    for name in (RECORD, MARK):
        try:
            record = read_record(folder / name)
        except ValueError:
            continue
        told = record.get("based_on") if name == RECORD else record
        if isinstance(told, dict) and told.get("store") == store and isinstance(told.get("version"), int):
            yield told["version"]
