"""Calendars over HTTP from a real server and both databases: each row of what calendar programs need."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.outputs.calendars.check import check_calendar
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.address import read_address
from scheduler.store.links import Links
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.scheduler.serving.raw import ask
from tests.scheduler.serving.servers import (
    AMARA,
    HALL,
    LI,
    PROGRAMME,
    WANG,
    WARD,
    Server,
    make_link,
    publish,
    serving,
)
from tests.scheduler.store.small import (
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    MONDAY,
    small_plan,
    small_term,
)

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY), (LI_MEETS_WANG, LI_MEETS_ZHAO)), TERM)
FILE = "trainee-T02-li-wei.ics"


@pytest.fixture
def secret(place: str) -> str:
    publish(place, FIRST)
    return make_link(place, LI)


@pytest.fixture
def server(place: str, tmp_path: Path, secret: str) -> Iterator[Server]:
    with serving(place, tmp_path) as running:
        yield running


@pytest.fixture
def path(secret: str) -> str:
    return f"/feeds/{secret}/{FILE}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[Identity, str]]]:
    """A server on a file, with the secret of each calendar."""
    folder = tmp_path_factory.mktemp("served")
    place = str(folder / "versions.sqlite")
    publish(place, FIRST)
    secrets = {calendar: make_link(place, calendar) for calendar in (LI, AMARA, WANG, HALL, WARD, PROGRAMME)}
    with serving(place, folder) as running:
        yield running, secrets


@pytest.fixture
def file_server(served: tuple[Server, dict[Identity, str]]) -> tuple[Server, str]:
    """A server on a file, with the address of Li's calendar."""
    server, secrets = served
    return server, f"/feeds/{secrets[LI]}/{FILE}"


# -- the answer --------------------------------------------------------------------------------------------


def test_a_calendar_is_answered_whole_with_all_that_clients_look_at(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 200
    assert check_calendar(answer.body) == []
    assert b"Lecture: Toxicity" in answer.body
    headers = dict(answer.headers)
    assert headers.pop("date")
    assert headers == {
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(len(answer.body)),
        "content-disposition": f'inline; filename="{FILE}"',
        "etag": f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"',
        "last-modified": "Mon, 15 Feb 2027 01:30:00 GMT",
        "cache-control": "private, no-cache",
        "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "x-robots-tag": "noindex, nofollow, noarchive",
    }


def test_head_is_get_without_the_body(server: Server, path: str) -> None:
    full, head = server.get(path), server.get(path, "HEAD")
    assert head.status == 200
    assert head.body == b""
    assert {**full.headers, "date": ""} == {**head.headers, "date": ""}


def test_every_calendar_is_served_and_the_name_in_the_address_is_for_people_only(
    served: tuple[Server, dict[Identity, str]],
) -> None:
    server, secrets = served
    for calendar, secret in secrets.items():
        answer = server.get(f"/feeds/{secret}/any-name.ics")
        assert answer.status == 200
        assert check_calendar(answer.body) == [], calendar
    ward = server.get(f"/feeds/{secrets[WARD]}/ward.ics").body.replace(b"\r\n ", b"")
    assert b"SUMMARY:Rotation: Amara Diallo" in ward
    assert b"Lead: Wang Min" in ward
    programme = server.get(f"/feeds/{secrets[PROGRAMME]}/programme.ics").body
    assert not re.search(rb"Amara|Li Wei|Wang|Zhao", programme)
    assert b"SUMMARY:Lecture: Toxicity" in programme


@pytest.mark.parametrize("name", ["x", "x.txt", "x.ics.exe", "x.part1.ics.", "x.part2"])
def test_what_is_no_calendar_is_not_found(file_server: tuple[Server, str], name: str) -> None:
    server, path = file_server
    assert server.get(path.replace(FILE, name)).status == 404


@pytest.mark.parametrize("name", ["x.part2.ics", "x.part99.ics"])
def test_a_part_that_there_is_not_any_more_is_gone_for_who_has_the_address(
    file_server: tuple[Server, str], name: str
) -> None:
    server, path = file_server
    assert server.get(path.replace(FILE, name)).status == 410
    assert server.get(f"/feeds/{'x' * 32}/{name}").status == 404


@pytest.mark.parametrize(
    ("header", "value"), [("accept", "text/html"), ("user-agent", ""), ("accept-encoding", "gzip")]
)
def test_whatever_a_client_accepts_or_calls_itself_it_gets_the_same(
    file_server: tuple[Server, str], header: str, value: str
) -> None:
    server, path = file_server
    answer = server.get(path, headers={header: value})
    assert answer.body == server.get(path).body
    assert "content-encoding" not in answer.headers


# -- whether something changed -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
def test_who_has_the_bytes_is_told_so(file_server: tuple[Server, str], form: str) -> None:
    server, path = file_server
    etag = server.get(path).headers["etag"]
    answer = server.get(path, If_None_Match=form.format(etag=etag))
    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", etag)
    assert answer.headers["cache-control"] == "private, no-cache"
    assert server.get(path, "HEAD", If_None_Match=form.format(etag=etag)).status == 304


def test_tags_may_stand_on_several_lines(file_server: tuple[Server, str]) -> None:
    server, path = file_server
    etag = server.get(path).headers["etag"]
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: x",
        'If-None-Match: "x"',
        f"If-None-Match: {etag}",
        "Connection: close",
    ]
    assert ask(server.port, "\r\n".join([*lines, "", ""]).encode()).startswith(b"HTTP/1.1 304 ")


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Mon, 15 Feb 2027 01:30:00 GMT", 304),
        ("Mon, 15 Feb 2027 01:29:59 GMT", 200),
        ("Monday, 15-Feb-27 01:30:00 GMT", 304),
        ("Mon Feb 15 01:30:00 2027", 304),
        ("yesterday", 200),
        ("", 200),
        ("Mon, 15 Feb 99999 01:30:00 GMT", 200),
        ("Mon, 15 Feb 2027 01:30:00 +99999999999999999999", 200),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 304),
    ],
)
def test_a_date_is_compared_as_a_date(file_server: tuple[Server, str], since: str, status: int) -> None:
    server, path = file_server
    assert server.get(path, If_Modified_Since=since).status == status


