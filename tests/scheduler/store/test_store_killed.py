"""A program that is killed while it publishes: the store holds the old version or the new one, whole."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from scheduler.store.address import read_address
from scheduler.store.store import Store
from tests.scheduler.store.drafts import FIRST, SECOND, latest
from tests.scheduler.store.small import (
    DAY,
    MONDAY,
    publish,
)

STEPS = (
    "render",
    "take the lock",
    "create the tables",
    "write the version",
    "write rota_entries",
    "write rota_feeds",
    "write rota_rendered",
    "commit",
    "end",
)
KILLED = multiprocessing.get_context("forkserver")
"""Processes that cost little to start: they are forked from one that has loaded this module already."""


def publish_killed(place: str, at: str) -> None:
    """Publish what comes next, and be killed at a step of it."""

    def step(name: str) -> None:
        if name == at:
            os.kill(os.getpid(), signal.SIGKILL)

    with Store(read_address(place), 5) as store:
        draft = SECOND if store.latest() else FIRST
        store.publish(store.prepare(draft, MONDAY + DAY), step)


def killed_at(place: str, step: str) -> None:
    KILLED.set_forkserver_preload([__name__])
    process = KILLED.Process(target=publish_killed, args=(place, step))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("step", [step for step in STEPS if step != "create the tables"])
def test_killed_at_any_step_the_store_holds_the_old_version_or_the_new_one_whole(
    place: str, step: str
) -> None:
    with Store(read_address(place)) as store:
        publish(store, FIRST)
        killed_at(place, step)
        wanted = SECOND if step == "end" else FIRST
        assert set(latest(store).plan.sessions) == set(wanted.plan.sessions)
        assert store.check() == []
        if step != "end":
            publish(store, SECOND, 2)
        assert [summary.number for summary in store.summaries()] == [1, 2]
        assert store.check() == []


@pytest.mark.parametrize("step", STEPS)
def test_killed_in_the_first_publication_there_is_nothing_or_the_first_version(place: str, step: str) -> None:
    killed_at(place, step)
    with Store(read_address(place)) as store:
        assert len(store.summaries()) == (step == "end")
        assert store.check() == []
        if step != "end":
            publish(store, FIRST, 2)
        assert set(latest(store).plan.sessions) == set(FIRST.plan.sessions)
        assert store.check() == []
