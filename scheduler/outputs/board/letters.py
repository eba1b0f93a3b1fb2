"""How wide words are about, so that narrow cells need not break them."""

from __future__ import annotations

import math
from unicodedata import combining, east_asian_width

SLIM = frozenset("fijlrtI.,:;'’!|()[]- ")
WIDE, CAPITAL, SMALL, SLIMMEST = 1.0, 0.75, 0.56, 0.32
"""Parts of the height of a letter that it is wide, in fonts without serifs; rather more than less."""


def longest_word(text: str) -> int:
    """Return how wide the longest word of a text is, in halves of a letter's height, rounded up."""
    return max((math.ceil(2 * sum(map(_width, word))) for word in text.split()), default=0)


def _width(letter: str) -> float:
    if combining(letter):
        return 0
    if east_asian_width(letter) in "WF":
        return WIDE
    if letter in SLIM:
        return SLIMMEST
    return CAPITAL if letter.isupper() or letter in "mwMW—@%" else SMALL
