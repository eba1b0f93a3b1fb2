"""Which versions pages have shown, in a store on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.address import read_address
from scheduler.store.links import Links
from scheduler.store.looks import Look, Looks, read_looks
from scheduler.store.store import Store
from scheduler.store.trouble import StoreTrouble
from scheduler.store.version import Draft
from tests.scheduler.store.small import MONDAY, small_plan, small_term

TERM = small_term()


@pytest.fixture
def store(place: str) -> Store:
    store = Store(read_address(place), 5)
    assert store.publish(store.prepare(Draft(small_plan(TERM), TERM), MONDAY))
    return store


def looks(store: Store) -> dict[int, Look]:
    with store.reading() as connection:
        assert connection is not None
        return read_looks(connection)


@pytest.mark.parametrize(
    ("last", "version", "wanted"),
    [
        (Look(2), 2, Look(2)),
        (Look(2, 1), 2, Look(2, 1)),
        (Look(2, 1), 5, Look(5, 2)),
        (Look(5, 2), 3, Look(3)),
    ],
)
def test_what_was_seen_before_stays_until_there_is_another_version(
    last: Look, version: int, wanted: Look
) -> None:
    assert last.then(version) == wanted


def test_the_last_look_at_each_page_is_kept(store: Store) -> None:
    Links(store).make([Identity("calendar", ("trainee", f"T{n}")) for n in range(500)], MONDAY)
    Looks(store).note({number: Look(1) for number in range(1, 501)})
    Looks(store).note({7: Look(3, 1)})
    kept = looks(store)
    assert len(kept) == 500
    assert (kept[6], kept[7]) == (Look(1), Look(3, 1))


def test_where_nothing_is_published_no_look_is_kept(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="holds no published versions"):
        Looks(Store(read_address(str(tmp_path / "none.sqlite")))).note({1: Look(1)})
