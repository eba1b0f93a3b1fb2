"""Draws charts as SVG: panels of lines, on plain or logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

WIDTH, HEIGHT = 420, 280
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 34, 44
HEAD = 56
"""Height of the heading and the legend."""
LEGEND_STEP = 135
Scale = Literal["plain", "log", "log1p"]
"""On ``log`` there is no room for what is not above 0; ``log1p`` is the logarithm of 1 more, and begins at 0."""


@dataclass(frozen=True)
class Line:
    """A line through points; ``steps`` holds each value until the next point."""

    label: str
    colour: str
    points: tuple[tuple[float, float], ...]
    dashed: bool = False
    steps: bool = False
    marked: bool = False


@dataclass(frozen=True)
class Panel:
    """A chart with its axes."""

    title: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    x_scale: Scale = "plain"
    y_scale: Scale = "plain"


def draw(heading: str, panels: Sequence[Panel], columns: int = 2) -> str:
    """Return a picture with panels in columns, under a heading and one legend for all."""
    rows = math.ceil(len(panels) / columns)
    width, height = columns * WIDTH, HEAD + rows * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}">',
        "<style>text { font: 12px sans-serif } .head { font: bold 15px sans-serif }</style>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="16" y="22" class="head">{escape(heading)}</text>',
    ]
    legend = {line.label: line for panel in panels for line in panel.lines}
    for place, line in enumerate(legend.values()):
        x = 16 + place * LEGEND_STEP
        parts.append(_stroke([(x, 42), (x + 22, 42)], line))
        parts.append(f'<text x="{x + 28}" y="46">{escape(line.label)}</text>')
    for place, panel in enumerate(panels):
        x, y = place % columns * WIDTH, HEAD + place // columns * HEIGHT
        parts += [f'<g transform="translate({x},{y})">', *_panel(panel), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True)
class _Axis:
    """Maps values onto a stretch of the picture."""

    low: float
    high: float
    start: float
    end: float
    scale: Scale

    @classmethod
    def over(cls, values: Sequence[float], start: float, end: float, scale: Scale) -> _Axis:
        low, high = min(values, default=1.0), max(values, default=10.0)
        if scale == "log":
            return cls(low / 1.25, high * 1.25, start, end, scale)
        low = min(0.0, low)
        return cls(low, high + 0.05 * (high - low or 1), start, end, scale)

    def at(self, value: float) -> float:
        low, here, high = (self._scaled(number) for number in (self.low, value, self.high))
        return self.start + (here - low) / (high - low) * (self.end - self.start)

    def _scaled(self, value: float) -> float:
        match self.scale:
            case "log":
                return math.log(value)
            case "log1p":
                return math.log1p(value)
            case _:
                return value

    def ticks(self) -> list[float]:
        if self.scale == "plain":
            return _round_steps(self.low, self.high)
        least = self.low if self.scale == "log" else 1.0
        decades = range(math.floor(math.log10(least)), math.ceil(math.log10(self.high)) + 1)
        factors = (1, 2, 5) if self.high / least < 100 else (1,)
        every = [factor * 10.0**decade for decade in decades for factor in factors]
        return [0.0] * (self.scale == "log1p") + [tick for tick in every if least <= tick <= self.high]


def _panel(panel: Panel) -> list[str]:
    lines = [_fitting(line, panel) for line in panel.lines]
    points = [point for line in lines for point in line.points]
    x = _Axis.over([p[0] for p in points], LEFT, WIDTH - RIGHT, panel.x_scale)
    y = _Axis.over([p[1] for p in points], HEIGHT - BOTTOM, TOP, panel.y_scale)
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts = [
        f'<text x="{LEFT}" y="{TOP - 10}" font-weight="bold">{escape(panel.title)}</text>',
        f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(panel.x_label)}</text>',
        f'<g transform="translate(14,{HEIGHT / 2}) rotate(-90)">',
        f'<text text-anchor="middle">{escape(panel.y_label)}</text></g>',
    ]
    for tick in x.ticks():
        at = x.at(tick)
        parts.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e4e4e4"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{tick:g}</text>')
    for tick in y.ticks():
        at = y.at(tick)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#e4e4e4"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for line in lines:
        if line.points:
            parts += _drawn(line, [(x.at(a), y.at(b)) for a, b in line.points])
    return parts


def _fitting(line: Line, panel: Panel) -> Line:
    kept = (
        (x, y)
        for x, y in line.points
        if (x > 0 or panel.x_scale != "log") and (y > 0 or panel.y_scale != "log")
    )
    return replace(line, points=tuple(kept))


def _drawn(line: Line, points: list[tuple[float, float]]) -> list[str]:
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{line.colour}"/>' for x, y in points]
    if line.steps:
        corners = [(points[n + 1][0], points[n][1]) for n in range(len(points) - 1)]
        points = [p for pair in zip(points, [*corners, points[-1]], strict=True) for p in pair]
    return [_stroke(points, line), *(dots if line.marked else [])]


def _stroke(points: list[tuple[float, float]], line: Line) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dash = ' stroke-dasharray="5 4"' if line.dashed else ""
    return f'<path d="M{path}" fill="none" stroke="{line.colour}" stroke-width="1.6"{dash}/>'


def _round_steps(low: float, high: float) -> list[float]:
    """Return about five round numbers between two."""
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first = math.ceil(low / step)
    return [number * step for number in range(first, math.floor(high / step) + 1)]
