"""Trouble with a store, in sentences."""

from __future__ import annotations


class StoreTrouble(OSError):  # noqa: N818 - it is the text that people read
    """A store that cannot be used; its text is a sentence for people."""


class Damage(StoreTrouble):
    """A store that holds something else than was published."""


class Unreadable(ValueError):  # noqa: N818 - it says what is so
    """Rows of a store that cannot be what was written; `Damage` of the store where it is opened."""
