"""Connections that do nothing end; those that do something do not. The times are shortened, the sockets real."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from scheduler.serving.guard import GuardedProtocol
from tests.scheduler.serving.servers import listening

if TYPE_CHECKING:
    from starlette.requests import Request

LARGE = "x" * 20_000_000


class Impatient(GuardedProtocol):
    patience_seconds = 0.5


class MorePatient(GuardedProtocol):
    patience_seconds = 2.0


@pytest.fixture
def port() -> Iterator[int]:
    with listening_with(Impatient) as port:
        yield port


@contextmanager
def listening_with(protocol: type[GuardedProtocol], most: int | None = None) -> Iterator[int]:
    async def large(_request: Request) -> PlainTextResponse:
        return PlainTextResponse(LARGE)

    async def small(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("here")

    app = Starlette(routes=[Route("/large", large), Route("/small", small)])
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        timeout_keep_alive=60,
        limit_concurrency=most,
    )
    with listening(config) as port:
        yield port


def hung_up_after(connection: socket.socket) -> float:
    """Return how long it takes until the server hangs up."""
    begin = time.monotonic()
    connection.settimeout(40)
    try:
        while connection.recv(65536):
            pass
    except ConnectionError:
        pass
    return time.monotonic() - begin


@pytest.mark.parametrize("half", [b"", b"GET /small HTTP/1.1\r\nHost: x\r\nX-"])
def test_who_sends_no_whole_request_is_hung_up_on(port: int, half: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(half)
        assert hung_up_after(connection) < 30


def test_who_does_not_read_the_answer_is_hung_up_on(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(3)
        received = 0
        try:
            while part := connection.recv(1 << 20):
                received += len(part)
        except ConnectionError:
            pass
        assert received < len(LARGE)


def test_who_goes_on_asking_is_not_hung_up_on() -> None:
    with (
        listening_with(MorePatient) as port,
        socket.create_connection(("127.0.0.1", port)) as connection,
    ):
        for _ in range(5):
            connection.sendall(b"GET /small HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = b""
            while not answer.endswith(b"here"):
                part = connection.recv(65536)
                assert part, "the server hung up"
                answer += part
            time.sleep(0.5)


def test_where_there_are_too_many_connections_the_longest_idle_makes_room() -> None:
    with listening_with(GuardedProtocol, most=3) as port, ExitStack() as open_ones:
        first, *_ = (
            open_ones.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(20)
        )
        assert hung_up_after(first) < 20
        honest = open_ones.enter_context(socket.create_connection(("127.0.0.1", port)))
        honest.sendall(b"GET /small HTTP/1.1\r\nHost: x\r\n\r\n")
        assert honest.recv(100).startswith(b"HTTP/1.1 200 ")
