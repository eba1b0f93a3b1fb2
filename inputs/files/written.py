"""A term as one text, and its digest: the same for a folder and a workbook, in any order of rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from inputs.files.cells import canonical
from inputs.files.rows import Table


def digest_of(written: str) -> str:
    """Return the digest of settings and tables that are written as one text, in any order of rows."""
    document = json.loads(written)
    content = {
        "settings": {key: canonical(value) for key, value in document["settings"].items()},
        "tables": {
            name: sorted(sorted([column, canonical(cell)] for column, cell in row) for row in rows)
            for name, rows in document["tables"].items()
        },
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()


def written_of(settings: Mapping[str, object], tables: Iterable[Table]) -> str:
    """Return settings and tables as one text, in any order of rows and columns the same."""
    rows = {
        table.name: sorted(
            sorted([name, _text(cell)] for name, cell in row.cells.items()) for row in table.rows
        )
        for table in tables
        if table.rows
    }
    return json.dumps({"settings": dict(_flat(settings)), "tables": rows}, sort_keys=True)


def _text(value: object) -> str:
    return value if isinstance(value, str) else canonical(value)


def _flat(settings: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the settings by dotted keys, as a workbook has them."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", _text(value)
