"""Why there is no page, for a person with a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.serving import sorry
from scheduler.serving.sorry import CHINESE
from scheduler.store.version import Draft
from tests.scheduler.serving.servers import HALL, LI, Server, make_link, publish, serving
from tests.scheduler.store.small import small_plan, small_term

TERM = small_term()
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
LATER = datetime(2027, 10, 1, tzinfo=UTC)
OVER = "The time of this address is over. The programme office can tell more."
NOTHING = "There is nothing at this address."


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[object, str]]]:
    folder = tmp_path_factory.mktemp("sorry")
    place = str(folder / "versions.sqlite")
    publish(place, Draft(small_plan(TERM), TERM))
    secrets: dict[object, str] = {one: make_link(place, one) for one in (LI, HALL)}
    with serving(place, folder, at=LATER) as server:
        yield server, secrets


def test_who_comes_too_late_reads_it_on_a_telephone(served: tuple[Server, dict[object, str]]) -> None:
    server, secrets = served
    for path in (f"/p/{secrets[LI]}/", f"/p/{secrets[LI]}"):
        answer = server.get(path, Accept=BROWSER)
        assert answer.status == 410
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert "'sha256-" in answer.headers["content-security-policy"]
        page = answer.body.decode()
        assert f"<p>{OVER}</p>" in page
        assert "width=device-width" in page


def test_it_is_told_in_the_language_of_the_page(served: tuple[Server, dict[object, str]]) -> None:
    server, secrets = served
    answer = server.get(f"/p/{secrets[LI]}/", Accept=BROWSER, Accept_Language="zh-CN,zh;q=0.9")
    assert answer.headers["content-language"] == "zh-Hans"
    assert CHINESE[OVER] in answer.body.decode()


def test_an_address_that_is_none_and_a_room_say_so(served: tuple[Server, dict[object, str]]) -> None:
    server, secrets = served
    wrong, room = server.get("/p/x/", Accept=BROWSER), server.get(f"/p/{secrets[HALL]}/", Accept=BROWSER)
    assert (wrong.status, room.status) == (404, 404)
    assert f"<p>{NOTHING}</p>" in wrong.body.decode()
    assert "<p>There is no page at this address.</p>" in room.body.decode()


def test_programs_get_the_sentence_alone_and_calendars_always(
    served: tuple[Server, dict[object, str]],
) -> None:
    server, secrets = served
    assert server.get(f"/p/{secrets[LI]}/").body == f"{OVER}\n".encode()
    assert server.get(f"/feeds/{secrets[LI]}/x.ics", Accept=BROWSER).body == f"{OVER}\n".encode()


def test_every_sentence_of_a_page_is_known_in_chinese() -> None:
    folder = Path(sorry.__file__).parent
    found = {
        sentence
        for name in ("feeds.py", "pages.py")
        for sentence in re.findall(r'text\(\s*\d+,\s*"([^"]+)"', (folder / name).read_text(encoding="utf-8"))
    }
    of_feeds_alone = {
        sentence
        for sentence in found
        if any(words in sentence for words in ("rounds=", "stands yes or no", "part of the calendar"))
    }
    assert found - of_feeds_alone == CHINESE.keys()
