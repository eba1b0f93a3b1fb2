"""The smallest set of remedies that mend something together, against trying every set."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

import pytest

from inputs.days import Span
from inputs.plan import Shortfall
from inputs.term import Term
from scheduler.explaining.remedies import Remedy
from scheduler.explaining.together import Search, altered_by
from scheduler.explaining.trials import Trial
from tests.pictures import draw_term

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
