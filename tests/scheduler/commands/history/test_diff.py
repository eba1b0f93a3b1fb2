"""``rota diff``: what changes for whom between two versions, or to a plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.store.address import read_address
from scheduler.store.store import Store
from tests.scheduler.commands.history.changes import BACK, THERE
from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    LI_AT_LECTURE,
    write_small_plan,
)


@pytest.mark.usefixtures("_two_versions")
def test_what_changed_between_two_versions_is_told_either_way(capsys: Captured) -> None:
    assert rota("diff", "term", "1", "2") == 0
    assert capsys.readouterr().out == (
        f"{THERE}From version 1 to version 2: 2 things differ, some in several ways: 1 new, 1 moved, 1 room, 1 lead, 1 topic.\n"
    )
    assert rota("diff", "term", "2", "1") == 0
    assert capsys.readouterr().out == (
        f"{BACK}From version 2 to version 1: 2 things differ, some in several ways: 1 gone, 1 moved, 1 room, 1 lead, 1 topic.\n"
    )
    assert rota("diff", "term", "2", "2") == 0
    assert capsys.readouterr().out == "From version 2 to version 2: nothing changes.\n"


@pytest.mark.usefixtures("_two_versions")
def test_what_a_plan_would_change_is_told_also_where_it_breaks_a_rule(capsys: Captured) -> None:
    write_small_plan(Path("2"), (LI_AT_LECTURE, ""))
    assert rota("diff", "term", "1", "./2") == 0
    assert capsys.readouterr().out == (
        "Li Wei, trainee\n"
        "  gone    Lecture, Tuesday 9 March 2027, 10:00 to 11:00, in Lecture hall, led by Wang Min, on Toxicity\n"
        "\n"
        "From version 1 to ./2: 1 gone.\n"
    )


@pytest.mark.usefixtures("_two_versions")
def test_days_before_a_plan_begins_to_differ_are_told_as_in_the_version_that_it_is_based_on(
    place: str, capsys: Captured
) -> None:
    with Store(read_address(place)) as store:
        based_on = {"store": store.id(), "version": 1, "from": "2027-03-10"}
    write_small_plan(Path("later"))
    rounds = Path("later", "rounds.csv")
    rounds.write_text(rounds.read_text().replace("2027-03-14,F01", "2027-03-14,F02"))
    told = {"schema": "rota-result/1", "term": {"digest": ""}, "levels": [], "interrupted": False}
    record = {**told, "seed": 0, "workers": 1, "versions": {}, "based_on": based_on}
    Path("later", "result.json").write_text(json.dumps(record))
    assert rota("diff", "term", "1", "later") == 0
    assert capsys.readouterr().out == (
        "Amara Diallo, trainee\n"
        "  lead    Rounds on CAR-T ward, 10 March 2027 to 14 March 2027: Wang Min -> Zhao Hua\n"
        "Wang Min, faculty\n"
        "  gone    Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00\n"
        "Zhao Hua, faculty\n"
        "  new     Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00\n"
        "\n"
        "From version 1 to later: 1 lead.\n"
    )


@pytest.mark.usefixtures("_two_versions")
def test_programs_read_what_changed(capsys: Captured) -> None:
    assert rota("diff", "term", "1", "2", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert {name: document[name] for name in ("schema", "from", "to", "numbers")} == {
        "schema": "rota-diff/1",
        "from": "1",
        "to": "2",
        "numbers": {"new": 1, "moved": 1, "room": 1, "lead": 1, "topic": 1},
    }
    assert [(person["id"], person["changes"][0]["kinds"]) for person in document["people"]] == [
        ("T02", ["moved", "room", "lead", "topic"]),
        ("F02", ["new"]),
    ]
    assert document["counts"] == {"people": 2, "touched": 2, "changes": 2, "promised": None}


@pytest.mark.usefixtures("_two_versions")
def test_programs_read_the_same_counts_of_a_plan_as_when_it_is_published(
    place: str, capsys: Captured
) -> None:
    with Store(read_address(place)) as store:
        based_on = {"store": store.id(), "version": 2, "from": "2027-03-11"}
    write_small_plan(Path("later"))
    told = {"schema": "rota-result/1", "term": {"digest": ""}, "levels": [], "interrupted": False}
    record = {**told, "seed": 0, "workers": 1, "versions": {}, "based_on": based_on}
    Path("later", "result.json").write_text(json.dumps(record))
    assert rota("diff", "term", "2", "later", "--json") == 0
    compared = json.loads(capsys.readouterr().out)
    assert compared["counts"] == {"people": 2, "touched": 0, "changes": 2, "promised": 0}
    assert rota("publish", "term", "later", "--dry-run", "--json") == 0
    published = json.loads(capsys.readouterr().out)
    shared = ("numbers", "people", "counts")
    assert {name: compared[name] for name in shared} == {name: published[name] for name in shared}


@pytest.mark.usefixtures("_two_versions")
@pytest.mark.parametrize("words", [("diff", "term", "1", "7"), ("rollback", "term", "7"), ("export", "term", "7", "-o", "out")])  # fmt: skip
def test_a_version_that_there_is_not_is_wrong_use(words: tuple[str, ...], capsys: Captured) -> None:
    assert rota(*words) == 2
    assert capsys.readouterr().err.endswith("Error: There is no version 7; there are 1 and 2.\n")


def test_where_nothing_is_published_there_is_no_version(capsys: Captured) -> None:
    assert rota("diff", "term", "1", "2") == 2
    assert capsys.readouterr().err.endswith("Error: There is no version 1; nothing is published yet.\n")
    publish()
    capsys.readouterr()
    assert rota("diff", "term", "2", "1") == 2
    assert capsys.readouterr().err.endswith("Error: There is no version 2; there is 1.\n")
