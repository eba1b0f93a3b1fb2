"""What a rule of recurrence says, and whether it can be followed: before anything that follows it sees it.

dateutil, which follows rules in the end, does not return from ``FREQ=SECONDLY`` or ``INTERVAL=0``, and
looks for a date that never comes up to the year 9999. So rules are read strictly here, given an estimate of
the work that they make, and refused where that is absurd.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from inputs.faults import quoted

LAST_OF_MONTH = 5
"""No month has a sixth Monday."""
LAST_OF_YEAR = 53
LONGEST_COUNT = 10_000
MOST_TIMES_A_DAY = 24
FEBRUARY_29 = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The most days of each month."""

_DAY = r"([+-]?([1-9]|[1-4]\d|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)"
_NUMBER = r"[+-]?\d{1,3}"
_SMALL = {"SECONDLY", "MINUTELY", "HOURLY"}
_FORMS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"0*[1-9]\d{0,4}"),
    "COUNT": re.compile(r"0*[1-9]\d{0,8}"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(rf"{_DAY}(,{_DAY})*"),
    **{
        name: re.compile(rf"{_NUMBER}(,{_NUMBER})*")
        for name in ("BYSECOND", "BYMINUTE", "BYHOUR", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH")
    },
    "BYSETPOS": re.compile(rf"{_NUMBER}(,{_NUMBER})*"),
}
_LIMITS = {
    "BYSECOND": (0, 59),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
}
_FROM_EITHER_END = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
_CHOOSE_DAYS = {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}
_SURE_TOGETHER = ({"BYMONTH", "BYDAY"}, {"BYMONTH", "BYMONTHDAY"})
"""Parts that together find a date before long, when each is possible by itself."""
_LONG_SEARCH = {"DAILY": 10_000, "WEEKLY": 10_000, "MONTHLY": 2_000, "YEARLY": 2_000}
"""The work of a search that perhaps finds nothing, where 1 is to find a date and keep it."""


@dataclass(frozen=True)
class Rule:
    """A rule that can be followed: its parts by name, ``UNTIL`` as it was written."""

    parts: Mapping[str, str]

    @property
    def frequency(self) -> str:
        """How often: ``DAILY``, ``WEEKLY``, ``MONTHLY`` or ``YEARLY``."""
        return self.parts["FREQ"]

    @property
    def interval(self) -> int:
        """In how many days, weeks, months or years."""
        return int(self.parts.get("INTERVAL", "1"))

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return the numbers of a part."""
        return tuple(int(number) for number in self.parts.get(name, "").split(",") if number)

    @property
    def chooses_weeks_alone(self) -> bool:
        """Whether it says in which weeks of the year, and of no day in them."""
        chosen = _CHOOSE_DAYS & self.parts.keys()
        return self.frequency == "YEARLY" and "BYWEEKNO" in chosen and chosen <= {"BYWEEKNO", "BYMONTH"}

    @property
    def dates_a_year(self) -> int:
        """The most dates in a year."""
        chosen = _CHOOSE_DAYS & self.parts.keys()
        plain = {"DAILY": 366, "WEEKLY": 53, "MONTHLY": 12, "YEARLY": 1}[self.frequency]
        if self.frequency == "WEEKLY":
            return plain * max(1, len(self.parts.get("BYDAY", "").split(",")))
        return 366 if chosen else plain

    @property
    def times_a_day(self) -> int:
        """The most times on one day."""
        return prod(max(1, len(self.numbers(name))) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))

    def work(self, years_before: int, years: int) -> int:
        """Return how much work it is to follow the rule through so many years, where 1 is one date kept."""
        dates = self.dates_a_year * self.times_a_day
        return dates * years + dates * years_before // 10 + self._search

    @property
    def _search(self) -> int:
        """The work of looking for a date that perhaps never comes."""
        chosen = _CHOOSE_DAYS & self.parts.keys()
        positions = max(map(abs, self.numbers("BYSETPOS")), default=0)
        steps_over = self.interval > 1 and chosen and self.frequency in ("DAILY", "MONTHLY")
        apart = len(chosen) > 1 and not any(chosen <= sure for sure in _SURE_TOGETHER)
        doubtful = steps_over or apart or positions > LAST_OF_MONTH
        return _LONG_SEARCH[self.frequency] if doubtful else 1


def read_rule(text: str) -> Rule | str:
    """Return what a rule says, or why it cannot be followed: the first half of a notice.

    Parameters
    ----------
    text
        The value of an RRULE.
    """
    parts: dict[str, str] = {}
    for piece in text.upper().strip().strip(";").split(";"):
        name, _, value = (half.strip() for half in piece.partition("="))
        if name in parts:
            return f"found {name} twice"
        parts[name] = value
    if (scale := parts.pop("RSCALE", "GREGORIAN")) != "GREGORIAN":
        return f"found RSCALE={scale[:20]}, a calendar that is not followed,"
    if parts.get("SKIP") == "OMIT":
        del parts["SKIP"]
    for name, value in parts.items():
        if (complaint := _complaint(name, value)) is not None:
            return complaint
    if "FREQ" not in parts:
        return "found a rule without FREQ"
    if "COUNT" in parts and "UNTIL" in parts:
        return "found both COUNT and UNTIL"
    rule = Rule(parts)
    if rule.times_a_day > MOST_TIMES_A_DAY:
        return f"found a rule of {rule.times_a_day:,} times a day, more than {MOST_TIMES_A_DAY},"
    if (day := _wrong_nth(rule)) is not None:
        return f"found BYDAY={day} in a rule that is {rule.frequency}, which is not understood,"
    return "found a rule for a day that no month has" if _is_impossible(rule) else rule


def _complaint(name: str, value: str) -> str | None:
    if name == "FREQ" and value in _SMALL:
        return f"found FREQ={value}, more often than daily,"
    form = _FORMS.get(name)
    if form is None or not form.fullmatch(value):
        return f"found {quoted(f'{name}={value}')}, which is not understood,"
    if name == "COUNT" and int(value) > LONGEST_COUNT:
        return f"found COUNT={int(value):,}, more than {LONGEST_COUNT:,},"
    if name in _LIMITS:
        lowest, highest = _LIMITS[name]
        for number in map(int, value.split(",")):
            if not lowest <= number <= highest or (number == 0 and name in _FROM_EITHER_END):
                return f"found {name}={number}, which is out of range,"
    return None


def _wrong_nth(rule: Rule) -> str | None:
    """Return a weekday with a number that weeks do not have, or months do not reach."""
    most = {"YEARLY": LAST_OF_YEAR, "MONTHLY": LAST_OF_MONTH}.get(rule.frequency, 0)
    if "BYMONTH" in rule.parts:
        most = min(most, LAST_OF_MONTH)
    days = [day for day in rule.parts.get("BYDAY", "").split(",") if len(day) > len("MO")]
    return next((day for day in days if abs(int(day[:-2])) > most), None)


def _is_impossible(rule: Rule) -> bool:
    """Tell whether a rule asks for days such as 30 February only."""
    days, months = rule.numbers("BYMONTHDAY"), rule.numbers("BYMONTH")
    pairs = product(days, months or range(1, 13))
    return bool(days) and not any(abs(day) <= FEBRUARY_29[month - 1] for day, month in pairs)


def is_yearly(text: str) -> bool:
    """Tell whether a rule can be followed and is one for each year, as those of time zones are."""
    rule = read_rule(text)
    return isinstance(rule, Rule) and rule.frequency == "YEARLY"
