"""A person's page as one HTML document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from inputs.days import MINUTES_AN_HOUR, Span
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.term import Term
from scheduler.outputs.board.words import capital, say_number
from scheduler.outputs.calendars.texts import TITLE_LENGTH, called, clean, clip
from scheduler.outputs.page_parts import templates
from scheduler.pages.changed import changes_for
from scheduler.pages.files import HERE, static_address
from scheduler.pages.load import given_minutes, loads_of, offered_minutes
from scheduler.pages.met import people_met
from scheduler.pages.own import Item, is_now, is_over, items_of, own_part
from scheduler.pages.request import Language, PageRequest
from scheduler.pages.stay import Stretch, stretches_of, view_fields
from scheduler.pages.subscribing import parts_of, subscription
from scheduler.pages.topics import subjects_of
from scheduler.pages.weeks import WeekView, view_day, view_week
from scheduler.pages.words import Words
from scheduler.store.version import Version

if TYPE_CHECKING:
    from scheduler.store.links import Fetch

MOST_ON_A_DAY = 9
MOST_TOPICS = 40
MOST_ROWS = 16
"""What one sheet of paper holds in letters of the usual size; beyond that they are smaller."""

Standing = Literal["before", "on", "after", "empty"]


def render_page(request: PageRequest) -> str:
    """Return the page of a trainee or member of faculty as a whole HTML document.

    The same request gives the same text. It has no style or script within, asks for nothing but the files of
    `static_files`, and can be read without any script. Its links to other weeks and to the other language
    are queries: ``?lang=zh&week=2027-03-01``.

    Raises
    ------
    UnknownPersonError
        When the published term has nobody of that kind and id.
    ValueError
        When ``now`` does not know its zone.
    """
    person, term, today = request.person, request.version.term, request.clock.date()
    own = own_part(request.version.plan, person)
    led = request.version.led
    items, stretches = items_of(own, term, person, led), stretches_of(own, term, person, today, led)
    page = _frame(request) | _times(request, items, stretches)
    if isinstance(person, Trainee):
        page |= _of_trainee(request, own, person)
    else:
        page |= _of_faculty(request, own, person, items, stretches)
    return templates(HERE).get_template(f"{request.kind}.html").render(page)


def _frame(request: PageRequest) -> dict[str, object]:
    """Return what stands around the plan: whose it is, how new, and where the links lead."""
    version, previous, links = request.version, request.previous, request.links
    words, name = Words(request.language), called(request.person)
    programme = clip(clean(version.term.name), TITLE_LENGTH)
    shown = request.week
    return {
        "w": words,
        "role": request.kind,
        "name": name,
        "programme": programme,
        "number": version.number,
        "published": _say_published(version, words),
        "previous": previous and previous.number,
        "previous_published": previous and _say_published(previous, words),
        "clock": request.clock,
        "zone": version.term.timezone,
        "changes": changes_for(request.person, previous, version, words, request.clock.date()),
        "links": links,
        "subscription": subscription(links, f"{name}, {programme}"),
        "calendar_parts": parts_of(links, request.kind),
        "fetches": [(words.program(one.client), *_say_fetch(one, version, words)) for one in request.fetches],
        "since": "changes_since_look" if request.was_seen else "changes_since",
        "in_wechat": request.in_wechat,
        "static": lambda file: static_address(links.static, file),
        "to_week": lambda monday: _query(request.language, monday),
        "to_language": lambda language: _query(language, shown),
    }


def _times(request: PageRequest, items: Sequence[Item], stretches: Sequence[Stretch]) -> dict[str, object]:
    """Return what is next, the day and the week, and all weeks."""
    term, person, clock = request.version.term, request.person, request.clock
    today = clock.date()
    week = view_week(term, person, items, request.week, clock)
    following = next((item for item in items if not is_over(item.period, clock)), None)
    return {
        "standing": _standing(person, items, stretches, today),
        "offset": Words(request.language).offsets(ZoneInfo(term.timezone), _days_shown(term, week, today)),
        "next": following,
        "day": view_day(term, person, items, following.period.date, today) if following else None,
        "week": week,
        "full_week": max(len(each.items) for each in week.days) > MOST_ON_A_DAY,
        "fields": view_fields(term, person, stretches, items, week.span.start, today),
        "stretches": stretches,
        "is_now": lambda item: is_now(item.period, clock),
        "is_over": lambda item: is_over(item.period, clock),
    }


def _of_trainee(request: PageRequest, own: Plan, trainee: Trainee) -> dict[str, object]:
    meetings = [session for session in own.sessions_of(trainee) if session.is_meeting]
    mentors = []
    for mentor in own.main_mentors.get(trainee, ()):
        held = [each.period for each in meetings if each.faculty == mentor]
        following = next((period for period in held if not is_over(period, request.clock)), None)
        mentors.append((called(mentor), len(held), following))
    subjects = subjects_of(own, request.version.term, trainee, request.clock)
    return {
        "stay": trainee.stay,
        "kind": capital(clean(trainee.kind)),
        "mentors": mentors,
        "subjects": subjects,
        "long_lists": sum(len(subject.topics) for subject in subjects) > MOST_TOPICS,
    }


def _of_faculty(
    request: PageRequest, own: Plan, member: Faculty, items: Sequence[Item], stretches: Sequence[Stretch]
) -> dict[str, object]:
    term, clock = request.version.term, request.clock
    people = people_met(own, clock)
    return {
        "loads": loads_of(request.version.plan, term, member, clock, request.version.led),
        "hours": say_number(given_minutes(term, member) / MINUTES_AN_HOUR),
        "counted": say_number(offered_minutes(term, member) / MINUTES_AN_HOUR),
        "most": member.max_meetings_per_week,
        "say_number": say_number,
        "people": people,
        "to_lead": [item for item in items if item.sort == "session" and not is_over(item.period, clock)],
        "long_lists": len(people) + len(stretches) > MOST_ROWS,
    }


def _days_shown(term: Term, week: WeekView, today: date) -> Span:
    """Return the days of which a page may tell times: those of the week shown, and all to come."""
    return Span(min(week.span.start, max(today, term.span.start)), max(term.span.end, week.span.end))


def _standing(
    person: Trainee | Faculty, items: Sequence[Item], stretches: Sequence[Stretch], today: date
) -> Standing:
    if not items and not stretches:
        return "empty"
    if isinstance(person, Trainee) and today < person.stay.start:
        return "before"
    return "after" if isinstance(person, Trainee) and today >= person.stay.end else "on"


def _say_published(version: Version, words: Words) -> str:
    summary = version.summary
    return words.instant(summary.instant.astimezone(ZoneInfo(summary.timezone)))


def _say_fetch(fetch: Fetch, newest: Version, words: Words) -> tuple[str, bool]:
    """Return when a program fetched last, and whether it was given the newest version."""
    zone = ZoneInfo(newest.term.timezone)
    return words.instant(fetch.instant.astimezone(zone)), fetch.version == newest.number


def _query(language: Language, week: date | None) -> str:
    """Return the query of a page in a language, of a week where one is chosen."""
    return "?" + urlencode({"lang": language} | ({"week": f"{week:%Y-%m-%d}"} if week else {}))
