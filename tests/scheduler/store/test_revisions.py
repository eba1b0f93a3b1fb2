"""The laws of UID, SEQUENCE and LAST-MODIFIED, from one publication to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inputs.days import Period, Span
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.feeds import Feed
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.revisions import AFTER_BACKUP, Key, Told, assign_uids, revise

FIRST = datetime(2027, 2, 15, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = FIRST + DAY
THIRD = FIRST + timedelta(days=2)
LI, WANG = Identity("calendar", ("trainee", "T01")), Identity("calendar", ("faculty", "F01"))


def uid_of(identity: Identity) -> str:
    return f"{'-'.join(identity.parts)}-{identity.number}@test"


def entry(window: str = "w1", day: int = 1, place: str = "hall", text: str = "a", hour: int = 9) -> Entry:
    when = Period(date(2027, 3, day), time(hour), time(hour + 1))
    return Entry(Identity("session", ("T01", "mdt", window)), when, "Session", "MDT", text, place)


def feed(*entries: Entry, of: Identity = LI) -> Feed:
    return Feed("file", of, "name", "about", "blue", entries)


def publish(told: dict[Key, Told], *feeds: Feed, at: datetime, zone: bool = False) -> dict[Key, Told]:
    """Return what is told after a publication."""
    return {**told, **{one.key: one for one in revise(told, feeds, uid_of, at, other_zone=zone)}}


def lines(told: dict[Key, Told]) -> list[tuple[str, str, int, str, str, bool]]:
    return [
        (t.feed.parts[1], t.uid, t.sequence, f"{t.created:%d}", f"{t.modified:%d}", t.entry.cancelled)
        for t in told.values()
    ]


def test_what_is_new_is_told_from_sequence_nought() -> None:
    told = publish({}, feed(entry()), at=FIRST)
    assert lines(told) == [("T01", "T01-mdt-w1-1@test", 0, "15", "15", False)]


def test_what_does_not_change_is_not_told_again() -> None:
    told = publish({}, feed(entry()), at=FIRST)
    assert revise(told, [feed(entry())], uid_of, SECOND) == ()


def test_a_move_raises_the_sequence() -> None:
    told = publish(publish({}, feed(entry()), at=FIRST), feed(entry(day=4)), at=SECOND)
    assert lines(told) == [("T01", "T01-mdt-w1-1@test", 1, "15", "16", False)]


def test_what_moves_within_its_week_while_weeks_are_paired_anew_is_a_move() -> None:
    before = publish({}, feed(entry("w1", 9), entry("w3", 23)), at=FIRST)
    told = publish(before, feed(entry("w2", 9, hour=10), entry("w4", 25, hour=10)), at=SECOND)
    assert lines(told) == [
        ("T01", "T01-mdt-w1-1@test", 1, "15", "16", False),
        ("T01", "T01-mdt-w3-1@test", 1, "15", "16", False),
    ]


def test_what_was_withdrawn_is_not_taken_for_something_else_of_its_week() -> None:
    told = publish(publish({}, feed(entry("w1", 9)), at=FIRST), feed(), at=SECOND)
    told = publish(told, feed(entry("w2", 10, hour=15)), at=THIRD)
    assert lines(told) == [
        ("T01", "T01-mdt-w1-1@test", 1, "15", "16", True),
        ("T01", "T01-mdt-w2-1@test", 0, "17", "17", False),
    ]


def test_another_place_raises_the_sequence() -> None:
    told = publish(publish({}, feed(entry()), at=FIRST), feed(entry(place="lab")), at=SECOND)
    assert lines(told) == [("T01", "T01-mdt-w1-1@test", 1, "15", "16", False)]


def test_another_topic_or_mentor_only_moves_the_time_of_modification() -> None:
    told = publish(publish({}, feed(entry()), at=FIRST), feed(entry(text="b")), at=SECOND)
    assert lines(told) == [("T01", "T01-mdt-w1-1@test", 0, "15", "16", False)]


def test_of_a_calendar_that_ends_what_is_over_is_told_on_and_only_what_was_to_come_is_cancelled() -> None:
    over, to_come = entry(), entry("w2", day=9)
    gone_on = datetime(2027, 3, 8, tzinfo=UTC)
    told = publish({}, feed(over, to_come), feed(over, to_come, of=WANG), at=FIRST)
    told = publish(told, feed(of=WANG), at=gone_on)
    assert lines(told) == [
        ("T01", "T01-mdt-w1-1@test", 0, "15", "15", False),
        ("T01", "T01-mdt-w2-1@test", 1, "15", "08", True),
        ("F01", "T01-mdt-w1-1@test", 1, "15", "08", True),
        ("F01", "T01-mdt-w2-1@test", 1, "15", "08", True),
    ]
    assert revise(told, [feed(of=WANG)], uid_of, gone_on + DAY) == ()


def test_what_is_gone_is_cancelled_and_what_comes_back_is_the_same() -> None:
    told = publish(publish({}, feed(entry()), at=FIRST), feed(), at=SECOND)
    assert lines(told) == [("T01", "T01-mdt-w1-1@test", 1, "15", "16", True)]
    assert revise(told, [feed()], uid_of, THIRD) == ()
    told = publish(told, feed(entry(day=4)), at=THIRD)
    assert lines(told) == [("T01", "T01-mdt-w1-1@test", 2, "15", "17", False)]


def test_a_meeting_that_goes_to_another_mentor_is_cancelled_with_the_first_and_not_older_with_the_other() -> (
    None
):
    zhao = Identity("calendar", ("faculty", "F02"))
    told = publish({}, feed(entry()), feed(entry(), of=WANG), feed(of=zhao), at=FIRST)
    told = publish(told, feed(entry(text="b")), feed(of=WANG), feed(entry(), of=zhao), at=SECOND)
    uid = "T01-mdt-w1-1@test"
    assert lines(told) == [
        ("T01", uid, 0, "15", "16", False),
        ("F01", uid, 1, "15", "16", True),
        ("F02", uid, 1, "16", "16", False),
    ]


def test_a_calendar_that_is_no_more_has_all_its_entries_cancelled() -> None:
    told = publish(publish({}, feed(entry()), at=FIRST), at=SECOND)
    assert lines(told) == [("T01", "T01-mdt-w1-1@test", 1, "15", "16", True)]


def test_what_stays_where_it_is_keeps_its_uid_whatever_it_is_called_now() -> None:
    told = publish(publish({}, feed(entry("w1", 10)), at=FIRST), feed(entry("w2", 10)), at=SECOND)
    assert lines(told) == [("T01", "T01-mdt-w1-1@test", 0, "15", "15", False)]
    assert [t.entry.identity.parts[2] for t in told.values()] == ["w2"]


def test_a_uid_is_never_given_to_something_else() -> None:
    told = publish(publish({}, feed(entry("w1", 10)), at=FIRST), feed(entry("w2", 10)), at=SECOND)
    told = publish(told, feed(entry("w2", 10), entry("w1", 3)), at=THIRD)
    assert lines(told) == [
        ("T01", "T01-mdt-w1-1@test", 0, "15", "15", False),
        ("T01", "T01-mdt-w1-2@test", 0, "17", "17", False),
    ]


def test_two_new_things_never_get_one_uid() -> None:
    told = publish(publish({}, feed(entry("w1", 10)), at=FIRST), feed(entry("w2", 10)), at=SECOND)
    first = entry("w1", 3)
    second = replace(entry("w1", 4), identity=replace(first.identity, number=2))
    assert assign_uids(told.values(), [feed(entry("w2", 10), first, second)], uid_of) == {
        entry("w2").identity: "T01-mdt-w1-1@test",
        first.identity: "T01-mdt-w1-2@test",
        second.identity: "T01-mdt-w1-3@test",
    }


def test_what_moved_from_one_mentor_to_another_is_found_where_it_is_and_not_where_it_was() -> None:
    zhao = Identity("calendar", ("faculty", "F02"))
    told = publish({}, feed(entry(day=1), of=WANG), feed(entry(day=1)), feed(of=zhao), at=FIRST)
    told = publish(told, feed(of=WANG), feed(entry(day=10)), feed(entry(day=10), of=zhao), at=SECOND)
    renamed = entry("w2", day=10)
    assert assign_uids(told.values(), [feed(renamed), feed(renamed, of=zhao)], uid_of) == {
        renamed.identity: "T01-mdt-w1-1@test"
    }


def test_what_moves_to_where_something_withdrawn_was_is_still_itself() -> None:
    told = publish({}, feed(entry("w1", 3), entry("w2", 10)), at=FIRST)
    told = publish(told, feed(entry("w1", 3)), at=SECOND)
    told = publish(told, feed(entry("w1", 10)), at=THIRD)
    assert lines(told) == [
        ("T01", "T01-mdt-w1-1@test", 1, "15", "17", False),
        ("T01", "T01-mdt-w2-1@test", 1, "15", "16", True),
    ]


def test_what_is_new_in_one_calendar_is_as_old_as_in_the_other() -> None:
    told = publish({}, feed(entry()), feed(of=WANG), at=FIRST)
    told = publish(told, feed(entry()), feed(entry(), of=WANG), at=SECOND)
    assert [(who, sequence) for who, _, sequence, *_ in lines(told)] == [("T01", 0), ("F01", 0)]


def test_another_zone_is_another_time_but_not_for_whole_days() -> None:
    bar = replace(entry("w2"), when=Span.through(date(2027, 3, 1), date(2027, 3, 7)))
    gone = entry("w3", 5)
    told = publish({}, feed(entry(), bar, gone), at=FIRST)
    told = publish(told, feed(entry(), bar), at=SECOND)
    told = publish(told, feed(entry(), bar), at=THIRD, zone=True)
    assert [(t.sequence, f"{t.modified:%d}") for t in told.values()] == [(1, "17"), (0, "15"), (2, "17")]


def test_another_zone_does_not_show_again_what_was_cancelled_long_ago() -> None:
    told = publish(publish({}, feed(entry()), at=FIRST), feed(), at=SECOND)
    assert revise(told, [feed()], uid_of, SECOND + 14 * DAY, other_zone=True) == ()


def test_in_another_zone_whole_days_are_told_again_where_they_tell_of_a_day() -> None:
    bar = replace(entry(), when=Span.through(date(2027, 3, 1), date(2027, 3, 7)))
    told = publish(publish({}, feed(bar), at=FIRST), feed(replace(bar, description="b")), at=SECOND)
    told = publish(told, feed(replace(bar, description="b")), at=THIRD, zone=True)
    assert [(t.sequence, f"{t.modified:%d}") for t in told.values()] == [(0, "17")]
    assert revise(told, [feed(replace(bar, description="b"))], uid_of, THIRD + DAY, other_zone=True) == ()


def test_the_uid_is_the_same_in_every_calendar() -> None:
    assert assign_uids([], [feed(entry()), feed(entry(text="b"), of=WANG)], uid_of) == {
        entry().identity: "T01-mdt-w1-1@test"
    }


# -- the laws, whatever is published -----------------------------------------------------------------------

ENTRIES = st.builds(
    entry,
    st.sampled_from(["w1", "w2", "w3"]),
    st.integers(1, 3),
    st.sampled_from(["hall", "lab"]),
    st.sampled_from("ab"),
)


def feeds_of(entries: Sequence[Entry], shared: Sequence[bool]) -> list[Feed]:
    """Return Li's calendar, and Wang's with some of the same entries."""
    theirs = [entry for entry, also in zip(entries, shared, strict=False) if also]
    return [feed(*entries), feed(*theirs, of=WANG)]


PUBLICATIONS = st.lists(
    st.builds(
        feeds_of,
        st.lists(ENTRIES, unique_by=lambda entry: entry.identity, max_size=3),
        st.lists(st.booleans(), min_size=3, max_size=3),
    ),
    max_size=6,
)


@given(PUBLICATIONS)
def test_the_laws_hold_through_any_publications(publications: list[list[Feed]]) -> None:
    told: dict[Key, Told] = {}
    for number, feeds in enumerate(publications):
        instant = FIRST + timedelta(days=number)
        before, told = told, publish(told, *feeds, at=instant)
        assert set(before) <= set(told), "nothing is ever taken away"
        for key, last in told.items():
            _check(before.get(key), last, instant)
        assert _live(told) == _wanted(feeds)
        # One thing has one UID in all calendars, and a UID is one thing.
        pairs = {(t.uid, t.entry.identity) for t in told.values() if not t.entry.cancelled}
        assert len(pairs) == len({uid for uid, _ in pairs}) == len({identity for _, identity in pairs})
        assert publish(told, *feeds, at=instant + timedelta(hours=1)) == told


def _check(before: Told | None, last: Told, instant: datetime) -> None:
    if before is None:
        assert (last.created, last.modified, last.entry.cancelled) == (instant, instant, False)
        return
    assert last.created == before.created
    old, new = before.entry, last.entry
    same = replace(new, identity=old.identity) == old
    assert last.modified == (before.modified if same else instant)
    weighty = (old.when, old.location, old.cancelled) != (new.when, new.location, new.cancelled)
    assert last.sequence == before.sequence + weighty


def _live(told: dict[Key, Told]) -> Counter[tuple[Identity, Entry]]:
    return Counter((t.feed, t.entry) for t in told.values() if not t.entry.cancelled)


def _wanted(feeds: list[Feed]) -> Counter[tuple[Identity, Entry]]:
    return Counter((feed.identity, entry) for feed in feeds for entry in feed.entries)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.identity, max_size=3), st.data())
def test_a_move_within_the_window_keeps_the_uid_unless_something_else_was_there(
    entries: list[Entry], data: st.DataObject
) -> None:
    told = publish({}, feed(*entries), at=FIRST)
    moved = [replace(e, when=Period(date(2027, 4, n + 1), time(8), time(9))) for n, e in enumerate(entries)]
    order = data.draw(st.permutations(moved))
    after = publish(told, feed(*order), at=SECOND)
    assert {t.uid: t.entry.identity for t in after.values()} == {
        t.uid: t.entry.identity for t in told.values()
    }
    assert all(t.sequence == 1 for t in after.values())


def test_after_a_backup_all_is_newer_than_what_may_have_been_lost() -> None:
    one, two, gone, new = entry("w1"), entry("w2", day=8), entry("w3", day=15), entry("w4", day=22)
    known = publish({}, feed(one, two, gone), at=FIRST)
    known = publish(known, feed(one, two), at=SECOND)
    lost = publish(known, feed(replace(one, location="lab"), two, new), at=THIRD)
    lost = publish(
        lost, feed(one, replace(two, description="b"), replace(new, location="lab")), at=THIRD + DAY
    )
    later = THIRD + 2 * DAY
    raised = revise(known, [feed(one, replace(two, location="lab"), new)], uid_of, later, after_backup=True)
    told = {**known, **{each.key: each for each in raised}}
    assert {key: (each.sequence, each.modified, each.created) for key, each in told.items()} == {
        (LI, uid_of(one.identity)): (AFTER_BACKUP, later, FIRST),
        (LI, uid_of(two.identity)): (AFTER_BACKUP + 1, later, FIRST),
        (LI, uid_of(gone.identity)): (AFTER_BACKUP + 1, SECOND, FIRST),
        (LI, uid_of(new.identity)): (AFTER_BACKUP, later, later),
    }
    assert all(told[key].sequence > each.sequence for key, each in lost.items())
    assert told[LI, uid_of(one.identity)].was is None
    assert told[LI, uid_of(two.identity)].was == two