def test_the_tag_wins_over_the_date(file_server: tuple[Server, str]) -> None:
    server, path = file_server
    later = "Wed, 15 Feb 2030 01:30:00 GMT"
    assert server.get(path, If_None_Match='"other"', If_Modified_Since=later).status == 200


def test_a_new_publication_is_served_whole_within_seconds_and_tells_what_moved(
    server: Server, place: str, path: str
) -> None:
    before = server.get(path)
    publish(place, SECOND, 1)
    after = server.wait_for(path, lambda answer: answer.headers["etag"] != before.headers["etag"])
    assert after.headers["last-modified"] == "Tue, 16 Feb 2027 01:30:00 GMT"
    assert check_calendar(after.body) == []
    text = after.body.replace(b"\r\n ", b"").decode()
    assert (
        "Time: 9 March 2027, 10:00\u201311:00 -> 10 March 2027\\, 10:00".replace("2027, ", "2027\\, ") in text
    )
    assert "Room: Lecture hall -> Skills lab" in text
    assert server.get("/healthz").body == b'{"status":"ok","version":2}'
    assert server.get(path, If_Modified_Since=before.headers["last-modified"]).status == 200


# -- with something left out -------------------------------------------------------------------------------


def test_rounds_rotations_and_sessions_can_be_left_out(
    served: tuple[Server, dict[Identity, str]],
) -> None:
    server, secrets = served
    path = f"/feeds/{secrets[AMARA]}/amara.ics"
    whole = server.get(path).body

    def kinds(query: str) -> set[bytes]:
        body = server.get(path + query).body
        assert check_calendar(body) == []
        return set(re.findall(rb"CATEGORIES:(\w+)", body))

    assert kinds("") == {b"Round", b"Rotation", b"Session", b"Meeting"}
    assert kinds("?rounds=no") == {b"Rotation", b"Session", b"Meeting"}
    assert kinds("?rounds=no&sessions=no") == {b"Rotation"}
    assert kinds("?rotations=no&utm_source=x") == {b"Round", b"Session", b"Meeting"}
    assert kinds("?rounds=no&rotations=no&sessions=no") == set()
    assert server.get(path + "?rounds=yes").body == whole
    without = server.get(path + "?rounds=no")
    assert b"(without rounds)" in without.body.replace(b"\r\n ", b"")
    assert server.get(path + "?rounds=no", If_None_Match=without.headers["etag"]).status == 304


def test_who_asks_for_something_else_is_told_what_there_is(file_server: tuple[Server, str]) -> None:
    server, path = file_server
    answer = server.get(path + "?rounds=maybe")
    assert (answer.status, answer.body) == (400, b"Behind rounds= stands yes or no.\n")


