"""One UID for one thing, whatever moves, and revisions of it by whoever keeps the versions."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest

from inputs.days import Period
from inputs.plan import Plan
from inputs.term import Term
from scheduler.outputs.calendars.feeds import feeds_of
from scheduler.outputs.calendars.files import render_calendars, render_feed
from scheduler.outputs.calendars.identity import derived_uids
from scheduler.outputs.calendars.lines import Revision
from tests.scheduler.outputs.calendars.small_calendars import (
    AMARA_AT_MDT,
    LABORATORY,
    LI_AT_MDT,
    LI_MEETS_ZHAO,
    PLAN,
    PUBLISHED,
    TERM,
    WANG,
    WARD,
    events_in,
    render,
    values,
)


def uids(data: bytes) -> dict[str, str]:
    return {f"{event.start:%d} {event['SUMMARY']}": str(event["UID"]) for event in events_in(data)}


def test_one_thing_has_one_uid_in_every_calendar() -> None:
    files = render()
    occurrence = "01 MDT conference: Biomarkers"
    at_lead, in_room, in_all = (
        uids(files[file])[occurrence]
        for file in ("faculty-F01-wang-fang.ics", "room-R1-lecture-hall.ics", "programme.ics")
    )
    assert at_lead == in_room == in_all
    meeting = uids(files["faculty-F02-zhao-min.ics"])["02 Mentor one-to-one: Li Wei"]
    assert meeting == uids(files["trainee-T01-li-wei.ics"])["02 Mentor one-to-one: Genomics"]


def test_a_new_plan_that_moves_sessions_keeps_all_uids() -> None:
    later = replace(LI_MEETS_ZHAO, period=Period(date(2027, 3, 5), time(8, 30), time(9)), faculty=WANG)
    moved = replace(PLAN, sessions=(LI_AT_MDT, AMARA_AT_MDT, later))
    before, after = (Counter(values(render(p)["trainee-T01-li-wei.ics"], "UID")) for p in (PLAN, moved))
    assert before == after


def test_a_round_keeps_its_uid_whoever_else_comes_and_on_whatever_service() -> None:
    def rounds(plan: Plan, term: Term = TERM) -> list[str]:
        data = render(plan, term)["trainee-T02-amara-obi.ics"]
        return [str(event["UID"]) for event in events_in(data) if event.categories == ["Round"]]

    *_, of_amara = PLAN.rotations
    assert of_amara.trainee == AMARA_AT_MDT.trainee
    assert len(set(rounds(PLAN))) == 7
    assert rounds(replace(PLAN, rotations=(of_amara,))) == rounds(PLAN)
    lab = replace(LABORATORY, round_start=time(8, 30), round_minutes=30)
    elsewhere = replace(PLAN, rotations=(replace(of_amara, service=lab),))
    assert rounds(elsewhere, replace(TERM, services=(WARD, lab))) == rounds(PLAN)


def test_calendars_have_no_uid_which_a_client_takes_for_that_of_each_event() -> None:
    assert all(len(values(data, "UID")) == len(events_in(data)) for data in render().values())


def test_whoever_keeps_the_versions_gives_uids_and_revisions() -> None:
    feed = feeds_of(Plan(sessions=(LI_MEETS_ZHAO,)), TERM)[0]
    revision = Revision(PUBLISHED, PUBLISHED + timedelta(days=3), 2)
    files = render_feed(
        feed, TERM, lambda identity: f"{identity.kind}-7@rota.invalid", lambda _feed, _entry: revision
    )
    data = files["trainee-T01-li-wei.ics"]
    names = ("UID", "CREATED", "LAST-MODIFIED", "DTSTAMP", "SEQUENCE")
    assert [values(data, name) for name in names] == [
        ["session-7@rota.invalid"],
        ["20270220T123000Z"],
        ["20270223T123000Z"],
        ["20270223T123000Z"],
        ["2"],
    ]


def test_a_withdrawn_entry_is_marked_in_its_title_and_makes_nobody_busy() -> None:
    feed = feeds_of(Plan(sessions=(LI_MEETS_ZHAO,)), TERM)[0]
    withdrawn = replace(feed, entries=tuple(replace(entry, cancelled=True) for entry in feed.entries))
    files = render_feed(
        withdrawn, TERM, derived_uids(TERM), lambda _feed, _entry: Revision(PUBLISHED, PUBLISHED, 1)
    )
    (event,) = events_in(files["trainee-T01-li-wei.ics"])
    assert event["SUMMARY"] == "Cancelled: Mentor one-to-one: Genomics"
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_the_instant_of_publication_is_written_in_utc_to_the_second() -> None:
    local = datetime(2027, 2, 20, 20, 30, 0, 999, tzinfo=timezone(timedelta(hours=8)))
    assert render_calendars(PLAN, TERM, local) == render()


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^The instant of publication needs a time zone\.$"):
        render_calendars(PLAN, TERM, datetime(2027, 2, 20, 12, 30))


def test_the_order_of_rows_means_nothing_to_the_bytes() -> None:
    backwards = Plan(PLAN.rotations[::-1], PLAN.rounds[::-1], PLAN.sessions[::-1], PLAN.mentorships[::-1])
    assert render(backwards) == render()
