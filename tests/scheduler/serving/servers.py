"""A real server in a process of its own, on a real port, and a store to serve from."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import uvicorn

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.address import read_address
from scheduler.store.links import Links
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.scheduler.commands.program import environment
from tests.scheduler.store.small import DAY, MONDAY

PATIENCE_SECONDS = 30.0
PROGRAM = """\
import sys
from datetime import datetime
from scheduler.commands.cli import main
sys.exit(main(sys.argv[2:], lambda: datetime.fromisoformat(sys.argv[1])))
"""
LI = Identity("calendar", ("trainee", "T02"))
AMARA = Identity("calendar", ("trainee", "T01"))
WANG = Identity("calendar", ("faculty", "F01"))
HALL = Identity("calendar", ("room", "hall"))
WARD = Identity("calendar", ("service", "ward"))
PROGRAMME = Identity("calendar", ("programme",))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def get(
        self,
        path: str,
        method: str = "GET",
        body: bytes = b"",
        headers: Mapping[str, str] = MappingProxyType({}),
        **more: str,
    ) -> Answer:
        """Ask for something; names of headers are written with ``_`` for ``-``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            named = {**headers, **{name.replace("_", "-"): value for name, value in more.items()}}
            connection.request(method, path, body or None, named)
            answer = connection.getresponse()
            return Answer(
                answer.status,
                {name.lower(): value for name, value in answer.getheaders()},
                answer.read(),
            )
        finally:
            connection.close()

    def wait_for(self, path: str, is_right: Callable[[Answer], bool]) -> Answer:
        """Ask until the answer is right."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self.get(path)
            if is_right(answer):
                return answer
            assert time.monotonic() < end, f"{path} still answers {answer}"
            time.sleep(0.1)

    def end(self) -> int:
        """Tell the server to end, and return its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)

    @property
    def told(self) -> str:
        """What the server has told its log."""
        return self.log.read_text(encoding="utf-8")


@contextmanager
def serving(place: str, folder: Path, *options: str, at: datetime | None = None) -> Iterator[Server]:
    """Serve from a store; ``at`` stops the clock."""
    words = ["serve", "--store", place, "--port", "0", *options]
    program = ["-c", PROGRAM, at.isoformat()] if at else ["-m", "scheduler"]
    log = folder / "server.log"
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, *program, *words], env=environment(), stderr=stream, text=True, cwd=folder
        )
    try:
        yield Server(process, _port(process, log), log)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        process.wait(PATIENCE_SECONDS)


def _port(process: subprocess.Popen[str], log: Path) -> int:
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := re.search(r"at http://\S+:(\d+);", log.read_text(encoding="utf-8"))):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < end, "the server does not start"
        time.sleep(0.02)
    return int(found[1])


@contextmanager
def listening(config: uvicorn.Config) -> Iterator[int]:
    """Serve as configured, in a thread of this process; give the port."""
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as at:
        thread = threading.Thread(target=server.run, args=([at],))
        thread.start()
        try:
            yield at.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def publish(place: str, draft: Draft, days: int = 0) -> None:
    """Publish a draft so many days after the first Monday."""
    with Store(read_address(place)) as store:
        assert store.publish(store.prepare(draft, MONDAY + days * DAY))


def make_link(place: str, calendar: Identity, *, instead: bool = False) -> str:
    """Return the secret of a new link."""
    with Store(read_address(place)) as store:
        (new,) = Links(store).make([calendar], MONDAY, instead=instead)
    return new.secret
