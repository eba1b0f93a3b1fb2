"""What verbs answer on a cluster is what they answer here; it is the same cluster for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.commands.cli import main
from tests.scheduler.commands.explanation.asking import MORE_LACKS, ONE_SEAT, explained, planned
from tests.scheduler.commands.planning.test_apart import TRAINEES
from tests.scheduler.commands.program import SETTINGS, Captured, contents, write_tiny
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.commands.supposing.asking import IDEAS, ask, ask_json
from tests.scheduler.commands.test_capacity import TABLE
from tests.scheduler.fleet.clusters import LocalCluster, local_cluster
from tests.scheduler.store.small import write_small


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="module")
def workless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Give a cluster to which no worker has come."""
    with local_cluster(tmp_path_factory.mktemp("workless"), workers=0) as cluster:
        yield cluster


def test_plan_gives_the_same_plans(lasting: LocalCluster, capsys: Captured) -> None:
    write_tiny(Path("north"))
    write_tiny(Path("south"), term=SETTINGS.replace("Tiny", "Southern"))
    words = ["--workers", "1", "--seed", "7"]
    assert main(["plan", "north", "south", "-o", "far", "--cluster", lasting.address, *words]) == 0
    told = capsys.readouterr()
    assert told.out == (
        "north  proven best; everything owed is given; in far/north\n"
        "south  proven best; everything owed is given; in far/south\n"
    )
    assert told.err.startswith("Planning 2 terms, 2 at once with one thread each, ")
    assert main(["plan", "north", "south", "-o", "near", "--quiet", *words]) == 0
    assert contents("far") == contents("near")


def test_plan_solves_the_parts_of_a_single_term(lasting: LocalCluster) -> None:
    write_tiny(Path("north"), trainees=TRAINEES)
    words = ["--workers", "1", "--quiet"]
    assert main(["plan", "north", "-o", "plans", "--cluster", lasting.address, *words]) == 0
    assert main(["plan", "north", "-o", "alone", *words]) == 0
    assert contents("plans/north") == contents("alone")


def test_explain_answers_as_one_after_another(lasting: LocalCluster, capsys: Captured) -> None:
    planned(**MORE_LACKS)
    day = ("Li Wei", "--on", "2027-03-09")
    here, here_on_a_day = (explained(capsys, *words, "--workers", "1") for words in ((), day))
    assert explained(capsys, "--cluster", lasting.address) == here
    assert explained(capsys, *day, "--cluster", lasting.address) == here_on_a_day
    assert rota("explain", "term", "plan", "--cluster", lasting.address) == 0
    told = capsys.readouterr()
    assert "mends it: " in told.out
    assert told.err == ""
    assert rota("explain", "term", "plan", "--cluster", lasting.address, "--time-limit", "0.001") == 0
    assert "not tried, for lack of time: " in capsys.readouterr().out
    assert any(each["remedies"] for each in here["shortfalls"])


def test_whatif_answers_as_processes_do(lasting: LocalCluster, capsys: Captured) -> None:
    write_small(Path("term"))
    publish()
    capsys.readouterr()
    Path("ideas.toml").write_text(IDEAS, encoding="utf-8")
    several = ("--scenarios", "ideas.toml", "--workers", "1")
    alone = ("--without", "Wang Min@2027-03-08", "--workers", "1")
    here = ask_json(capsys, *several, "--processes", "2")
    one_here = ask_json(capsys, *alone)
    address = ("--cluster", lasting.address)
    assert ask_json(capsys, *several, *address) == here
    assert ask_json(capsys, *alone, *address) == one_here
    assert rota("whatif", "term", *alone, *address) == 0
    told = capsys.readouterr()
    assert told.err.splitlines()[0] == (
        "What if Wang Min is away on 8 March 2027, 1:00 at most; Ctrl-C keeps the best so far."
    )
    # What answers are held against is planned there, too.
    assert rota("whatif", "term", *several, *address, "--store", "none.sqlite") == here[0]
    told = capsys.readouterr()
    assert "Held against a plan of the term as it is, made now, as nothing is published." in told.out
    assert told.err.splitlines()[0].startswith("Nothing is published: planning Tiny term first, ")
    assert "Tiny term  " in told.err


def test_capacity_answers_as_processes_do(lasting: LocalCluster, capsys: Captured) -> None:
    write_tiny(Path("tiny"))
    words = ["--cluster", lasting.address, "--quiet"]
    assert main(["capacity", "tiny", "--kind", "Fellow", "--weeks", "1", *words]) == 0
    told = capsys.readouterr()
    assert told.out.endswith(TABLE)
    assert told.err == ""


def test_for_explain_a_cluster_without_workers_is_trouble(workless: LocalCluster, capsys: Captured) -> None:
    planned(slots=ONE_SEAT)
    capsys.readouterr()
    assert rota("explain", "term", "plan", "--cluster", workless.address) == 6
    assert tuple(capsys.readouterr()) == (
        "",
        f"The cluster at {workless.address} has no worker. Start some, and call again.\n",
    )


@pytest.mark.no_cover
def test_for_whatif_a_cluster_without_workers_is_trouble(workless: LocalCluster, capsys: Captured) -> None:
    write_small(Path("term"))
    publish()
    capsys.readouterr()
    assert ask("--without", "Wang Min@2027-03-08", "--cluster", workless.address) == 6
    assert capsys.readouterr().err == (
        f"The cluster at {workless.address} has no worker. Start some, and call again.\n"
    )
