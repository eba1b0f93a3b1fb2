"""What came of publishing a draft, as people read it, and as programs read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from inputs.term import Term
from scheduler.commands.console import say
from scheduler.commands.exits import NO
from scheduler.commands.given.stores import plain_summary, say_changed, say_changelog
from scheduler.commands.publication.publishing import Outcome, Overtaken
from scheduler.comparing.appointments import Side
from scheduler.comparing.promised import promises_changed_since
from scheduler.comparing.words import plain_counts, say_people, say_promises, say_untouched
from scheduler.store.version import changeable_from

SCHEMA = "rota-publish/1"
"""Of the document, which `rota rollback` writes too."""

NOT_FOR_REAL = "Nothing was published, because of --dry-run."


def tell_outcome(outcome: Outcome) -> None:
    """Tell what changes for whom, and what was published; what hinders it goes to the standard error."""
    if outcome.overtaken is not None:
        _tell_overtaken(outcome, outcome.overtaken)
        return
    if outcome.kind == "refused":
        say(outcome.refusal, err=True)
        return
    if clock := _say_clock(outcome):
        say(clock, err=True)
    people = () if outcome.kind == "unchanged" else outcome.prepared.changelog["people"]
    for line in say_people(people):
        say(line)
    if people:
        say()
    say(_say(outcome))
    if people and (untouched := _say_untouched(outcome, people)):
        say(untouched)
    promised = _promised(outcome) if people else None
    if promised is not None and (promises := say_promises(outcome.prepared.things, promised)):
        say(promises)
    if outcome.kind == "dry-run":
        say(NOT_FOR_REAL)
    elif outcome.kind == "published":
        say(f"The versions are in {outcome.address}.")


def _say(outcome: Outcome) -> str:
    """Return what came of it in a sentence or two."""
    prepared, summary = outcome.prepared, outcome.summary
    if outcome.overtaken is not None:
        base = outcome.overtaken.base
        based = f"version {base}" if base else "no version"
        return f"Somebody else published first; the plan is based on {based}."
    if outcome.kind == "refused":
        return outcome.refusal
    if summary is None:
        return f"Would be version {prepared.parent + 1}, {say_changelog(prepared.changelog)}."
    if outcome.kind == "unchanged":
        return f"Nothing changed: {summary} is this plan already."
    return f"Published version {summary.number} of {prepared.draft.term.name}, {say_changed(summary)}."


def _say_untouched(outcome: Outcome, people: Sequence[Mapping[str, Any]]) -> str:
    """Return who of a changelog is not touched, where the plan tells from which day on it may differ."""
    since = _since(outcome)
    return say_untouched(people, since, outcome.prepared.draft.term) if since else ""


def _since(outcome: Outcome) -> date | None:
    """Return from which day on the plan may differ from the version before, where it tells."""
    prepared = outcome.prepared
    return changeable_from(prepared.draft, prepared.before) if prepared.before else None


def _say_clock(outcome: Outcome) -> str:
    """Return that the clock is behind, where a version had to be dated later than it says; or nothing."""
    before, summary = outcome.prepared.before, outcome.summary
    if outcome.kind != "published" or summary is None or before is None or not outcome.prepared.behind:
        return ""
    return (
        f"The clock of this computer is behind {before.summary}; "
        f"the new version is dated {summary.when}, a second after it."
    )


def _tell_overtaken(outcome: Outcome, overtaken: Overtaken) -> None:
    say(f"{_say(outcome)} Since then:", err=True)
    for summary in overtaken.summaries:
        note = f"; {summary.note}" if summary.note else ""
        say(f"  version {summary.number}, {summary.when}: {say_changed(summary)}{note}", err=True)
    for line in say_people(overtaken.people):
        say(f"  {line}", err=True)
    say(_way_out(overtaken), err=True)


def _way_out(overtaken: Overtaken) -> str:
    newest = overtaken.summaries[-1].number
    return (
        f"Nothing was published. Maybe plan again, which keeps to version {newest}; "
        f"if your plan takes account of it already, publish it with --base {newest}."
    )


# -- for programs --------------------------------------------------------------------------------------------


def plain_outcome(outcome: Outcome, notices: Sequence[str]) -> dict[str, object]:
    """Return what came of it as programs read it, and what there is to notice.

    ``version`` is the version that holds the plan now, or would with a dry run, as ``rota versions --json``
    lists it; None where nothing was published. ``numbers`` and ``people`` are what the plan changes against
    ``against``, the newest version before, as ``rota diff --json`` tells it, and ``counts`` how much that is:
    the ``people`` for whom something changes, those of them who are ``touched`` (not by topics, nor by what
    is past, comes or leaves), the ``changes``, things that differ, each of which counts once and may be of
    several kinds in ``numbers``, and the changes to what was ``promised``, as the level stability counts
    them (None where the plan was not made against that version). Where somebody was faster, ``overtaken``
    says what that changed.
    """
    prepared, overtaken = outcome.prepared, outcome.overtaken
    term = prepared.draft.term
    message = {"dry-run": f"{_say(outcome)} {NOT_FOR_REAL}"}.get(outcome.kind, _say(outcome))
    if overtaken is not None:
        message = f"{message} {_way_out(overtaken)}"
    unchanged = outcome.kind == "unchanged"
    return {
        "exit_code": outcome.code,
        "outcome": outcome.kind,
        "message": message,
        "term": {"name": term.name, "digest": term.digest},
        "store": f"{outcome.address}",
        "version": _plain_version(outcome),
        "against": prepared.parent or None,
        "numbers": {} if unchanged else prepared.changelog["numbers"],
        "people": [] if unchanged else prepared.changelog["people"],
        "counts": _counts(outcome, [] if unchanged else prepared.changelog["people"]),
        "overtaken": None
        if overtaken is None
        else {
            "base": overtaken.base,
            "versions": [*map(plain_summary, overtaken.summaries)],
            "numbers": overtaken.numbers,
            "people": overtaken.people,
            "counts": plain_counts(overtaken.people, overtaken.things, date.min, term),
        },
        "violations": [],
        "notices": [*notices, *([clock] if (clock := _say_clock(outcome)) else [])],
    }


def plain_refusal(
    term: Term, message: str, violations: Sequence[Mapping[str, object]], notices: Sequence[str] = ()
) -> dict[str, object]:
    """Return that a plan does not pass, and why, in a document of the same form."""
    return {
        "exit_code": NO,
        "outcome": "unsound",
        "message": message,
        "term": {"name": term.name, "digest": term.digest},
        "store": None,
        "version": None,
        "against": None,
        "numbers": {},
        "people": [],
        "counts": {"people": 0, "touched": 0, "changes": 0, "promised": None},
        "overtaken": None,
        "violations": list(violations),
        "notices": list(notices),
    }


def _counts(outcome: Outcome, people: Sequence[Mapping[str, Any]]) -> dict[str, int | None]:
    """Return how much a plan changes, of what ``people`` are told."""
    prepared = outcome.prepared
    since = _since(outcome) or date.min
    things = prepared.things if people else 0
    return plain_counts(people, things, since, prepared.draft.term, _promised(outcome))


def _promised(outcome: Outcome) -> int | None:
    """Return how many changes to what was promised a plan makes; None where its record does not tell."""
    prepared, since = outcome.prepared, _since(outcome)
    if prepared.before is None or since is None:
        return None
    return promises_changed_since(Side(prepared.draft.plan, prepared.draft.term), prepared.before.side, since)


def _plain_version(outcome: Outcome) -> dict[str, Any] | None:
    if outcome.summary is not None:
        return plain_summary(outcome.summary)
    if outcome.kind != "dry-run":
        return None
    prepared = outcome.prepared
    changelog = prepared.changelog
    return {
        "number": prepared.parent + 1,
        "published": None,
        "note": prepared.draft.note,
        "restores": prepared.draft.restores,
        "first": changelog.get("first"),
        "people": len(changelog["people"]),
        "changes": changelog["numbers"],
        "term_digest": prepared.draft.term.digest,
        "digest": None,
    }
