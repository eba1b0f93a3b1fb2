"""What a person sees while a term is planned."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from inputs.published import Published
from scheduler.commands.running.progress import (
    Display,
    Lines,
    Picture,
    display_for,
    figures_of,
    line_of,
    say_seconds,
    say_share,
    shortened,
)
from scheduler.outputs.board.words import points_a_person
from scheduler.solving.search import Progress
from tests.pictures import draw_plan, draw_term
from tests.scheduler.commands.program import Captured


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def progress(
    level: str = "coverage", best: int | None = 120, bound: int | None = 90, seconds: float = 42
) -> Progress:
    return Progress(level, "rotations", best, bound, seconds)


def test_a_line_tells_level_part_best_bound_and_gap() -> None:
    assert line_of(progress(best=1200)) == "   0:42  coverage (rotations): best 1,200, bound 90, gap 92.5 %"


def test_what_is_not_known_is_a_dash() -> None:
    assert line_of(Progress("coverage", "", None, 5, 1)) == "   0:01  coverage: best –, bound 5, gap –"
    assert line_of(Progress("coverage", "", 5, None, 1)) == "   0:01  coverage: best 5, bound –, gap –"


@pytest.mark.parametrize(
    ("best", "bound", "said"),
    [(10, 10, "0 %"), (0, 0, "0 %"), (100_000, 99_999, "< 0.1 %"), (4, 3, "25.0 %")],
)
def test_a_gap_is_0_only_where_there_is_none(best: int, bound: int, said: str) -> None:
    assert say_share(best, bound) == said


@pytest.mark.parametrize(
    ("what", "short"),
    [
        ("rotations", "rotations"),
        ("rotations, Lecture", "rotations, Lecture"),
        ("rotations, Overview of the cellular therapy programme, Lecture", "rotations and 2 more"),
        (
            "Overview of the cellular therapy programme and all that belongs to it",
            "Overview of the cellular therapy programme and …",
        ),
    ],
)
def test_what_is_solved_is_said_in_few_words(what: str, short: str) -> None:
    assert shortened(what) == short


@pytest.mark.parametrize(("seconds", "said"), [(0.4, "0:00"), (62, "1:02"), (3723, "1:02:03")])
def test_seconds_are_said_as_on_a_clock(seconds: float, said: str) -> None:
    assert say_seconds(seconds) == said


def test_each_better_plan_of_everything_gets_a_line(capsys: Captured) -> None:
    with Lines(Clock()) as lines:
        lines.found({"coverage": 1250, "comfort": 7}, 62)
        lines.draw()
        lines.draw()
    assert capsys.readouterr().err == "   1:02  plan so far: coverage 1,250, comfort 7\n"


def test_stability_is_told_as_people_touched_and_what_changes_count(capsys: Captured) -> None:
    with Lines(Clock(), a_person=1000) as lines:
        lines.found({"coverage": 1250, "stability": 3012}, 62)
        lines.report(progress("stability", best=2001, bound=0))
        lines.draw()
    assert capsys.readouterr().err.splitlines() == [
        "   1:02  plan so far: coverage 1,250, stability 3 people touched (12 points of changes)",
        "   0:42  stability (rotations): best 2 people touched (one point of changes), bound nobody touched, gap 2 people",
    ]


@pytest.mark.parametrize(
    ("best", "bound", "gap"),
    [(3012, 1000, "2 people"), (3012, 2999, "one person"), (3012, 3010, "2 points"), (3012, 3012, "none")],
)
def test_the_gap_of_stability_is_told_in_people_or_where_there_is_none_in_changes(
    best: int, bound: int, gap: str
) -> None:
    assert figures_of(progress("stability", best, bound), 1000)[2] == gap


def test_the_picture_tells_the_people_touched_too() -> None:
    stream = io.StringIO()
    picture = Picture(Console(file=stream, width=140), 60, Clock(), a_person=100)
    picture.found({"stability": 104}, 62)
    picture.report(progress("stability", best=104, bound=100))
    Console(file=stream, width=140).print(picture.table())
    assert "plan so far: stability one person touched (4 points of changes), after 1:02" in stream.getvalue()
    assert "one person touched (no points of changes)" in stream.getvalue()


def test_a_person_counts_what_the_published_plan_makes_of_it() -> None:
    term = draw_term("trainee amara fellow\n activity mdt weekly 60\n slot mdt Mon 09:00")
    assert points_a_person(term) == 0
    published = Published(draw_plan(term, "session amara mdt 03-01 09:00"), date(2027, 3, 1))
    term = replace(term, published=published)
    assert points_a_person(term) == published.points_a_person(term) > 1


def test_the_picture_tells_the_best_plan_of_everything() -> None:
    stream = io.StringIO()
    picture = Picture(Console(file=stream, width=100), 60, Clock())
    picture.found({"coverage": 1250, "comfort": 7}, 62)
    Console(file=stream, width=100).print(picture.table())
    assert "plan so far: coverage 1,250, comfort 7, after 1:02" in stream.getvalue()


def test_a_line_is_written_for_each_level_and_beside_at_most_every_five_seconds(capsys: Captured) -> None:
    clock = Clock()
    with Lines(clock) as lines:
        for best in (50, 40):
            lines.report(progress(best=best))
        lines.draw()
        clock.now += 4.9
        lines.report(progress(best=30))
        lines.draw()
        clock.now += 0.1
        lines.report(progress(best=20))
        lines.report(progress(best=10))
        lines.draw()
        lines.report(progress("comfort", best=7))
        lines.draw()
        lines.draw()
    told = [line.split(":")[2].split(",")[0].strip() for line in capsys.readouterr().err.splitlines()]
    assert told == ["best 50", "best 10", "best 7"]


def test_a_display_that_is_to_be_quiet_is(capsys: Captured) -> None:
    with Display() as display:
        display.report(progress())
        display.draw()
        display.say("something")
    assert tuple(capsys.readouterr()) == ("", "")


def picture(clock: Clock) -> tuple[Picture, io.StringIO]:
    file = io.StringIO()
    return Picture(Console(file=file, force_terminal=True, width=110, color_system=None), 600, clock), file


def test_the_table_has_a_row_for_each_level_and_says_what_is_solved_now() -> None:
    clock = Clock()
    shown, _ = picture(clock)
    shown.report(progress("coverage", best=4, bound=4, seconds=9))
    shown.report(Progress("comfort", "[/red] meetings\x1b", None, 0, 12))
    clock.now += 61
    file = io.StringIO()
    Console(file=file, width=110, color_system=None).print(shown.table())
    lines = [line.split() for line in file.getvalue().splitlines() if line.strip()]
    assert lines[0] == ["level", "best", "bound", "gap", "at", "solving", "now"]
    assert lines[2:] == [
        ["coverage", "4", "4", "0", "%", "0:09"],
        ["comfort", "–", "0", "–", "0:12", "[/red]", "meetings<U+001B>"],
        ["1:01", "of", "at", "most", "10:00;", "Ctrl-C", "keeps", "the", "best", "plan", "so", "far"],
    ]


def test_the_table_says_that_nothing_is_known_yet() -> None:
    file = io.StringIO()
    Console(file=file, width=110, color_system=None).print(picture(Clock())[0].table())
    assert "building the model" in file.getvalue()


def test_the_table_is_drawn_four_times_a_second_and_taken_away() -> None:
    clock = Clock()
    shown, file = picture(clock)
    with shown:
        shown.report(progress(best=77))
        shown.draw()
        first = len(file.getvalue())
        clock.now += 0.2
        shown.draw()
        assert len(file.getvalue()) == first
        clock.now += 0.1
        shown.draw()
        assert len(file.getvalue()) > first
    assert "77" in file.getvalue()
    assert file.getvalue().endswith("\x1b[2K")


def test_a_sentence_stands_above_the_table_as_it_is() -> None:
    shown, file = picture(Clock())
    with shown:
        shown.say("[/red] :smile: \x1b[2J")
    assert "[/red] :smile: <U+001B>[2J\n" in file.getvalue()


def test_the_display_suits_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert type(display_for(60, draw_term(""), quiet=True)) is Display
    assert type(display_for(60, draw_term(""), quiet=False)) is Lines
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert type(display_for(60, draw_term(""), quiet=False)) is Picture
    monkeypatch.setenv("TERM", "dumb")
    assert type(display_for(60, draw_term(""), quiet=False)) is Lines
