"""What is watched, in this process with a real store: who fetched is kept until it can be written."""

from __future__ import annotations

import http.client
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from scheduler.serving import watching
from scheduler.serving.app import build_app
from scheduler.serving.feeds import Door
from scheduler.serving.plans import Plans
from scheduler.serving.watching import AT_ONCE, Watcher
from scheduler.store.address import read_address
from scheduler.store.links import Links
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.scheduler.serving.servers import LI, listening, make_link, publish
from tests.scheduler.store.small import MONDAY, small_plan, small_term

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Connection

TERM = small_term()


def test_what_cannot_be_written_now_is_written_later(tmp_path: Path) -> None:
    file = tmp_path / "versions.sqlite"
    publish(str(file), Draft(small_plan(TERM), TERM))
    make_link(str(file), LI)
    store = Store(read_address(str(file)), 0.1)
    watcher = Watcher(store, lambda: MONDAY, Plans(store))
    watcher.look()
    assert watcher.held is not None
    watcher.note_fetches()
    watcher.fetches.note(1, "ICSx5", MONDAY, 1)
    lock = sqlite3.connect(file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    watcher.note_fetches()
    lock.execute("ROLLBACK")
    lock.close()
    assert Links(store).all()[0].fetches == ()
    watcher.note_fetches()
    assert [fetch.client for fetch in Links(store).all()[0].fetches] == ["ICSx5"]


def test_in_the_background_who_fetched_is_written_now_and_then(tmp_path: Path) -> None:
    file = tmp_path / "versions.sqlite"
    publish(str(file), Draft(small_plan(TERM), TERM))
    make_link(str(file), LI)
    store = Store(read_address(str(file)), 5)
    watcher = Watcher(store, lambda: MONDAY, Plans(store), look_seconds=0.01, note_seconds=0.02)
    watcher.start()
    watcher.fetches.note(1, "ICSx5", MONDAY, 1)
    for _ in range(1000):
        if Links(store).all()[0].fetches:
            break
    watcher.stop()
    assert [fetch.client for fetch in Links(store).all()[0].fetches] == ["ICSx5"]


def test_however_many_fetch_all_of_them_are_written(tmp_path: Path) -> None:
    file = tmp_path / "versions.sqlite"
    publish(str(file), Draft(small_plan(TERM), TERM))
    make_link(str(file), LI)
    store = Store(read_address(str(file)), 5)
    watcher = Watcher(store, lambda: MONDAY, Plans(store))
    watcher.look()
    clients = {f"Client {number}" for number in range(2 * AT_ONCE + 1)}
    for client in clients:
        watcher.fetches.note(1, client, MONDAY, 1)
    watcher.note_fetches()
    assert {fetch.client for fetch in Links(store).all()[0].fetches} == clients


class StuckStore(Store):
    """A store that from some moment on gives no answer until it is let go."""

    is_stuck = False
    let_go = threading.Event()

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        if self.is_stuck:
            self.let_go.wait()
        with super().reading() as connection:
            yield connection


def test_a_store_that_is_stuck_does_not_hold_up_the_end(tmp_path: Path) -> None:
    file = tmp_path / "versions.sqlite"
    publish(str(file), Draft(small_plan(TERM), TERM))
    store = StuckStore(read_address(str(file)), 0.1)
    watcher = Watcher(store, lambda: MONDAY, Plans(store), look_seconds=0.01)
    watcher.start()
    store.is_stuck = True
    time.sleep(0.1)
    begin = time.monotonic()
    watcher.stop()
    assert time.monotonic() - begin < 30
    store.let_go.set()
    watcher.stop()  # no thread goes on looking after the test


def test_while_a_store_is_stuck_nobody_is_told_that_all_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "STUCK_SECONDS", 0.2)
    file = tmp_path / "versions.sqlite"
    publish(str(file), Draft(small_plan(TERM), TERM))
    store = StuckStore(read_address(str(file)), 0.1)
    store.let_go = threading.Event()
    plans = Plans(store)
    watcher = Watcher(store, lambda: MONDAY, plans, look_seconds=0.01)
    watcher.start()
    config = uvicorn.Config(
        build_app(Door(watcher, lambda: MONDAY), plans, ""), lifespan="off", log_config=None
    )
    with listening(config) as port:
        assert _status(port) == "ok"
        store.is_stuck = True
        _wait_until(lambda: _status(port) == "degraded")
        store.is_stuck = False
        store.let_go.set()
        _wait_until(lambda: _status(port) == "ok")
    watcher.stop()


def _status(port: int) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", "/healthz")
        return str(json.load(connection.getresponse())["status"])


def _wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
