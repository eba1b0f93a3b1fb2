"""Numbers as sentences say them."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number of things: ``no seats``, ``one seat``, ``2 seats``.

    Parameters
    ----------
    number
        How many there are.
    one
        What one of them is called.
    many
        What several are called, where that is not ``one`` with an ``s``.
    """
    if number == 1:
        return f"one {one}"
    return f"{number or 'no'} {many or one + 's'}"


def at_most(number: int) -> str:
    """Return a limit in words: ``none``, ``one``, ``at most 2``."""
    return {0: "none", 1: "only one"}.get(number, f"at most {number}")


def spelt(number: int) -> str:
    """Return a number as a sentence says it: ``one``, ``2``."""
    return "one" if number == 1 else str(number)


def with_article(noun: str) -> str:
    """Return a noun with ``a`` or ``an``, as it is mostly spoken: ``a fellow``, ``an intern``."""
    sound = noun.lower()
    spoken_as_you = sound.startswith(("eu", "uni", "use", "usu"))
    return f"{'an' if sound.startswith(tuple('aeiou')) and not spoken_as_you else 'a'} {noun}"
