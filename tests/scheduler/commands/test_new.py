"""``rota new``: the example, written where nothing was."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.reading import read_term
from scheduler.commands.cli import main
from tests.scheduler.commands.program import ROOT, Captured


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_folder_holds_the_example(capsys: Captured) -> None:
    assert main(["new", "spring"]) == 0
    assert capsys.readouterr().out == (
        "spring holds the example term. Put your own people and programme in its place, then:\n"
        "  rota check spring\n"
        "  rota plan spring\n"
    )
    reading = read_term(Path("spring"))
    example = read_term(ROOT / "inputs" / "example")
    assert (reading.faults, reading.notices) == (example.faults, example.notices)


def test_an_empty_folder_is_filled() -> None:
    Path("spring").mkdir()
    assert main(["new", "spring"]) == 0
    assert Path("spring/term.toml").exists()


def test_a_workbook_is_written_into_the_folder(capsys: Captured) -> None:
    assert main(["new", "a/my term", "--xlsx"]) == 0
    assert '  rota check "a/my term/term.xlsx"\n' in capsys.readouterr().out
    assert read_term(Path("a/my term/term.xlsx")).faults == ()


def test_a_name_that_ends_with_xlsx_is_a_workbook() -> None:
    assert main(["new", "spring.XLSX"]) == 0
    assert sorted(path.name for path in Path().iterdir()) == ["calendars", "spring.XLSX"]


def test_the_calendars_of_the_example_are_written_into_a_folder() -> None:
    assert main(["new", "spring"]) == 0
    assert _calendars(Path("spring")) == _calendars(ROOT / "inputs" / "example")


def test_the_calendars_of_the_example_are_written_beside_a_workbook() -> None:
    assert main(["new", "spring.xlsx"]) == 0
    assert _calendars(Path()) == _calendars(ROOT / "inputs" / "example")


def test_the_calendars_of_another_workbook_are_left_alone(capsys: Captured) -> None:
    Path("calendars").mkdir()
    Path("calendars/F01.ics").write_text("mine")
    assert main(["new", "spring.xlsx"]) == 6
    assert capsys.readouterr().err == (
        "calendars is there already, and belongs to another term; name a new folder.\n"
    )
    assert _calendars(Path()) == {"F01.ics": b"mine"}
    assert not Path("spring.xlsx").exists()


def _calendars(term: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (term / "calendars").iterdir()}


@pytest.mark.parametrize("words", [("new", "spring", "--xlsx"), ("new", "spring/summer.xlsx")])
def test_no_workbook_is_written_into_the_folder_of_a_term(words: tuple[str, ...], capsys: Captured) -> None:
    Path("spring").mkdir()
    Path("spring/term.toml").write_text("mine")
    assert main(words) == 6
    assert capsys.readouterr().err == "spring holds a term already, in term.toml; name a new folder.\n"
    assert [path.name for path in Path("spring").iterdir()] == ["term.toml"]


def test_a_folder_with_something_in_it_is_left_alone(capsys: Captured) -> None:
    Path("spring").mkdir()
    Path("spring/notes.txt").write_text("mine")
    assert main(["new", "spring"]) == 6
    assert (
        capsys.readouterr().err == "spring is not empty, and nothing in it is replaced; name a new folder.\n"
    )
    assert [path.name for path in Path("spring").iterdir()] == ["notes.txt"]


def test_a_file_is_left_alone(capsys: Captured) -> None:
    Path("spring").write_text("mine")
    assert main(["new", "spring"]) == 6
    assert capsys.readouterr().err == "spring is there already, and is no folder; name a new one.\n"
    assert Path("spring").read_text() == "mine"


def test_a_link_to_nowhere_is_left_alone(capsys: Captured) -> None:
    Path("spring").symlink_to("elsewhere")
    assert main(["new", "spring"]) == 6
    assert capsys.readouterr().err == "spring is there already, and is no folder; name a new one.\n"


def test_a_workbook_is_left_alone(capsys: Captured) -> None:
    Path("spring.xlsx").write_text("mine")
    assert main(["new", "spring.xlsx"]) == 6
    assert capsys.readouterr().err == "spring.xlsx is there already, and is not replaced; name a new file.\n"
    assert Path("spring.xlsx").read_text() == "mine"


def test_a_workbook_that_cannot_be_written_whole_is_not_left_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    main(["new", "first", "--xlsx"])  # what is loaded for it may write files too
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        assert main(["new", "spring.xlsx"]) == 6
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert capsys.readouterr().err == "Could not use spring.xlsx: File too large.\n"
    assert [path.name for path in Path().iterdir()] == ["first"]
