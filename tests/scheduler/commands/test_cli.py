"""The command line as a whole: help, versions, and what each kind of trouble ends with."""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import click
import pytest

from scheduler.commands import cli
from scheduler.commands.cli import VERBS, main
from tests.scheduler.commands.program import Captured, environment, run, run_code, write_tiny

HEAVY = (
    "pandas", "numpy", "ortools", "icalendar", "openpyxl", "xlsxwriter", "jinja2", "holidays", "rich",
    "distributed", "dask", "sqlalchemy", "psycopg",
)  # fmt: skip


@pytest.fixture
def verb_that(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], list[str]]:
    """Return what makes a verb that ends with an exception, and gives the words to call it."""

    def make(error: BaseException) -> list[str]:
        def fail() -> None:
            raise error

        module = ModuleType("scheduler.commands.boom")
        module.command = click.Command("boom", callback=fail)  # type: ignore[attr-defined]  # a module may have any
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(cli, "VERBS", {"boom": "Fail."})
        return ["boom"]

    return make


def test_help_loads_no_heavy_library() -> None:
    code = f"import sys; from scheduler.commands.cli import main; main(['--help']); print([m for m in {HEAVY} if m in sys.modules])"
    done = run_code(code)
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("verb", [*VERBS])
def test_help_of_each_verb_loads_no_heavy_library(verb: str) -> None:
    code = f"import sys; from scheduler.commands.cli import main; main(['{verb}', '--help']); print([m for m in {HEAVY} if m in sys.modules])"
    done = run_code(code)
    assert done.stdout.endswith("[]\n")


def test_help_tells_the_verbs_and_the_exit_codes(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert "  verify    Hold any plan against every rule.\n" in told
    assert "    3         faults in the input\n" in told


def test_help_tells_the_first_steps_line_by_line(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    assert "your own:\n    rota plan\n    rota new spring-2027\n" in capsys.readouterr().out


@pytest.mark.parametrize("verb", [*VERBS])
def test_help_tells_of_a_verb_what_the_verb_tells_itself(verb: str) -> None:
    command = cli.cli.get_command(click.Context(cli.cli), verb)
    assert command is not None
    assert (command.name, command.get_short_help_str(limit=200)) == (verb, VERBS[verb])


def test_a_shell_completes_the_verbs(tmp_path: Path) -> None:
    _, out, _ = run([], tmp_path, _ROTA_COMPLETE="bash_complete", COMP_WORDS="rota ve", COMP_CWORD="1")
    assert out == "plain,verify\nplain,versions\n"


def test_without_a_verb_help_is_told_and_the_use_is_wrong(capsys: Captured) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("Usage: rota [OPTIONS] COMMAND [ARGS]...")


def test_an_unknown_verb_is_wrong_use_and_the_nearest_is_named(capsys: Captured) -> None:
    assert main(["chek"]) == 2
    assert capsys.readouterr().err.endswith('Error: "chek" is no verb. Did you mean "check"?\n')


def test_a_verb_that_resembles_none_is_answered_with_all(capsys: Captured) -> None:
    assert main(["xyzzy"]) == 2
    assert capsys.readouterr().err.endswith(
        'Error: "xyzzy" is no verb. There are new, check, plan, verify, explain, whatif, capacity, publish, versions, diff, rollback, export, links, revoke, serve and rules.\n'
    )


def test_an_unknown_option_is_wrong_use(capsys: Captured) -> None:
    assert main(["--hlp"]) == 2
    assert "No such option" in capsys.readouterr().err


def test_no_verb_is_given_for_a_name_that_is_none() -> None:
    assert cli.cli.get_command(click.Context(cli.cli), "xyzzy") is None


def test_the_versions_are_those_of_all_that_has_a_say(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["rota", "Python", "ortools", "pandas", "icalendar", "holidays"]


def test_the_module_that_starts_the_program_can_be_loaded_without_starting_it(capsys: Captured) -> None:
    importlib.import_module("scheduler.__main__")
    assert tuple(capsys.readouterr()) == ("", "")


def test_the_program_can_be_started_as_a_module(tmp_path: Path) -> None:
    code, out, err = run(["rules", "pins"], tmp_path)
    assert (code, err) == (0, "")
    assert out.startswith("pins, a rule that every plan keeps\n\nA pin holds:")


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (OSError("The folder is full of water."), 6, "The folder is full of water.\n"),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "plan"),
            6,
            "The disk is full; could not write plan.\n",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "plan"),
            6,
            "Could not use plan: Permission denied.\n",
        ),
        (OSError(errno.EIO, "Input/output error"), 6, "Could not use a file: Input/output error.\n"),
        (
            click.UsageError("not so"),
            2,
            "Usage: rota boom [OPTIONS]\nTry 'rota boom --help' for help.\n\nError: not so\n",
        ),
        (KeyboardInterrupt(), 130, "\n"),
    ],
)
def test_each_kind_of_trouble_has_its_exit_code_and_a_sentence(
    error: BaseException,
    code: int,
    told: str,
    verb_that: Callable[[BaseException], list[str]],
    capsys: Captured,
) -> None:
    assert main(verb_that(error)) == code
    assert capsys.readouterr().err == told


def test_a_fault_of_the_program_shows_where_it_is(
    verb_that: Callable[[BaseException], list[str]], capsys: Captured
) -> None:
    assert main(verb_that(RuntimeError("two and two are five"))) == 70
    told = capsys.readouterr().err
    assert told.startswith("Traceback")
    assert "RuntimeError: two and two are five" in told
    assert told.endswith("Please report it with the lines above.\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [(["rules"], 0), (["rules", "--json"], 0), (["check", "nowhere", "--json"], 3), (["--help"], 141)],
    ids=["text", "JSON", "another code", "help"],
)
def test_a_reader_who_leaves_early_changes_nothing_of_the_work(
    words: list[str], code: int, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "scheduler", *words]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (code, "")


def test_an_output_that_cannot_be_set_up_is_used_as_it_is() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["rules", "pins"]) == 0
    assert out.getvalue().startswith("pins,")


def test_a_terminal_that_knows_no_chinese_shows_numbers(tmp_path: Path) -> None:
    settings = 'name = "细胞治疗"\nfirst_day = 2027-03-01\nlast_day = 2027-03-14\ntimezone = "UTC"\nholidays = "none"\n'
    write_tiny(tmp_path / "term", term=settings)
    code, out, _ = run(["check", "term"], tmp_path, PYTHONIOENCODING="latin-1")
    assert code == 0
    assert out.startswith("\\u7ec6\\u80de\\u6cbb\\u7597: no faults.\n")
