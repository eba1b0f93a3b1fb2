"""Publishes a draft, as ``rota publish`` and ``rota rollback`` do, and tells what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from scheduler.commands.console import say
from scheduler.commands.exits import DONE, OVERTAKEN, TROUBLE
from scheduler.commands.stores import say_changed, say_changelog
from scheduler.comparing.appointments import Side
from scheduler.comparing.changes import find_changes
from scheduler.comparing.words import plain_changes, say_people

if TYPE_CHECKING:
    from scheduler.store.preparing import Prepared
    from scheduler.store.store import Store
    from scheduler.store.version import Draft


def publish_draft(
    store: Store, draft: Draft, base: int | None, now: datetime, *, dry_run: bool, renamed: bool
) -> tuple[int, int | None]:
    """Publish a draft, and tell what changes for whom.

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
        Tell, and write nothing.
    renamed
        Whether the term may have another name or other days than the one published before.

    Returns
    -------
    tuple
        The exit code, and the version that holds the draft now, None where none does.
    """
    prepared = store.prepare(draft, now)
    if prepared.same:
        return _tell_same(prepared)
    if base is not None and base != prepared.parent:
        return _tell_overtaken(store, base), None
    if not renamed and (doubt := _other_term(prepared)):
        say(f"{store.address} {doubt}", err=True)
        return TROUBLE, None
    if dry_run:
        _tell_people(prepared)
        say(f"Would be version {prepared.parent + 1}, {say_changelog(prepared.changelog)}.")
        say("Nothing was published, because of --dry-run.")
        return DONE, None
    published = store.publish(prepared)
    if published is None:
        again = store.prepare(draft, now)
        return _tell_same(again) if again.same else (_tell_overtaken(store, prepared.parent), None)
    if prepared.before and prepared.behind:
        say(
            f"The clock of this computer is behind {prepared.before.summary}; "
            f"the new version is dated {published.when}, a second after it.",
            err=True,
        )
    _tell_people(prepared)
    say(f"Published version {published.number} of {draft.term.name}, {say_changed(published)}.")
    say(f"The versions are in {store.address}.")
    return DONE, published.number


def _tell_same(prepared: Prepared) -> tuple[int, int]:
    """Tell that the newest version is the draft already, whoever published it."""
    if prepared.before:
        say(f"Nothing changed: {prepared.before.summary} is this plan already.")
    return DONE, prepared.parent


def _tell_people(prepared: Prepared) -> None:
    people = prepared.changelog["people"]
    for line in say_people(people):
        say(line)
    if people:
        say()


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


def _tell_overtaken(store: Store, base: int) -> int:
    """Tell what was published since a version, and return the exit code."""
    newest = store.latest()
    since = [summary for summary in store.summaries() if summary.number > base]
    if newest is None or not since:
        say(
            f"The plan is based on version {base}, but the newest in {store.address} is "
            f"{f'version {newest.number}' if newest else 'none'}. Nothing was published. "
            "Maybe it is not the right store; if it is, say with --base which version the plan builds on.",
            err=True,
        )
        return TROUBLE
    based = f"version {base}" if base else "no version"
    say(f"Somebody else published first; the plan is based on {based}. Since then:", err=True)
    for summary in since:
        note = f"; {summary.note}" if summary.note else ""
        say(f"  version {summary.number}, {summary.when}: {say_changed(summary)}{note}", err=True)
    if old := store.version(base):
        changes = find_changes(Side(old.plan, old.term), Side(newest.plan, newest.term))
        for line in say_people(plain_changes(changes)):
            say(f"  {line}", err=True)
    say(
        f"Nothing was published. If your plan takes account of that, publish it with --base {newest.number}.",
        err=True,
    )
    return OVERTAKEN
