"""Words of which a cell or a setting holds one or some: weekdays, cadences, levels."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inputs.days import WEEKDAY_NAMES, WEEKDAYS
from inputs.faults import listed, look, nearest, quoted
from inputs.files.cells import Cell, canonical
from inputs.meant.words import joined, meant_word
from inputs.wrong import Wrong

_OTHER_WORDS: Mapping[str, str] = {
    **{look(name): look(short) for name, short in zip(WEEKDAY_NAMES, WEEKDAYS, strict=True)},
    **{
        f"{before}{number}": look(short)
        for before in ("周", "星期", "礼拜", "週", "禮拜")
        for number, short in zip("一二三四五六日", WEEKDAYS, strict=True)
    },
    **dict.fromkeys(("周天", "星期天", "礼拜天", "週天", "禮拜天"), "sun"),
}
_WEEKDAYS = {look(day) for day in WEEKDAYS}
_BETWEEN = re.compile("[;；,，、/&+ ]+")
_THROUGH = re.compile(" *(?:[-–—~至到]| to ) *")


def read_choice(cell: Cell, choices: tuple[str, ...]) -> str | Wrong:
    """Return the one of the words allowed that is meant, in whatever case and width of letters.

    A space or hyphen in the place of ``_``, and a stop at the end, are read, too.
    """
    text = canonical(cell)
    wanted = _OTHER_WORDS.get(joined(text), joined(text))
    for choice in choices:
        if look(choice) == wanted:
            return choice
    meant = None
    if wanted not in _WEEKDAYS:
        meant = meant_word(text, choices) or _OTHER_WORDS.get(nearest(text, _OTHER_WORDS) or "", "").title()
    return Wrong(
        f"found {quoted(text)}, which is not allowed here",
        f"write {_either(choices)}",
        meant if meant in choices else None,
    )


def choices_in(text: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """Return the several words that a text holds, such as ``Mon, Wed`` or ``Mon-Fri``, or none."""
    ends = [read_choice(part, choices) for part in _THROUGH.split(text.strip())]
    if len(ends) == 2 and isinstance(ends[0], str) and isinstance(ends[1], str):
        return choices[choices.index(ends[0]) : choices.index(ends[1]) + 1]
    words = [read_choice(part, choices) for part in _BETWEEN.split(text.strip())]
    found = tuple(word for word in words if isinstance(word, str))
    return found if len(found) == len(words) > 1 else ()


def _either(choices: tuple[str, ...]) -> str:
    return listed(choices).replace(" and ", " or ")
