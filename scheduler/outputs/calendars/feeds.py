"""A plan as calendars, still plain data: of each trainee, member of faculty, room, service, and the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inputs.days import Period
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Plan, Session
from inputs.programme import Service
from inputs.term import Term
from scheduler.outputs.calendars.entries import (
    DailyRound,
    Entry,
    Gathering,
    held_entry,
    held_round_entry,
    public_entry,
    rotation_entry,
    round_entry,
    session_entry,
    team_rotation_entry,
    team_round_entry,
)
from scheduler.outputs.calendars.identity import (
    Identity,
    Place,
    number_apart,
    occurrence_identities,
    rotation_identities,
    round_identity,
    session_identities,
)
from scheduler.outputs.calendars.texts import TITLE_LENGTH, called, clean, clip, file_stems
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays, RoundLeads

PROGRAMME_FILE = "programme"
ABOUT = (
    "Kept by the programme office. Calendar programs fetch changes by themselves, most of them within hours, "
    "Google within a day and a half: about today and tomorrow ask the office."
)


@dataclass(frozen=True)
class Feed:
    """One calendar: the name of its file without ``.ics``, what people call it, and its entries in any order.

    ``color`` is one of the names of CSS.
    """

    file: str
    identity: Identity
    name: str
    about: str
    color: str
    entries: tuple[Entry, ...]


def feeds_of(plan: Plan, term: Term, led: LedOnDays = AS_PLANNED) -> tuple[Feed, ...]:
    """Return the calendars of all trainees, faculty, rooms and services, also empty ones, and the whole.

    ``led`` tells who led the rounds of single days, whoever leads the week in the plan.
    """
    files = file_stems(term)
    whole = clip(clean(term.name), TITLE_LENGTH) or "Programme"

    def feed(
        kind: str, who: Trainee | Faculty | Room | Service, color: str, entries: Iterable[Entry]
    ) -> Feed:
        identity = Identity("calendar", (kind, who.id))
        return Feed(files[who], identity, f"{called(who)}, {whole}", ABOUT, color, tuple(entries))

    sessions = session_identities(plan)
    gatherings, rounds = find_gatherings(sessions, term), find_rounds(plan, term)
    leads = RoundLeads(plan, term, led)
    of_trainees = _for_trainees(plan, sessions, rounds, leads)
    of_faculty = _for_faculty(gatherings, rounds, leads)
    of_rooms, of_services = _for_rooms(gatherings), _for_services(plan, rounds, leads)
    public = tuple(public_entry(seen, busy=False, named=False) for seen in gatherings if not seen.is_meeting)
    return (
        *(feed("trainee", trainee, "royalblue", of_trainees.get(trainee, ())) for trainee in term.trainees),
        *(feed("faculty", member, "seagreen", of_faculty.get(member, ())) for member in term.faculty),
        *(feed("room", room, "darkorange", of_rooms.get(room, ())) for room in term.rooms),
        *(feed("service", service, "teal", of_services.get(service, ())) for service in term.services),
        Feed(PROGRAMME_FILE, Identity("calendar", ("programme",)), whole, ABOUT, "slateblue", public),
    )


def find_gatherings(identities: Mapping[Session, Identity], term: Term) -> tuple[Gathering, ...]:
    """Return every occurrence that somebody attends, and every meeting, of sessions with their identities."""
    meetings = [
        Gathering(identity, session.activity, session.period, session.room, (session,))
        for session, identity in identities.items()
        if session.is_meeting
    ]
    attended: dict[Place, list[Session]] = {}
    for session in identities:
        if not session.is_meeting:
            attended.setdefault((session.activity, session.period, session.room), []).append(session)
    return (
        *meetings,
        *(
            Gathering(identity, *place, tuple(attended[place]))
            for place, identity in occurrence_identities(attended, term).items()
        ),
    )


def find_rounds(plan: Plan, term: Term) -> tuple[DailyRound, ...]:
    """Return every trainee's round on each working day of a rotation on which the trainee is not absent."""
    found = (
        (rotation.trainee, rotation.service, period)
        for rotation in rotation_identities(plan)
        for day in term.working_days_in(rotation.span)
        if (period := rotation.service.round_on(day)) and not term.is_absent(rotation.trainee, period)
    )
    numbered = number_apart((round_, round_identity(round_[0], round_[2].date)) for round_ in found)
    return tuple(DailyRound(identity, *round_) for round_, identity in numbered.items())


def _for_trainees(
    plan: Plan, sessions: Mapping[Session, Identity], rounds: Iterable[DailyRound], leads: RoundLeads
) -> Mapping[Trainee, Sequence[Entry]]:
    entries: dict[Trainee, list[Entry]] = {}
    for rotation, identity in rotation_identities(plan).items():
        mentors = plan.main_mentors.get(rotation.trainee, [])
        entries.setdefault(rotation.trainee, []).append(rotation_entry(rotation, identity, mentors))
    for attended in rounds:
        lead = leads.lead_on(attended.service, attended.period.date)
        entries.setdefault(attended.trainee, []).append(round_entry(attended, lead))
    for session, identity in sessions.items():
        entries.setdefault(session.trainee, []).append(session_entry(session, identity))
    return entries


def _for_faculty(
    gatherings: Iterable[Gathering], rounds: Iterable[DailyRound], leads: RoundLeads
) -> Mapping[Faculty, Sequence[Entry]]:
    entries: dict[Faculty, list[Entry]] = {}
    for gathering in gatherings:
        held: dict[Faculty, list[Session]] = {}
        for session in gathering.sessions:
            if session.faculty:
                held.setdefault(session.faculty, []).append(session)
        for member, sessions in held.items():
            entries.setdefault(member, []).append(held_entry(replace(gathering, sessions=tuple(sessions))))
    teams = _teams(rounds)
    for lead, service, period in leads.rounds():
        team = teams.get((service, period), [])
        entries.setdefault(lead, []).append(held_round_entry(service, period, team))
    return entries


def _for_rooms(gatherings: Iterable[Gathering]) -> Mapping[Room, Sequence[Entry]]:
    entries: dict[Room, list[Entry]] = {}
    for gathering in gatherings:
        if gathering.room:
            entries.setdefault(gathering.room, []).append(public_entry(gathering, busy=True))
    return entries


def _for_services(
    plan: Plan, rounds: Iterable[DailyRound], leads: RoundLeads
) -> Mapping[Service, Sequence[Entry]]:
    entries: dict[Service, list[Entry]] = {}
    for rotation, identity in rotation_identities(plan).items():
        entries.setdefault(rotation.service, []).append(team_rotation_entry(rotation, identity))
    for (service, period), team in _teams(rounds).items():
        lead = leads.lead_on(service, period.date)
        entries.setdefault(service, []).append(team_round_entry(service, period, team, lead))
    return entries


def _teams(rounds: Iterable[DailyRound]) -> Mapping[tuple[Service, Period], list[Trainee]]:
    teams: dict[tuple[Service, Period], list[Trainee]] = {}
    for attended in rounds:
        teams.setdefault((attended.service, attended.period), []).append(attended.trainee)
    return teams
