"""
How fast calendars are rendered and handed out: a real server on a real port, beside the clients that load it.

    python -m tests.benchmarks.serving render --trainees 640    # a large programme, published once
    python -m tests.benchmarks.serving load --feeds 2000        # start, 304s, whole files, a publication meanwhile

Server and clients share the machine. Figures and protocol stand in ``scheduler/serving/README.md``.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inputs.plan import Plan
from scheduler.commands.given.terms import read_example
from scheduler.outputs.calendars.identity import Identity
from scheduler.serving.held import tag_of
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.store.address import read_address
from scheduler.store.links import Links
from scheduler.store.preparing import prepare
from scheduler.store.rendering import File, render_prepared, write_files
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.benchmarks.clients import Client, read_etags, send
from tests.benchmarks.generator import Size, plant

WEEKS = 26
SOLVING_SECONDS = 10
NOW = datetime.now(UTC).replace(microsecond=0)


# -- rendering ---------------------------------------------------------------------------------------------


def render(trainees: int) -> None:
    """Render all calendars of a large programme, as publishing it for the first time does."""
    planted = plant(Size(trainees, WEEKS, scarcity=0, messy=False))
    draft = Draft(planted.plan, planted.term)
    begin = time.perf_counter()
    prepared = prepare(draft, None, NOW)
    middle = time.perf_counter()
    files = render_prepared(prepared, {})
    end = time.perf_counter()
    events = sum(file.body.count(b"BEGIN:VEVENT") for file in files)
    size = sum(len(file.body) for file in files) / 1e6
    print(f"{trainees} trainees, {WEEKS} weeks: {len(files)} calendar files, {events} events, {size:.0f} MB")
    print(f"  working out what is told {middle - begin:.1f} s, rendering and checking {end - middle:.1f} s")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


# -- a store to serve from ---------------------------------------------------------------------------------


def read_draft() -> Draft:
    """Return the example, planned in a few seconds."""
    term = read_example().term
    assert term is not None
    result = solve_term(term, Control(time_limit_seconds=SOLVING_SECONDS))
    assert result.plan is not None
    return Draft(result.plan, term)


def fill(place: str, feeds: int) -> list[str]:
    """Publish the example, multiply the calendars of its trainees, and return the paths of all."""
    draft = read_draft()
    with Store(read_address(place)) as store:
        assert store.publish(store.prepare(draft, NOW))
        published = store.published()
        assert published is not None
        files = list(itertools.islice(_multiplied(published.files), feeds))
        with store.writing() as connection:
            write_files(connection, published.number, files)
        made = Links(store).make([file.calendar for file in files], NOW)
    return [f"/feeds/{new.secret}/x.ics" for new in made]


def _multiplied(files: tuple[File, ...]) -> Iterator[File]:
    people = [file for file in files if file.calendar.parts[0] == "trainee"]
    yield from people
    for copy in itertools.count(1):
        for file in people:
            calendar = Identity("calendar", (*file.calendar.parts, str(copy)))
            yield replace(file, calendar=calendar, name=f"{copy}-{file.name}", closes=None)


# -- the server --------------------------------------------------------------------------------------------


@dataclass
class Running:
    process: subprocess.Popen[bytes]
    port: int
    first_answer_seconds: float

    def memory(self) -> float:
        """Return the resident memory in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


@contextmanager
def running(place: str, port: int, path: str) -> Iterator[Running]:
    """Start the server, and wait for its first whole calendar."""
    begin = time.perf_counter()
    words = [sys.executable, "-m", "scheduler", "serve", "--store", place, "--port", str(port)]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        while not asyncio.run(_answers(port, path)):
            assert process.poll() is None, "the server ended"
        yield Running(process, port, time.perf_counter() - begin)
    finally:
        process.terminate()
        process.wait()


async def _answers(port: int, path: str) -> bool:
    try:
        client = await Client.connect(port)
    except OSError:
        await asyncio.sleep(0.01)
        return False
    answer = await client.ask(path)
    client.close()
    return answer.status == 200


# -- load --------------------------------------------------------------------------------------------------


def load(feeds: int, seconds: float, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = f"{folder}/versions.sqlite"
        paths = fill(place, feeds)
        port = 18_000 + os.getpid() % 1000
        for run in range(1, runs + 1):
            with running(place, port, paths[-1]) as server:
                print(
                    f"run {run}: {len(paths)} calendars; first answer after {server.first_answer_seconds:.2f} s"
                )
                etags = asyncio.run(read_etags(port, paths))
                print(f"  304 at 1500/s: {asyncio.run(send(port, paths, 1500, seconds, etags))}")
                print(f"  200 at 400/s:  {asyncio.run(send(port, paths, 400, seconds))}")
                print(f"  memory {server.memory():.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        publish_under_load(f"{folder}/versions.sqlite", port, seconds)


def publish_under_load(place: str, port: int, seconds: float) -> None:
    """Publish four more versions while calendars are fetched, and look at every byte that comes back."""
    with Store(read_address(place)) as store:
        assert store.publish(store.prepare(read_draft(), NOW))
        published = store.published()
        assert published is not None
        made = Links(store).make([file.calendar for file in published.files], NOW)
    paths = [f"/feeds/{new.secret}/x.ics" for new in made]
    versions = {tag_of(file.body): 1 for file in published.files}
    with running(place, port, paths[0]) as server:
        command = [sys.executable, "-m", "tests.benchmarks.serving", "republish", place]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as publisher:
            outcome = asyncio.run(send(port, paths, 300, max(seconds, 40)))
            told, _ = publisher.communicate()
        for line in told.splitlines():
            number, tag = line.split()
            versions.setdefault(tag, int(number))
        wrong = sum(tag not in versions for _, tag in outcome.seen)
        print(f"four publications during 300/s: {outcome}")
        print(
            f"  {wrong} answers of no version, {_backwards(outcome.seen, versions)} of an earlier one than before, "
            f"versions seen {sorted({versions.get(tag, 0) for _, tag in outcome.seen})}, memory {server.memory():.0f} MB"
        )


def _backwards(seen: list[tuple[str, str]], versions: Mapping[str, int]) -> int:
    newest: dict[str, int] = {}
    count = 0
    for path, tag in seen:
        count += versions.get(tag, 0) < newest.get(path, 0)
        newest[path] = max(versions.get(tag, 0), newest.get(path, 0))
    return count


def republish(place: str) -> None:
    """Publish four more versions, and print which bytes belong to which."""
    with Store(read_address(place)) as store:
        first = store.latest()
        assert first is not None
        for number, nth in enumerate((7, 11, 13, 17), 2):
            draft = Draft(_without_every(first.plan, nth), first.term)
            assert store.publish(store.prepare(draft, NOW + timedelta(minutes=number)))
            published = store.published()
            assert published is not None
            for file in published.files:
                print(number, tag_of(file.body))


def _without_every(plan: Plan, nth: int) -> Plan:
    return replace(plan, sessions=tuple(s for n, s in enumerate(plan.sessions) if n % nth))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    rendering = verbs.add_parser("render")
    rendering.add_argument("--trainees", type=int, default=640)
    loading = verbs.add_parser("load")
    loading.add_argument("--feeds", type=int, default=2000)
    loading.add_argument("--seconds", type=float, default=20)
    loading.add_argument("--runs", type=int, default=3)
    publishing = verbs.add_parser("republish")
    publishing.add_argument("place")
    words = parser.parse_args()
    if words.verb == "render":
        render(words.trainees)
    elif words.verb == "load":
        load(words.feeds, words.seconds, words.runs)
    else:
        republish(words.place)


if __name__ == "__main__":
    main()
