"""Puts a day's results beside the protocol: plots, and the table in its README.

python -m tests.benchmarks.report tests/benchmarks/results/2026-11-26.json
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.plots import make_plots
from tests.benchmarks.results import Results, Summary, read_results, summarise, where_worse

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- results: written by tests.benchmarks.report -->", "<!-- end of results -->"
COLUMNS = (
    "case", "system", "level", "value", "bound", "gap", "proven", "best s", "proof s",
    "first plan s", "wall s", "limit s", "peak MB",
)  # fmt: skip


def write_report(path: Path) -> str:
    """Write the plots of a results file beside it, and its table into the README above its folder, if any.

    Return the table.
    """
    results = read_results(path)
    names = [path.name]
    for name, picture in make_plots(results):
        names.append(f"{results.date}-{name}.svg")
        (path.parent / names[-1]).write_text(picture, encoding="utf-8")
    table = make_table(results)
    if path.parent.resolve() == README.parent / "results":
        links = "\n".join(f"- [{name}]({path.parent.name}/{name})" for name in names)
        _put_into_readme(f"{table}\n{links}")
    return table


def make_table(results: Results) -> str:
    """Return the results in words: when and where, a row for each case, system and level, and who was worse."""
    rows = [row for summary in summarise(results) for row in _rows(summary)]
    head = [_row(COLUMNS), _row(["---"] * len(COLUMNS))]
    lines = [f"{results.date}. {results.machine}", "", *head, *rows, "", *_comparison(results)]
    return "\n".join(lines) + "\n"


def _rows(summary: Summary) -> Iterator[str]:
    count = len(summary.runs)
    whole = [
        _seconds(summary.median(lambda run: run.first_seconds)),
        _seconds(summary.median(lambda run: run.wall_seconds)),
        f"{summary.runs[0].limit_seconds:g}",
        f"{max(run.peak_megabytes for run in summary.runs):.0f}",
    ]
    broken = sum(bool(run.broken) for run in summary.runs)
    name = summary.system if not broken else f"{summary.system} ({broken} failed)"
    for level in summary.levels or ("",):
        value = summary.median_of(level, lambda own: own.value)
        bound = summary.median_of(level, lambda own: own.bound)
        gap = summary.median_of(level, lambda own: own.gap)
        yield _row(
            [
                summary.case,
                name,
                level,
                "-" if value is None else f"{value:.0f}",
                "-" if bound is None else f"{bound:.0f}",
                "-" if gap is None else f"{100 * gap:.1f} %",
                f"{summary.proven(level)}/{count}",
                _seconds(summary.median_of(level, lambda own: own.best_seconds)),
                _seconds(summary.median_of(level, lambda own: own.proof_seconds)),
                *whole,
            ]
        )


def _comparison(results: Results) -> Iterator[str]:
    """Say where rota was worse than another system in the same run."""
    compared = {run.system for run in results.runs}
    if len(compared) < 2 or "rota" not in compared:
        return
    worse = list(where_worse(results, "rota"))
    if not worse:
        yield "No plan of rota was worse than another system's of the same run, level by level."
    for own, other in worse:
        yield (
            f"- In run {own.number} of {own.case}, rota's plan ({_prices(own.values)}) is worse than that of "
            f"{other.system} ({_prices(other.values)})."
        )


def _prices(values: tuple[int, ...] | None) -> str:
    return "none" if values is None else ", ".join(str(value) for value in values)


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.1f}"


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _put_into_readme(text: str) -> None:
    readme = README.read_text(encoding="utf-8")
    before, rest = readme.split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    print(write_report(Path(sys.argv[1])))
