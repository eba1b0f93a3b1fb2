"""Published versions: what is kept of each, and of two who publish at once one wins."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.outputs.calendars.identity import session_identities
from scheduler.store.address import Address
from scheduler.store.database import Database
from scheduler.store.preparing import Prepared
from scheduler.store.store import Store
from scheduler.store.trouble import StoreTrouble
from scheduler.store.version import Draft, Summary
from tests.scheduler.store.drafts import FIRST, SECOND, TERM, THIRD, latest, without_li
from tests.scheduler.store.small import (
    DAY,
    MONDAY,
    SMALL,
    publish,
    small_plan,
    small_term,
)


def test_before_anything_is_published_there_is_nothing_and_nothing_is_created(
    store: Store, address: Address
) -> None:
    assert (store.summaries(), store.latest(), store.version(1), store.id(), store.check()) == (
        (),
        None,
        None,
        "",
        [],
    )
    assert address.file is None or not address.file.exists()


def test_what_was_published_comes_back_whole(store: Store) -> None:
    publish(store, replace(FIRST, record='{"seed": 1}'))
    version = latest(store)
    assert {
        "plan": {*version.plan.sessions, *version.plan.rotations, *version.plan.rounds},
        "mentors": {*version.plan.mentorships},
    } == {
        "plan": {*FIRST.plan.sessions, *FIRST.plan.rotations, *FIRST.plan.rounds},
        "mentors": {*FIRST.plan.mentorships},
    }
    assert (version.term.written, version.term.working) == (TERM.written, TERM.working)
    assert (version.record, version.shortfalls) == ('{"seed": 1}', ())
    assert (version.number, str(version.summary)) == (1, "version 1 of 15 February 2027, 09:30")
    assert version.summary == store.summaries()[0]
    assert (version.summary.note, version.summary.term_digest) == ("as agreed", TERM.digest)
    assert version.summary.changelog == {
        "first": {"trainees": 2, "sessions": 6, "rotations": 2},
        "people": [],
        "numbers": {},
    }
    assert version.store == store.id() != ""


def test_each_session_of_the_newest_version_has_its_uid_and_revision(store: Store) -> None:
    publish(store, FIRST)
    before = latest(store)
    publish(store, SECOND, 1)
    after = latest(store)
    told_before, told_after = (
        {
            (session.trainee.id, session.activity.id, session.period.date.day): told
            for session, identity in session_identities(version.plan).items()
            for told in version.told.values()
            if told.entry.identity == identity and not told.entry.cancelled
        }
        for version in (before, after)
    )
    moved = told_after["T02", "lecture", 10]
    assert moved.uid == told_before["T02", "lecture", 9].uid
    assert (moved.sequence, moved.created, moved.modified) == (1, MONDAY, MONDAY + DAY)
    kept = told_after["T01", "lecture", 9]
    assert (kept.uid, kept.sequence, kept.modified) == (told_before["T01", "lecture", 9].uid, 0, MONDAY)


def test_a_version_keeps_its_changelog(store: Store) -> None:
    publish(store, FIRST)
    summary = publish(store, SECOND, 1)
    assert summary.changelog["numbers"] == {"new": 1, "moved": 1, "room": 1, "lead": 1, "topic": 1}
    assert [(person["name"], person["lines"]) for person in summary.changelog["people"]] == [
        (
            "Li Wei",
            [
                (
                    "moved   Lecture, Tuesday 9 March 2027, 10:00 to 11:00 -> Wednesday 10 March 2027, 10:00 to 11:00; "
                    "room Lecture hall -> Skills lab; lead Wang Min -> Zhao Hua; topic Toxicity -> CAR-T"
                )
            ],
        ),
        (
            "Zhao Hua",
            ["new     Lecture, as lead, Wednesday 10 March 2027, 10:00 to 11:00, in Skills lab, on CAR-T"],
        ),
    ]
    assert store.summaries()[1] == summary


def test_an_earlier_version_stays_what_it_was(store: Store) -> None:
    publish(store, FIRST)
    first = latest(store)
    publish(store, SECOND, 1)
    again = store.version(1)
    assert again is not None
    assert (again.summary, again.told, again.covers) == (first.summary, first.told, first.covers)
    assert set(again.plan.sessions) == set(first.plan.sessions)


def test_the_same_plan_for_the_same_term_is_the_same(store: Store) -> None:
    publish(store, FIRST)
    shuffled = replace(FIRST, plan=replace(FIRST.plan, sessions=FIRST.plan.sessions[::-1]), note="again")
    assert store.prepare(shuffled, MONDAY + DAY).same
    assert not store.prepare(SECOND, MONDAY + DAY).same
    closed = small_term(rooms=SMALL["rooms"].replace("Lecture hall", "Great hall"))
    assert not store.prepare(Draft(small_plan(closed), closed), MONDAY + DAY).same


def test_who_left_the_term_is_told_and_stays_in_the_earlier_version(store: Store) -> None:
    publish(store, FIRST)
    summary = publish(store, without_li(), 1)
    assert [(p["name"], p["standing"]) for p in summary.changelog["people"]] == [
        ("Li Wei", "leaves"),
        ("Wang Min", ""),
    ]
    first = store.version(1)
    assert first is not None
    assert [trainee.name for trainee in first.term.trainees] == ["Amara Diallo", "Li Wei"]


@pytest.mark.parametrize("days", [0, -3])
def test_a_clock_that_is_behind_dates_no_version_before_the_last(store: Store, days: int) -> None:
    publish(store, FIRST)
    prepared = store.prepare(SECOND, MONDAY + days * DAY)
    assert (prepared.instant, prepared.behind) == (MONDAY + timedelta(seconds=1), -days * DAY)


def test_a_store_is_closed_after_use(address: Address) -> None:
    with Store(address) as store:
        publish(store, FIRST)
    assert len(store.summaries()) == 1  # and opens again when it is used


def test_of_two_who_prepared_at_the_same_version_the_first_wins(store: Store) -> None:
    publish(store, FIRST)
    one, other = store.prepare(SECOND, MONDAY + DAY), store.prepare(THIRD, MONDAY + DAY)
    assert store.publish(one) is not None
    assert store.publish(other) is None
    assert [summary.number for summary in store.summaries()] == [1, 2]
    assert set(latest(store).plan.sessions) == set(SECOND.plan.sessions)
    assert store.check() == []


@pytest.mark.parametrize("published", [0, 1])
def test_of_many_at_once_exactly_one_wins(address: Address, published: int) -> None:
    with Store(address) as store:
        for _ in range(published):
            publish(store, FIRST)
        prepared = [store.prepare(draft, MONDAY + DAY) for draft in (SECOND, THIRD) * 3]
    won: list[Summary | None] = []
    start = threading.Barrier(len(prepared))

    def race(mine: Prepared) -> None:
        with Store(address) as store:
            start.wait()
            won.append(store.publish(mine))

    threads = [threading.Thread(target=race, args=(mine,)) for mine in prepared]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == len(prepared)
    assert [summary.number for summary in won if summary] == [published + 1]
    with Store(address) as store:
        assert len(store.summaries()) == published + 1
        assert store.check() == []


def test_who_waits_too_long_for_somebody_else_is_told(address: Address, store: Store) -> None:
    publish(store, FIRST)
    with Store(address, 0.2) as other, Database(address).writing():
        prepared = other.prepare(SECOND, MONDAY + DAY)
        with pytest.raises(StoreTrouble) as trouble:
            other.publish(prepared)
    assert str(trouble.value) == (
        f"{address} is in use: another program is writing to it. Maybe try again in a moment."
    )
