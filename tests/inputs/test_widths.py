"""Names in full-width letters are those of the ids."""

from __future__ import annotations

from pathlib import Path

from inputs.plan_reading import read_plan
from tests.inputs.folders import SMALL, contents, read, term_of, write_folder
from tests.inputs.test_plan_reading import PLAN

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in (*b"0123456789", *b"FTR")})


def wide(text: str, *names: str) -> str:
    """Return a table with some names in full-width letters and digits."""
    for name in names:
        assert name in text
        text = text.replace(name, name.translate(WIDE))
    return text


def test_a_name_in_full_width_letters_is_that_of_the_id(tmp_path: Path) -> None:
    tables = {
        **SMALL,
        "hours": wide(SMALL["hours"], "F01"),
        "slots": wide(SMALL["slots"], "F01", "F02", "R1"),
        "pins": wide(SMALL["pins"], "T01"),
        "activities": SMALL["activities"].replace("sim*2;lecture", "ｓｉｍ＊２；ｌｅｃｔｕｒｅ"),
    }
    written, plain = read(tmp_path / "wide", tables), read(tmp_path / "plain", SMALL)
    assert (written.faults, written.notices) == ((), ())
    assert {**contents(term_of(written)), "digest": "", "written": ""} == {
        **contents(term_of(plain)), "digest": "", "written": "",
    }  # fmt: skip


def test_an_id_in_full_width_letters_stays_as_it_is(tmp_path: Path) -> None:
    rooms, slots = wide(SMALL["rooms"], "R1"), wide(SMALL["slots"], "R1")
    absences = SMALL["absences"].replace("R2,", "R1,")
    term = term_of(read(tmp_path, {**SMALL, "rooms": rooms, "slots": slots, "absences": absences}))
    assert [room.id for room in term.rooms] == ["R2", "Ｒ１"]
    assert {absence.who for absence in term.absences} == {"T01", "F01", "Ｒ１"}


def test_a_plan_may_name_people_so_too(tmp_path: Path) -> None:
    term = term_of(read(tmp_path / "term", SMALL))
    plain = read_plan(write_folder(tmp_path / "plain", PLAN), term)
    rotations = {**PLAN, "rotations": wide(PLAN["rotations"], "T01")}
    assert read_plan(write_folder(tmp_path / "wide", rotations), term).plan == plain.plan
    assert plain.plan is not None
