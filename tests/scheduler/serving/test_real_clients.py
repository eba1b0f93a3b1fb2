"""What the server hands out, in the hands of other people's programs: three readers, a subscriber, a calendar."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import ics
import pytest
import vobject

from scheduler.store.version import Draft
from tests.scheduler.serving.servers import LI, WANG, Server, make_link, publish, serving
from tests.scheduler.store.small import (
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    SMALL,
    small_plan,
    small_term,
)

NAMES = SMALL["trainees"].replace("Li Wei", '"李伟, called; Wei"')
TERM = small_term(trainees=NAMES)
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY), (LI_MEETS_WANG, LI_MEETS_ZHAO)), TERM)
SHANGHAI = timedelta(hours=8)

Seen = set[tuple[str, str, datetime, int]]
"""UID, title, start in UTC and SEQUENCE of each event with a time of day."""


@pytest.fixture
def place(tmp_path: Path) -> str:
    place = str(tmp_path / "versions.sqlite")
    publish(place, FIRST)
    return place


@pytest.fixture
def paths(place: str) -> dict[str, str]:
    return {
        "li": f"/feeds/{make_link(place, LI)}/li.ics",
        "wang": f"/feeds/{make_link(place, WANG)}/wang.ics",
    }


@pytest.fixture
def server(place: str, paths: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    with serving(place, tmp_path) as running:
        yield running


# -- readers -----------------------------------------------------------------------------------------------


def by_icalendar(data: bytes) -> Seen:
    calendar = icalendar.Calendar.from_ical(data)
    return {
        (str(e["UID"]), str(e["SUMMARY"]), e.start.astimezone(UTC), int(str(e["SEQUENCE"])))
        for e in calendar.events
        if isinstance(e.start, datetime)
    }


def by_vobject(data: bytes) -> Seen:
    calendar = vobject.readOne(data.decode())
    return {
        (e.uid.value, e.summary.value, e.dtstart.value.astimezone(UTC), int(e.sequence.value))
        for e in calendar.vevent_list
        if isinstance(e.dtstart.value, datetime)
    }


def by_ics(data: bytes) -> Seen:
    calendar = ics.Calendar(data.decode())
    return {
        (
            e.uid,
            e.name,
            e.begin.datetime.astimezone(UTC),
            int(next(line.value for line in e.extra if line.name == "SEQUENCE")),
        )
        for e in calendar.events
        if not e.all_day
    }


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_three_readers_see_the_same_events_at_the_same_times(
    server: Server, place: str, paths: dict[str, str]
) -> None:
    publish(place, SECOND, 1)
    server.wait_for("/healthz", lambda answer: b'"version":2' in answer.body)
    seen: Seen = set()
    for path in (paths["li"], paths["wang"], paths["wang"] + "?rounds=no"):
        data = server.get(path).body
        seen = by_icalendar(data)
        assert len(seen) >= 2
        assert by_vobject(data) == seen
        assert by_ics(data) == seen
    titles = {title for _, title, _, _ in seen}
    assert "Cancelled: Mentor hour: 李伟, called; Wei" in titles


# -- a subscriber ------------------------------------------------------------------------------------------


class Subscriber:
    """vdirsyncer, subscribed to the server; what it fetched is a folder of files, which khal shows."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "calendar").mkdir(parents=True)
        (folder / "config").write_text(
            f"""\
[general]
status_path = "{folder}/status"
[pair feed]
a = "local"
b = "remote"
collections = null
conflict_resolution = "b wins"
partial_sync = "ignore"
[storage local]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
[storage remote]
type = "http"
url = "{url}"
""",
            encoding="utf-8",
        )
        (folder / "khal").write_text(
            f"""\
[calendars]
[[feed]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
""",
            encoding="utf-8",
        )
        self._run("vdirsyncer", "-c", "config", "discover")

    def fetch(self) -> None:
        self._run("vdirsyncer", "-c", "config", "sync")

    def seen(self) -> list[str]:
        """What the calendar shows in the week of 8 March 2027, without rounds.

        vdirsyncer gives each event that it fetched a UID of its own, so only times and titles can be seen.
        """
        lines = self._run(
            *(
                "khal",
                "-c",
                "khal",
                "list",
                "--format",
                "{start-date} {start-time} {title}",
            ),
            *("--day-format", "", "2027-03-08", "7d"),
        ).splitlines()
        return sorted({line for line in lines if line.startswith("2027") and "Round" not in line})

    def _run(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [Path(sys.executable).with_name(program), *words],
            cwd=self.folder,
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(self.folder),
                "LC_ALL": "C.UTF-8",
                "XDG_DATA_HOME": str(self.folder),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.mark.no_cover
def test_a_subscriber_sees_a_move_a_cancellation_and_a_new_publication(
    server: Server, place: str, paths: dict[str, str], tmp_path: Path
) -> None:
    li = Subscriber(tmp_path / "li", f"http://127.0.0.1:{server.port}{paths['li']}")
    wang = Subscriber(tmp_path / "wang", f"http://127.0.0.1:{server.port}{paths['wang']}")
    li.fetch()
    wang.fetch()
    first = li.seen(), wang.seen()
    assert first == (
        [
            "2027-03-08  Rotation: Laboratory",
            "2027-03-08 14:30 Mentor hour: CAR-T",
            "2027-03-09 10:00 Lecture: Toxicity",
        ],
        [
            "2027-03-08 14:00 Mentor hour: Amara Diallo",
            "2027-03-08 14:30 Mentor hour: 李伟, called; Wei",
            "2027-03-09 10:00 Lecture: Toxicity",
        ],
    )

    publish(place, SECOND, 1)
    server.wait_for("/healthz", lambda answer: b'"version":2' in answer.body)
    li.fetch()
    wang.fetch()
    assert li.seen() == [
        "2027-03-08  Rotation: Laboratory",
        "2027-03-10 10:00 Lecture: CAR-T",
        "2027-03-11 14:30 Mentor hour: CAR-T",
    ]
    assert wang.seen() == [
        "2027-03-08 14:00 Mentor hour: Amara Diallo",
        "2027-03-08 14:30 Cancelled: Mentor hour: 李伟, called; Wei",
        "2027-03-09 10:00 Lecture: Toxicity",
    ]

    publish(place, FIRST, 2)
    server.wait_for("/healthz", lambda answer: b'"version":3' in answer.body)
    li.fetch()
    wang.fetch()
    assert (li.seen(), wang.seen()) == first
