"""Publishes a draft, as ``rota publish`` and ``rota rollback`` do; what came of it is a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from scheduler.commands.exits import DONE, OVERTAKEN, TROUBLE
from scheduler.comparing.changes import find_changes, numbers_of, things_of
from scheduler.comparing.words import plain_changes

if TYPE_CHECKING:
    from scheduler.store.address import Address
    from scheduler.store.preparing import Prepared
    from scheduler.store.store import Store
    from scheduler.store.version import Draft, Summary

Kind = Literal["published", "dry-run", "unchanged", "overtaken", "refused"]


@dataclass(frozen=True)
class Overtaken:
    """What others have published since the version ``base`` that a draft takes account of.

    ``people`` and ``numbers`` are what that changes for whom (see `scheduler.comparing.words`), ``things``
    how many things change.
    """

    base: int
    summaries: tuple[Summary, ...]
    people: list[dict[str, Any]]
    numbers: dict[str, int]
    things: int


@dataclass(frozen=True)
class Outcome:
    """What came of publishing a draft.

    ``refusal`` is why nothing was published, in a sentence or two, where the store may be the wrong one;
    ``summary`` the version that holds the draft now, None where none does.
    """

    kind: Kind
    prepared: Prepared
    address: Address
    summary: Summary | None = None
    overtaken: Overtaken | None = None
    refusal: str = ""

    @property
    def code(self) -> int:
        """The exit code that says so."""
        return {"overtaken": OVERTAKEN, "refused": TROUBLE}.get(self.kind, DONE)


def publish_draft(
    store: Store,
    draft: Draft,
    base: int | None,
    now: datetime,
    *,
    dry_run: bool,
    renamed: bool,
    elsewhere: bool = False,
) -> Outcome:
    """Publish a draft, and return what came of it.

    Parameters
    ----------
    store
        Where to publish.
    draft
        What to publish; it was verified.
    base
        The version that the draft takes account of; None is the newest.
    now
        The time of publication.
    dry_run
        Find out, and write nothing.
    renamed
        Whether the term may have another name or other days than the one published before.
    elsewhere
        Whether the plan is a version of another store, or keeps to one, and nobody named this one: then it
        begins no store.
    """
    prepared = store.prepare(draft, now)
    if prepared.same:
        return _unchanged(prepared, store)
    if base is not None and base != prepared.parent:
        return _overtaken(prepared, store, base)
    if elsewhere and prepared.before is None:
        return Outcome("refused", prepared, store.address, refusal=_elsewhere(store))
    if not renamed and (doubt := _other_term(prepared)):
        return Outcome("refused", prepared, store.address, refusal=f"{store.address} {doubt}")
    if dry_run:
        return Outcome("dry-run", prepared, store.address)
    published = store.publish(prepared)
    if published is None:
        again = store.prepare(draft, now)
        return _unchanged(again, store) if again.same else _overtaken(prepared, store, prepared.parent)
    return Outcome("published", prepared, store.address, published)


def _unchanged(prepared: Prepared, store: Store) -> Outcome:
    """Return that the newest version is the draft already, whoever published it."""
    summary = prepared.before.summary if prepared.before else None
    return Outcome("unchanged", prepared, store.address, summary)


def _other_term(prepared: Prepared) -> str:
    """Return the doubt that a store is that of another term, or nothing."""
    if prepared.before is None:
        return ""
    before, now = prepared.before.term, prepared.draft.term
    if before.name == now.name and before.span.overlaps(now.span):
        return ""
    return (
        f"holds the versions of {before.name}, {before.span}, and not of {now.name}, {now.span}. "
        "Nothing was published. Maybe give this term a store of its own with --store; "
        "if it is the same term with another name or other days, say --renamed."
    )


def _elsewhere(store: Store) -> str:
    """Return the doubt that a plan which was published elsewhere belongs into an empty store."""
    return (
        f"The plan is a version of another store, or keeps to one, but {store.address} holds no version "
        "yet. Nothing was published. Maybe the term was moved: then move its store to it, or name it with "
        "--store. To begin again with a first version, say --base 0."
    )


def _overtaken(prepared: Prepared, store: Store, base: int) -> Outcome:
    """Return what was published since a version; where nothing was, that there is no such version."""
    newest = store.latest()
    since = tuple(summary for summary in store.summaries() if summary.number > base)
    if newest is None or not since:
        refusal = (
            f"The plan is based on version {base}, but the newest in {store.address} is "
            f"{f'version {newest.number}' if newest else 'none'}. Nothing was published. "
            "Maybe it is not the right store; if it is, say with --base which version the plan builds on."
        )
        return Outcome("refused", prepared, store.address, refusal=refusal)
    old = store.version(base)
    changes = find_changes(old.side, newest.side) if old else ()
    overtaken = Overtaken(base, since, plain_changes(changes), numbers_of(changes), things_of(changes))
    return Outcome("overtaken", prepared, store.address, overtaken=overtaken)
