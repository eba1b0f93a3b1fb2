"""Says texts, days and times in the language of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from inputs.days import MONTHS, WEEKDAY_NAMES, WEEKDAYS, Period, Span, say_time
from scheduler.outputs.board.words import join
from scheduler.pages.request import Language
from scheduler.pages.texts import TEXTS

DASH = "\N{EN DASH}"
NOON = time(12)
PROGRAMS = {"another program": "other_program", "a program without a name": "nameless_program"}
"""The texts of what `scheduler.serving` calls programs that it does not know."""
CHINESE_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    language: Language

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return "en" if self.language == "en" else "zh-CN"

    def __call__(self, key: str, **parts: object) -> str:
        """Return a text with its parts filled in."""
        return TEXTS[key][self.language == "zh"].format(**parts)

    def count(self, key: str, number: int) -> str:
        """Return a text that counts something: ``1 week``, ``12 weeks``."""
        text = TEXTS[key][self.language == "zh"]
        one, _, many = text.partition("|")
        return (one if number == 1 else many or one).format(count=f"{number:,}")

    def listed(self, names: Iterable[str]) -> str:
        """Return names as a list in a sentence."""
        return join(names) if self.language == "en" else "、".join(names)

    def program(self, name: str) -> str:
        """Return what a program is called; names that makers give stay as they are."""
        key = PROGRAMS.get(name)
        return self(key) if key else name

    # -- days and times ------------------------------------------------------------------------------------

    def plain(self, day: date) -> str:
        """Return a date without its year: ``1 March``, ``3月1日``."""
        return f"{day.day} {MONTHS[day.month - 1]}" if self.language == "en" else f"{day.month}月{day.day}日"

    def brief(self, day: date) -> str:
        """Return a date as briefly as can be: ``1 Mar``, ``3/1``."""
        if self.language == "en":
            return f"{day.day} {MONTHS[day.month - 1][:3]}"
        return f"{day.month}/{day.day}"

    def day(self, day: date) -> str:
        """Return a date with its weekday: ``Mon 1 March``, ``3月1日 周一``."""
        if self.language == "en":
            return f"{WEEKDAYS[day.weekday()]} {self.plain(day)}"
        return f"{self.plain(day)} {CHINESE_WEEKDAYS[day.weekday()]}"

    def full(self, day: date) -> str:
        """Return a date with all that it has: ``Monday 1 March 2027``, ``2027年3月1日 周一``."""
        if self.language == "en":
            return f"{WEEKDAY_NAMES[day.weekday()]} {self.plain(day)} {day.year}"
        return f"{day.year}年{self.day(day)}"

    def weekday(self, day: date) -> str:
        """Return the name of a date's weekday."""
        names = WEEKDAY_NAMES if self.language == "en" else CHINESE_WEEKDAYS
        return names[day.weekday()]

    def span(self, span: Span, *, year: bool = False) -> str:
        """Return days by the first and the last: ``1–7 March``, ``3月1日至7日``."""
        first, last = span.first_day, span.last_day
        same_year = first.year == last.year
        same_month = same_year and first.month == last.month
        if self.language == "en":
            end = f"{self.plain(last)} {last.year}" if year or not same_year else self.plain(last)
            if first == last:
                return end
            if same_month:
                return f"{first.day}{DASH}{end}"
            start = self.plain(first) if same_year else f"{self.plain(first)} {first.year}"
            return f"{start} {DASH} {end}"
        start = f"{first.year}年{self.plain(first)}" if year or not same_year else self.plain(first)
        if first == last:
            return start
        end = f"{last.day}日" if same_month else self.plain(last)
        return f"{start}至{end}" if same_year else f"{start}至{last.year}年{end}"

    def times(self, period: Period) -> str:
        """Return when something begins and ends: ``09:15–10:15``."""
        return self.hours(period.start, period.end)

    def hours(self, start: time, end: time) -> str:
        """Return two times of day as ``09:15–10:15``."""
        return f"{say_time(start)}{DASH}{say_time(end)}"

    def clock(self, moment: time) -> str:
        """Return a time of day as ``09:15``."""
        return say_time(moment)

    def moment(self, period: Period) -> str:
        """Return a day with times: ``Mon 1 March, 09:15–10:15``."""
        return f"{self.day(period.date)}{self.comma}{self.times(period)}"

    def instant(self, local: datetime) -> str:
        """Return a day and a time of day: ``20 February 2027, 20:30``."""
        if self.language == "en":
            return f"{self.plain(local.date())} {local.year}, {say_time(local.time())}"
        return f"{local.year}年{self.plain(local.date())} {say_time(local.time())}"

    def far(self, day: date, today: date) -> str:
        """Return how far a day is from today: ``tomorrow``, ``in 4 days``; nothing of a day that is past."""
        days = (day - today).days
        if days < 0:
            return ""
        if days > 1:
            return self.count("in_days", days)
        return self("tomorrow" if days else "today")

    @property
    def colon(self) -> str:
        """What stands between a label and what it is of."""
        return ": " if self.language == "en" else "："

    @property
    def space(self) -> str:
        """What stands between two sentences."""
        return " " if self.language == "en" else ""

    @property
    def comma(self) -> str:
        """What stands between a day and a time."""
        return ", " if self.language == "en" else " "

    def offsets(self, zone: ZoneInfo, span: Span) -> str:
        """Return how far a zone is from universal time on days: ``UTC+0, from 28 March UTC+1``."""
        said = [(day, say_offset(datetime.combine(day, NOON, zone))) for day in span]
        changes = [now for before, now in pairwise(said) if now[1] != before[1]]
        later = [self("offset_from", day=self.plain(day), offset=offset) for day, offset in changes]
        return (", " if self.language == "en" else "，").join([said[0][1], *later])


def say_offset(moment: datetime) -> str:
    """Return how far a moment's zone is from universal time then: ``UTC+8``, ``UTC−3:30``."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
