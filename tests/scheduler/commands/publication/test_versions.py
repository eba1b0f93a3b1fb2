"""``rota publish``: what is stored, and what is told to whom."""

from __future__ import annotations

import json
from pathlib import Path

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    DAY,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    MONDAY,
    write_small_plan,
)


def mark() -> object:
    return json.loads(Path("plan/published.json").read_text(encoding="utf-8"))["version"]


CHANGES = """\
Li Wei, trainee
  moved   Mentor hour, Monday 8 March 2027, 14:30 to 15:00 -> Thursday 11 March 2027, 14:30 to 15:00; mentor Wang Min -> Zhao Hua
Wang Min, faculty
  gone    Mentor hour with Li Wei, Monday 8 March 2027, 14:30 to 15:00, on CAR-T
Zhao Hua, faculty
  new     Mentor hour with Li Wei, Thursday 11 March 2027, 14:30 to 15:00, on CAR-T

"""


def test_the_first_version_is_stored_and_summed_up(somewhere: str, capsys: Captured) -> None:
    assert rota("publish", "term", "plan") == 0
    assert tuple(capsys.readouterr()) == (
        (
            "Published version 1 of Tiny term, the first, with 2 trainees, 6 sessions and 2 rotations.\n"
            f"The versions are in {somewhere}.\n"
        ),
        "",
    )
    assert mark() == 1


def test_the_next_version_tells_what_changes_for_whom(somewhere: str, capsys: Captured) -> None:
    publish()
    capsys.readouterr()
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO), at=MONDAY + DAY)
    assert tuple(capsys.readouterr()) == (
        (
            f"{CHANGES}Published version 2 of Tiny term, for 3 people: one thing differs, in several ways: 1 moved, 1 mentor.\n"
            f"The versions are in {somewhere}.\n"
        ),
        "",
    )
    assert mark() == 2


def test_the_same_again_is_no_new_version(somewhere: str, capsys: Captured) -> None:
    publish()
    capsys.readouterr()
    assert somewhere
    assert rota("publish", "term", "plan", "--note", "again", at=MONDAY + DAY) == 0
    assert capsys.readouterr().out == (
        "Nothing changed: version 1 of 15 February 2027, 09:30 is this plan already.\n"
    )


def test_a_dry_run_tells_what_would_change_and_stores_nothing(somewhere: str, capsys: Captured) -> None:
    assert rota("publish", "term", "plan", "--dry-run") == 0
    assert capsys.readouterr().out == (
        "Would be version 1, the first, with 2 trainees, 6 sessions and 2 rotations.\n"
        "Nothing was published, because of --dry-run.\n"
    )
    assert not Path("plan/published.json").exists()
    publish()
    write_small_plan(Path("plan"), (LI_MEETS_WANG, LI_MEETS_ZHAO))
    capsys.readouterr()
    assert rota("publish", "term", "plan", "--dry-run") == 0
    assert capsys.readouterr().out == (
        f"{CHANGES}Would be version 2, for 3 people: one thing differs, in several ways: 1 moved, 1 mentor.\n"
        "Nothing was published, because of --dry-run.\n"
    )
    assert rota("versions", "term") == 0
    assert capsys.readouterr().out.startswith(f"One version in {somewhere}")


def test_without_a_place_the_store_is_beside_the_term() -> None:
    publish()
    assert Path("term-versions.sqlite").is_file()
    assert rota("publish", "term", "plan", "--store", "other.sqlite") == 0
    assert Path("other.sqlite").is_file()
