"""Each person's page over HTTP: behind the secret, in the right language, kept by nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scheduler.pages import CONTENT_SECURITY_POLICY, static_files
from scheduler.serving.plans import Plans
from scheduler.store.address import read_address
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.scheduler.pages.reading import Reading
from tests.scheduler.serving.servers import (
    AMARA,
    HALL,
    LI,
    WANG,
    Answer,
    Server,
    make_link,
    publish,
    serving,
)
from tests.scheduler.store.drafts import without_li
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_ON_WEDNESDAY,
    MONDAY,
    small_plan,
    small_term,
)

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), TERM)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[object, str]]]:
    folder = tmp_path_factory.mktemp("pages")
    place = str(folder / "versions.sqlite")
    publish(place, FIRST)
    publish(place, SECOND, 1)
    secrets: dict[object, str] = {one: make_link(place, one) for one in (LI, AMARA, WANG, HALL)}
    publish(place, without_li(), 2)
    with serving(place, folder) as server:
        yield server, secrets


def test_a_page_is_its_person_s_alone(served: tuple[Server, dict[object, str]]) -> None:
    server, secrets = served
    for who, name in ((AMARA, b"Amara Diallo"), (WANG, b"Wang Min")):
        answer = server.get(f"/p/{secrets[who]}/")
        assert answer.status == 200
        assert name in answer.body
        assert {
            name: answer.headers[name]
            for name in ("cache-control", "content-security-policy", "referrer-policy", "vary")
        } == {
            "cache-control": "no-store",
            "content-security-policy": CONTENT_SECURITY_POLICY,
            "referrer-policy": "no-referrer",
            "vary": "Accept-Language, User-Agent",
        }
        assert not any(secret.encode() in answer.body for one, secret in secrets.items() if one != who)


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "zh-CN,zh;q=0.9", "zh-Hans"),
        ("", "en", "en"),
        ("?lang=zh", "en", "zh-Hans"),
        ("?lang=en&week=2027-03-08", "zh", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_browser_s(
    served: tuple[Server, dict[object, str]], query: str, accepted: str, language: str
) -> None:
    server, secrets = served
    answer = server.get(f"/p/{secrets[AMARA]}/{query}", Accept_Language=accepted)
    assert (answer.status, answer.headers["content-language"]) == (200, language)


@pytest.mark.parametrize("query", ["?lang=de", "?week=tomorrow", "?week=2027-02-30"])
def test_a_query_that_means_nothing_is_told(served: tuple[Server, dict[object, str]], query: str) -> None:
    server, secrets = served
    answer = server.get(f"/p/{secrets[AMARA]}/{query}")
    assert answer.status == 400
    assert answer.body == b"Behind lang= stands en or zh, and behind week= a day such as 2027-03-01.\n"


def test_a_room_has_no_page_and_who_left_has_none_any_more(served: tuple[Server, dict[object, str]]) -> None:
    server, secrets = served
    assert server.get(f"/p/{secrets[HALL]}/").status == 404
    gone = server.get(f"/p/{secrets[LI]}/")
    assert (gone.status, gone.body) == (
        404,
        b"There is no page any more; the calendar still tells what was.\n",
    )
    assert server.get(f"/feeds/{secrets[LI]}/li.ics").status == 200


def test_the_buttons_lead_to_the_calendar(served: tuple[Server, dict[object, str]]) -> None:
    server, secrets = served
    page = server.get(f"/p/{secrets[AMARA]}/").body.decode()
    feed = f"/feeds/{secrets[AMARA]}/trainee-T01-amara-diallo.ics"
    assert f"http://127.0.0.1:{server.port}{feed}" in page
    assert f"webcal://127.0.0.1:{server.port}{feed}" in page
    assert server.get(f"{feed}?download=yes").headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("name", sorted(static_files()))
def test_what_a_page_needs_is_handed_out_and_may_be_kept(
    served: tuple[Server, dict[object, str]], name: str
) -> None:
    server, _ = served
    answer = server.get(f"/static/{name}?v")
    assert (answer.status, answer.body) == (200, static_files()[name])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/")


def test_a_plan_that_cannot_be_read_leaves_the_last_one(tmp_path: Path) -> None:
    file = tmp_path / "versions.sqlite"
    plans = Plans(Store(read_address(str(file))))
    assert plans.of(1) is None
    publish(str(file), FIRST)
    pair = plans.of(1)
    assert pair is not None
    assert plans.of(1) is pair
    file.unlink()
    assert plans.of(2) is pair


def test_without_a_plan_a_page_says_when_to_come_back(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    secret = make_link(place, LI)
    from sqlalchemy import text

    from scheduler.store.database import Database

    with Database(read_address(place)).writing() as connection:
        connection.execute(text("UPDATE rota_versions SET plan = '{}'"))
    with serving(place, tmp_path) as server:
        page = server.get(f"/p/{secret}/")
        assert (page.status, page.headers["retry-after"]) == (503, "30")
        assert server.get(f"/feeds/{secret}/li.ics").status == 200
        assert "The plan of the pages cannot be read: Version 1 is damaged" in server.told


# -- what changed since the last look, and who fetches -----------------------------------------------------

SINCE = "Since you looked last: from version 1 of 15 February 2027, 09:30 to version 3."
BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"
MOVED = "was </span><bdi>Tue 9 March, 10:00–11:00"


def is_of(version: int) -> Callable[[Answer], bool]:
    return lambda answer: f"Version {version}, published".encode() in answer.body


def test_a_page_tells_what_changed_since_its_reader_looked_last(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    page, other = (f"/p/{make_link(place, who)}/" for who in (LI, WANG))
    with serving(place, tmp_path) as server:
        assert b"This is the first plan that is published." in server.get(page, User_Agent=BROWSER).body
    publish(place, SECOND, 1)
    publish(place, Draft(SECOND.plan, TERM, note="nothing that concerns anybody"), 2)
    with serving(place, tmp_path) as server:
        # What only looks like a look: a browser that fetches beforehand, a chat that previews an address, and
        # a program that asks for the head.
        server.get(page, Sec_Purpose="prefetch;prerender", User_Agent=BROWSER)
        server.get(page, User_Agent="WhatsApp/2.23")
        server.get(page, "HEAD")
        for _ in range(2):
            shown = server.get(page, User_Agent=BROWSER).body.decode()
            assert SINCE in shown
            assert MOVED in shown
        never_looked = server.get(other, User_Agent=BROWSER).body.decode()
        assert "Between version 2 of 16 February 2027, 09:30 and version 3. Nothing changed for you." in (
            never_looked
        )
    publish(place, FIRST, 3)
    with serving(place, tmp_path) as server:
        assert b"Since you looked last: from version 3 of" in server.wait_for(page, is_of(4)).body


def test_a_page_tells_which_programs_fetch_the_calendar(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    secret = make_link(place, LI)
    page, feed = f"/p/{secret}/", f"/feeds/{secret}/li.ics"
    with serving(place, tmp_path, at=MONDAY) as server:
        assert b"None yet. After you subscribed" in server.get(page, User_Agent="Mozilla/5.0").body
        server.get(feed, User_Agent="Google-Calendar-Importer")
        server.get(feed, User_Agent="Mozilla/5.0")
        server.get(feed, User_Agent="Something/1.0")
    publish(place, SECOND, 1)
    with serving(place, tmp_path, at=MONDAY + DAY) as server:
        server.get(feed, User_Agent="ICSx5/2.2")
        server.get(page, User_Agent="Something/1.0")  # it has read the page, but no calendar
        fetches = Reading(server.get(page, User_Agent="Mozilla/5.0").body.decode()).sections["subscribe"]
        chinese = Reading(server.get(f"{page}?lang=zh").body.decode()).sections["subscribe"]
    assert [line for line in fetches if "February" in line] == [
        "ICSx5 16 February 2027, 09:30",
        "another program 15 February 2027, 09:30 not this version yet",
        "Google Calendar 15 February 2027, 09:30 not this version yet",
    ]
    assert "其他软件 2027年2月15日 09:30 尚未获取本版" in chinese


def test_plans_of_long_ago_are_read_once_and_only_a_few_are_held(tmp_path: Path) -> None:
    file = tmp_path / "versions.sqlite"
    for day, draft in enumerate((FIRST, SECOND) * 4):
        publish(str(file), draft, day)
    plans = Plans(Store(read_address(str(file))))
    held = {}
    for number in (1, 2, 3, 4, 7, 8, 9, None):
        pair = plans.of(8, number)
        assert pair is not None
        assert pair[1] is not None
        held[number] = pair[1]
    assert [version.number for version in held.values()] == [1, 2, 3, 4, 7, 7, 7, 7]
    again = {number: plans.of(8, number) for number in (4, 3, 2)}
    assert all(pair is not None and pair[1] is held[number] for number, pair in again.items())
    file.unlink()
    last = plans.of(8, 1)
    assert last is not None
    assert last[1] is held[7]
