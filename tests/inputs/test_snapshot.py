"""A term as one text: nothing that a plan depends on is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from inputs.faults import Place
from inputs.people import Entity
from inputs.reading import read_term
from inputs.snapshot import read_snapshot, take_snapshot
from inputs.term import Term
from inputs.working_days import Holiday, WorkingDays
from scheduler.outputs.template.term import new_calendars, new_workbook
from tests.pictures import draw_term


def read(path: Path) -> Term:
    term = read_term(path).term
    assert term is not None
    return term


@pytest.fixture(scope="module")
def example() -> Iterator[Term]:
    with resources.as_file(resources.files("inputs") / "example") as folder:
        yield read(folder)


def contents(thing: object) -> object:
    """Return all that a thing holds, entities with all their columns, without the places of rows."""
    if isinstance(thing, tuple):
        return [contents(part) for part in thing]
    if isinstance(thing, dict):
        return {key: contents(value) for key, value in thing.items()}
    if isinstance(thing, Entity | Term) or is_dataclass(thing):
        return {
            field.name: contents(getattr(thing, field.name))
            for field in fields(thing)  # type: ignore[arg-type]  # an entity is a dataclass
            if not isinstance(getattr(thing, field.name), Place)
        }
    return thing


def test_the_example_comes_back_whole(example: Term) -> None:
    assert contents(read_snapshot(take_snapshot(example))) == contents(example)


def test_a_workbook_comes_back_as_the_folder_does(example: Term, tmp_path: Path) -> None:
    book = tmp_path / "term.xlsx"
    book.write_bytes(new_workbook())
    (tmp_path / "calendars").mkdir()
    for name, calendar in new_calendars().items():
        (tmp_path / name).write_bytes(calendar)
    assert take_snapshot(read(book)) == take_snapshot(example)


def test_the_holidays_used_are_kept_whatever_is_announced_later(example: Term) -> None:
    working = WorkingDays(
        frozenset({date(2027, 3, 1)}), (Holiday(date(2027, 4, 5), "Qingming", "provisional"),), (2027,)
    )
    assert read_snapshot(take_snapshot(replace(example, working=working))).working == working


def test_a_term_made_in_code_has_nothing_to_keep() -> None:
    with pytest.raises(ValueError, match="a term that nobody wrote has nothing to keep"):
        take_snapshot(draw_term(""))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"written": 3}, "no snapshot of a term"),
        ({"written": {"settings": {}, "tables": {}}}, "found nothing"),
        ({"written": {"settings": {"first_day": "2027-03-01"}, "tables": {}}}, "last_day"),
        ({"written": {"settings": {"first_day": "2027-03-01"}, "tables": {"unknown": []}}}, "unknown"),
        ({"holidays": None}, "no snapshot of a term"),
    ],
)
def test_what_cannot_be_read_is_told(change: dict[str, object], told: str, example: Term) -> None:
    document = {**json.loads(take_snapshot(example)), **change}
    with pytest.raises(ValueError, match=told):
        read_snapshot(json.dumps(document))


def test_a_row_that_cannot_be_read_is_told(example: Term) -> None:
    text = take_snapshot(example).replace('["kind","fellow"]', '["first_day","never"]')
    with pytest.raises(ValueError, match="never"):
        read_snapshot(text)
