"""A real server of a store in which the file of one calendar is damaged or missing: the others are served."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from scheduler.outputs.calendars import files as calendar_files
from scheduler.outputs.calendars.identity import Identity
from scheduler.serving.held import hold
from scheduler.store import feeds as store_feeds
from scheduler.store.address import read_address
from scheduler.store.links import Links
from scheduler.store.looks import Look, Looks
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.scheduler.serving.servers import AMARA, LI, PROGRAMME, Answer, Server, make_link, publish, serving
from tests.scheduler.store.drafts import change
from tests.scheduler.store.small import LI_AT_LECTURE, LI_ON_WEDNESDAY, MONDAY, small_plan, small_term

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), TERM)
LIS = "file = 'trainee-T02-li-wei.ics'"
BROKEN = {"status": "degraded", "version": 1, "damaged": 1}


def links_of(place: str) -> Mapping[Identity, str]:
    return {one: f"/feeds/{make_link(place, one)}/x.ics" for one in (LI, AMARA, PROGRAMME)}


def all_of(server: Server, links: Mapping[Identity, str]) -> dict[Identity, bytes]:
    answers = {calendar: server.get(path) for calendar, path in links.items()}
    assert {answer.status for answer in answers.values()} == {200}
    return {calendar: answer.body for calendar, answer in answers.items()}


def is_broken(answer: Answer) -> bool:
    return (answer.status, answer.headers.get("retry-after")) == (503, "30")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE rota_rendered SET packed_digest = '0' WHERE",
        "UPDATE rota_rendered SET modified = 'x' WHERE",
        "UPDATE rota_rendered SET feed = '[1, [[2]], 3]' WHERE",
        "UPDATE rota_rendered SET file = 'programme.ics' WHERE",
        "DELETE FROM rota_rendered WHERE",
    ],
)
def test_one_calendar_that_is_damaged_keeps_nobody_else_waiting(
    place: str, tmp_path: Path, damage: str
) -> None:
    publish(place, FIRST)
    links = links_of(place)
    with serving(place, tmp_path) as server:
        before = all_of(server, links)
    change(read_address(place), f"{damage} {LIS}")
    with serving(place, tmp_path) as server:
        for method in ("GET", "HEAD"):
            assert is_broken(server.get(links[LI], method))
        assert is_broken(server.get(links[LI], If_None_Match="*"))
        assert is_broken(server.get(f"{links[LI]}?rounds=no"))
        others = {calendar: path for calendar, path in links.items() if calendar != LI}
        assert all_of(server, others).items() <= before.items()
        assert json.loads(server.get("/healthz").body) == BROKEN
        assert "Serving version 1 (1 of 9 calendars damaged or missing) from" in server.told
        assert (
            "1 of 9 calendars damaged or missing in the store: trainee:T02. All others are served. "
            "To make the files again: rota versions TERM --migrate\n"
        ) in server.told
        page = server.get(links[LI].replace("feeds", "p").removesuffix("x.ics"))
        assert page.status == 200
        assert "/trainee-T02-li-wei.ics" in page.body.decode()
        assert server.get(links[LI].replace("x.ics", "x")).status == 404
        with Store(read_address(place)) as store:
            store.migrate()
        server.wait_for(links[LI], lambda answer: answer.status == 200)
        assert all_of(server, links) == before
        assert server.get("/healthz").body == b'{"status":"ok","version":1}'
        assert server.told.endswith("INFO Serving version 1.\n")


def test_what_is_damaged_in_the_next_version_is_not_handed_out_as_it_was(tmp_path: Path) -> None:
    file, copy = tmp_path / "versions.sqlite", tmp_path / "copy.sqlite"
    publish(str(file), FIRST)
    links = links_of(str(file))
    with serving(str(file), tmp_path) as server:
        before = all_of(server, links)
        shutil.copy(file, copy)
        publish(str(copy), SECOND, 1)
        change(read_address(str(copy)), f"UPDATE rota_rendered SET packed_digest = '0' WHERE {LIS}")  # noqa: S608 - our own words
        copy.replace(file)
        server.wait_for(links[LI], is_broken)
        assert server.get(links[AMARA]).body == before[AMARA]
        assert server.get(links[PROGRAMME]).body != before[PROGRAMME]
        assert json.loads(server.get("/healthz").body) == {**BROKEN, "version": 2}
        with Store(read_address(str(file))) as store:
            store.migrate()
        after = server.wait_for(links[LI], lambda answer: answer.status == 200)
        assert after.body != before[LI]


def test_what_is_damaged_while_it_is_served_is_served_as_it_was_read(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    links = links_of(place)
    with serving(place, tmp_path) as server:
        before = all_of(server, links)
        change(read_address(place), f"UPDATE rota_rendered SET packed = x'00' WHERE {LIS}")  # noqa: S608 - our own words
        more = f"/feeds/{make_link(place, PROGRAMME, instead=True)}/x.ics"
        server.wait_for(more, lambda answer: answer.status == 200)
        assert server.get(links[LI]).body == before[LI]


@pytest.mark.parametrize("column", ["made = 'x'", "ended = 'x'", "revision = 'many'", "feed = '[1'"])
def test_one_address_that_is_damaged_keeps_nobody_else_waiting(tmp_path: Path, column: str) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    links = links_of(place)
    before = Path(place).read_bytes()
    change(read_address(place), f"UPDATE rota_links SET {column} WHERE number = 1")  # noqa: S608 - our own words
    with serving(place, tmp_path) as server:
        assert is_broken(server.get(links[LI]))
        assert server.get(links[AMARA]).status == 200
        assert server.get("/feeds/none/x.ics").status == 404
        assert "Serving version 1 (1 of 3 secret addresses damaged) from" in server.told
        assert (
            "1 of 3 secret addresses damaged in the store. To see which: rota versions TERM --check\n"
        ) in server.told
        assert server.get("/healthz").body == b'{"status":"degraded","version":1}'
        Path(place).write_bytes(before)
        server.wait_for(links[LI], lambda answer: answer.status == 200)
        assert server.get("/healthz").body == b'{"status":"ok","version":1}'


def test_who_fetched_and_looked_matters_to_nobody_who_fetches(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    links = links_of(place)
    with Store(read_address(place)) as store:
        Links(store).note({(1, "curl"): (MONDAY, 1), (2, "curl"): (MONDAY, 1)})
        Looks(store).note({1: Look(1)})
    change(read_address(place), "UPDATE rota_fetches SET instant = 'x' WHERE link = 1")
    change(read_address(place), "UPDATE rota_fetches SET version = 'one' WHERE link = 2")
    change(read_address(place), "UPDATE rota_looks SET version = 'one'")
    with serving(place, tmp_path) as server:
        all_of(server, links)
        assert "Serving version 1 from" in server.told


def test_of_several_files_one_that_is_lost_is_told_from_one_that_is_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_feeds, "render_feed", partial(calendar_files.render_feed, largest_file=2000))
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    with Store(read_address(place)) as store:
        published = store.published()
        assert published is not None
        last = max(file.part for file in published.files if file.calendar == LI)
        assert last > 1
        change(store.address, f"DELETE FROM rota_rendered WHERE file LIKE 'trainee-T02-%.part{last}.ics'")  # noqa: S608 - our own words
        assert store.check()[0] == "Calendar files of version 1 are missing."
        published = store.published()
        assert published is not None
        held = hold(published, (), 1, MONDAY)
    assert [held.is_broken(LI, part) for part in (1, last - 1, last, last + 1)] == [False, False, True, False]
