"""``rota capacity``: what is counted beside which plan, on which machines, and every way in which it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.capacity.answer import Entry
from scheduler.commands import capacity
from scheduler.commands.cli import main
from scheduler.commands.counting import running
from scheduler.commands.running.interruption import AtOnceError
from scheduler.fleet.running import WorkLost
from tests.scheduler.commands.program import (
    CONTRADICTION,
    ROOT,
    SETTINGS,
    Captured,
    environment,
    write_long,
    write_tiny,
)
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import write_small

ASKED = ("--kind", "fellow", "--weeks", "1", "--processes", "1")
HEAD = "How many fellows fit for one week without a new shortfall, beside"
TABLE = """\
from          fit  if nobody moves  one more would lack
1 March 2027  2    2                at least 20 points
8 March 2027  1    1                at least 20 points

What is full when one more comes, and how many fit with one more of it throughout the stay:
  from 1 March 2027: Laboratory (week 1), CAR-T ward (week 1).
      With one more seat on Laboratory, 3 fit instead of 2.
      With one more seat on CAR-T ward, 3 fit instead of 2.
  from 8 March 2027: Laboratory (week 2), CAR-T ward (week 2).
      With one more seat on Laboratory, 2 fit instead of 1.
      With one more seat on CAR-T ward, 2 fit instead of 1.

