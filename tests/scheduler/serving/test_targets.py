"""What a request may write between its method and ``HTTP/1.1``, asked of a real server byte by byte."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from scheduler.store.version import Draft
from tests.scheduler.serving.raw import ask
from tests.scheduler.serving.servers import LI, Server, make_link, publish, serving
from tests.scheduler.store.small import small_plan, small_term

TERM = small_term()
Standing = tuple[Server, str]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    folder = tmp_path_factory.mktemp("standing")
    place = str(folder / "versions.sqlite")
    publish(place, Draft(small_plan(TERM), TERM))
    secret = make_link(place, LI)
    with serving(place, folder) as server:
        yield server, secret


def answer_to(standing: Standing, target: str, method: str = "GET") -> tuple[int, bytes, bytes]:
    """Return the status, the head and the body of the answer; SECRET in the target stands for the secret."""
    server, secret = standing
    line = f"{method} {target.replace('SECRET', secret)} HTTP/1.1\r\n"
    told = ask(server.port, f"{line}Host: rota.example\r\nConnection: close\r\n\r\n".encode())
    head, _, body = told.partition(b"\r\n\r\n")
    return int(head.split()[1]), head, body


@pytest.mark.parametrize("before", ["http://rota.example", "HTTPS://rota.example:443", "http://[::1]:8000"])
@pytest.mark.parametrize("rest", ["/feeds/SECRET/x.ics", "/feeds/SECRET/x.ics?rounds=no", "/healthz"])
def test_a_whole_address_is_the_same_as_its_path(standing: Standing, before: str, rest: str) -> None:
    _, _, expected = answer_to(standing, rest)
    assert answer_to(standing, before + rest)[0::2] == (200, expected)
    status, head, body = answer_to(standing, before + rest, "HEAD")
    assert (status, body) == (200, b"")
    assert f"content-length: {len(expected)}".encode() in head


def test_the_host_of_a_whole_address_counts(standing: Standing) -> None:
    status, _, page = answer_to(standing, "http://other.example:8080/p/SECRET/")
    assert status == 200
    assert b"//other.example:8080/feeds/" in page
    assert b"rota.example" not in page


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://rota.example", 404),
        ("http://rota.example?x=1", 404),
        ("http://rota.example//feeds/SECRET/x.ics", 404),
        ("ftp://rota.example/feeds/SECRET/x.ics", 404),
        ("http:///feeds/SECRET/x.ics", 400),
        ("http://li:secret@rota.example/feeds/SECRET/x.ics", 400),
        ('http://"><script>/p/SECRET/', 400),
        ("http://rota.example/" + "a" * 2000, 414),
        ("//feeds/SECRET/x.ics", 404),
        ("/feeds//SECRET/x.ics", 404),
        ("/feeds/SECRET//x.ics", 404),
        ("/feeds/SECRET/x.ics/", 404),
        ("/./feeds/SECRET/x.ics", 404),
        ("/feeds/SECRET/a%2Fx.ics", 404),
        ("/feeds/SECRET/x.ics%zz", 404),
        ("/%66eeds/SECRET/%78.ics", 200),
        ("/feeds/SECRET/%E6%9D%8E.ics", 200),
        ("*", 404),
    ],
)
def test_what_is_no_address_of_ours_is_told_from_what_is(
    standing: Standing, target: str, status: int
) -> None:
    assert answer_to(standing, target)[0] == status


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "CONNECT", "PROPFIND", "FETCH", "get"])
@pytest.mark.parametrize("target", ["*", "/feeds/SECRET/x.ics", "http://rota.example/feeds/SECRET/x.ics"])
def test_other_methods_are_told_which_there_are(standing: Standing, method: str, target: str) -> None:
    status, head, _ = answer_to(standing, target, method)
    assert (status, re.findall(rb"(?i)\r\nallow: ([^\r]*)", head)) == (405, [b"GET, HEAD"])


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 20_000, b"414"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000, b"431"),
        (b"GET / HTTP/1.1\r\nHost x\r\n\r\n", b"400"),
    ],
)
def test_what_is_too_large_to_be_read_is_told_so(standing: Standing, request_: bytes, status: bytes) -> None:
    told = ask(standing[0].port, request_)
    assert told.startswith(b"HTTP/1.1 %b " % status)
    assert b"x-content-type-options: nosniff" in told
