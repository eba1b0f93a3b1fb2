"""The secret addresses in a store, on both databases."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.address import read_address
from scheduler.store.database import Database
from scheduler.store.links import Fetch, Links, links_revision
from scheduler.store.store import Store
from scheduler.store.tables import LINKS
from scheduler.store.trouble import StoreTrouble
from scheduler.store.version import Draft
from tests.scheduler.store.small import DAY, MONDAY, small_plan, small_term

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
LI, WANG = Identity("calendar", ("trainee", "T02")), Identity("calendar", ("faculty", "F01"))


@pytest.fixture
def store(place: str) -> Store:
    store = Store(read_address(place), 5)
    assert store.publish(store.prepare(FIRST, MONDAY))
    return store


def revision(store: Store) -> int:
    with store.reading() as connection:
        assert connection is not None
        return links_revision(connection)


def test_a_secret_is_shown_once_and_kept_nowhere(store: Store, place: str) -> None:
    links = Links(store)
    new = links.make([LI, WANG], MONDAY)
    secrets = [one.secret for one in new]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", secret) for secret in secrets)
    assert len(set(secrets)) == 2
    assert links.all() == tuple(one.link for one in new)
    assert [link.digest for link in links.all()] == [hashlib.sha256(s.encode()).hexdigest() for s in secrets]
    assert not any(secret in repr(new) for secret in secrets)
    with Database(read_address(place)).reading() as connection:
        kept = str(connection.execute(select(LINKS)).all())
    assert not any(secret in kept for secret in secrets)


def test_who_has_or_had_a_link_gets_none_by_itself(store: Store) -> None:
    links = Links(store)
    (first,) = links.make([LI], MONDAY)
    links.end([first.link.number], MONDAY + DAY)
    assert links.make([LI], MONDAY) == ()
    (second,) = links.make([LI, WANG], MONDAY)
    assert second.link.calendar == WANG


def test_a_new_link_ends_the_old_one(store: Store) -> None:
    links = Links(store)
    (old,) = links.make([LI], MONDAY)
    (new,) = links.make([LI], MONDAY + DAY, instead=True)
    assert [(link.number, link.ended) for link in links.all()] == [(1, MONDAY + DAY), (2, None)]
    assert old.secret != new.secret


def test_each_change_is_seen_by_who_watches(store: Store) -> None:
    links = Links(store)
    seen = [revision(store)]
    for change in (
        lambda: links.make([LI, WANG], MONDAY),
        lambda: links.make([LI], MONDAY, instead=True),
        lambda: links.close([2], date(2027, 5, 1)),
        lambda: links.end([2], MONDAY),
    ):
        change()
        seen.append(revision(store))
    assert seen == sorted(set(seen))
    assert links.all()[1].closes == date(2027, 5, 1)


def test_the_last_fetch_of_each_kind_of_client_is_kept(store: Store) -> None:
    links = Links(store)
    links.make([LI, WANG], MONDAY)
    links.note({(1, "Google Calendar"): (MONDAY, 1), (2, "ICSx5"): (MONDAY, 1)})
    links.note({(1, "Google Calendar"): (MONDAY + DAY, 2), (1, "a browser"): (MONDAY + 2 * DAY, 2)})
    assert [link.fetches for link in links.all()] == [
        (Fetch("a browser", MONDAY + 2 * DAY, 2), Fetch("Google Calendar", MONDAY + DAY, 2)),
        (Fetch("ICSx5", MONDAY, 1),),
    ]


def test_many_fetches_are_written_at_once(store: Store) -> None:
    links = Links(store)
    made = links.make([Identity("calendar", ("trainee", f"T{n}")) for n in range(500)], MONDAY)
    links.note({(new.link.number, "ICSx5"): (MONDAY, 1) for new in made})
    assert all(link.fetches == (Fetch("ICSx5", MONDAY, 1),) for link in links.all())


def test_where_nothing_is_published_there_are_no_links(tmp_path: Path, postgres: str) -> None:
    for place in (str(tmp_path / "none.sqlite"), postgres):
        links = Links(Store(read_address(place)))
        assert links.all() == ()
        with pytest.raises(StoreTrouble, match="holds no published versions"):
            links.make([LI], MONDAY)
