"""What a step opens: whose decisions, of which weeks, and as much as it should."""

from collections import Counter

import pytest

from constraints.scope import Scope, Tag
from scheduler.solving.improving import neighbourhoods
from scheduler.solving.improving.kinds import Kinds
from scheduler.solving.improving.neighbourhoods import Neighbourhoods
from scheduler.solving.part_search import PartSearch
from tests.pictures import draw
from tests.scheduler.solving.jointly import patient, started

SHARED = """
    term 03-01..03-14
    trainee amara fellow 03-01..03-07
    trainee li fellow
    trainee maria fellow
    trainee chidi fellow
    trainee noor fellow
    trainee late fellow 03-08..03-14
    faculty wang
    faculty chen
    hours wang Mon 09:00-10:00
    hours chen Mon 09:00-10:00
    activity talk weekly 60 meeting
    mentor amara wang
    mentor li wang
    mentor maria chen
    mentor chidi wang
    mentor noor chen
    mentor late wang
"""


def opened(search: PartSearch, kind: str, size: float, monkeypatch: pytest.MonkeyPatch) -> list[list[Tag]]:
    """Return what thirty steps of a kind open that are to open so many decisions."""
    monkeypatch.setattr(Kinds, "size", lambda _, __: size)

    class Shown(Neighbourhoods):
        def some(self) -> list[int]:
            return self._drawn(kind, search.term.trainees)

    steps = Shown(search, patient())
    tags = {literal.index: tag for literal, tag in search.model.x.tagged()}
    return [[tags[index] for index in steps.some()] for _ in range(30)]


def test_those_of_one_main_mentor_are_opened_together(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, term = draw(SHARED)
    of_wang = {"Amara", "Li", "Chidi", "Late"}
    search, numbers = started(term, plan, Scope.whole(term)), set[int]()
    most = max(Counter(tag.trainee for _, tag in search.model.x.tagged() if tag.trainee).values())
    for size in (0, 3 * most, 4 * most, 10_000):
        for tags in opened(search, "trainees", size, monkeypatch):
            one, *others = dict.fromkeys(str(tag.trainee) for tag in tags)
            mates = (of_wang if one in of_wang else {"Maria", "Noor"}) - {one}
            mates -= {"Late"} if one == "Amara" else {"Amara"} if one == "Late" else set()  # never at once
            assert set(others[: len(mates)]) <= mates
            assert len(tags) <= size or len(others) == 1
            numbers.add(len(others) + 1)
    assert numbers >= {2, 3, 4, 5}


def test_some_of_what_trainees_have_is_opened_in_weeks_that_follow_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, term = draw(SHARED.replace("03-14", "03-28"))
    search = started(term, plan, Scope.whole(term))
    numbers = set[int]()
    for size in (0, 25, 10_000):
        for tags in opened(search, "some of them", size, monkeypatch):
            weeks = sorted({tag.first_week for tag in tags if tag.first_week is not None})
            assert weeks == list(range(weeks[0], weeks[-1] + 1))
            assert size or len(weeks) == 1
            assert size < 10_000 or weeks[-1] == 4 or {str(tag.trainee) for tag in tags} == {"Amara"}
            assert 1 <= len({tag.trainee for tag in tags}) <= max(neighbourhoods.TOGETHER)
            assert not {tag.kind for tag in tags} & {"mentor", "rotation", "round lead"}
            numbers.add(len(weeks))
    assert numbers >= {1, 2, 4}


def test_as_many_weeks_are_opened_as_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, term = draw(SHARED.replace("03-14", "03-28"))
    search = started(term, plan, Scope.whole(term))
    of_week = Counter(tag.first_week for _, tag in search.model.x.tagged() if tag.first_week)
    for size in (0, of_week[2] + of_week[3], 10_000):
        found = opened(search, "weeks", size, monkeypatch)
        for tags in found:
            weeks = sorted({tag.first_week for tag in tags if tag.first_week is not None})
            assert weeks == list(range(weeks[0], weeks[-1] + 1))
            assert len(weeks) == 1 or len(tags) <= size
        longest = max(len({tag.first_week for tag in tags if tag.first_week}) for tags in found)
        assert longest == {0: 1, 10_000: 4}.get(size, 2)


def test_room_for_one_opens_all_of_one_and_some_weeks_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, term = draw(SHARED.replace("03-14", "03-28"))
    search = started(term, plan, Scope.whole(term))
    every = Counter(tag.trainee for _, tag in search.model.x.tagged())
    for tags in opened(search, "room", 0, monkeypatch):
        of_each = Counter(tag.trainee for tag in tags)
        assert any(of_each[trainee] == every[trainee] for trainee in term.trainees)
        mentors = {tag.trainee for tag in tags if tag.kind == "mentor"}
        assert len(mentors) == 1


@pytest.mark.parametrize("size", [0, 30, 10_000])
def test_the_sweep_comes_by_every_week(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kinds, "size", lambda _, __: size)
    plan, term = draw(SHARED.replace("03-14", "04-11"))
    search = started(term, plan, Scope.whole(term))

    class Shown(Neighbourhoods):
        def weeks(self) -> list[list[int]]:
            of = {literal.index: tag.first_week for literal, tag in search.model.x.tagged()}
            return [sorted({of[index] or 0 for index in opened} - {0}) for opened in self._sweep()]

    stretches = Shown(search, patient()).weeks()
    assert {week for weeks in stretches for week in weeks} == {1, 2, 3, 4, 5, 6}
    if size == 10_000:
        assert stretches == [[1, 2, 3], [3, 4, 5], [5, 6]]
    if size == 0:
        assert stretches == [[1], [2], [3], [4], [5], [6]]
