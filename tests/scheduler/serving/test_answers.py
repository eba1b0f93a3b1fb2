"""The head of every answer, and what happens when something of ours fails: on a real port, in this process."""

from __future__ import annotations

import http.client
import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import uvicorn

from scheduler.serving.answers import Guard, text
from scheduler.serving.logs import LOGGER
from tests.scheduler.serving.servers import listening

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

SECRET = "a-secret-in-an-address"


async def failing(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/late":
        await text(200, "begun")(scope, receive, send)
    raise ValueError(SECRET)


@pytest.fixture
def port() -> Iterator[int]:
    app = Guard(failing, secure=True)
    with listening(uvicorn.Config(app, ws="none", lifespan="off", log_config=None)) as port:
        yield port


@pytest.mark.parametrize(
    ("path", "status", "body"), [("/", 500, b"Something went wrong here.\n"), ("/late", 200, b"begun\n")]
)
def test_a_fault_of_ours_is_answered_and_logged_without_what_was_asked(
    port: int, caplog: pytest.LogCaptureFixture, path: str, status: int, body: bytes
) -> None:
    LOGGER.propagate = True
    with caplog.at_level(logging.ERROR, LOGGER.name):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (status, body)
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        connection.close()
        while not caplog.messages:  # what fails after the answer is logged after it; pytest limits the time
            time.sleep(0.01)
    (told,) = caplog.messages
    assert told.startswith(
        "A request failed, which is a fault of the program: ValueError in __call__ (answers.py:"
    )
    assert "failing (test_answers.py:" in told
    assert SECRET not in told
