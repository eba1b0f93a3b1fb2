"""How wide words are about, and what becomes of names in narrow cells, so that none breaks within a word."""

from __future__ import annotations

import math
from collections.abc import Iterable
from unicodedata import combining, east_asian_width

SLIM = frozenset("fijlrtI.,:;'’!|()[]- ")
WIDE, CAPITAL, SMALL, SLIMMEST = 1.0, 0.75, 0.56, 0.32
"""Parts of the height of a letter that it is wide, in fonts without serifs; rather more than less."""
SMALLER = 0.84
"""What part of its size a name has where it does not fit otherwise."""


def longest_word(text: str) -> int:
    """Return how wide the longest word of a text is, in halves of a letter's height, rounded up."""
    return max((math.ceil(2 * sum(map(_width, word))) for word in text.split()), default=0)


def narrow_style(widths: Iterable[int]) -> str:
    """Return the style of names with the class ``hN`` whose longest word is N half letters wide.

    Where the container is narrower the name is smaller, and where that does not do, turned.
    """
    return "".join(
        f"@container (width < {width / 2:g}em) {{ .h{width} {{ font-size: {SMALLER}em; }} }}\n"
        f"@container (width < {SMALLER * width / 2:.3g}em) {{ .h{width} {{ writing-mode: vertical-rl; }} }}\n"
        for width in sorted(set(widths))
    )


def _width(letter: str) -> float:
    if combining(letter):
        return 0
    if east_asian_width(letter) in "WF":
        return WIDE
    if letter in SLIM:
        return SLIMMEST
    return CAPITAL if letter.isupper() or letter in "mwMW—@%" else SMALL
