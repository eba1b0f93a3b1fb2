"""What a store keeps as texts comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.days import Period, Span
from inputs.plan import Shortfall
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.feeds import feeds_of
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.texts import (
    Cover,
    digest_of,
    read_cover,
    read_entry,
    read_identity,
    read_instant,
    read_plan_text,
    read_shortfalls,
    write_cover,
    write_entry,
    write_identity,
    write_instant,
    write_plan,
    write_shortfalls,
)
from tests.scheduler.store.small import small_plan, small_term

TERM = small_term()
PLAN = small_plan(TERM)
WORDS = st.text(max_size=5)
DAYS = st.dates(date(2027, 3, 1), date(2027, 3, 14))
IDENTITIES = st.builds(
    Identity, st.sampled_from(["session", "round"]), st.lists(WORDS, max_size=3).map(tuple), st.integers(1, 3)
)
ENTRIES = st.builds(
    Entry,
    IDENTITIES,
    st.one_of(
        st.builds(Period, DAYS, st.just(time(9)), st.just(time(10, 45))),
        DAYS.map(lambda day: Span.through(day, day)),
    ),
    WORDS,
    WORDS,
    WORDS,
    WORDS,
    st.booleans(),
    st.booleans(),
)


def test_a_plan_comes_back_and_the_order_of_its_rows_means_nothing() -> None:
    text = write_plan(PLAN)
    found = read_plan_text(text, TERM)
    assert write_plan(found) == text
    assert set(found.sessions) == set(PLAN.sessions)
    assert {(row.service, row.week, row.lead) for row in found.rounds} == {
        (row.service, row.week, row.lead) for row in PLAN.rounds
    }
    assert write_plan(replace(PLAN, sessions=PLAN.sessions[::-1])) == text


def test_a_plan_that_names_somebody_unknown_is_not_read() -> None:
    with pytest.raises(KeyError, match="T09"):
        read_plan_text(write_plan(PLAN).replace("T01", "T09"), TERM)


def test_shortfalls_come_back() -> None:
    span = Span.through(date(2027, 3, 1), date(2027, 3, 7))
    several = (
        Shortfall(TERM.trainees[0], "session", "lecture", span, 10, "Amara is absent."),
        Shortfall(None, "lead", "ward", span, 30, "nobody; they are away"),
    )
    assert read_shortfalls(write_shortfalls(several), TERM) == several


@given(ENTRIES)
def test_an_entry_comes_back(entry: Entry) -> None:
    assert read_entry(write_entry(entry), cancelled=entry.cancelled) == entry


@given(IDENTITIES)
def test_an_identity_comes_back(identity: Identity) -> None:
    assert read_identity(write_identity(identity)) == identity


def test_what_a_calendar_says_of_itself_comes_back() -> None:
    feed = feeds_of(PLAN, TERM)[0]
    assert read_cover(write_cover(feed)) == Cover(feed.file, feed.name, feed.about, feed.color)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))
def test_an_instant_comes_back_in_whole_seconds(moment: datetime, hours: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert read_instant(write_instant(moment)) == moment
    assert write_instant(datetime(2027, 2, 20, 12, 30, tzinfo=UTC)) == "2027-02-20T12:30:00Z"


@given(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3))
def test_different_texts_have_different_digests(one: list[str], other: list[str]) -> None:
    assert (digest_of(*one) == digest_of(*other)) == (one == other)
