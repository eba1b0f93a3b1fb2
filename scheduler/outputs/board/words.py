"""The board's words: short dates and names, how good the plan is, what a shortfall is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from constraints.catalogue import find_prices
from inputs.days import MONTHS, WEEKDAYS, Span, say_day, weekday_of
from inputs.term import STABILITY
from inputs.words import counted

if TYPE_CHECKING:
    from datetime import date

    from inputs.programme import Service
    from inputs.term import Term
    from inputs.working_days import Holiday
    from scheduler.result import LevelResult, Result

Tone = Literal["good", "open", "bad", "quiet"]

MEANINGS: Mapping[str, str] = {
    "coverage": "points for what is owed and not given",
    "stability": "people touched and changes made since the published plan",
    "curriculum": "topics missed, and trainees without a mentor who shares an interest",
    "fairness": "how unevenly shortfalls, meetings and leads are shared",
    "comfort": "meetings with others than the main mentor, gaps in a day, wishes not met",
}
FULL = 100
FURTHEST = 50
"""Percent that a level may pay above its bound and still be called near the best possible."""
NUMBER = re.compile(r"\d+")
INITIAL = re.compile(r"\d+|.")
BRACKETS = re.compile(r"\s+\([^()]*\)\s*$|\s*\uff08[^\uff08\uff09]*\uff09\s*$")


@dataclass(frozen=True)
class LevelLine:
    """One level, in words; ``value`` and ``bound`` are empty where the level was skipped."""

    name: str
    meaning: str
    value: str
    bound: str
    status: str
    tone: Tone
    parts: str
    evidence: str
    """Where the bound comes from."""


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 trainee``, ``12 trainees``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_number(number: float) -> str:
    """Return a number with one decimal where it is no whole one: ``12``, ``1.4``."""
    return f"{number:,.1f}".removesuffix(".0")


def join(words: Iterable[str], last: str = " and ") -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    *others, final = list(words) or [""]
    return f"{', '.join(others)}{last}{final}" if others else final


def capital(text: str) -> str:
    """Return a text with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]


def brief_day(day: date) -> str:
    """Return a day of the term as ``1 Mar``; the year stands at the head of the page."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def brief_weekday(day: date) -> str:
    """Return a day of the term as ``Mon 1 Mar``."""
    return f"{WEEKDAYS[day.weekday()]} {brief_day(day)}"


def brief_span(span: Span) -> str:
    """Return days of the term by the first and the last, within a month as ``1\N{EN DASH}7 Mar``."""
    first, last = span.first_day, span.last_day
    if first == last:
        return brief_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\N{EN DASH}{brief_day(last)}"
    return f"{brief_day(first)} \N{EN DASH} {brief_day(last)}"


def brief_title(title: str) -> str:
    """Return an activity's title without the brackets at its end."""
    return BRACKETS.sub("", title) or title


def service_codes(services: Iterable[Service]) -> dict[Service, str]:
    """Return a short code for each service, no two the same: ``CW`` for ``CAR-T ward``, ``W9`` for Ward 9.

    A number in a name stands whole in its code, so that no code can be taken for that of another.
    """
    own = {service: _own_code(service) for service in services}
    codes: dict[Service, str] = {}
    taken: set[str] = set()
    for service, code in own.items():
        number, unique = 1, code
        while unique in taken or (number > 1 and unique in own.values()):
            number += 1
            # What ends in the service's own number would have another one with a digit more.
            unique = f"{code}.{number}" if code[-1].isdecimal() else f"{code[:2]}{number}"
        taken.add(unique)
        codes[service] = unique
    return codes


def _own_code(service: Service) -> str:
    words = re.findall(r"\w[^\s]*", service.name) or [service.id]
    if len(words) == 1:
        return capital(_abbreviated(words[0]))
    return "".join(INITIAL.findall(word)[0] for word in words[:3]).upper()


def _abbreviated(word: str) -> str:
    """Return the first letters of a word, with its number where it has one."""
    found = NUMBER.search(word)
    if found is None:
        return word[:2]
    return word[: found.end() + 1] if not found.start() else f"{word[: min(2, found.start())]}{found[0]}"


