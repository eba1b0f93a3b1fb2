"""Who fetched: taken to be written, and put back where that failed."""

from __future__ import annotations

from scheduler.serving.fetches import Fetches
from scheduler.store.links import Fetch, Link
from tests.scheduler.serving.servers import LI
from tests.scheduler.store.small import DAY, MONDAY


def test_what_could_not_be_written_is_kept_unless_something_later_is_known() -> None:
    fetches = Fetches()
    fetches.note(1, "ICSx5", MONDAY, 1)
    fetches.note(2, "ICSx5", MONDAY, 1)
    taken = fetches.take()
    assert fetches.take() == {}
    fetches.note(1, "ICSx5", MONDAY + DAY, 2)
    fetches.put_back(taken)
    assert fetches.take() == {(1, "ICSx5"): (MONDAY + DAY, 2), (2, "ICSx5"): (MONDAY, 1)}


def test_who_fetched_is_told_the_latest_first_also_after_it_was_written() -> None:
    fetches = Fetches()
    fetches.note(1, "ICSx5", MONDAY + DAY, 2)
    fetches.take()
    old, other = Fetch("ICSx5", MONDAY, 1), Fetch("Outlook", MONDAY + 2 * DAY, 2)
    fetches.know([Link(1, LI, "", MONDAY, fetches=(old, other))])
    assert fetches.of(1) == (other, Fetch("ICSx5", MONDAY + DAY, 2))
    assert fetches.of(2) == ()
