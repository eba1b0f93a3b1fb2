"""``rota publish``: two coordinators, of whom one comes first."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from scheduler.commands.publication.publishing import publish_draft
from scheduler.commands.publication.words import tell_outcome
from scheduler.store.address import read_address
from scheduler.store.preparing import Prepared
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    MONDAY,
    small_plan,
    small_term,
    write_small_plan,
)

OVERTAKEN = """\
Somebody else published first; the plan is based on version 1. Since then:
  version 2, 16 February 2027, 09:30: for 3 people: one thing differs, in several ways: 1 moved, 1 mentor; Dr Wang is away
  Li Wei, trainee
    moved   Mentor hour, Monday 8 March 2027, 14:30 to 15:00 -> Thursday 11 March 2027, 14:30 to 15:00; mentor Wang Min -> Zhao Hua
  Wang Min, faculty
    gone    Mentor hour with Li Wei, Monday 8 March 2027, 14:30 to 15:00, on CAR-T
  Zhao Hua, faculty
    new     Mentor hour with Li Wei, Thursday 11 March 2027, 14:30 to 15:00, on CAR-T
Nothing was published. Maybe plan again, which keeps to version 2; if your plan takes account of it already, publish it with --base 2.
"""


@pytest.mark.usefixtures("_overtaken")
def test_who_was_overtaken_is_told_what_changed_and_publishes_nothing(capsys: Captured) -> None:
    assert rota("publish", "term", "mine", at=MONDAY + 2 * DAY) == 5
    assert tuple(capsys.readouterr()) == ("", OVERTAKEN)
    assert rota("versions", "term") == 0
    assert capsys.readouterr().out.startswith("2 versions")


@pytest.mark.usefixtures("_overtaken")
def test_who_takes_account_of_the_other_one_publishes_over_it(capsys: Captured) -> None:
    assert rota("publish", "term", "mine", "--base", "2", at=MONDAY + 2 * DAY) == 0
    assert capsys.readouterr().out.splitlines()[-2].startswith("Published version 3 of Tiny term, for ")


@pytest.mark.usefixtures("_overtaken")
def test_a_plan_made_against_a_version_says_so_in_its_record(capsys: Captured) -> None:
    store = json.loads(Path("mine/published.json").read_text(encoding="utf-8"))["store"]
    record = {"based_on": {"store": store, "version": 2}}
    Path("mine/result.json").write_text(json.dumps(record), encoding="utf-8")
    assert rota("publish", "term", "mine", at=MONDAY + 2 * DAY) == 0
    assert capsys.readouterr().err == ""


def test_a_mark_of_another_store_or_one_that_cannot_be_read_tells_nothing() -> None:
    for content in ('{"store": "another", "version": 7}', "{", '{"store": 3}'):
        Path("plan/published.json").write_text(content, encoding="utf-8")
        assert rota("publish", "term", "plan", "--store", f"{len(content)}.sqlite") == 0


def test_a_plan_based_on_a_version_that_is_not_there_is_not_published(capsys: Captured) -> None:
    publish()
    write_small_plan(Path("plan"), (LI_AT_LECTURE, LI_ON_WEDNESDAY))
    capsys.readouterr()
    assert rota("publish", "term", "plan", "--base", "4") == 6
    assert capsys.readouterr().err == (
        "The plan is based on version 4, but the newest in term-versions.sqlite is version 1. Nothing was published. "
        "Maybe it is not the right store; if it is, say with --base which version the plan builds on.\n"
    )
    assert rota("publish", "term", "plan", "--base", "4", "--store", "empty.sqlite") == 6
    assert "the newest in empty.sqlite is none." in capsys.readouterr().err


def test_who_expected_nothing_and_finds_a_version_is_told(capsys: Captured) -> None:
    publish()
    write_small_plan(Path("plan"), (LI_AT_LECTURE, LI_ON_WEDNESDAY))
    capsys.readouterr()
    assert rota("publish", "term", "plan", "--base", "0") == 5
    assert capsys.readouterr().err == (
        "Somebody else published first; the plan is based on no version. Since then:\n"
        "  version 1, 15 February 2027, 09:30: the first, with 2 trainees, 6 sessions and 2 rotations\n"
        "Nothing was published. Maybe plan again, which keeps to version 1; if your plan takes account of it already, publish it with --base 1.\n"
    )


class Slow(Store):
    """A store whose user looks away between reading and writing, while somebody else publishes."""

    def prepare(self, draft: Draft, now: datetime) -> Prepared:
        prepared = super().prepare(draft, now)
        if not prepared.same and prepared.parent == 1:
            publish((LI_MEETS_WANG, LI_MEETS_ZHAO), folder="theirs", at=MONDAY + DAY, note="Dr Wang is away")
        return prepared


def test_who_is_overtaken_between_reading_and_writing_is_told(
    somewhere: str, place: str, capsys: Captured
) -> None:
    assert somewhere
    publish()
    term = small_term()
    draft = Draft(small_plan(term, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), term)
    with Slow(read_address(place)) as store:
        outcome = publish_draft(store, draft, None, MONDAY + 2 * DAY, dry_run=False, renamed=False)
    capsys.readouterr()
    tell_outcome(outcome)
    assert (outcome.code, outcome.summary, capsys.readouterr().err) == (5, None, OVERTAKEN)


def test_of_two_who_publish_the_same_at_once_neither_is_told_off(
    somewhere: str, place: str, capsys: Captured
) -> None:
    assert somewhere
    publish()
    term = small_term()
    draft = Draft(small_plan(term, (LI_MEETS_WANG, LI_MEETS_ZHAO)), term)
    with Slow(read_address(place)) as store:
        outcome = publish_draft(store, draft, None, MONDAY + 2 * DAY, dry_run=False, renamed=False)
    assert (outcome.code, outcome.summary.number if outcome.summary else None) == (0, 2)
    tell_outcome(outcome)
    assert capsys.readouterr().out.endswith(
        "Nothing changed: version 2 of 16 February 2027, 09:30 is this plan already.\n"
    )
    assert rota("publish", "term", "theirs", "--base", "1") == 0
