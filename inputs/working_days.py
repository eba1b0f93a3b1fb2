"""Working days: weekdays less public holidays, with the coordinator's calendar as the last word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from inputs.days import Span, weekday_of

if TYPE_CHECKING:
    from inputs.faults import Place

Status = Literal["announced", "provisional", "given"]
NAMELESS = "holiday"
"""The name of a holiday that the coordinator gave without a note."""


@dataclass(frozen=True)
class CalendarDay:
    """A row of the ``calendar`` table: makes ``date`` a holiday or a working day, whatever else says."""

    date: date
    kind: Literal["holiday", "workday"]
    note: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, order=True)
class Holiday:
    """A date that is no working day although its weekday is one.

    ``status`` tells how sure it is: ``announced`` by the authorities, ``provisional`` where the year is not
    announced yet, ``given`` by the coordinator's own calendar.
    """

    date: date
    name: str
    status: Status


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a span and the holidays that were used to find them."""

    days: frozenset[date]
    holidays: tuple[Holiday, ...]
    provisional_years: tuple[int, ...]
    """Years whose public holidays are not announced yet."""


def known_countries() -> frozenset[str]:
    """Return the country codes whose public holidays are known."""
    import holidays

    return frozenset(holidays.list_supported_countries(include_aliases=False))


def code_of_country(name: str) -> str | None:
    """Return the code of a country by its name in English (``South Korea``) or by its three letters."""
    import holidays.registry

    wanted = "".join(name.split()).casefold()
    for country, code, *others in holidays.registry.COUNTRIES.values():
        if wanted in (country.casefold(), *(other.casefold() for other in others)):
            return code if code in known_countries() else None
    return None


def find_working_days(
    span: Span, weekdays: Iterable[str], country: str, calendar: Iterable[CalendarDay] = ()
) -> WorkingDays:
    """Return the working days of ``span``.

    Parameters
    ----------
    span
        The days to look at.
    weekdays
        Short names of the days on which the programme works, ``Mon`` to ``Sun``.
    country
        A country code such as ``CN``, or ``none``.
    calendar
        Dates that are holidays or working days whatever the country says.
    """
    years = range(span.start.year, span.last_day.year + 1)
    public = _public_holidays(country, years)
    provisional = tuple(year for year in years if not _announced(country, year))
    given = {row.date: row for row in calendar}
    weekdays = set(weekdays)
    working, used = set(), []
    for day in span:
        row = given.get(day)
        if row is not None and row.kind == "workday":
            working.add(day)
        elif weekday_of(day) not in weekdays:
            continue
        elif row is not None:
            used.append(Holiday(day, row.note or public.get(day, NAMELESS), "given"))
        elif day in public:
            status: Status = "provisional" if day.year in provisional else "announced"
            used.append(Holiday(day, public[day], status))
        else:
            working.add(day)
    return WorkingDays(frozenset(working), tuple(used), provisional)


def _public_holidays(country: str, years: Iterable[int]) -> dict[date, str]:
    if country == "none":
        return {}
    import holidays

    language = "en_US" if "en_US" in holidays.country_holidays(country).supported_languages else None
    found = holidays.country_holidays(country, years=years, categories=("public",), language=language)
    return {day: name for day, name in found.items() if day.year in set(years)}


def _announced(country: str, year: int) -> bool:
    """Tell whether the year's holidays are settled: only China settles them year by year, each November."""
    if country != "CN":
        return True
    import holidays

    announced: dict[int, object] = getattr(holidays.country_holidays("CN"), "special_public_holidays")  # noqa: B009 - mypy does not know it
    return year in announced
