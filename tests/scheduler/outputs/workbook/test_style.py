"""How wide texts and columns of a workbook are, and how its cells are written."""

from __future__ import annotations

from datetime import date

import pytest

from inputs.days import Span
from scheduler.outputs.workbook.style import (
    Pen,
    column_width,
    lines_of,
    scale_to_fit,
    shortened,
    text_width,
)
from tests.scheduler.outputs.workbook.opened import opened, values


def test_chinese_characters_are_twice_as_wide() -> None:
    assert (text_width("abc"), text_width("林晓雯"), text_width("")) == (3, 6, 0)


def test_a_text_takes_as_many_lines_as_its_width_and_breaks_ask_for() -> None:
    assert [lines_of(text, 10) for text in ("", "short", "one\ntwo", "x" * 25)] == [1, 1, 2, 3]
    assert lines_of("x" * 11, 10, size=5) == 1


def test_a_column_is_as_wide_as_its_texts_within_limits() -> None:
    assert column_width([]) == pytest.approx(8.48)
    assert column_width(["x" * 500]) == 54


def test_columns_are_scaled_down_to_the_page_and_never_up() -> None:
    assert [scale_to_fit(widths) for widths in ([10], [100] * 3, [10_000])] == [100, 46, 10]


def test_a_long_name_is_shortened_and_on_one_line() -> None:
    assert shortened("a\nb") == "a b"
    assert len(shortened("x" * 100)) == 90


def test_a_truth_is_written_as_one() -> None:
    pen = Pen("name", Span(date(2027, 3, 1), date(2027, 3, 8)))
    sheet = pen.sheet("sheet")
    pen.write(sheet, 0, 0, True)
    pen.write(sheet, 0, 1, 1.25)
    assert values(opened(pen.finished())["sheet"]) == [[True, 1.25]]
