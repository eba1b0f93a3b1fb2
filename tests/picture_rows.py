"""The lines of a picture as words, and what they say: days, times, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time

from inputs.days import Span

DAY = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)")


@dataclass
class Row:
    """One line of a picture: its plain words, and those that are named."""

    words: list[str]
    named: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, line: str) -> Row:
        row = cls([])
        for word in line.split():
            name, equals, value = word.partition("=")
            if equals:
                row.named[name] = value
            else:
                row.words.append(word)
        return row

    def several(self, name: str) -> tuple[str, ...]:
        return tuple(part for part in self.named.get(name, "").split(";") if part)

    def number(self, name: str) -> int | None:
        return int(self.named[name]) if name in self.named else None

    def span(self) -> Span | None:
        return next((read_span(word) for word in self.words if DAY.match(word) and ".." in word), None)

    def day(self) -> date | None:
        return next((read_day(word) for word in self.words if DAY.fullmatch(word)), None)

    def times(self) -> tuple[time, time] | None:
        for word in self.words:
            if re.fullmatch(r"\d\d:\d\d-\d\d:\d\d", word):
                start, _, end = word.partition("-")
                return read_time(start), read_time(end)
        return None

    def time(self) -> time | None:
        return next((read_time(word) for word in self.words if re.fullmatch(r"\d\d:\d\d", word)), None)


def read_day(word: str) -> date:
    """Return a day such as ``03-01`` or ``2027-03-01``."""
    match = DAY.fullmatch(word)
    assert match, f"{word} is no day"
    return date(int(match[1] or 2027), int(match[2]), int(match[3]))


def read_span(word: str) -> Span:
    """Return the days of ``03-01..03-14``, both included."""
    first, _, last = word.partition("..")
    return Span.through(read_day(first), read_day(last))


def read_time(word: str) -> time:
    """Return a time such as ``09:00``."""
    return time.fromisoformat(word)


def read_rows(picture: str) -> dict[str, list[Row]]:
    """Return the lines of a picture by the words for their tables."""
    rows: dict[str, list[Row]] = {}
    for line in picture.splitlines():
        if line.strip():
            table, _, rest = line.strip().partition(" ")
            row = Row.of(rest) if table != "off" else Row(rest.split(maxsplit=1))
            rows.setdefault(table, []).append(row)
    return rows
