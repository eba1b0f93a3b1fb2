"""What a person is told about a term: where something stands, what was found there and what is allowed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

LONGEST_QUOTE = 60
LONGEST_LIST = 20
LONGEST_WORD = 100
"""A longer word is no slip of the pen, and comparing it with every known one would take long."""
LEAST_LIKENESS = 0.6
MOST_NAMES = 6
"""Names that were perhaps meant; a word that is part of more of them tells little."""
MOST_COMPARISONS = 200_000
"""Of unknown words with known ones; to compare very many takes long and helps nobody."""

_LETTERS_FOR_DIGITS = str.maketrans("oil", "011")
_ZEROS_BEFORE = re.compile(r"(?<![0-9])0+(?=[0-9])")


@dataclass(frozen=True)
class Place:
    """Where something stands: ``trainees.csv, line 7, last_day``.

    Parameters
    ----------
    file
        The name of the file; of a workbook also the sheet: ``term.xlsx, sheet trainees``.
    line
        The line of the file or the row of the sheet, counted from 1; None speaks of the whole file.
    column
        The name of the column or of the setting, where there is one.
    """

    file: str
    line: int | None = None
    column: str | None = None

    @property
    def order(self) -> tuple[str, int, str]:
        """What places are sorted by: the file, then down its lines, the file as a whole first."""
        return self.file, self.line or 0, self.column or ""

    def __str__(self) -> str:
        line = None if self.line is None else f"line {self.line}"
        return ", ".join(part for part in (self.file, line, self.column) if part)


@dataclass(frozen=True)
class Remark:
    """A sentence about a place; say `Fault` or `Notice`, which tell how grave it is.

    Parameters
    ----------
    place
        Where it is.
    found
        What is there, the first half of a sentence: ``found "2027-02-30", which is no date``.
    allowed
        What may be there or what became of it, the second half: ``write a date as YYYY-MM-DD``.
    nearest
        The known name that was perhaps meant.
    """

    place: Place
    found: str
    allowed: str
    nearest: str | None = None

    def __str__(self) -> str:
        sentence = f"{self.place}: {self.found}; {self.allowed}."
        return sentence if self.nearest is None else f'{sentence} Did you mean "{self.nearest}"?'


class Fault(Remark):
    """What has to be mended before the term can be planned."""


class Notice(Remark):
    """What a person should know, though it stops nothing."""


def at(place: Place | None, column: str | None = None) -> Place:
    """Return the cell in a column of the row at ``place``."""
    return Place(place.file, place.line, column) if place else Place("the term", None, column)


def line_of(place: Place | None) -> int:
    """Return the line of a row, 0 where it has none."""
    return place.line or 0 if place else 0


SomeRemark = TypeVar("SomeRemark", bound=Remark)


def in_order(remarks: Iterable[SomeRemark]) -> tuple[SomeRemark, ...]:
    """Return the remarks file by file and down the lines, each only once."""
    return tuple(sorted(dict.fromkeys(remarks), key=lambda remark: remark.place.order))


def unknown(place: Place, word: str, what: str, known: Collection[str]) -> Fault:
    """Return the fault that ``word`` is not among the ``known``, with the nearest of these.

    Parameters
    ----------
    place
        Where the word stands.
    word
        What was found.
    what
        What the word should be, so that "is no ..." reads well: ``service``, ``column of trainees.csv``.
    known
        The words allowed, in the order in which they are to be listed.
    """
    allowed = f"allowed: {listed(known)}" if known else "there is none to choose from"
    return Fault(place, f"found {quoted(word)}, which is no {what}", allowed, nearest(word, known))


def nearest(word: str, known: Iterable[str], likeness: float = LEAST_LIKENESS) -> str | None:
    """Return the known name that ``word`` most resembles; None when none resembles it by ``likeness``.

    Letters count as the same in either case and in any width, so that ``Ｆ03`` finds ``F03``. What differs
    only by zeros before a number, or by ``l`` for 1, comes first: ``F1`` finds ``F01`` and not ``F10``. Of
    several that resemble it as much none is returned, as ``T01`` may mean ``T02`` or ``T11``, but for the one
    that begins with an unfinished word.
    """
    by_look: dict[str, str] = {}
    for name in known:
        by_look.setdefault(look(name), name)
    wanted = look(word)
    if len(wanted) > LONGEST_WORD:
        return None
    padded = [seen for seen in by_look if _unpadded(seen) == _unpadded(wanted)]
    alike = [wanted] if wanted in by_look else padded or _most_alike(wanted, by_look, likeness)
    if len(alike) > 1 and wanted.isalpha():
        alike = [seen for seen in alike if seen.startswith(wanted)]
    return by_look[alike[0]] if len(alike) == 1 else None


def _most_alike(wanted: str, known: Collection[str], likeness: float) -> list[str]:
    """Return the names that resemble a word the most, by so much at least; several where they do equally."""
    close = difflib.get_close_matches(wanted, known, n=MOST_NAMES, cutoff=likeness)
    ratios = [difflib.SequenceMatcher(None, name, wanted).ratio() for name in close]
    return [name for name, ratio in zip(close, ratios, strict=True) if ratio == ratios[0]]


def _unpadded(name: str) -> str:
    """Return a name without the zeros before its numbers, and with digits for the letters like them."""
    return _ZEROS_BEFORE.sub("", name.translate(_LETTERS_FOR_DIGITS))


def likely_names(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names of which a word is a part, or else the nearest one; none where that is too many.

    A part is a word or several of a name, or else what its words begin with, or any stretch of it: ``Wang``
    of ``Wang Zixuan``, ``Zi``, or one character of a Chinese name.
    """
    wanted = look(word)
    looks = {name: look(name) for name in dict.fromkeys(known)}
    if len(wanted) > 1 or not wanted.isascii():
        padded = {name: f" {seen} " for name, seen in looks.items()}
        for part in (f" {wanted} ", f" {wanted}", wanted):
            found = tuple(name for name, seen in padded.items() if part in seen)
            if found:
                return found if len(found) <= MOST_NAMES else ()
    close = nearest(word, looks)
    return () if close is None else (close,)


def look(name: str) -> str:
    """Return what two names share that look the same: NFKC, lower case, no space around."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def quoted(value: object) -> str:
    """Return a value between quotation marks, shortened and `shown`."""
    text = str(value)
    return f'"{shown(text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + "...")}"'


def shown(text: str) -> str:
    """Return a text with what cannot be seen written as ``<U+200B>``."""
    return "".join(char if _is_visible(char) else code_point(char) for char in text)


def code_point(char: str) -> str:
    """Return how a character that cannot be seen is named: ``<U+200B>``."""
    return f"<U+{ord(char):04X}>"


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them, ``a, b and c``; of many the first, and how many more."""
    several = list(words)
    if len(several) > LONGEST_LIST:
        return f"{', '.join(several[:LONGEST_LIST])} and {len(several) - LONGEST_LIST} more"
    return " and ".join(part for part in (", ".join(several[:-1]), "".join(several[-1:])) if part)


def _is_visible(char: str) -> bool:
    return char == " " or unicodedata.category(char)[0] not in "CZ"
