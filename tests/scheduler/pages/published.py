"""Published versions of small terms, and requests for pages of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from inputs.plan import Plan
from inputs.term import Term
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays
from scheduler.pages import PageLinks, PageRequest, render_page
from scheduler.store.address import read_address
from scheduler.store.store import Store
from scheduler.store.version import Draft, Summary, Version
from tests.pictures import draw
from tests.scheduler.store.small import DAY, MONDAY

SHANGHAI = ZoneInfo("Asia/Shanghai")
SECRET = "q3Zk1Hh0c2n8Vb5tYw7xLrPf4dJm6sGa"
HOST = "https://rota.example.org"
LINKS = PageLinks(
    feed=f"{HOST}/feeds/{SECRET}/trainee-t01-amara.ics",
    page=f"{HOST}/p/{SECRET}/",
    download=f"{HOST}/feeds/{SECRET}/trainee-t01-amara.ics?download",
    static=f"{HOST}/static/",
)


def publish(folder: Path, *drafts: Draft) -> list[Version]:
    """Publish drafts into a store, a day apart, and return the versions as they are read back."""
    with Store(read_address(str(folder / "versions.sqlite"))) as store:
        for number, draft in enumerate(drafts):
            assert store.publish(store.prepare(draft, MONDAY + number * DAY))
        versions = [store.version(summary.number) for summary in store.summaries()]
    return [version for version in versions if version]


def version_of(plan: Plan, term: Term, number: int = 1, led: LedOnDays = AS_PLANNED) -> Version:
    """Return a version that never was in a store: of a term that was drawn."""
    instant = datetime(2027, 2, 20, 12, 30, tzinfo=UTC) + (number - 1) * DAY
    return Version(Summary(number, instant, term.timezone, "", None, "", "", {}), plan, term, led=led)


def drawn(*pictures: str) -> list[Version]:
    """Return versions of the terms and plans that pictures show."""
    return [version_of(*draw(picture), number) for number, picture in enumerate(pictures, 1)]


def request(
    versions: Sequence[Version],
    who: str,
    at: str = "2027-03-01 09:30",
    week: date | None = None,
    **given: Any,
) -> PageRequest:
    """Return the request for a trainee's page, in English, of the last version."""
    known: dict[str, Any] = {
        "version": versions[-1],
        "previous": versions[-2] if len(versions) > 1 else None,
        "kind": "trainee",
        "who": who,
        "language": "en",
        "now": datetime.fromisoformat(at).replace(tzinfo=SHANGHAI),
        "links": LINKS,
        "week": week,
    }
    return PageRequest(**known | given)


def page(*args: Any, **given: Any) -> str:
    """Return the page that `request` asks for."""
    return render_page(request(*args, **given))


def renamed(version: Version, text: str) -> Version:
    """Return a version in which everything that has a name is called ``text`` after it."""
    term, plan = version.term, version.plan
    people = {t: replace(t, name=f"{t.name} {text}", kind=f"{t.kind} {text}") for t in term.trainees}
    faculty = {
        f: replace(f, name=f"{f.name} {text}", topics=tuple(f"{topic} {text}" for topic in f.topics))
        for f in term.faculty
    }
    rooms = {r: replace(r, name=f"{r.name} {text}", site=f"site {text}") for r in term.rooms}
    services = {s: replace(s, name=f"{s.name} {text}") for s in term.services}
    activities = {
        a: replace(a, title=f"{a.title} {text}", topics=tuple(f"{topic} {text}" for topic in a.topics))
        for a in term.activities
    }
    holidays = tuple(replace(h, name=f"{h.name} {text}") for h in term.working.holidays)
    new_term = replace(
        term,
        name=f"{term.name} {text}",
        trainees=tuple(people.values()),
        faculty=tuple(faculty.values()),
        rooms=tuple(rooms.values()),
        services=tuple(services.values()),
        activities=tuple(activities.values()),
        slots=tuple(
            replace(s, activity=activities[s.activity], room=rooms[s.room] if s.room else None)
            for s in term.slots
        ),
        working=replace(term.working, holidays=holidays),
    )
    new_plan = Plan(
        tuple(replace(r, trainee=people[r.trainee], service=services[r.service]) for r in plan.rotations),
        tuple(replace(r, service=services[r.service], lead=faculty[r.lead]) for r in plan.rounds),
        tuple(
            replace(
                s,
                trainee=people[s.trainee],
                activity=activities[s.activity],
                room=rooms[s.room] if s.room else None,
                faculty=faculty[s.faculty] if s.faculty else None,
                topic=f"{s.topic} {text}" if s.topic else "",
            )
            for s in plan.sessions
        ),
        tuple(replace(m, trainee=people[m.trainee], mentor=faculty[m.mentor]) for m in plan.mentorships),
    )
    return replace(version, term=new_term, plan=new_plan)
