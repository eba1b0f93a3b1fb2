"""What an entry says of its last change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from inputs.days import Period, Span
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.change_words import with_changes
from scheduler.store.revisions import Told

ZONE = ZoneInfo("Asia/Shanghai")
INSTANT = datetime(2027, 2, 15, 20, tzinfo=UTC)
NOW = Entry(
    Identity("session", ("T01", "lecture", "stay")),
    Period(date(2027, 3, 9), time(10), time(11)),
    "Session",
    "Lecture: CAR-T",
    "Activity: Lecture\nTopic: CAR-T\nTrainees (2): Amara, Li\nRoom: Hall",
    "Hall",
)


def told(now: Entry, was: Entry | None) -> Told:
    return Told(Identity("calendar", ("trainee", "T01")), "uid", now, 1, INSTANT, INSTANT, was)


@pytest.mark.parametrize(
    ("was", "lines"),
    [
        (
            replace(NOW, when=Period(date(2027, 3, 8), time(9), time(10))),
            "Time: 8 March 2027, 09:00–10:00 -> 9 March 2027, 10:00–11:00",
        ),
        (
            replace(NOW, when=Span.through(date(2027, 3, 8), date(2027, 3, 9))),
            "Time: 8 March 2027 – 9 March 2027 -> 9 March 2027, 10:00–11:00",
        ),
        (
            replace(NOW, description="Activity: Lecture\nTrainees (1): Li\nRoom: Lab\nLead: Wang"),
            "Trainees: Li -> Amara, Li\nRoom: Lab -> Hall\nLead: Wang -> none\nTopic: none -> CAR-T",
        ),
    ],
)
def test_was_and_now_stand_below_the_text(was: Entry, lines: str) -> None:
    text = with_changes(told(NOW, was), ZONE).description
    assert text == f"{NOW.description}\n\nChanged on 16 February 2027:\n{lines}"


def test_a_cancellation_and_a_return_are_said() -> None:
    gone = replace(NOW, cancelled=True)
    assert (
        with_changes(told(gone, NOW), ZONE).description
        == f"{NOW.description}\n\nCancelled on 16 February 2027."
    )
    assert with_changes(told(gone, gone), ZONE).description == f"{NOW.description}\n\nCancelled before."
    assert with_changes(told(NOW, gone), ZONE).description == (
        f"{NOW.description}\n\nCancelled before; takes place after all since 16 February 2027."
    )


def test_what_is_new_or_only_called_otherwise_says_nothing() -> None:
    assert with_changes(told(NOW, None), ZONE) == NOW
    assert with_changes(told(NOW, replace(NOW, summary="Lesson: CAR-T")), ZONE) == NOW


def test_a_text_that_would_be_too_long_is_cut() -> None:
    long = replace(NOW, description="Topic: " + "x" * 7990)
    assert len(with_changes(told(long, NOW), ZONE).description) == 8000
