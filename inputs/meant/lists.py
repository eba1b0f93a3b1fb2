"""What somebody probably meant by one word that holds several, though a list is separated by semicolons."""

from __future__ import annotations

import re

from inputs.faults import quoted

_OTHER_SEPARATORS = re.compile(r"[,，、/|&+]|\sand\s")
"""What people write in a list, but ids and dates as they are to be written cannot hold."""


def meant_words(word: str) -> list[str]:
    """Return the words that one may have been meant for: itself, where nothing parts it."""
    return [part.strip() for part in _OTHER_SEPARATORS.split(word)]


def separate(words: list[str]) -> str:
    """Return how to write several words, as the end of a sentence."""
    return f"separate a list by semicolons, {quoted('; '.join(words))}"
