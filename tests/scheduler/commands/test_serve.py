"""``rota serve`` on the command line: what it refuses and says; what it serves is tested in serving/."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheduler.commands.program import ROOT, run, run_code


def test_it_needs_to_know_where_the_versions_are(tmp_path: Path) -> None:
    code, _, told = run(["serve"], tmp_path, ROTA_STORE="")
    assert code == 2
    assert told.endswith("Error: Say which TERM, or with --store where the versions are.\n")


@pytest.mark.parametrize("proxy", ["everybody", "10.0.0.1/8", "*"])
def test_a_proxy_is_an_address_or_a_network(tmp_path: Path, proxy: str) -> None:
    code, _, told = run(["serve", "term", "--proxy", proxy], tmp_path)
    assert code == 2
    assert f'"{proxy}" is no address of a proxy; write 127.0.0.1 or 10.0.0.0/24.' in told


def test_a_host_that_is_none_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "term").mkdir()
    code, _, told = run(["serve", "term", "--host", "no.such.host.invalid"], tmp_path)
    assert code == 6
    assert "Cannot listen on no.such.host.invalid, port 8000: " in told


@pytest.mark.parametrize(
    ("verb", "missing", "sentence"),
    [
        (
            ["serve", "term"],
            "starlette",
            "Serving needs the extra serve, of which starlette is not installed: ",
        ),
        (
            ["links", "term", "--sheet", "x.html"],
            "segno",
            "The sheet needs the extra serve, of which segno is not installed: ",
        ),
    ],
)
def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, verb: list[str], missing: str, sentence: str
) -> None:
    (tmp_path / "term").mkdir()
    program = f"import sys; sys.modules[{missing!r}] = None; from scheduler.commands.cli import main; sys.exit(main({verb!r}))"
    done = run_code(program, tmp_path, check=False)
    assert done.returncode == 6
    assert done.stderr == f"{sentence}pip install 'fellowship-rota[serve]'.\n"


def test_serving_loads_neither_the_solver_nor_what_else_it_does_not_need() -> None:
    program = "import sys, scheduler.serving.run; print(sorted({'ortools', 'pandas', 'numpy', 'icalendar', 'holidays', 'openpyxl', 'jinja2'} & set(sys.modules)))"
    done = run_code(program, ROOT)
    assert done.stdout == "[]\n"
