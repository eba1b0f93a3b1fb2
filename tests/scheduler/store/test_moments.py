"""When a file is said to have become another one: exactly when it did, also by the clock alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.outputs.calendars.identity import Identity
from scheduler.serving.held import Body, hold
from scheduler.store.address import Address
from scheduler.store.store import Migrated, Store
from scheduler.store.tables import FORM
from scheduler.store.version import Draft
from tests.scheduler.serving.servers import make_link, serving
from tests.scheduler.store.drafts import change
from tests.scheduler.store.small import (
    DAY,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    MONDAY,
    publish,
    small_plan,
    small_term,
)

TERM = small_term()
AMARA_AT_LECTURE = "T01,lecture,CAR-T,2027-03-02,10:00,11:00,hall,F01\n"
FIRST = Draft(small_plan(TERM), TERM)
WITHOUT = Draft(small_plan(TERM, (LI_MEETS_WANG, "")), TERM)
UNRELATED = Draft(small_plan(TERM, (LI_MEETS_WANG, ""), (AMARA_AT_LECTURE, "")), TERM)
BACK = Draft(small_plan(TERM, (LI_MEETS_WANG, LI_MEETS_ZHAO)), TERM)
LI = Identity("calendar", ("trainee", "T02"))
WITHDRAWN = MONDAY + DAY
DROPPED = datetime(2027, 3, 2, 1, 30, tzinfo=UTC)
"""Two weeks later."""


def lis(store: Store, days: int) -> Body:
    """Return Li's calendar as it is handed out so many days after the first Monday."""
    published = store.published()
    assert published is not None
    file = hold(published, (), 1, MONDAY + days * DAY).file_of(LI, 1)
    assert file is not None
    return file.body


def publish_after_the_drop(store: Store) -> None:
    publish(store, FIRST)
    publish(store, WITHOUT, 1)
    publish(store, UNRELATED, 20)


def test_a_file_is_as_old_as_what_was_dropped_from_it_last(store: Store) -> None:
    publish(store, FIRST)
    publish(store, WITHOUT, 1)
    withdrawn, dropped = lis(store, 2), lis(store, 20)
    assert (withdrawn.modified, dropped.modified) == (WITHDRAWN, DROPPED)
    assert withdrawn.etag != dropped.etag
    publish(store, UNRELATED, 20)
    assert (lis(store, 20).data, lis(store, 20).modified) == (dropped.data, DROPPED)
    assert store.check() == []
    publish(store, WITHOUT, 21)
    assert lis(store, 21).modified == DROPPED
    publish(store, BACK, 22)
    assert lis(store, 22).modified == MONDAY + 22 * DAY
    assert store.check() == []


def test_before_it_is_dropped_a_file_is_as_old_as_its_last_version(store: Store) -> None:
    publish(store, FIRST)
    publish(store, WITHOUT, 1)
    publish(store, UNRELATED, 2)
    assert lis(store, 2).modified == WITHDRAWN
    assert lis(store, 20).modified == DROPPED


@pytest.mark.parametrize(
    ("moment", "calendar", "damaged"),
    [
        (DROPPED, "T02", False),
        (WITHDRAWN, "T02", False),
        (DROPPED, "T01", True),
        (DROPPED + timedelta(seconds=1), "T02", True),
        (DROPPED - DAY, "T02", True),
    ],
)
def test_no_other_moment_is_taken_for_sound(
    address: Address, store: Store, moment: datetime, calendar: str, damaged: bool
) -> None:
    publish_after_the_drop(store)
    change(
        address,
        f"UPDATE rota_rendered SET modified = '{moment:%Y-%m-%dT%H:%M:%SZ}' "  # noqa: S608 - our own words
        f"WHERE file LIKE 'trainee-{calendar}-%'",
    )
    assert bool(store.check()) == damaged
    assert store.migrate() == Migrated(FORM, 3 if damaged else None)
    assert store.check() == []


def test_what_is_to_be_dropped_after_the_newest_version_makes_no_moment(
    address: Address, store: Store
) -> None:
    publish(store, FIRST)
    publish(store, WITHOUT, 1)
    change(
        address,
        f"UPDATE rota_rendered SET modified = '{DROPPED:%Y-%m-%dT%H:%M:%SZ}' "  # noqa: S608 - our own words
        "WHERE file LIKE 'trainee-T02-%'",
    )
    assert store.check()[0] == "The calendar file trainee-T02-li-wei.ics is damaged."


def test_files_made_again_are_as_old_as_they_were(address: Address, store: Store) -> None:
    publish_after_the_drop(store)
    change(address, "UPDATE rota_rendered SET packed_digest = '0'")
    assert store.migrate() == Migrated(FORM, 3)
    assert lis(store, 20).modified == DROPPED


def test_who_asks_by_date_is_not_given_the_same_again(tmp_path: Path) -> None:
    place = tmp_path / "versions.sqlite"
    store = Store(Address(place))
    publish(store, FIRST)
    publish(store, WITHOUT, 1)
    path = f"/feeds/{make_link(str(place), LI)}/x.ics"
    with serving(str(place), tmp_path, at=MONDAY + 20 * DAY) as server:
        before = server.get(path)
        publish(store, UNRELATED, 20)
        server.wait_for("/healthz", lambda answer: answer.body == b'{"status":"ok","version":3}')
        after = server.get(path, If_Modified_Since=before.headers["last-modified"])
        assert after.status == 304
        assert (after.headers["last-modified"], after.headers["etag"]) == (
            "Tue, 02 Mar 2027 01:30:00 GMT",
            before.headers["etag"],
        )
