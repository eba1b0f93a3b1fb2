"""Works out what publishing a draft would do: the changelog, and what calendars are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from inputs.snapshot import take_snapshot
from scheduler.comparing.appointments import Side
from scheduler.comparing.changes import PersonChanges, find_changes, numbers_of, things_of
from scheduler.comparing.words import plain_changes
from scheduler.outputs.calendars.feeds import Feed, feeds_of
from scheduler.outputs.calendars.identity import namespace_of, uids_from
from scheduler.outputs.round_leads import AS_PLANNED
from scheduler.store.past_leads import past_leads
from scheduler.store.revisions import Told, revise
from scheduler.store.texts import write_plan
from scheduler.store.version import Draft, Version


@dataclass(frozen=True)
class Prepared:
    """What publishing a draft would do; nothing is written yet.

    ``before`` is the newest version, None where there is none. ``same`` says that the draft is what that
    version holds already, plan and term. ``behind`` is by how much the clock is behind that version.
    ``things`` is how many things change, each of which may touch several people.
    """

    draft: Draft
    before: Version | None
    instant: datetime
    changelog: dict[str, Any]
    told: tuple[Told, ...] = field(repr=False)
    feeds: tuple[Feed, ...] = field(repr=False)
    namespace: UUID
    same: bool
    behind: timedelta = timedelta(0)
    things: int = 0

    @property
    def parent(self) -> int:
        """The number of the newest version, 0 where there is none."""
        return self.before.number if self.before else 0


def prepare(draft: Draft, before: Version | None, now: datetime) -> Prepared:
    """Return what publishing a draft would do.

    Parameters
    ----------
    draft
        What is to be published; it was verified.
    before
        The newest version, None where there is none.
    now
        The instant of publication. Where it is not later than the newest version's, the second after that
        takes its place: a calendar program takes nothing for new that is not dated later.
    """
    namespace = before.namespace if before else namespace_of(draft.term)
    instant = now.replace(microsecond=0)
    behind = timedelta(0)
    if before and instant <= before.summary.instant:
        behind = before.summary.instant - instant
        instant = before.summary.instant + timedelta(seconds=1)
    led = past_leads(draft, before) if before else AS_PLANNED
    feeds = feeds_of(draft.plan, draft.term, led)
    told = revise(
        before.told if before else {},
        feeds,
        uids_from(namespace),
        instant,
        zone=ZoneInfo(draft.term.timezone),
        other_zone=before is not None and before.term.timezone != draft.term.timezone,
        after_backup=draft.after_backup,
    )
    people = find_changes(before.side, Side(draft.plan, draft.term, led)) if before else ()
    return Prepared(
        draft,
        before,
        instant,
        _changelog(draft, before, people),
        told,
        feeds,
        namespace,
        _same(draft, before),
        behind,
        things_of(people),
    )


def _changelog(draft: Draft, before: Version | None, people: Sequence[PersonChanges]) -> dict[str, Any]:
    plan = draft.plan
    if before is None:
        first = {
            "trainees": len({*plan.sessions_by_trainee, *plan.rotations_by_trainee}),
            "sessions": len(plan.sessions),
            "rotations": len(plan.rotations),
        }
        return {"first": first, "people": [], "numbers": {}}
    return {"people": plain_changes(people), "numbers": numbers_of(people), "things": things_of(people)}


def _same(draft: Draft, before: Version | None) -> bool:
    return (
        before is not None
        and not draft.after_backup
        and write_plan(draft.plan) == write_plan(before.plan)
        and take_snapshot(draft.term) == take_snapshot(before.term)
    )
