"""What somebody who means harm gets from a real server: nothing, and others get what is theirs meanwhile."""

from __future__ import annotations

import http.client
import re
import secrets
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.outputs.calendars.check import check_calendar
from scheduler.serving.limiting import MOST_USES
from scheduler.store.version import Draft
from tests.measured import first_measured
from tests.scheduler.serving.raw import ask
from tests.scheduler.serving.servers import AMARA, LI, PROGRAMME, WANG, Server, make_link, publish, serving
from tests.scheduler.store.small import SMALL, small_plan, small_term

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)


@pytest.fixture
def place(tmp_path: Path) -> str:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    return place


@pytest.fixture
def secret(place: str) -> str:
    return make_link(place, LI)


@pytest.fixture
def server(place: str, secret: str, tmp_path: Path) -> Iterator[Server]:
    with serving(place, tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server, and a secret that it knows, for tests that guess nothing and so leave it as it is."""
    folder = tmp_path_factory.mktemp("standing")
    place = str(folder / "versions.sqlite")
    publish(place, FIRST)
    known = make_link(place, LI)
    with serving(place, folder) as running:
        yield running, known


def test_who_guesses_is_stopped_and_who_knows_is_not(server: Server, secret: str) -> None:
    statuses = [server.get(f"/feeds/{secrets.token_urlsafe(24)}/x.ics").status for _ in range(40)]
    assert statuses == [404] * 30 + [429] * 10
    assert server.get("/p/guess/").headers["retry-after"] == "60"
    assert {server.get(f"/feeds/{secret}/x.ics").status for _ in range(50)} == {200}
    assert server.told.count("Somebody tries addresses") == 1


def test_an_address_that_is_asked_for_without_end_waits_and_no_other_does(
    server: Server, place: str, secret: str
) -> None:
    other = make_link(place, AMARA)
    server.wait_for(f"/p/{other}/", lambda answer: answer.status == 200)
    path = f"/feeds/{secret}/x.ics"
    etag = server.get(path).headers["etag"]
    statuses: list[int] = []
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        while len(statuses) < MOST_USES - 1:
            connection.request("GET", path, headers={"If-None-Match": etag})
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
    assert {*statuses} == {304}
    refused = server.get(path)
    assert (refused.status, refused.headers["retry-after"]) == (429, "60")
    assert refused.body == b"This address is asked for too often; once an hour is enough.\n"
    assert server.get(f"/p/{other}/").status == 200
    assert "calendar or page of trainee:T02 more than 3000 times a minute" in server.told
    assert secret not in server.told


def test_behind_a_proxy_only_the_guesser_is_stopped(place: str, secret: str, tmp_path: Path) -> None:
    with serving(place, tmp_path, "--proxy", "127.0.0.1") as server:
        *_, guesser = [server.get("/p/guess/", X_Forwarded_For="203.0.113.7") for _ in range(31)]
        other = server.get("/p/guess/", X_Forwarded_For="203.0.113.8")
        page = server.get(f"/p/{secret}/", X_Forwarded_For="203.0.113.7", X_Forwarded_Proto="https")
    assert (guesser.status, other.status, page.status) == (429, 404, 200)
    assert b"https://127.0.0.1" in page.body


def test_without_a_proxy_nobody_is_believed_to_be_somebody_else(server: Server, secret: str) -> None:
    answers = [server.get("/p/guess/", X_Forwarded_For=f"203.0.113.{n}").status for n in range(32)]
    assert answers[-2:] == [429, 429]
    page = server.get(f"/p/{secret}/", X_Forwarded_Proto="https")
    assert b"https://127.0.0.1" not in page.body


def test_an_unknown_secret_and_one_of_another_form_get_the_same_answer(server: Server) -> None:
    answers = [
        server.get(f"/feeds/{guess}/x.ics")
        for guess in (secrets.token_urlsafe(24), "x", "a" * 500, "%00", "..%2f..")
    ]
    assert len({(a.status, a.body, tuple({**a.headers, "date": ""}.items())) for a in answers}) == 1


def test_the_answer_takes_as_long_for_a_secret_that_begins_right(server: Server, secret: str) -> None:
    def seconds(guess: str) -> float:
        begin = time.perf_counter()
        server.get(f"/feeds/{guess}/x.ics")
        return time.perf_counter() - begin

    near, far = secret[:-1] + ("A" if secret[-1] != "A" else "B"), secrets.token_urlsafe(24)
    pairs = [(seconds(near), seconds(far)) for _ in range(100)]
    near_median, far_median = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert abs(near_median - far_median) < 0.5 * far_median


def test_the_secret_is_in_no_log_no_store_and_no_calendar(
    server: Server, secret: str, place: str, tmp_path: Path
) -> None:
    for path in (f"/feeds/{secret}/x.ics", f"/p/{secret}/", f"/feeds/{secret}/x.ics?rounds=no"):
        assert server.get(path, Referer=f"http://x/{secret}").status == 200
    assert secret.encode() not in server.get(f"/feeds/{secret}/x.ics").body
    assert server.get(f"/p/{secret}/").headers["referrer-policy"] == "no-referrer"
    server.end()
    assert secret not in server.told
    assert secret.encode() not in Path(place).read_bytes()
    assert "Li Wei" not in server.told


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE"])
def test_nothing_can_be_sent(standing: tuple[Server, str], method: str) -> None:
    server, secret = standing
    answer = server.get(f"/feeds/{secret}/x.ics", method, b"x" * 1000)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["connection"] == "close"


def test_a_large_body_is_not_read(standing: tuple[Server, str]) -> None:
    server, _ = standing
    head = b"POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n"
    assert ask(server.port, head).startswith(b"HTTP/1.1 405 ")


def test_a_second_request_behind_a_body_is_not_answered(standing: tuple[Server, str]) -> None:
    server, _ = standing
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    head = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    answer = ask(server.port, head + smuggled)
    assert answer.count(b"HTTP/1.1 ") == 1


def test_long_addresses_and_heads_are_refused(standing: tuple[Server, str]) -> None:
    server, secret = standing
    assert server.get("/" + "a" * 2000).status == 414
    assert server.get(f"/feeds/{secret}/x.ics?x={'a' * 2000}").status == 414
    huge = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 70_000 + b"\r\n\r\n"
    try:
        answer = ask(server.port, huge)
    except ConnectionError:
        answer = b""
    assert answer == b"" or answer[:13] in (b"HTTP/1.1 400 ", b"HTTP/1.1 431 ")
    assert server.get("/healthz").status == 200


def test_the_host_that_is_asked_for_sends_nobody_elsewhere(server: Server, secret: str) -> None:
    for path in (f"/feeds/{secret}/x.ics/", "/healthz/", "/p/https:evil.example"):
        answer = server.get(path, Host="evil.example")
        assert answer.status == 404
        assert "location" not in answer.headers
    moved = server.get(f"/p/{secret}", Host="evil.example")
    assert (moved.status, moved.headers["location"]) == (308, f"{secret}/")
    moved = server.get(f"/p/{secret}?lang=zh&week=2027-03-08")
    assert (moved.status, moved.headers["location"]) == (308, f"{secret}/?lang=zh&week=2027-03-08")


def test_strict_transport_is_asked_for_where_the_world_sees_https(
    place: str, secret: str, tmp_path: Path
) -> None:
    with serving(place, tmp_path, "--url", "https://rota.example/cell") as server:
        page = server.get(f"/p/{secret}/", Host="evil.example")
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    assert f"https://rota.example/cell/feeds/{secret}/trainee-T02-li-wei.ics".encode() in page.body
    assert b'"/cell/static/page.css' in page.body
    assert b"evil.example" not in page.body


def test_half_requests_keep_nobody_out(server: Server, secret: str) -> None:
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(300)]
    try:
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
        begin = time.perf_counter()
        assert server.get(f"/feeds/{secret}/x.ics").status == 200
        assert time.perf_counter() - begin < 20
    finally:
        for connection in slow:
            connection.close()


def test_robots_may_fetch_and_may_not_list(standing: tuple[Server, str]) -> None:
    server, _ = standing
    answer = server.get("/robots.txt")
    assert answer.body == b"User-agent: *\nDisallow:\n"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow, noarchive"


BAD_NAMES = [
    "<script>alert(1)</script>",
    "=cmd()",
    "\\r\\nX-Evil: 1",
    'a;b,c\\d"e',
    "\u674e\u4f1f",
]


@pytest.mark.parametrize("name", first_measured(BAD_NAMES, 1))
def test_a_name_that_means_harm_is_a_name(tmp_path: Path, name: str) -> None:
    cell = '"' + name.replace('"', '""') + '"'
    term = small_term(trainees=SMALL["trainees"].replace("Li Wei", cell))
    place = str(tmp_path / "bad.sqlite")
    publish(place, Draft(small_plan(term), term))
    paths = [f"/feeds/{make_link(place, one)}/x.ics" for one in (LI, WANG, PROGRAMME)]
    page = f"/p/{make_link(place, LI, instead=True)}/"
    with serving(place, tmp_path) as server:
        calendars = [server.get(path) for path in paths[1:]]
        html = server.get(page)
    for answer in (*calendars, html):
        assert answer.status == 200
        assert not {"x-evil", "x"} & set(answer.headers)
        assert re.fullmatch(
            r"(inline; filename=\"[A-Za-z0-9.-]+\")?", answer.headers.get("content-disposition", "")
        )
    for answer in calendars:
        assert check_calendar(answer.body) == []
    assert b"<script>alert" not in html.body
    assert b"\r\nX-Evil" not in html.body
