"""What a version tells of the plans after it: promises and a past that hold no longer bind nobody."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.inputs.folders import write_folder
from tests.scheduler.commands.program import SETTINGS
from tests.scheduler.commands.store_program import rota
from tests.scheduler.store.small import MONDAY

TERM = {
    "term": SETTINGS,
    "trainees": """\
id,name,kind,first_day,last_day
T01,Amara Diallo,fellow,2027-03-01,2027-03-14
T02,Li Wei,fellow,2027-03-01,2027-03-14
""",
    "services": "id,name,seats\nlab,Laboratory,2\n",
    "activities": "id,title,format,cadence,minutes\nlecture,Lecture,group,weekly,60\n",
    "slots": "activity,weekday,start,seats\nlecture,Tue,10:00,1\nlecture,Wed,10:00,1\n",
}
PLAN = {
    "rotations": """\
trainee,service,first_day,last_day
T01,lab,2027-03-01,2027-03-14
T02,lab,2027-03-01,2027-03-14
""",
    "rounds": "service,first_day,last_day,lead\n",
    "sessions": """\
trainee,activity,topic,date,start,end,room,faculty
T01,lecture,,2027-03-03,10:00,11:00,,
T01,lecture,,2027-03-10,10:00,11:00,,
T02,lecture,,2027-03-02,10:00,11:00,,
T02,lecture,,2027-03-09,10:00,11:00,,
""",
    "mentors": "trainee,faculty\n",
}
AMARA_IS_AWAY = "who,first_day,last_day\nT01,2027-03-10,2027-03-10\n"
"""She has no lecture then unless Li lets her have the other one."""


def plan(*words: str) -> tuple[int, int]:
    """Plan again, and return what lacks, and what is said to lack at least."""
    assert rota("plan", "term", "-o", "again", *words, at=MONDAY) == 0
    coverage = json.loads(Path("again/result.json").read_text(encoding="utf-8"))["levels"][0]
    return coverage["value"], coverage["bound"]


def publish(folder: str, days: int) -> None:
    assert rota("publish", "term", folder, at=MONDAY + timedelta(days=days)) == 0


@pytest.fixture(autouse=True)
def _published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    write_folder(Path("term"), TERM)
    write_folder(Path("plan"), PLAN)
    publish("plan", 0)
    write_folder(Path("term"), {"absences": AMARA_IS_AWAY})


@pytest.mark.parametrize(
    "words", [("--keep", "T02"), ("--touch-at-most", "1"), ("--from", "2027-03-10")], ids=" ".join
)
def test_what_lacked_only_because_of_promises_or_the_past_can_be_had_again(words: tuple[str, ...]) -> None:
    assert plan(*words) == (10, 10)
    publish("again", 1)
    assert plan("--improve") == (0, 0)


@pytest.mark.parametrize("day", ["2027-03-10", "2027-03-11"])
def test_what_no_plan_could_give_from_a_day_on_none_can_give_from_then_or_later(day: str) -> None:
    assert plan("--from", "2027-03-10") == (10, 10)
    publish("again", 1)
    assert plan("--from", day, "--improve") == (10, 10)
    coverage = json.loads(Path("again/result.json").read_text(encoding="utf-8"))["levels"][0]
    source = "the bound of the published version, and what who is new lacks alone"
    assert coverage["evidence"] == [{"part": "everything", "bound": 10, "source": source}]


def test_of_a_record_that_does_not_tell_of_promises_nothing_is_taken_over() -> None:
    assert plan("--keep", "T02") == (10, 10)
    path = Path("again/result.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    del record["based_on"]["kept"]
    path.write_text(json.dumps(record), encoding="utf-8")
    publish("again", 1)
    assert plan("--improve") == (0, 0)
