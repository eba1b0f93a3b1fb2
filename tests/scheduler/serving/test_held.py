"""What the server holds: never changed, and not more than it should."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.outputs.calendars.identity import Identity
from scheduler.serving import held as holding
from scheduler.serving.held import Held, hold
from scheduler.store.address import read_address
from scheduler.store.links import Links
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.scheduler.store.small import MONDAY, small_plan, small_term

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
LI, AMARA = (Identity("calendar", ("trainee", name)) for name in ("T02", "T01"))
ROUNDS = frozenset({"rounds"})


@pytest.fixture
def held(tmp_path: Path) -> Held:
    store = Store(read_address(str(tmp_path / "versions.sqlite")))
    assert store.publish(store.prepare(FIRST, MONDAY))
    Links(store).make([LI], MONDAY)
    published = store.published()
    assert published is not None
    return hold(published, Links(store).all(), 1, MONDAY)


def test_a_link_is_found_by_its_digest_alone(held: Held) -> None:
    (digest,) = held.links
    found = held.link_of(digest)
    assert found is not None
    assert found.calendar == LI
    assert held.link_of("0" * 64) is None


def test_what_is_left_out_is_cut_once(held: Held) -> None:
    one, again = held.without(AMARA, 1, ROUNDS), held.without(AMARA, 1, ROUNDS)
    assert one is again
    assert one is not None
    assert one.etag != held.files[AMARA][0].body.etag


def test_no_more_is_kept_than_there_is_room_for(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "VARIANTS_HELD", 1)
    first = held.without(AMARA, 1, ROUNDS)
    held.without(LI, 1, ROUNDS)
    assert list(held.variants) == [(LI, 1, ROUNDS)]
    assert held.without(AMARA, 1, ROUNDS) == first


def test_a_file_that_there_is_not_is_none(held: Held) -> None:
    assert held.without(AMARA, 2, ROUNDS) is None
    assert held.without(AMARA, 0, frozenset()) is None


def test_where_nothing_was_withdrawn_the_clock_changes_nothing(held: Held) -> None:
    assert held.next_expiry() is None
    assert holding.drop_withdrawn(held, datetime(2030, 1, 1, tzinfo=UTC)) is held
