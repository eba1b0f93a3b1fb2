"""Who looked at which version: what is told of it, taken to be written, and put back where that failed."""

from __future__ import annotations

from scheduler.serving.looks import Seen
from scheduler.store.looks import Look


def test_the_version_seen_before_stays_until_there_is_another() -> None:
    seen = Seen()
    assert seen.before(1, 2) is None
    seen.note(1, 2)
    assert seen.before(1, 2) is None
    assert seen.before(1, 5) == 2
    seen.note(1, 5)
    seen.note(1, 5)
    assert seen.before(1, 5) == 2
    assert seen.before(2, 5) is None


def test_only_what_is_new_is_written() -> None:
    seen = Seen()
    seen.know({1: Look(3, 2)})
    seen.note(1, 3)
    assert seen.take() == {}
    seen.note(1, 4)
    assert seen.take() == {1: Look(4, 3)}
    assert seen.take() == {}


def test_what_could_not_be_written_is_kept_and_counts_more_than_the_store() -> None:
    seen = Seen()
    seen.note(1, 1)
    seen.note(2, 1)
    taken = seen.take()
    seen.note(1, 2)
    seen.put_back(taken)
    seen.know({2: Look(0), 3: Look(1)})
    assert [seen.before(link, 9) for link in (1, 2, 3)] == [2, 1, 1]
    assert seen.take() == {1: Look(2, 1), 2: Look(1)}