def rule_words(rule: str) -> str:
    """Return a rule's name in words: ``weekly attendance`` for ``weekly_attendance``."""
    return rule.replace("_", " ")


def say_prices(parts: Mapping[str, int]) -> str:
    """Return what a level's points are for, the most first: ``200 for sessions not given, 1 for ...``.

    Parameters
    ----------
    parts
        The points paid, by the rule's name.
    """
    prices = find_prices()
    paid = sorted((-points, prices.get(rule) or rule_words(rule)) for rule, points in parts.items() if points)
    return ", ".join(f"{-points:,} for {price}" for points, price in paid)


def points_a_person(term: Term) -> int:
    """Return the points of stability that stand for one person touched; 0 where nothing was published."""
    return term.published.points_a_person(term) if term.published is not None else 0


def say_stability(points: int, a_person: int) -> str:
    """Return points of stability as the people touched, and what the changes count."""
    people, changes = divmod(points, a_person)
    if not points:
        return "nobody touched"
    return f"{counted(people, 'person', 'people')} touched ({counted(changes, 'point')} of changes)"


def say_gap(level: LevelResult, a_person: int = 0) -> str:
    """Return how far above the best possible a level may be, rounded up: it never promises too much."""
    if level.value <= level.bound:
        return "the best possible for the levels before as they stand"
    if level.name == STABILITY and a_person:
        return _say_fewest(level.value // a_person, level.bound // a_person)
    if level.bound <= 0:
        return "not known how far it is from the best possible"
    if not _is_near(level):
        return f"proven only that no plan pays less than {level.bound:,}"
    # In percent of the bound: the best possible may be as low.
    return f"within {-(FULL * (level.bound - level.value) // level.bound)} % of the best possible"


def _is_near(level: LevelResult) -> bool:
    return FULL * (level.value - level.bound) <= FURTHEST * level.bound


def _say_fewest(people: int, least: int) -> str:
    if people == least:
        return "proven that no plan touches fewer people, but perhaps one changes less"
    if not least:
        return "not known whether so many people need be touched"
    return f"proven only that no plan touches fewer than {counted(least, 'person', 'people')}"


def _say_unproven(level: LevelResult, a_person: int) -> str:
    words = say_gap(level, a_person)
    is_in_people = level.name == STABILITY and a_person and level.value > level.bound
    if is_in_people or not _is_near(level):
        return f"For {level.name} it is {words}."
    return f"{capital(level.name)} is {words}."


def say_level(level: LevelResult, a_person: int = 0) -> LevelLine:
    """Return a level in the words of the board.

    Parameters
    ----------
    level
        How the level ended.
    a_person
        The points of stability that stand for one person touched; 0 where nothing was published.
    """
    meaning = MEANINGS.get(level.name, "")
    reason = level.reason.rstrip(".")
    if level.status == "skipped":
        status = f"skipped: {reason}" if reason else "skipped"
        return LevelLine(capital(level.name), meaning, "", "", status, "quiet", "", "")
    words = level.words or say_prices(level.parts) or "nothing"
    proven = level.status == "optimal"
    status = "proven best" if proven else say_gap(level, a_person)
    status = f"{status} ({reason})" if reason else status
    tone: Tone = "good" if proven else "open"
    value, bound = f"{level.value:,}", f"{level.bound:,}"
    if level.name == STABILITY and a_person:
        value, bound = (
            count(points // a_person, "person", "people") for points in (level.value, level.bound)
        )
        words = words.partition(";")[0]  # what stands behind is told by the bound
    evidence = say_evidence(level, a_person)
    return LevelLine(capital(level.name), meaning, value, bound, status, tone, words, evidence)


def say_evidence(level: LevelResult, a_person: int = 0) -> str:
    """Return where the bound of a level comes from: ``rotations 10 and sessions 20 (the solver)``."""
    by_source: dict[str, list[str]] = {}
    for shown in level.evidence:
        in_people = level.name == STABILITY and a_person
        people = count(shown.bound // a_person, "person", "people") if in_people else ""
        amount = f"at least {people} touched" if people else f"{shown.bound:,}"
        by_source.setdefault(shown.source, []).append(f"{shown.part} {amount}")
    return "; ".join(f"{join(parts)} ({source})" for source, parts in by_source.items())


def say_outcome(result: Result, a_person: int = 0) -> tuple[Tone, str]:
    """Return in plain words how good the plan is, and the tone to say it in.

    ``a_person`` are the points of stability that stand for one person touched; 0 where nothing was published.
    """
    if result.plan is None and result.status == "impossible":
        return "bad", "There is no plan: what is asked for cannot hold together."
    if result.plan is None:
        return "bad", "No plan was found in the time given."
    sentences = (
        ["Planning was interrupted; this is the best plan found so far."] if result.interrupted else []
    )
    skipped = [level for level in result.levels if level.status == "skipped"]
    unproven = [level for level in result.levels if level.status == "feasible"]
    proven = _proven_first(result.levels)
    if proven and not unproven and not skipped:
        sentences.append("Every level is proven: no plan misses less.")
    elif proven:
        verb = "is" if len(proven) == 1 else "are"
        sentences.append(capital(f"{join(proven)} {verb} proven: no plan misses less."))
    sentences += [_say_unproven(level, a_person) for level in unproven]
    for level in skipped:
        reason = level.reason.rstrip(".")
        sentences.append(f"{capital(level.name)} was skipped{': ' + reason if reason else ''}.")
    tone: Tone = "good" if proven and not unproven and not result.interrupted else "open"
    return tone, " ".join(sentences) or "Nothing is known about how good this plan is."


def _proven_first(levels: Iterable[LevelResult]) -> list[str]:
    """Return the levels proven before the first that is not: later proofs hold for the values before."""
    names = []
    for level in levels:
        if level.status == "feasible":
            break
        if level.status == "optimal":
            names.append(level.name)
    return names


def say_provisional(term: Term) -> str:
    """Return the warning about holidays that are not announced yet, or nothing where all are."""
    years = term.working.provisional_years
    if not years:
        return ""
    named = _say_runs(holiday for holiday in term.working.holidays if holiday.status == "provisional")
    text = f"The public holidays of {join(map(str, years))} are not announced yet."
    if named:
        return f"{text} Used here until they are: {named}. Plan again when they are known."
    return f"{text} None falls into this plan so far. Plan again when they are known."


def say_item(term: Term, item: str) -> str:
    """Return the name of a shortfall's item: an activity, a service, or any of several services."""
    if item == "rotation":
        return "Week on no service"
    return join((_name_of(term, part) for part in item.split(";")), last=" or ")


def _name_of(term: Term, item: str) -> str:
    if item in term.activity_by_id:
        return term.activity_by_id[item].title
    return term.service_by_id[item].name if item in term.service_by_id else item


def say_holidays(term: Term, span: Span) -> str:
    """Return the holidays of a span in words: ``Tomb-Sweeping Day on Mon 5 Apr (provisional)``."""
    found = [holiday for holiday in term.working.holidays if holiday.date in span]
    named = _say_runs(found)
    return f"{named} (provisional)" if any(holiday.status == "provisional" for holiday in found) else named


def _say_runs(holidays: Iterable[Holiday]) -> str:
    """Return holidays with their dates, those of one name together."""
    words = []
    for name, run in groupby(holidays, key=lambda holiday: holiday.name):
        days = [holiday.date for holiday in run]
        until = f" to {brief_weekday(days[-1])}" if len(days) > 1 else ""
        words.append(f"{name} on {brief_weekday(days[0])}{until}")
    return ", ".join(words)


def say_extra_days(term: Term, span: Span) -> str:
    """Return the working days of a span that are none of the programme's weekdays."""
    days = [day for day in term.working_days_in(span) if weekday_of(day) not in term.weekdays]
    return join(brief_weekday(day) for day in days)


def say_dates(term: Term) -> str:
    """Return the term's first and last day in full."""
    return f"{say_day(term.span.first_day)} to {say_day(term.span.last_day)}"
