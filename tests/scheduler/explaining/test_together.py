"""The smallest set of remedies that mend something together, against trying every set."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from inputs.days import Span
from inputs.plan import Shortfall
from inputs.term import Term
from scheduler.explaining.remedy import Remedy
from scheduler.explaining.together import Search, altered_by
from scheduler.explaining.trials import Trial
from tests.pictures import draw, draw_term

LACKING = Shortfall(None, "lead", "sim", Span(date(2027, 3, 1), date(2027, 3, 2)), 30, "")


def remedy(name: str) -> Remedy:
    return Remedy(name, lambda term: term)


def searched(names: str, enough: Iterable[str], *, cut_short: bool = False) -> Search:
    """Return a search that has ended, where the sets named (and what holds them) mend it."""
    search = Search(LACKING, tuple(remedy(name) for name in names))
    while sets := search.asks():
        trials = []
        for each in sets:
            words = {one.words for one in each}
            mends = any(set(some) <= words for some in enough)
            lacks = () if mends else (LACKING,)
            trials.append(Trial(int(mends), (), len(each), lacks, cut_short=cut_short and not mends))
        search.hear(trials)
    return search


@pytest.mark.parametrize("enough", [["ab"], ["bd", "abc"], ["abcd"], ["c"], ["ad", "bc"], ["abc", "bcd"]])
def test_of_what_is_found_nothing_can_be_spared(enough: list[str]) -> None:
    search = searched("abcd", enough)
    found = {one.words for one in search.enough}
    assert any(set(some) == found for some in enough)
    assert search.none_spared
    assert not search.hopeless
    spared = combinations(sorted(found), len(found) - 1)
    assert not any(set(some) <= set(fewer) for some in enough for fewer in spared)


def test_where_not_even_all_are_enough_nothing_else_is_asked() -> None:
    search = searched("abc", [])
    assert (search.enough, search.hopeless) == ((), True)


def test_what_ran_out_of_time_proves_nothing() -> None:
    assert not searched("abc", [], cut_short=True).hopeless
    search = searched("abc", ["ab"], cut_short=True)
    assert [one.words for one in search.enough] == ["a", "b"]
    assert not search.none_spared


def test_without_time_the_search_ends() -> None:
    search = Search(LACKING, (remedy("a"), remedy("b")))
    search.give_up()
    assert (search.asks(), search.enough, search.hopeless) == ((), (), False)


def test_remedies_alter_a_term_one_after_another() -> None:
    term = draw_term("term 03-01..03-07\ntrainee amara fellow")

    def named(name: str) -> Remedy:
        def alter(given: Term) -> Term:
            return given.with_only() if name == "gone" else given

        return Remedy(name, alter)

    assert altered_by((named("same"), named("gone")), term).trainees == ()
    assert altered_by((), term) is term


MENDS = Trial(1, (), 3, ())
DOES_NOT = Trial(0, (), 0, (LACKING,))
RAN_OUT = Trial(0, (), 0, (LACKING,), cut_short=True)


def names(sets: Iterable[Iterable[Remedy]]) -> list[str]:
    return ["".join(remedy.words for remedy in each) for each in sets]


@pytest.mark.parametrize(
    ("came", "hopeless"), [(None, True), (DOES_NOT, True), (RAN_OUT, False), (MENDS, False)]
)
def test_all_at_once_are_tried_first(came: Trial | None, hopeless: bool) -> None:
    search = Search(LACKING, (remedy("a"), remedy("b")))
    assert (names(search.asks()), search.none_spared, search.hopeless) == (["ab"], False, False)
    search.hear([came])
    assert (search.hopeless, search.none_spared) == (hopeless, False)
    assert names(search.asks()) == (["b", "a"] if came is MENDS else [])


@pytest.mark.parametrize(
    ("came", "none_spared"),
    [([None, DOES_NOT], True), ([DOES_NOT, RAN_OUT], False), ([RAN_OUT, None], False)],
)
def test_that_none_can_be_spared_is_known_of_each(came: list[Trial | None], none_spared: bool) -> None:
    search = Search(LACKING, (remedy("a"), remedy("b")))
    search.hear([MENDS])
    search.hear(came)
    assert (names([search.enough]), search.none_spared, search.asks()) == (["ab"], none_spared, ())


def test_of_sets_as_small_the_cheapest_is_taken() -> None:
    search = Search(LACKING, tuple(map(remedy, "abc")))
    search.hear([MENDS])
    assert names(search.asks()) == ["bc", "ac", "ab"]
    cheapest = Trial(1, (), 1, ())
    search.hear([MENDS, cheapest, Trial(1, (), 2, ())])
    assert (names([search.enough]), search.trial) == (["ac"], cheapest)
    assert names(search.asks()) == ["c", "a"]


def test_what_the_plan_makes_no_use_of_is_left_away_first() -> None:
    plan, term = draw("""
        trainee amara fellow
        activity sim weekly 60
        slot sim Mon 09:00
        session amara sim 03-01 09:00
        session amara sim 03-08 09:00
    """)
    seats = [replace(remedy(str(day)), seat=(term.activities[0], date(2027, 3, day))) for day in (1, 2, 8, 9)]
    search = Search(LACKING, tuple(seats))
    used = replace(MENDS, sessions=plan.sessions)
    search.hear([used])
    assert names(search.asks()) == ["18"]
    search.hear([used])
    assert names(search.asks()) == ["8", "1"]
    unused = Search(LACKING, tuple(seats[1::2]))
    unused.hear([used])
    assert names(unused.asks()) == ["9", "2"]


def test_what_was_left_away_but_is_needed_comes_back() -> None:
    plan, term = draw(
        "trainee amara fellow\n activity sim once 60\n slot sim Mon 09:00\n session amara sim 03-01 09:00"
    )
    first, second = (
        replace(remedy(str(day)), seat=(term.activities[0], date(2027, 3, day))) for day in (1, 2)
    )
    search = Search(LACKING, (first, second, remedy("c")))
    search.hear([replace(MENDS, sessions=plan.sessions)])
    assert names(search.asks()) == ["1c"]
    search.hear([DOES_NOT])
    assert names(search.asks()) == ["2c", "1c", "12"]
