"""The plots of a day's results: quality over time for each case, and cost against size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from tests.benchmarks.cases import Case
from tests.benchmarks.figures import LevelFigures, Run
from tests.benchmarks.results import Results, Summary, summarise
from tests.benchmarks.svg import Line, Panel, draw

COLOURS = {"rota": "#0b6e4f", "textbook": "#c8553d", "highs": "#3d5a98"}
OTHER_COLOUR = "#777777"
EARLIEST_SECONDS = 0.01
GROWTH = 1.3
"""Seconds to the first plan should grow no faster than the number of trainees to this power."""


def make_plots(results: Results) -> Iterator[tuple[str, str]]:
    """Yield the plots: the name of each and the picture, as SVG."""
    for case in dict.fromkeys(run.case for run in results.runs):
        runs = [run for run in results.runs if run.case == case]
        levels = dict.fromkeys(level.name for run in runs for level in run.levels)
        panels = [_over_time(runs, level) for level in levels]
        yield case, draw(f"Quality over time: {case}, {results.date}", panels)
    weeks, summaries = _of_one_length(summarise(results))
    if summaries:
        heading = f"Cost against size: terms of {weeks} weeks, {results.date}"
        yield "sizes", draw(heading, list(_against_size(summaries)))


def _over_time(runs: list[Run], level: str) -> Panel:
    """Show each run's verified value of a level over time, and the bound at its end, dashed."""
    lines = []
    for run in runs:
        colour = COLOURS.get(run.system, OTHER_COLOUR)
        points = [(max(found.seconds, EARLIEST_SECONDS), found.values[level]) for found in run.trace]
        end = max(run.wall_seconds, EARLIEST_SECONDS)
        if points:
            values = (*((x, float(y)) for x, y in points), (end, float(points[-1][1])))
            lines.append(Line(run.system, colour, values, steps=True))
            bound = next((float(own.bound) for own in run.levels if own.name == level), 0.0)
            lines.append(
                Line(f"{run.system}, bound", colour, ((points[0][0], bound), (end, bound)), dashed=True)
            )
    return Panel(level, "seconds", "points", tuple(lines), "log", "log1p")


def _of_one_length(summaries: list[Summary]) -> tuple[int, list[Summary]]:
    """Return the number of weeks that most generated terms have, the longest of several, and those terms."""
    sizes = {summary.case: size for summary in summaries if (size := Case(summary.case).size) is not None}
    counts = Counter(size.weeks for size in sizes.values())
    weeks = max(counts, key=lambda number: (counts[number], number), default=0)
    return weeks, [s for s in summaries if s.case in sizes and sizes[s.case].weeks == weeks]


def _against_size(summaries: list[Summary]) -> Iterator[Panel]:
    first = _by_size(summaries, lambda summary: summary.median(lambda run: run.first_seconds))
    yield Panel("Seconds to the first plan", "trainees", "seconds", (*first, *_growth(first)), "log", "log")
    memory = _by_size(summaries, lambda summary: summary.median(lambda run: run.peak_megabytes))
    yield Panel("Peak memory", "trainees", "megabytes", tuple(memory), "log", "log")
    for level in dict.fromkeys(level for summary in summaries for level in summary.levels):
        cost = _by_size(summaries, _median_of(level, _value))
        bound = _by_size(summaries, _median_of(level, _bound), dashed=True)
        yield Panel(f"{level}: points, and bound", "trainees", "points", (*cost, *bound), "log", "log1p")


def _by_size(
    summaries: list[Summary], of: Callable[[Summary], float | None], *, dashed: bool = False
) -> list[Line]:
    lines = []
    for system in dict.fromkeys(summary.system for summary in summaries):
        points = []
        for summary in summaries:
            size, number = Case(summary.case).size, of(summary)
            if summary.system == system and size is not None and number is not None:
                points.append((float(size.trainees), float(number)))
        label = f"{system}, bound" if dashed else system
        colour = COLOURS.get(system, OTHER_COLOUR)
        lines.append(Line(label, colour, tuple(sorted(points)), dashed=dashed, marked=not dashed))
    return lines


def _growth(lines: list[Line]) -> list[Line]:
    """Return what growth is allowed, from the first system's smallest size on."""
    points = lines[0].points if lines else ()
    if len(points) < 2:
        return []
    (smallest, seconds), (largest, _) = points[0], points[-1]
    end = (largest, seconds * (largest / smallest) ** GROWTH)
    return [Line(f"n^{GROWTH}", OTHER_COLOUR, ((smallest, seconds), end), dashed=True)]


def _median_of(level: str, of: Callable[[LevelFigures], float | None]) -> Callable[[Summary], float | None]:
    return lambda summary: summary.median_of(level, of)


def _value(level: LevelFigures) -> float | None:
    return level.value


def _bound(level: LevelFigures) -> float | None:
    return level.bound
