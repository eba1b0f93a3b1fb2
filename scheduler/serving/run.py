"""Runs the server until it is told to end."""

from __future__ import annotations

import gc
import os
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import FrameType

import uvicorn

from scheduler.serving.answers import LARGEST_HEAD
from scheduler.serving.app import build_app
from scheduler.serving.feeds import Door
from scheduler.serving.guard import GuardedProtocol
from scheduler.serving.logs import start_logging
from scheduler.serving.plans import Plans
from scheduler.serving.watching import Watcher
from scheduler.store.address import Address
from scheduler.store.store import Store

STORE_WAIT_SECONDS = 2.0
"""For whoever writes to the store: the next look comes soon enough."""
MOST_CONNECTIONS = 800
"""At once."""
OPEN_FILES = 4096
"""What the system is asked for: all connections, and as many as may come before room is made for them."""
SWITCH_SECONDS = 0.0005
"""For how long what is written in the background may keep an answer waiting; ten times less than is usual."""
KEEP_ALIVE_SECONDS = 10
ENDING_SECONDS = 5
BACKLOG = 1024


@dataclass(frozen=True)
class Settings:
    """How to serve."""

    store: Address
    host: str
    port: int
    proxies: Sequence[str] = ()
    """The addresses or networks of proxies that are believed to say who asks."""
    url: str = ""
    """How the world sees the server, without a slash at the end; nothing where it is as it is asked for."""


class _Server(uvicorn.Server):
    """A server that tells when it listens, and ends well when told to instead of dying of the signal."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as uvicorn calls it
        self.force_exit = self.should_exit
        self.should_exit = True


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    OSError
        With a sentence, when that is not possible.
    """
    try:
        family, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        reason = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        raise OSError(f"Cannot listen on {host}, port {port}: {reason}.") from error


def allow_open_files(wanted: int = OPEN_FILES) -> None:
    """Ask the system for so many open files, where it allows fewer by default and more on request."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ModuleNotFoundError:  # pragma: no cover - Windows counts them otherwise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def serve(settings: Settings, clock: Callable[[], datetime], started: Callable[[Watcher, int], None]) -> None:
    """Serve until a signal ends it.

    Parameters
    ----------
    settings
        How.
    clock
        Tells the time, with a zone.
    started
        Called with what is watched and the port when the server listens.

    Raises
    ------
    OSError
        When it cannot listen.
    """
    start_logging()
    allow_open_files()
    sys.setswitchinterval(SWITCH_SECONDS)
    with (
        listen(settings.host, settings.port) as listening,
        Store(settings.store, STORE_WAIT_SECONDS) as store,
    ):
        plans = Plans(store)
        watcher = Watcher(store, clock, plans)
        watcher.start()
        # What is held now stays: to look through all of it again and again for garbage holds answers up.
        gc.collect()
        gc.freeze()
        door = Door(watcher, clock)
        config = uvicorn.Config(
            build_app(door, plans, settings.url),
            http=GuardedProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=list(settings.proxies),
            limit_concurrency=MOST_CONNECTIONS,
            backlog=BACKLOG,
            h11_max_incomplete_event_size=LARGEST_HEAD,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=ENDING_SECONDS,
        )
        port = listening.getsockname()[1]
        _Server(config, lambda: started(watcher, port)).run([listening])
        watcher.stop()
