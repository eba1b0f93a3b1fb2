"""Any term at all, the example among them: it is read, or its faults are told in sentences."""

from __future__ import annotations

import string
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import inputs
from inputs.checks.programme import find_circles
from inputs.reading import read_term
from tests.inputs.folders import (
    SMALL,
    contents,
    read,
    term_of,
    write_folder,
)

EXAMPLE = Path(inputs.__file__).parent / "example"


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("abcde"), unique=True).map(tuple)))
def test_circles_are_found_exactly_where_nothing_can_come_first(after: dict[str, tuple[str, ...]]) -> None:
    circles = find_circles(after)
    for circle in circles:
        follows = zip(circle, (*circle[1:], circle[0]), strict=True)
        assert all(before in after[item] for item, before in follows)
    left = set("abcde")
    while ready := {item for item in left if not set(after.get(item, ())) & left}:
        left -= ready
    assert bool(left) == bool(circles)


def test_the_example_has_no_fault() -> None:
    reading = read_term(EXAMPLE)
    assert reading.faults == ()
    assert reading.term is not None


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_and_columns_changes_nothing(data: st.DataObject) -> None:
    tables = dict(SMALL)
    for name in set(SMALL) - {"term"}:
        header, *rows = [line.split(",") for line in SMALL[name].splitlines()]
        order = data.draw(st.permutations(range(len(header))))
        lines = [header, *data.draw(st.permutations(rows))]
        tables[name] = "".join(",".join(line[index] for index in order) + "\n" for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        there = contents(term_of(read(Path(folder) / "a", SMALL)))
        here = contents(term_of(read(Path(folder) / "b", tables)))
    assert here == there


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_cell_makes_a_term_or_faults_in_sentences(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(set(SMALL) - {"term"})))
    header, *rows = [line.split(",") for line in SMALL[name].splitlines()]
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(header) - 1))
    known = st.sampled_from(
        ["", "T01", "F01", "ward", "sim", "0", "-1", "2027-03-01", "24:00", "yes", ";", "*"]
    )
    cell = data.draw(
        known
        | st.text(string.printable.replace("\n", "").replace("\r", ""), max_size=12)
        | st.text(max_size=6)
    )
    rows[row][column] = '"' + cell.replace('"', '""') + '"'
    text = "".join(",".join(line) + "\n" for line in [header, *rows])
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), {**SMALL, name: ""})
        (Path(folder) / f"{name}.csv").write_bytes(text.encode("utf-8-sig", errors="surrogatepass"))
        reading = read_term(Path(folder))
    assert (reading.term is None) == bool(reading.faults)
    assert all(str(remark).endswith((".", "?")) for remark in (*reading.faults, *reading.notices))
