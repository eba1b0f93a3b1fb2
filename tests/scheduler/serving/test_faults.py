"""A real server while its store is moved away, locked, broken or replaced: the last good version is served."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from scheduler.store.address import read_address
from scheduler.store.database import Database
from scheduler.store.links import Links
from scheduler.store.store import Store
from scheduler.store.tables import FORM
from scheduler.store.version import Draft
from tests.scheduler.serving.servers import LI, WANG, Server, make_link, publish, serving
from tests.scheduler.store.small import LI_AT_LECTURE, LI_ON_WEDNESDAY, small_plan, small_term

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), TERM)
OK = b'{"status":"ok","version":1}'
DEGRADED = b'{"status":"degraded","version":1}'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "versions.sqlite"


@pytest.fixture
def path(file: Path) -> str:
    publish(str(file), FIRST)
    return f"/feeds/{make_link(str(file), LI)}/x.ics"


@pytest.fixture
def server(file: Path, path: str, tmp_path: Path) -> Iterator[Server]:
    with serving(str(file), tmp_path) as running:
        yield running


def test_while_the_store_is_gone_the_last_version_is_served_and_told_once(
    server: Server, file: Path, path: str
) -> None:
    before = server.get(path)
    away = file.rename(file.with_suffix(".away"))
    server.wait_for("/healthz", lambda answer: answer.body == DEGRADED)
    time.sleep(5)  # several looks
    assert server.get(path).body == before.body
    assert server.get("/healthz").status == 200
    assert server.told.count("The store cannot be read, and what was read last is served") == 1
    away.rename(file)
    server.wait_for("/healthz", lambda answer: answer.body == OK)


@pytest.mark.parametrize("content", [b"", b"this is no database" * 1000])
def test_a_store_that_was_overwritten_is_not_served(
    server: Server, file: Path, path: str, content: bytes
) -> None:
    before = server.get(path)
    good = file.read_bytes()
    file.write_bytes(content)
    server.wait_for("/healthz", lambda answer: answer.body == DEGRADED)
    assert server.get(path).body == before.body
    assert file.read_bytes() == content
    file.write_bytes(good)
    server.wait_for("/healthz", lambda answer: answer.body == OK)


def test_a_store_that_is_locked_holds_nobody_up(server: Server, file: Path, path: str) -> None:
    lock = sqlite3.connect(file, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    server.wait_for("/healthz", lambda answer: answer.body == DEGRADED)
    begin = time.perf_counter()
    assert {server.get(path).status for _ in range(20)} == {200}
    assert time.perf_counter() - begin < 20
    lock.execute("ROLLBACK")
    lock.close()
    server.wait_for("/healthz", lambda answer: answer.body == OK)


@pytest.mark.parametrize("damage", ["packed = x'00'", "packed_digest = '0'", "version = 1"])
def test_a_version_whose_files_are_damaged_never_replaces_a_good_one(
    server: Server, file: Path, path: str, damage: str, tmp_path: Path
) -> None:
    before = server.get(path)
    copy = tmp_path / "copy.sqlite"
    shutil.copy(file, copy)
    publish(str(copy), SECOND, 1)
    with Database(read_address(str(copy))).writing() as connection:
        connection.execute(text(f"UPDATE rota_rendered SET {damage}"))  # noqa: S608 - our own words
    copy.replace(file)
    server.wait_for("/healthz", lambda answer: answer.body == DEGRADED)
    assert server.get(path).body == before.body
    with Store(read_address(str(file))) as store:
        assert store.migrate().form == FORM
    server.wait_for("/healthz", lambda answer: answer.body == b'{"status":"ok","version":2}')


def test_another_store_in_its_place_is_served_whole(
    server: Server, file: Path, path: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.sqlite"
    publish(str(other), SECOND)
    publish(str(other), FIRST, 1)
    new = make_link(str(other), WANG)
    other.replace(file)
    answer = server.wait_for(f"/feeds/{new}/x.ics", lambda answer: answer.status == 200)
    assert b"Mentor hour" in answer.body
    assert server.get(path).status == 404


def test_a_version_that_takes_the_number_of_a_lost_one_is_served(
    file: Path, path: str, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.sqlite"
    shutil.copy(file, backup)
    publish(str(file), SECOND, 1)
    with serving(str(file), tmp_path) as server:
        page = path.replace("feeds", "p").removesuffix("x.ics")
        before = server.get(path)
        assert "Skills lab" in server.get(page).body.decode()
        publish(str(backup), replace(FIRST, after_backup=True), 2)
        backup.replace(file)
        after = server.wait_for(path, lambda answer: answer.body != before.body)
        assert b"SEQUENCE:1000" in after.body
        assert server.get("/healthz").body == OK.replace(b"1", b"2")
        assert "Skills lab" not in server.get(page).body.decode()


def test_before_anything_is_published_clients_are_told_to_come_back(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    with serving(place, tmp_path) as server:
        assert "Serving nothing yet (nothing is published yet) from" in server.told
        answer = server.get("/feeds/x/y.ics")
        assert (answer.status, answer.headers["retry-after"]) == (503, "30")
        health = server.get("/healthz")
        assert (health.status, health.body) == (503, b'{"status":"empty","version":null}')
        publish(place, FIRST)
        secret = make_link(place, LI)
        server.wait_for(f"/feeds/{secret}/x.ics", lambda answer: answer.status == 200)
        page = server.get(f"/p/{secret}/")
        assert page.status == 200
        assert not Path(tmp_path / "no").exists()


def test_who_fetched_is_written_once_the_store_can_be_written_again(
    server: Server, file: Path, path: str
) -> None:
    lock = sqlite3.connect(file, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    server.get(path, User_Agent="ICSx5/2.2")
    lock.execute("ROLLBACK")
    lock.close()
    assert server.end() == 0
    with Store(read_address(str(file))) as store:
        (link,) = Links(store).all()
    assert [fetch.client for fetch in link.fetches] == ["ICSx5"]


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_well_and_soon(server: Server, name: signal.Signals) -> None:
    begin = time.monotonic()
    server.process.send_signal(name)
    assert server.process.wait(30) == 0
    assert time.monotonic() - begin < 20
    assert server.told.endswith("Ended.\n")


def test_killed_it_starts_again_and_loses_nothing(
    server: Server, file: Path, path: str, tmp_path: Path
) -> None:
    before = server.get(path)
    server.process.kill()
    server.process.wait(30)
    with serving(str(file), tmp_path) as again:
        assert again.get(path).body == before.body
        assert again.get(path, If_None_Match=before.headers["etag"]).status == 304


def test_a_port_that_is_taken_is_told_in_a_sentence(server: Server, file: Path, tmp_path: Path) -> None:
    from tests.scheduler.commands.program import run

    code, _, told = run(["serve", "--store", str(file), "--port", str(server.port)], tmp_path)
    assert code == 6
    assert told.endswith(f"Cannot listen on 127.0.0.1, port {server.port}: Address already in use.\n")