The most, 2, fit from 1 March 2027.
"""


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    write_tiny(Path("tiny"))


def test_the_table_is_told_and_the_way_there(capsys: Captured) -> None:
    assert main(["capacity", "tiny", *ASKED, "--page", "map.html"]) == 0
    told = capsys.readouterr()
    assert told.out == (
        f"{HEAD} the best plan found for Tiny term, which lacks no points (proven best):\n\n{TABLE}"
        "The page is map.html.\n"
    )
    first, second, *answers, looking, trying = told.err.splitlines()
    assert first == (
        "Counting fellows who stay one week, from each of 2 start weeks of Tiny term, 2:50 at most; "
        "Ctrl-C gives what is known so far."
    )
    assert second == "Newcomers are counted beside the best plan found for Tiny term; it lacks no points."
    assert [line.split("  ")[-1] for line in answers] == ["from 1 March 2027: 2", "from 8 March 2027: 1"]
    assert looking.endswith("  Looking for what keeps out one more.")
    assert trying.endswith("  Trying how little of it is enough for one more.")


def test_a_document_and_a_page_are_written(capsys: Captured) -> None:
    assert main(["capacity", "tiny", *ASKED, "--json", "--page", "map.html", "-q"]) == 0
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert document["schema"] == "rota-capacity/1"
    assert [start["at_least"] for start in document["starts"]] == [2, 1]
    assert told.err == ""
    page = Path("map.html").read_text(encoding="utf-8")
    assert "<title>Fellows for one week: Tiny term</title>" in page


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_the_answer_is_told_also_where_its_page_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    use_here(monkeypatch)
    assert main(["capacity", "tiny", *ASKED, "--page", "/dev/full", "-q"]) == 6
    told = capsys.readouterr()
    assert told.out.startswith("How many fellows fit for one week without a new shortfall, ")
    assert told.err == "The disk is full; could not write /dev/full.\n"


def test_where_not_even_one_fits_the_answer_is_no(capsys: Captured) -> None:
    services = "id,name,seats\nward,Ward,1\nlab,Lab,0\n"
    full = "id,name,kind,first_day,last_day\nT01,Amara,fellow,2027-03-01,2027-03-14\n"
    write_tiny(Path("full"), services=services, trainees=full)
    assert main(["capacity", "full", *ASKED, "-q"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Not even one fits anywhere."


def test_without_time_nothing_is_found_out(capsys: Captured) -> None:
    shutil.copytree(ROOT / "inputs" / "example", "long")
    assert main(["capacity", "long", *ASKED, "--time-limit", "0.01"]) == 4
    out, err = capsys.readouterr()
    assert (out or err).splitlines()[-1] in (
        "Nothing was found out in time. Maybe give more with --time-limit.",
        "No plan was found for those who are there; nothing can be said of newcomers.",
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--kind", "felow", "--weeks", "1"], '"felow" is no kind of Tiny term. Maybe fellow?'),
        (["--kind", "xyz", "--weeks", "1"], '"xyz" is no kind of Tiny term. There are fellow.'),
        (
            ["--kind", "fellow", "--weeks", "3"],
            "A stay of 3 weeks does not lie in Tiny term, which has 2 weeks.",
        ),
        (
            ["--kind", "fellow", "--weeks", "1", "--processes", "1", "--cluster", "there:1"],
            "Give --processes, for this machine, or --cluster, for others.",
        ),
        (
            ["--kind", "fellow", "--weeks", "1", "--page", "nowhere/map.html"],
            "There is no folder nowhere to write map.html to.",
        ),
    ],
)
def test_wrong_use_is_told(words: list[str], message: str, capsys: Captured) -> None:
    assert main(["capacity", "tiny", *words]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"Error: {message}"


def test_a_stay_that_the_kind_does_not_foresee_is_told(capsys: Captured) -> None:
    Path("tiny/kinds.csv").write_text("kind,min_weeks,max_weeks\nfellow,2,26\nstudent,3,4\n")
    told = "--weeks: found a stay of one week; a fellow stays 2 to 26 weeks, or comes by arrangement."
    for words, times in ((ASKED, 1), ((*ASKED, "--quiet"), 0), ((*ASKED[:3], "2", *ASKED[4:]), 0)):
        assert rota("capacity", "tiny", *words) == 0
        assert capsys.readouterr().err.splitlines().count(told) == times


def test_a_term_without_kinds_has_none_to_offer(capsys: Captured) -> None:
    write_tiny(Path("nobody"), trainees="id,name,kind,first_day,last_day\n")
    assert main(["capacity", "nobody", *ASKED]) == 2
    assert 'Error: "fellow" is no kind of Tiny term. The term names no kind.' in capsys.readouterr().err


def test_the_example_is_read_where_no_term_is_given(capsys: Captured) -> None:
    assert main(["capacity", "--kind", "nurse", "--weeks", "1"]) == 2
    assert "There are fellow, resident and student." in capsys.readouterr().err


def test_pins_that_contradict_each_other_leave_nothing_to_count_beside(capsys: Captured) -> None:
    write_tiny(Path("never"), pins=CONTRADICTION)
    assert main(["capacity", "never", *ASKED, "-q"]) == 4
    assert capsys.readouterr().err == (
        "No plan was found for those who are there; nothing can be said of newcomers.\n"
    )


# -- beside what was published -----------------------------------------------------------------------------


def test_newcomers_are_counted_beside_the_published_plan(capsys: Captured) -> None:
    write_small(Path("term"))
    publish()
    capsys.readouterr()
    assert rota("capacity", "term", *ASKED) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        f"{HEAD} version 1 of 15 February 2027, 09:30, which lacks no points (proven best):"
    )
    assert rota("capacity", "term", *ASKED, "--anew", "-q") == 0
    assert capsys.readouterr().out.startswith(f"{HEAD} the best plan found for Tiny term")


def test_what_is_past_is_not_asked_and_stays(capsys: Captured) -> None:
    write_small(Path("term"))
    publish()
    capsys.readouterr()
    assert rota("capacity", "term", *ASKED, "--json", "-q", at=datetime(2027, 3, 3, tzinfo=UTC)) == 0
    document = json.loads(capsys.readouterr().out)
    assert [start["first_day"] for start in document["starts"]] == ["2027-03-08"]
    assert rota("capacity", "term", *ASKED, "-q", "--from", "2027-03-09") == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Error: A stay of one week does not lie in what is left of Tiny term: no weeks."
    )
    assert rota("capacity", "term", *ASKED, "-q", "--from", "2027-03-15") == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Error: Nothing of Tiny term can change from 15 March 2027 on: its days are 1 March 2027 to "
        "14 March 2027. Maybe give an earlier day with --from."
    )


def test_a_published_plan_that_does_not_hold_any_more_is_mended_first(capsys: Captured) -> None:
    write_small(Path("term"))
    publish()
    absent = "who,first_day,last_day\nF01,2027-03-08,2027-03-08\n"
    write_small(Path("term"), absences=absent)
    capsys.readouterr()
    assert rota("capacity", "term", *ASKED, "-q") == 0
    assert capsys.readouterr().out.startswith(f"{HEAD} the best plan found for Tiny term")


# -- when it does not go well ------------------------------------------------------------------------------


@pytest.mark.no_cover
def test_interrupted_it_gives_what_is_known(capsys: Captured) -> None:
    write_long(Path("long"))
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler", "capacity", "long", *ASKED],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    heard = [process.stderr.readline()]
    while not heard[-1].startswith("Counting"):
        heard.append(process.stderr.readline())
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Stopping, keeping what is known so far. Ctrl-C again ends at once.\n" in err
    assert "Traceback" not in err


class LeftError(BaseException):
    """Stands for the end of the program."""


def test_a_second_signal_ends_at_once(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def leave(code: int) -> None:
        raise LeftError(code)

    monkeypatch.setattr(capacity, "_count", raising(AtOnceError()))
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(LeftError):
        main(["capacity", "tiny", *ASKED])
    assert capsys.readouterr().err == "Ended at once.\n"


def raising(error: BaseException) -> Callable[..., object]:
    def fail(*_: object) -> object:
        raise error

    return fail


class Here:
    """Does the work in this process, so that it can go wrong as a test wants it."""

    def submit(self, work: Callable[..., object], *words: object) -> object:
        from concurrent.futures import Future

        future: Future[object] = Future()
        try:
            future.set_result(work(*words))
        except Exception as error:  # noqa: BLE001  # as an executor does
            future.set_exception(error)
        return future

    def stop(self) -> None:
        """Nothing runs any more."""


def use_here(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import contextmanager

    monkeypatch.setattr(running, "open_executor", contextmanager(lambda *_: iter([(Here(), 1, 1)])))


@pytest.mark.parametrize("work", ["begin", "explain", "buy"])
def test_work_whose_process_is_lost_is_told_and_the_rest_is_given(
    work: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    from scheduler.capacity import jobs

    use_here(monkeypatch)
    monkeypatch.setattr(jobs, work, raising(WorkLost(3)))
    assert main(["capacity", "tiny", *ASKED]) == 0
    assert "Some weeks were not answered: the process that worked on it was killed" in capsys.readouterr().err


@pytest.mark.parametrize(("work", "code"), [("find_bound", 1), ("assess", 4)])
def test_weeks_that_are_not_soon_answered_are_asked_with_bounds(
    work: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    from scheduler.capacity import jobs

    use_here(monkeypatch)
    monkeypatch.setattr(jobs, "begin", lambda _: ())
    write_tiny(Path("full"), services="id,name,seats\nward,Ward,1\nlab,Lab,0\n")
    assert main(["capacity", "full", *ASKED, "-q"]) == 1
    monkeypatch.setattr(jobs, work, raising(WorkLost(3)))
    assert main(["capacity", "full", *ASKED, "-q"]) == code
    assert "Some weeks were not answered: the process that worked on it was killed" in capsys.readouterr().err


def test_a_fault_of_the_work_is_a_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    from scheduler.capacity import jobs

    use_here(monkeypatch)
    monkeypatch.setattr(jobs, "begin", raising(ValueError("odd")))
    assert main(["capacity", "tiny", *ASKED]) == 70
    assert "ValueError: odd" in capsys.readouterr().err


def test_when_time_is_over_the_work_is_stopped(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    from scheduler.capacity import assess

    stopped = threading.Event()

    class Slow(assess.Assessment):
        def begin(self) -> Entry:
            assert stopped.wait(60)
            while not self.control.stopped:
                time.sleep(0.01)
            return super().begin()

    use_here(monkeypatch)
    monkeypatch.setattr(Here, "stop", lambda _: stopped.set())
    monkeypatch.setattr("scheduler.capacity.jobs.Assessment", Slow)
    monkeypatch.setattr("scheduler.commands.counting.running.COUNTING_SECONDS", 0.1)
    assert main(["capacity", "tiny", *ASKED, "--time-limit", "2s"]) == 4
    assert (
        capsys.readouterr().out.splitlines()[-1]
        == "Nothing was found out in time. Maybe give more with --time-limit."
    )


def test_of_what_is_not_begun_as_the_time_is_up_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    use_here(monkeypatch)
    counted = property(lambda self: any(entry.part for entry in self.entries.values()))
    monkeypatch.setattr(running.Counting, "_is_over", counted)
    assert main(["capacity", "tiny", *ASKED]) == 0
    told = capsys.readouterr()
    assert "\nIt was not found out what keeps out one more from 1 March 2027 and 8 March 2027.\n" in told.out
    assert told.err.endswith("it lacks no points.\n")


def test_faults_are_told_before_anything_is_counted(capsys: Captured) -> None:
    write_tiny(Path("faulty"), term=SETTINGS.replace("2027-03-01", "2027-03-02"))
    assert main(["capacity", "faulty", *ASKED]) == 3
    assert "first_day" in capsys.readouterr().err
