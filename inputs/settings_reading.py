"""The settings of a term: what ``term.toml`` or the sheet ``term`` must say, and what it may."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import Any

from inputs.availability.zones import find_zone
from inputs.choices import choices_in, read_choice
from inputs.columns import read_day, read_time, split_list
from inputs.days import WEEKDAY_NAMES, WEEKDAYS, Span, say_day, say_weekday, weeks_of
from inputs.faults import Fault, look, nearest, quoted, unknown
from inputs.files.cells import canonical
from inputs.files.tables import RawTerm
from inputs.schema import SETTINGS
from inputs.term import LEVELS
from inputs.working_days import code_of_country, known_countries
from inputs.wrong import Wrong

LONGEST_NAME = 120
MOST_WEEKS = 104
_NAMES = tuple(setting.name for setting in SETTINGS)
LONGEST_LETTERS = 4
"""Of the letters for a zone, such as CST, which many countries have for their own."""

_CITIES = {
    "beijing": "Asia/Shanghai",
    "peking": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "prc": "Asia/Shanghai",
}


@dataclass(frozen=True)
class TermSettings:
    """What the settings mean; where one has a fault, a value that no check stumbles over.

    ``span`` is None where the days of the term cannot be read.
    """

    name: str = ""
    span: Span | None = None
    timezone: str = "UTC"
    country: str = "none"
    weekdays: tuple[str, ...] = WEEKDAYS[:5]
    day_start: time = time(0, 0)
    day_end: time = time(23, 59)
    levels: tuple[str, ...] = LEVELS
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def read_settings(raw: RawTerm) -> tuple[TermSettings, tuple[Fault, ...]]:
    """Return the settings of a term and what is wrong with them."""
    here = [fault for fault in raw.faults if fault.place.file == raw.settings_file]
    told = {fault.place.column for fault in here} | {fault.nearest for fault in here if fault.nearest}
    reader = _Settings(raw, told)
    days = reader.read("first_day", read_day), reader.read("last_day", read_day)
    hours = reader.read("day", _read_hours)
    given: dict[str, Any] = {
        "name": reader.read("name", _read_name),
        "span": reader.span(*days),
        "timezone": reader.read("timezone", _read_zone),
        "country": reader.read("holidays", _read_country),
        "weekdays": reader.read("weekdays", _read_weekdays),
        "day_start": hours and hours[0],
        "day_end": hours and hours[1],
        "levels": reader.read("levels", _read_levels),
        "rules": reader.read("rules", _read_rules),
    }
    reader.faults += _unknown_settings(raw)
    return TermSettings(**{key: value for key, value in given.items() if value is not None}), tuple(
        reader.faults
    )


class _Settings:
    """Reads one setting after the other and keeps the faults."""

    def __init__(self, raw: RawTerm, told: set[str | None]) -> None:
        self._raw = raw
        self._told = told
        self._meant = {nearest(other, _NAMES) for other in raw.settings if other not in _NAMES}
        self.faults: list[Fault] = []

    def read(self, key: str, parse: Any) -> Any:
        """Return what a setting means, or None where it is not given or has a fault."""
        required = next(setting.required for setting in SETTINGS if setting.name == key)
        value = self._raw.settings.get(key, "")
        if key in self._told or key in self._meant or (value == "" and self._told & {None, "key", "value"}):
            return None
        if value in ("", []):
            if required or value == []:
                meaning = next(setting for setting in SETTINGS if setting.name == key)
                wrong = Wrong("found nothing", f"write {meaning.meaning}, such as {meaning.example}")
                self.faults.append(wrong.at(self._raw.place(key)))
            return None
        found = parse(value)
        if isinstance(found, Wrong):
            self.faults.append(found.at(self._raw.place(key)))
            return None
        return found

    def span(self, first_day: date | None, last_day: date | None) -> Span | None:
        """Return the days of the term in whole weeks, or None where they make no sense."""
        for key, day, wanted in (("first_day", first_day, 0), ("last_day", last_day, 6)):
            if day is not None and day.weekday() != wanted:
                found = f"found {quoted(day.isoformat())}, which is {say_weekday(day)}"
                self.faults.append(Fault(self._raw.place(key), found, f"write a {WEEKDAY_NAMES[wanted]}"))
        if first_day is None or last_day is None:
            return None
        if last_day < first_day:
            found = f"found {quoted(last_day.isoformat())}, before the first day, {say_day(first_day)}"
            self.faults.append(Fault(self._raw.place("last_day"), found, "write the last day of the term"))
            return None
        weeks = weeks_of(Span.through(first_day, last_day))
        if len(weeks) > MOST_WEEKS:
            found = f"found {quoted(last_day.isoformat())}, which makes a term of {len(weeks)} weeks"
            allowed = f"a term has at most {MOST_WEEKS}: look at the years"
            self.faults.append(Fault(self._raw.place("last_day"), found, allowed))
            return None
        return Span(weeks[0].span.start, weeks[-1].span.end)


def _unknown_settings(raw: RawTerm) -> Iterator[Fault]:
    for key in raw.settings:
        if key not in _NAMES:
            yield unknown(raw.place(key), key, "setting", _NAMES)


def _items(value: object) -> list[Any]:
    """Return the items of a TOML list, or of a cell with semicolons."""
    if isinstance(value, list):
        return value
    return list(split_list(value)) if isinstance(value, str) else [value]


def _read_name(value: object) -> str | Wrong:
    text = canonical(value) if not isinstance(value, str) else value
    if isinstance(value, list | Mapping):
        return Wrong("found no text", "write a text between quotation marks")
    if len(text) > LONGEST_NAME:
        return Wrong(
            f"found {quoted(text)}, which has {len(text)} characters", f"write at most {LONGEST_NAME}"
        )
    return text


def _read_hours(value: object) -> tuple[time, time] | Wrong:
    items = _items(value)
    halves = re.split(" *(?:[-–—~至到,，]| to ) *", canonical(value)) if len(items) == 1 else []
    if len(halves) == 2:
        return Wrong(f"found {quoted(canonical(value))}", f"write {quoted('; '.join(halves))}")
    if len(items) != 2:
        return Wrong(
            f"found {quoted(canonical(value))}",
            'write when the day begins and ends, such as "07:30" and "18:30"',
        )
    start, end = (read_time(item) for item in items)
    if isinstance(start, Wrong):
        return start
    if isinstance(end, Wrong):
        return end
    if end <= start:
        return Wrong(
            f"found {quoted(canonical(value))}, which ends before it begins", "write the start first"
        )
    return start, end


def _read_zone(value: object) -> str | Wrong:
    zones = _zones()
    if isinstance(value, str) and value in zones:
        return value
    word = canonical(value)
    found, allowed = f"found {quoted(word)}, which is no time zone", "write a name such as Asia/Shanghai"
    return Wrong(found, allowed, _CITIES.get(look(word)) or _meant_zone(word, zones))


def _meant_zone(word: str, zones: frozenset[str]) -> str | None:
    """Return the zone of a place that is meant; nobody knows which place ``UTC+8`` or ``CST`` is."""
    known = find_zone(word)
    if known is not None:
        return known.key if isinstance(known, zoneinfo.ZoneInfo) else None
    if len(word) <= LONGEST_LETTERS and word.isupper():
        return None
    places = frozenset(zone for zone in zones if "/" in zone and not zone.startswith("Etc/"))
    return nearest(word, sorted(places)) or _zone_of_city(word, places)


@cache
def _zones() -> frozenset[str]:
    """Return the names of all zones; to find them takes a look into hundreds of files."""
    return frozenset(zoneinfo.available_timezones() - {"localtime", "Factory"})


def _zone_of_city(word: str, zones: frozenset[str]) -> str | None:
    cities = {zone.rpartition("/")[2].replace("_", " "): zone for zone in sorted(zones)}
    city = nearest(word, cities)
    return cities[city] if city else None


def _read_country(value: object) -> str | Wrong:
    word = canonical(value)
    if look(word) == "none":
        return "none"
    countries = known_countries()
    if look(word) == "no" and word != "NO":
        return Wrong(f"found {quoted(word)}, which may mean Norway", 'write "NO" for Norway, or "none"')
    if word.upper() in countries:
        return word.upper()
    return Wrong(
        f"found {quoted(word)}, a country whose holidays are not known",
        'write two letters such as CN, or "none"',
        code_of_country(word) or nearest(word, sorted(countries)),
    )


def _read_words(value: object, words: tuple[str, ...]) -> tuple[str, ...] | Wrong:
    """Return words of which each is allowed, and each stands only once."""
    found: list[str] = []
    for item in _items(value):
        word = read_choice(item, words)
        several = choices_in(canonical(item), words) if isinstance(word, Wrong) else ()
        if several:
            allowed = f"separate a list by semicolons, {quoted('; '.join(several))}"
            return Wrong(f"found {quoted(canonical(item))}", allowed)
        if isinstance(word, Wrong):
            return word
        if word in found:
            return Wrong(f"found {quoted(word)} twice", "write each once")
        found.append(word)
    return tuple(found)


def _read_weekdays(value: object) -> tuple[str, ...] | Wrong:
    found = _read_words(value, WEEKDAYS)
    return found if isinstance(found, Wrong) else tuple(day for day in WEEKDAYS if day in found)


def _read_levels(value: object) -> tuple[str, ...] | Wrong:
    return _read_words(value, LEVELS)


def _read_rules(value: object) -> Mapping[str, Mapping[str, object]] | Wrong:
    if not isinstance(value, Mapping):
        return Wrong("found no table", "write [rules.NAME] and below it the parameters")
    for name, parameters in value.items():
        if not isinstance(parameters, Mapping):
            return Wrong(
                f"found {quoted(name)} without parameters",
                f"write [rules.{name}] and below it the parameters",
            )
    return {
        name: {key: _parameter(item) for key, item in parameters.items()}
        for name, parameters in value.items()
    }


def _parameter(value: object) -> object:
    """Return a parameter; a cell may hold a number as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return value
