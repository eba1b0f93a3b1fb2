"""Where work is done that is done several at once: processes of this machine, or a cluster."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from scheduler.commands.console import say
from scheduler.commands.given.options import count_cores
from scheduler.fleet.contact import ignore

if TYPE_CHECKING:
    from scheduler.fleet.cluster import Cluster
    from scheduler.fleet.contact import Hear
    from scheduler.fleet.processes import Processes


class FleetOrders(Protocol):
    """What was asked for of the machines that do the work."""

    @property
    def workers(self) -> int | None:
        """Threads of each solve."""

    @property
    def processes(self) -> int | None:
        """How many processes of this machine do the work."""

    @property
    def cluster(self) -> str | None:
        """The address of the cluster that does it."""

    @property
    def quiet(self) -> bool:
        """Whether nothing is told that is not asked for."""


def check_cluster(address: str | None) -> None:
    """Refuse a cluster where what it takes is not installed.

    Raises
    ------
    click.UsageError
        When a cluster was given, and Dask is not there.
    """
    if address is not None and importlib.util.find_spec("distributed") is None:
        raise click.UsageError(
            "--cluster needs Dask, which is not installed: pip install 'fellowship-rota[cluster]'"
        )


@contextmanager
def open_cluster(address: str, hear: Hear = ignore, *, quiet: bool = False) -> Iterator[Cluster]:
    """Give a cluster, and tell where the line to it is open to all.

    Raises
    ------
    OSError
        When it cannot be used, in a sentence for people.
    """
    from scheduler.fleet.cluster import Cluster

    with Cluster(address, hear) as cluster:
        if cluster.open_to_all and not quiet:
            say(
                f"The line to {address} is not encrypted: use it in a network that you trust, "
                "or a tls:// address.",
                err=True,
            )
        yield cluster


@contextmanager
def open_executor(
    orders: FleetOrders, jobs: int, hear: Hear
) -> Iterator[tuple[Processes | Cluster, int, int]]:
    """Give what does the work, how many solves it does at once, and how many threads each solve may have."""
    if orders.cluster is not None:
        with open_cluster(orders.cluster, hear, quiet=orders.quiet) as cluster:
            yield cluster, min(jobs, cluster.threads), orders.workers or cluster.cores_a_thread
        return
    from scheduler.fleet.processes import Processes

    cores = count_cores()
    number = min(jobs, orders.processes or max(1, cores // (orders.workers or 1)))
    with Processes(number, hear) as processes:
        yield processes, number, orders.workers or max(1, cores // number)
