"""Which thing of an old plan a thing of a new one is."""

from __future__ import annotations

from datetime import date, time
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from inputs.days import Period, Span
from scheduler.comparing.matching import Thing, pair_up
from scheduler.outputs.calendars.identity import Identity


def session(window: str, day: int, hour: int = 9, place: str = "hall", who: str = "T01") -> Thing:
    when = Period(date(2027, 3, day), time(hour), time(hour, 30))
    return Thing(Identity("session", (who, "mdt", window)), when, place)


def occurrence(slot: str, day: int, place: str = "hall") -> Thing:
    when = Period(date(2027, 3, day), time(9), time(10))
    return Thing(Identity("occurrence", ("mdt", "2027-03-01", slot)), when, place)


def test_what_serves_the_same_window_is_the_same_when_it_moves() -> None:
    assert pair_up([session("w1", 1)], [session("w1", 4, 15, "lab")]) == {0: 0}


def test_what_serves_another_window_at_another_time_is_new() -> None:
    assert pair_up([session("w1", 1)], [session("w2", 8)]) == {}


def test_somebody_else_s_session_is_another_one() -> None:
    assert pair_up([session("w1", 1)], [session("w1", 1, who="T02")]) == {}


def test_pairs_of_weeks_that_are_counted_anew_leave_sessions_what_they_are() -> None:
    old = [session("from week 1", 10), session("from week 3", 24)]
    new = [session("from week 2", 10), session("from week 4", 24)]
    assert pair_up(old, new) == {0: 0, 1: 1}


def test_a_session_at_its_old_time_is_not_taken_for_one_that_moved_into_its_window() -> None:
    old = [session("w1", 10), session("w3", 24)]
    new = [session("w3", 10), session("w5", 24)]
    assert pair_up(old, new) == {0: 0, 1: 1}


def test_pairs_of_weeks_that_are_counted_anew_while_the_hour_moves_leave_sessions_what_they_are() -> None:
    old = [session("from week 1", 10), session("from week 3", 24)]
    new = [session("from week 2", 11, 15, "lab"), session("from week 4", 24, 15)]
    assert pair_up(old, new) == {0: 0, 1: 1}
    assert pair_up(old, new, by_week=False) == {}
    assert pair_up(old, [session("from week 2", 17, 15)]) == {}
    assert pair_up(old, [session("from week 2", 11, 15, who="T02")]) == {}


def test_occurrences_of_one_week_are_not_taken_for_each_other() -> None:
    assert pair_up([occurrence("1", 2)], [occurrence("2", 3, "lab")]) == {}


def test_slots_that_are_counted_anew_leave_occurrences_what_they_are() -> None:
    assert pair_up([occurrence("1", 2)], [occurrence("1", 1), occurrence("2", 2)]) == {1: 0}


def test_of_two_at_one_time_each_keeps_its_room() -> None:
    old = [occurrence("1", 2, "hall"), occurrence("2", 2, "lab")]
    new = [occurrence("1", 2, "lab"), occurrence("2", 2, "hall")]
    assert pair_up(old, new) == {0: 1, 1: 0}


def test_what_changes_only_its_room_is_the_same_whatever_it_is_called_now() -> None:
    assert pair_up([occurrence("1", 2, "hall")], [occurrence("3", 2, "lab")]) == {0: 0}


def test_rotations_and_rounds_go_by_what_they_are() -> None:
    ward = Identity("rotation", ("T01", "ward"))
    short, long = (Span.through(date(2027, 3, 1), date(2027, 3, day)) for day in (7, 14))
    assert pair_up([Thing(ward, short)], [Thing(ward, long)]) == {0: 0}
    assert Thing(ward, short).subject == ("rotation", "T01", "ward")


THINGS = st.lists(
    st.builds(session, st.sampled_from("abc"), st.integers(1, 4), st.just(9), st.sampled_from(["x", "y"])),
    unique_by=(lambda thing: thing.identity, lambda thing: (thing.when, thing.place)),
    max_size=3,
)


@given(THINGS, THINGS)
def test_nothing_is_taken_twice_and_what_stays_where_it_is_stays_what_it_is(
    old: list[Thing], new: list[Thing]
) -> None:
    pairs = pair_up(old, new)
    assert len(set(pairs.values())) == len(pairs)
    at = {(thing.when, thing.place): m for m, thing in enumerate(old)}
    staying = {
        n: at[thing.when, thing.place] for n, thing in enumerate(new) if (thing.when, thing.place) in at
    }
    assert pairs | staying == pairs


@given(THINGS, st.randoms(use_true_random=False))
def test_the_order_of_new_things_means_nothing(things: list[Thing], random: Random) -> None:
    shuffled = random.sample(things, len(things))
    assert {shuffled[n]: things[m] for n, m in pair_up(things, shuffled).items()} == {t: t for t in things}
