"""
Clients that ask a server at a fixed rate on many connections, whether or not the ones before were answered.

A time counts from the moment in which a request was due: a server that stands still cannot hide it. The clients
never pause for their own garbage while they send: that would count as waiting for the server.
"""

from __future__ import annotations

import asyncio
import gc
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from scheduler.serving.held import tag_of

CONNECTIONS = 64
ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) .*?\r\n\r\n", re.DOTALL)
LENGTH = re.compile(rb"content-length: (\d+)\r\n")
ETAG = re.compile(rb"etag: (\"[^\"]+\")\r\n")


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes = field(repr=False)
    body: bytes = field(repr=False)


class Client(asyncio.Protocol):
    """One connection; one request after the other."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._wanted: int | None = None
        self._head = b""
        self._answer: asyncio.Future[Answer] | None = None

    @classmethod
    async def connect(cls, port: int) -> Client:
        _, client = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return client

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self, path: str, etag: str = "") -> asyncio.Future[Answer]:
        condition = f"If-None-Match: {etag}\r\n" if etag else ""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(
            f"GET {path} HTTP/1.1\r\nHost: x\r\nUser-Agent: ICSx5/2\r\n{condition}\r\n".encode()
        )
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._data += data
        if self._wanted is None:
            found = ANSWER.match(self._data)
            if not found:
                return
            self._head = found[0]
            length = LENGTH.search(self._head)
            self._wanted = found.end() + (int(length[1]) if length else 0)
        if len(self._data) >= self._wanted and self._answer:
            body = bytes(self._data[len(self._head) : self._wanted])
            answer = Answer(int(self._head[9:12]), self._head, body)
            del self._data[: self._wanted]
            self._wanted = None
            self._answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("hung up"))

    def close(self) -> None:
        self._transport.close()


@dataclass
class Outcome:
    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    errors: int = 0
    seen: list[tuple[str, str]] = field(default_factory=list)
    """The path and the tag of the bytes of each whole answer, in order of arrival."""

    def __str__(self) -> str:
        ordered = sorted(self.seconds)
        p50, p99 = (ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.99))
        return (
            f"{len(ordered)} answers {self.statuses}, {self.errors} errors, "
            f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, slowest {ordered[-1] * 1000:.0f} ms"
        )


async def send(
    port: int,
    paths: list[str],
    rate: float,
    seconds: float,
    etags: Mapping[str, str] | None = None,
) -> Outcome:
    """Send requests at a rate; with ``etags`` conditional ones."""
    outcome = Outcome()
    idle: asyncio.Queue[Client] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        idle.put_nowait(await Client.connect(port))

    async def one(path: str, due: float) -> None:
        client = await idle.get()
        try:
            answer = await client.ask(path, etags[path] if etags else "")
        except ConnectionError:
            outcome.errors += 1
            client = await Client.connect(port)
        else:
            outcome.seconds.append(time.perf_counter() - due)
            outcome.statuses[answer.status] = outcome.statuses.get(answer.status, 0) + 1
            if answer.status == 200:
                outcome.seen.append((path, tag_of(answer.body)))
        idle.put_nowait(client)

    with no_garbage_collection():
        begin = time.perf_counter()
        async with asyncio.TaskGroup() as waiting:
            for number in range(int(rate * seconds)):
                due = begin + number / rate
                if (wait := due - time.perf_counter()) > 0:
                    await asyncio.sleep(wait)
                waiting.create_task(one(paths[number * 7919 % len(paths)], due))
    while not idle.empty():
        idle.get_nowait().close()
    return outcome


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def read_etags(port: int, paths: list[str]) -> dict[str, str]:
    client = await Client.connect(port)
    etags = {}
    for path in paths:
        found = ETAG.search((await client.ask(path)).head)
        assert found is not None
        etags[path] = found[1].decode()
    client.close()
    return etags