def test_a_download_is_to_be_kept(file_server: tuple[Server, str]) -> None:
    server, path = file_server
    disposition = server.get(path + "?download=yes").headers["content-disposition"]
    assert disposition == f'attachment; filename="{FILE}"'


# -- addresses that are none -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/feeds/",
        "/feeds/x/",
        "/feeds/x/y.ics",
        "/feeds/x/y.ics/",
        "/p/x/",
        "/p/x",
        "/p/",
        "/static/x",
        "/docs",
        "/feeds/../healthz",
    ],
)
def test_there_is_no_list_of_anything(file_server: tuple[Server, str], path: str) -> None:
    server, _ = file_server
    answer = server.get(path)
    assert (answer.status, answer.body) == (404, b"There is nothing at this address.\n")
    assert "location" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_what_was_taken_back_is_gone_and_the_new_address_works(
    server: Server, place: str, path: str, secret: str
) -> None:
    assert server.get(path).status == 200
    new = make_link(place, LI, instead=True)
    answer = server.wait_for(path, lambda answer: answer.status == 410)
    assert answer.body == b"This address was taken back. The programme office gives out new ones.\n"
    assert server.get(f"/feeds/{new}/{FILE}").status == 200
    assert server.get(f"/p/{secret}/").status == 410


@pytest.mark.parametrize(("days", "status"), [(30, 200), (31, 410)])
def test_a_stay_that_ended_is_closed_thirty_days_later(tmp_path: Path, days: int, status: int) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    secret = make_link(place, LI)
    at = datetime(2027, 3, 14, 12, tzinfo=UTC) + timedelta(days=days)
    with serving(place, tmp_path, at=at) as server:
        answer = server.get(f"/feeds/{secret}/{FILE}")
        assert answer.status == status
        if status == 410:
            assert answer.body == b"The time of this address is over. The programme office can tell more.\n"


def test_the_coordinator_may_set_another_day(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    secrets = {calendar: make_link(place, calendar) for calendar in (LI, WANG)}
    with Store(read_address(place)) as store:
        links = Links(store)
        numbers = {link.calendar: link.number for link in links.all()}
        links.close([numbers[LI]], datetime(2027, 12, 31, tzinfo=UTC).date())
        links.close([numbers[WANG]], datetime(2027, 2, 28, tzinfo=UTC).date())
    with serving(place, tmp_path, at=datetime(2027, 10, 1, tzinfo=UTC)) as server:
        statuses = {c: server.get(f"/feeds/{secret}/x.ics").status for c, secret in secrets.items()}
    assert statuses == {LI: 200, WANG: 410}


def test_what_was_withdrawn_is_dropped_by_the_clock_alone(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    publish(place, SECOND, 1)
    secret = make_link(place, WANG)
    path = f"/feeds/{secret}/wang.ics"
    with serving(place, tmp_path, at=MONDAY + timedelta(days=2)) as server:
        early = server.get(path)
    with serving(place, tmp_path, at=MONDAY + timedelta(days=16)) as server:
        late = server.get(path)
    assert early.body.count(b"STATUS:CANCELLED") == 1
    assert late.body.count(b"STATUS:CANCELLED") == 0
    assert check_calendar(late.body) == []
    assert early.headers["last-modified"] == "Tue, 16 Feb 2027 01:30:00 GMT"
    assert late.headers["last-modified"] == "Tue, 02 Mar 2027 01:30:00 GMT"


def test_a_calendar_that_is_not_in_the_store_any_more_is_not_found(tmp_path: Path) -> None:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    secret = make_link(place, Identity("calendar", ("trainee", "T99")))
    with serving(place, tmp_path) as server:
        assert server.get(f"/feeds/{secret}/x.ics").status == 404


# -- who fetched -------------------------------------------------------------------------------------------


def test_who_fetched_last_and_which_version_is_kept(server: Server, place: str, path: str) -> None:
    server.get(path, User_Agent="Google-Calendar-Importer")
    etag = server.get(path, User_Agent="Mozilla/5.0 Thunderbird/128.0").headers["etag"]
    server.get(path, If_None_Match=etag, User_Agent="Mozilla/5.0 Thunderbird/128.0")
    server.get(path.replace("feeds", "feed"), User_Agent="curl/8")
    assert server.end() == 0
    with Store(read_address(place)) as store:
        (link,) = Links(store).all()
    assert {(fetch.client, fetch.version) for fetch in link.fetches} == {
        ("Google Calendar", 1),
        ("Thunderbird", 1),
    }
    assert all(abs(datetime.now(UTC) - fetch.instant) < timedelta(minutes=5) for fetch in link.fetches)
