"""What somebody probably meant by a date or a time of day that is written in another way."""

from __future__ import annotations

import re
from datetime import date, time

from inputs.faults import look

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "mrz": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
"""By the first three letters, as English and German have them."""
_CENTURY = 2000
_DAY_LAST = re.compile(r"([0-9]{1,2})[-/.] ?([0-9]{1,2})[-/.] ?([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{2})(?:-([0-9]{1,2})-([0-9]{1,2})|[/.]([0-9]{1,2})[/.]([0-9]))")
"""A year of two digits before month and day, as spreadsheets show in China: ``27-03-01``, ``27/3/1``."""
_SLIPPED = re.compile(r"([0-9]{4})[-/. ]*([0-9]{2})[-/. ]*([0-9]{2})")
"""A date whose signs were missed or doubled: ``2027-0528``, ``2027--05-28``."""
_LETTERS_FOR_DIGITS = str.maketrans("oil", "011")
_NAMED = re.compile(r"([0-9]{1,2})[-. ]{1,2}([a-zä]{3,9})[-., ]{1,2}([0-9]{4}|[0-9]{2})")
_NAMED_FIRST = re.compile(r"([a-zä]{3,9})[-. ]{1,2}([0-9]{1,2}),? ?([0-9]{4})")
_WITHOUT_YEAR = re.compile(
    r"[0-9]{1,2}[./][0-9]{1,2}\.?|"
    r"[0-9]{1,2}月[0-9]{1,2}[日号]?"
    r"|[0-9]{1,2}[-. ]{1,2}(?P<after>[a-zä]{3,9})|(?P<before>[a-zä]{3,9})[-. ]{1,2}[0-9]{1,2}"
)
_WEEKDAY = re.compile(
    r"(?<![^\W\d_])(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|mo|di|mi|do|fr|sa|so|[a-z]+tag|mittwoch"
    r"|(?:周|星期|礼拜)[一二三四五六日天])(?![^\W\d_])[.,]?"
)
"""A day of the week that stands beside a date."""
_NOON = {"noon", "midday", "mittag", "midi", "中午"}
_TIME = re.compile(
    r"(?P<half>上午|下午)?(?P<hour>[0-9]{1,2})(?:[:.,;’'h时点]?(?P<minute>[0-9]{2})(?::00)?|[h时点])?[分h]?"
    r"(?P<word>uhr|am|pm|a\.m\.|p\.m\.)?"
)
_SLIPPED_TIME = re.compile(r"[0-9oil]{1,2}[:.][0-9oil]{2}")
_SHARE_OF_A_DAY = re.compile(r"0?[.,][0-9]+")
_AFTER_NOON = {"pm", "p.m.", "下午"}
_BEFORE_NOON = {"am", "a.m.", "上午"}


def meant_days(text: str) -> tuple[date, ...]:
    """Return the days that a text may mean: several where it is not clear which number is the day."""
    word = _WEEKDAY.sub("", look(text)).strip(" .,;()")
    first: tuple[date, ...] = ()
    if match := _YEAR_FIRST.fullmatch(word):
        short, *rest = (int(number) for number in match.groups() if number is not None)
        first = _days(_CENTURY + short, *rest)
    if match := _SLIPPED.fullmatch(word.translate(_LETTERS_FOR_DIGITS)):
        return _days(*map(int, match.groups()))
    if match := _DAY_LAST.fullmatch(word):
        one, other, full = map(int, match.groups())
        full += 0 if len(match[3]) > 2 else _CENTURY
        return tuple(dict.fromkeys((*first, *_days(full, other, one), *_days(full, one, other))))
    if match := _NAMED.fullmatch(word):
        day, name, year = match.groups()
    elif match := _NAMED_FIRST.fullmatch(word):
        name, day, year = match.groups()
    else:
        return first
    whole = int(year) if len(year) > 2 else _CENTURY + int(year)
    return _days(whole, _MONTHS.get(name[:3], 0), int(day))


def lacks_year(text: str) -> bool:
    """Tell whether a text is a day and a month, as spreadsheets show ``1-Mar`` or ``3月1日``."""
    match = _WITHOUT_YEAR.fullmatch(look(text))
    if match is None:
        return False
    name = match["after"] or match["before"]
    return name is None or name[:3] in _MONTHS


def meant_time(text: str) -> time | None:
    """Return the time that a text may mean, such as ``2:30 PM``, ``8.00``, ``14 Uhr`` or ``8点30分``."""
    word = look(text).replace(" ", "").replace("点半", "点30")
    if _SLIPPED_TIME.fullmatch(word):
        word = word.translate(_LETTERS_FOR_DIGITS)
    match = _TIME.fullmatch("12:00" if word in _NOON else word)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    words = {match["half"], match["word"]}
    if words & _AFTER_NOON and hour < 12:
        hour += 12
    elif words & _BEFORE_NOON and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def share_of_a_day(text: str) -> float | None:
    """Return the share of a day that Excel keeps for a time, where a text is one: ``0.3333`` is 08:00."""
    return float(text.replace(",", ".")) if _SHARE_OF_A_DAY.fullmatch(text) else None


def _days(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()
