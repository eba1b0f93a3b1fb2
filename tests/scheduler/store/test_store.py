"""A store keeps what was published, on both databases: whole, unchanged, one version after the other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from scheduler.outputs.identity import session_identities
from scheduler.store.address import Address, read_address
from scheduler.store.database import Database
from scheduler.store.preparing import Prepared
from scheduler.store.rows import sign
from scheduler.store.store import Store
from scheduler.store.tables import FORM, STORE, VERSIONS, Migration, migrate
from scheduler.store.trouble import Damage, StoreTrouble
from scheduler.store.version import Draft, Summary, Version
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    MONDAY,
    SMALL,
    publish,
    small_plan,
    small_term,
)

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM, "as agreed")
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), TERM)
THIRD = Draft(small_plan(TERM, (LI_MEETS_WANG, LI_MEETS_ZHAO)), TERM)


@pytest.fixture
def address(place: str) -> Address:
    return read_address(place)


@pytest.fixture
def store(address: Address) -> Store:
    return Store(address, 5)


def change(address: Address, statement: str) -> None:
    """Change the store behind its back."""
    with Database(address).writing() as connection:
        connection.execute(text(statement))


def latest(store: Store) -> Version:
    version = store.latest()
    assert version is not None
    return version


# -- what is kept ------------------------------------------------------------------------------------------


def test_before_anything_is_published_there_is_nothing_and_nothing_is_created(
    store: Store, address: Address
) -> None:
    assert (store.summaries(), store.latest(), store.version(1), store.id(), store.check()) == (
        (),
        None,
        None,
        "",
        [],
    )
    assert address.file is None or not address.file.exists()


def test_what_was_published_comes_back_whole(store: Store) -> None:
    publish(store, replace(FIRST, record='{"seed": 1}'))
    version = latest(store)
    assert {
        "plan": {*version.plan.sessions, *version.plan.rotations, *version.plan.rounds},
        "mentors": {*version.plan.mentorships},
    } == {
        "plan": {*FIRST.plan.sessions, *FIRST.plan.rotations, *FIRST.plan.rounds},
        "mentors": {*FIRST.plan.mentorships},
    }
    assert (version.term.written, version.term.working) == (TERM.written, TERM.working)
    assert (version.record, version.shortfalls) == ('{"seed": 1}', ())
    assert (version.number, str(version.summary)) == (1, "version 1 of 15 February 2027, 09:30")
    assert version.summary == store.summaries()[0]
    assert (version.summary.note, version.summary.term_digest) == ("as agreed", TERM.digest)
    assert version.summary.changelog == {
        "first": {"trainees": 2, "sessions": 6, "rotations": 2},
        "people": [],
        "numbers": {},
    }
    assert version.store == store.id() != ""


def test_each_session_of_the_newest_version_has_its_uid_and_revision(store: Store) -> None:
    publish(store, FIRST)
    before = latest(store)
    publish(store, SECOND, 1)
    after = latest(store)
    told_before, told_after = (
        {
            (session.trainee.id, session.activity.id, session.period.date.day): told
            for session, identity in session_identities(version.plan).items()
            for told in version.told.values()
            if told.entry.identity == identity and not told.entry.cancelled
        }
        for version in (before, after)
    )
    moved = told_after["T02", "lecture", 10]
    assert moved.uid == told_before["T02", "lecture", 9].uid
    assert (moved.sequence, moved.created, moved.modified) == (1, MONDAY, MONDAY + DAY)
    kept = told_after["T01", "lecture", 9]
    assert (kept.uid, kept.sequence, kept.modified) == (told_before["T01", "lecture", 9].uid, 0, MONDAY)


def test_a_version_keeps_its_changelog(store: Store) -> None:
    publish(store, FIRST)
    summary = publish(store, SECOND, 1)
    assert summary.changelog["numbers"] == {"new": 1, "moved": 1, "room": 1, "lead": 1, "topic": 1}
    assert [(person["name"], person["lines"]) for person in summary.changelog["people"]] == [
        (
            "Li Wei",
            [
                (
                    "moved   Lecture, Tuesday 9 March 2027, 10:00 to 11:00 -> Wednesday 10 March 2027, 10:00 to 11:00; "
                    "room Lecture hall -> Skills lab; lead Wang Min -> Zhao Hua; topic Toxicity -> CAR-T"
                )
            ],
        ),
        (
            "Zhao Hua",
            ["new     Lecture, as lead, Wednesday 10 March 2027, 10:00 to 11:00, in Skills lab, on CAR-T"],
        ),
    ]
    assert store.summaries()[1] == summary


def test_an_earlier_version_stays_what_it_was(store: Store) -> None:
    publish(store, FIRST)
    first = latest(store)
    publish(store, SECOND, 1)
    again = store.version(1)
    assert again is not None
    assert (again.summary, again.told, again.covers) == (first.summary, first.told, first.covers)
    assert set(again.plan.sessions) == set(first.plan.sessions)


def test_the_same_plan_for_the_same_term_is_the_same(store: Store) -> None:
    publish(store, FIRST)
    shuffled = replace(FIRST, plan=replace(FIRST.plan, sessions=FIRST.plan.sessions[::-1]), note="again")
    assert store.prepare(shuffled, MONDAY + DAY).same
    assert not store.prepare(SECOND, MONDAY + DAY).same
    closed = small_term(rooms=SMALL["rooms"].replace("Lecture hall", "Great hall"))
    assert not store.prepare(Draft(small_plan(closed), closed), MONDAY + DAY).same


def test_who_left_the_term_is_told_and_stays_in_the_earlier_version(store: Store) -> None:
    publish(store, FIRST)
    alone = small_term(trainees=SMALL["trainees"].replace("T02,Li Wei,fellow,2027-03-08,2027-03-14\n", ""))
    plan = FIRST.plan
    rest = replace(
        plan,
        rotations=tuple(r for r in plan.rotations if r.trainee.id != "T02"),
        sessions=tuple(s for s in plan.sessions if s.trainee.id != "T02"),
        mentorships=tuple(m for m in plan.mentorships if m.trainee.id != "T02"),
    )
    summary = publish(store, Draft(rest, alone), 1)
    assert [(p["name"], p["standing"]) for p in summary.changelog["people"]] == [
        ("Li Wei", "leaves"),
        ("Wang Min", ""),
    ]
    first = store.version(1)
    assert first is not None
    assert [trainee.name for trainee in first.term.trainees] == ["Amara Diallo", "Li Wei"]


@pytest.mark.parametrize("days", [0, -3])
def test_a_clock_that_is_behind_dates_no_version_before_the_last(store: Store, days: int) -> None:
    publish(store, FIRST)
    prepared = store.prepare(SECOND, MONDAY + days * DAY)
    assert (prepared.instant, prepared.behind) == (MONDAY + timedelta(seconds=1), -days * DAY)


def test_a_store_is_closed_after_use(address: Address) -> None:
    with Store(address) as store:
        publish(store, FIRST)
    assert len(store.summaries()) == 1  # and opens again when it is used


# -- two at once -------------------------------------------------------------------------------------------


def test_of_two_who_prepared_at_the_same_version_the_first_wins(store: Store) -> None:
    publish(store, FIRST)
    one, other = store.prepare(SECOND, MONDAY + DAY), store.prepare(THIRD, MONDAY + DAY)
    assert store.publish(one) is not None
    assert store.publish(other) is None
    assert [summary.number for summary in store.summaries()] == [1, 2]
    assert set(latest(store).plan.sessions) == set(SECOND.plan.sessions)
    assert store.check() == []


@pytest.mark.parametrize("published", [0, 1])
def test_of_many_at_once_exactly_one_wins(address: Address, published: int) -> None:
    with Store(address) as store:
        for _ in range(published):
            publish(store, FIRST)
        prepared = [store.prepare(draft, MONDAY + DAY) for draft in (SECOND, THIRD) * 3]
    won: list[Summary | None] = []
    start = threading.Barrier(len(prepared))

    def race(mine: Prepared) -> None:
        with Store(address) as store:
            start.wait()
            won.append(store.publish(mine))

    threads = [threading.Thread(target=race, args=(mine,)) for mine in prepared]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == len(prepared)
    assert [summary.number for summary in won if summary] == [published + 1]
    with Store(address) as store:
        assert len(store.summaries()) == published + 1
        assert store.check() == []


def test_who_waits_too_long_for_somebody_else_is_told(address: Address, store: Store) -> None:
    publish(store, FIRST)
    with Store(address, 0.2) as other, Database(address).writing():
        prepared = other.prepare(SECOND, MONDAY + DAY)
        with pytest.raises(StoreTrouble) as trouble:
            other.publish(prepared)
    assert str(trouble.value) == (
        f"{address} is in use: another program is writing to it. Maybe try again in a moment."
    )


# -- killed ------------------------------------------------------------------------------------------------

STEPS = (
    "render",
    "take the lock",
    "create the tables",
    "write the version",
    "write rota_entries",
    "write rota_feeds",
    "write rota_rendered",
    "commit",
    "end",
)
KILLED = multiprocessing.get_context("forkserver")
"""Processes that cost little to start: they are forked from one that has loaded this module already."""


def publish_killed(place: str, at: str) -> None:
    """Publish what comes next, and be killed at a step of it."""

    def step(name: str) -> None:
        if name == at:
            os.kill(os.getpid(), signal.SIGKILL)

    with Store(read_address(place), 5) as store:
        draft = SECOND if store.latest() else FIRST
        store.publish(store.prepare(draft, MONDAY + DAY), step)


def killed_at(place: str, step: str) -> None:
    KILLED.set_forkserver_preload([__name__])
    process = KILLED.Process(target=publish_killed, args=(place, step))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("step", [step for step in STEPS if step != "create the tables"])
def test_killed_at_any_step_the_store_holds_the_old_version_or_the_new_one_whole(
    place: str, step: str
) -> None:
    with Store(read_address(place)) as store:
        publish(store, FIRST)
        killed_at(place, step)
        wanted = SECOND if step == "end" else FIRST
        assert set(latest(store).plan.sessions) == set(wanted.plan.sessions)
        assert store.check() == []
        if step != "end":
            publish(store, SECOND, 2)
        assert [summary.number for summary in store.summaries()] == [1, 2]
        assert store.check() == []


@pytest.mark.parametrize("step", STEPS)
def test_killed_in_the_first_publication_there_is_nothing_or_the_first_version(place: str, step: str) -> None:
    killed_at(place, step)
    with Store(read_address(place)) as store:
        assert len(store.summaries()) == (step == "end")
        if step != "end":
            publish(store, FIRST, 2)
        assert set(latest(store).plan.sessions) == set(FIRST.plan.sessions)
        assert store.check() == []


# -- damaged -----------------------------------------------------------------------------------------------

DAMAGED = (
    "is damaged: the store holds something else than was published. Maybe bring the store back from a backup."
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rota_versions SET plan = replace(plan, '14:00', '15:00') WHERE number = 2",
        "UPDATE rota_versions SET note = 'another' WHERE number = 2",
        "UPDATE rota_versions SET changelog = '{}' WHERE number = 2",
        "UPDATE rota_entries SET sequence = 0 WHERE version = 2 AND sequence = 1",
        "UPDATE rota_entries SET content = replace(content, 'Lecture', 'Lunch') WHERE version = 2",
        "DELETE FROM rota_entries WHERE version = 2",
        "UPDATE rota_feeds SET version = 2",
    ],
)
def test_what_is_not_what_was_published_is_noticed(address: Address, store: Store, statement: str) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    change(address, statement)
    with pytest.raises(Damage):
        store.latest()
    assert f"Version 2 {DAMAGED}" in store.check()


def test_damage_of_an_earlier_plan_leaves_the_newest_readable(address: Address, store: Store) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    change(address, "UPDATE rota_versions SET plan = '{}' WHERE number = 1")
    assert latest(store).number == 2
    assert store.check() == [f"Version 1 {DAMAGED}"]
    with pytest.raises(Damage, match=f"Version 1 {DAMAGED}"):
        store.version(1)


def sign_again(address: Address, number: int) -> None:
    """Make the digest of a version right, as somebody would who knows how it is made."""
    with Database(address).writing() as connection:
        (row,) = connection.execute(select(VERSIONS).where(VERSIONS.c.number == number)).mappings()
        digest = sign({column.name: row[column] for column in VERSIONS.c})["digest"]
        connection.execute(VERSIONS.update().where(VERSIONS.c.number == number).values(digest=digest))


def test_a_version_that_was_replaced_with_its_digest_is_noticed(address: Address, store: Store) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    change(address, "UPDATE rota_versions SET note = 'another' WHERE number = 1")
    sign_again(address, 1)
    assert store.check() == ["Version 2 does not follow on the version before it, which was replaced."]


def test_a_version_that_this_program_cannot_read_is_told(address: Address, store: Store) -> None:
    publish(store, FIRST)
    change(address, "UPDATE rota_versions SET plan = replace(plan, 'T01', 'T09') WHERE number = 1")
    sign_again(address, 1)
    with pytest.raises(Damage) as trouble:
        store.latest()
    assert str(trouble.value) == "Version 1 cannot be read by this program: 'T09'."


# -- the form of a store -----------------------------------------------------------------------------------


def _add_a_remark(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE rota_versions ADD COLUMN remark TEXT NOT NULL DEFAULT ''"))


MIGRATIONS: Mapping[int, Migration] = {FORM: _add_a_remark, FORM + 1: lambda _connection: None}


def test_a_store_of_an_earlier_form_is_refused_with_the_command_that_mends_it(address: Address) -> None:
    publish(Store(address), FIRST)
    later = Store(address, form=FORM + 2, migrations=MIGRATIONS)
    prepared = Store(address).prepare(SECOND, MONDAY + DAY)
    for use in (later.latest, later.summaries, lambda: later.publish(prepared)):
        with pytest.raises(StoreTrouble) as trouble:
            use()
        assert str(trouble.value) == (
            f"{address} was written by an earlier rota (form {FORM}, now {FORM + 2}). "
            "Bring it up to date with: rota versions TERM --migrate"
        )


def test_a_store_of_an_earlier_form_is_migrated_step_by_step(address: Address) -> None:
    publish(Store(address), FIRST)
    later = Store(address, form=FORM + 2, migrations=MIGRATIONS)
    assert later.migrate() == FORM
    assert later.migrate() == FORM + 2
    with Database(address).reading() as connection:
        assert connection.execute(text("SELECT remark FROM rota_versions")).scalars().all() == [""]
    assert len(later.summaries()) == 1


def test_a_migration_that_fails_leaves_the_store_as_it_was(address: Address) -> None:
    publish(Store(address), FIRST)

    def fail(connection: Connection) -> None:
        _add_a_remark(connection)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        Store(address, form=FORM + 1, migrations={FORM: fail}).migrate()
    assert len(Store(address).summaries()) == 1
    with Database(address).reading() as connection:
        assert "remark" not in connection.execute(text("SELECT * FROM rota_versions")).keys()  # noqa: SIM118 - a result is no mapping


def test_a_store_of_a_later_form_is_refused_with_the_command_that_brings_the_program_up_to_date(
    address: Address, store: Store
) -> None:
    publish(store, FIRST)
    with Database(address).writing() as connection:
        migrate(connection, FORM, FORM + 1, {FORM: lambda _connection: None})
        connection.execute(STORE.update().values(form=7))
    for use in (store.latest, store.migrate):
        with pytest.raises(StoreTrouble) as trouble:
            use()
        assert str(trouble.value) == (
            f"{address} was written by a later rota (form 7, this one knows {FORM}). "
            "Bring the program up to date: pip install --upgrade fellowship-rota"
        )


def test_where_nothing_is_published_there_is_nothing_to_migrate(address: Address, store: Store) -> None:
    with pytest.raises(StoreTrouble, match="holds no published versions"):
        store.migrate()


# -- no store ----------------------------------------------------------------------------------------------


def test_a_file_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    notes, accounts = tmp_path / "notes.txt", tmp_path / "accounts.sqlite"
    notes.write_text("not a database, but long enough to be taken for one" * 20)
    with Database(Address(accounts)).writing() as connection:
        connection.execute(text("CREATE TABLE accounts (amount INTEGER)"))
    for file, told in (
        (notes, f"{notes} is no store of published versions."),
        (accounts, f"{accounts} is the database of something else, and is left as it is."),
    ):
        content = file.read_bytes()
        with pytest.raises(StoreTrouble) as trouble:
            publish(Store(Address(file)), FIRST)
        assert str(trouble.value) == told
        assert file.read_bytes() == content


def test_a_server_may_hold_other_things_too(postgres: str) -> None:
    address = read_address(postgres)
    with Database(address).writing() as connection:
        connection.execute(text("CREATE TABLE accounts (amount INTEGER)"))
    publish(Store(address), FIRST)
    assert len(Store(address).summaries()) == 1
