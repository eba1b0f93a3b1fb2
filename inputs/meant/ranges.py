"""Two dates or times in one cell, such as ``14:30-16:30``, where each should have a cell of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from inputs.columns import read_day, read_time
from inputs.faults import Fault, quoted
from inputs.files.cells import Cell
from inputs.files.rows import Row
from inputs.wrong import Wrong

_BETWEEN = re.compile(r" *(?:[-–—~～至到]| (?:to|until|bis) ) *")
_PAIRS: Mapping[tuple[str, str], tuple[str, Callable[[Cell], object]]] = {
    ("start", "end"): ("times", read_time),
    ("first_day", "last_day"): ("dates", read_day),
}


def ranges_in(row: Row) -> dict[tuple[str, str], Fault]:
    """Return the faults of cells that hold a range, while the cell for its end is empty, by both columns."""
    return {
        (first, last): fault
        for (first, last) in _PAIRS
        if last not in row.cells and (fault := _range_in(row, first, last))
    }


def _range_in(row: Row, first: str, last: str) -> Fault | None:
    cell = row.cells.get(first)
    what, read = _PAIRS[first, last]
    for match in _BETWEEN.finditer(cell) if isinstance(cell, str) else ():
        halves = match.string[: match.start()], match.string[match.end() :]
        if not any(isinstance(read(half), Wrong) for half in halves):
            allowed = f"write {quoted(halves[0])} here, and {quoted(halves[1])} under {last}"
            return Fault(row.place(first), f"found {quoted(cell)}, two {what} in one cell", allowed)
    return None
