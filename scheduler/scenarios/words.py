"""Answers in sentences, for the terminal and the page alike."""

from __future__ import annotations

from typing import NamedTuple

from inputs.days import say_span
from inputs.faults import listed
from inputs.plan import Shortfall
from inputs.term import Term
from inputs.words import counted
from scheduler.outputs.board.words import capital, count, say_item
from scheduler.scenarios.answer import Answer, Points

KIND_WORDS = {"rotation": "a week on no service", "curriculum": "weeks asked for by the curriculum"}
NOTHING = "\N{EN DASH}"


def say_verdict(answer: Answer) -> str:
    """Return the answer to the question, in a sentence or two."""
    if answer.verdict == "impossible":
        text = "No: there is no such plan."
        return (
            f"{text} These cannot hold together:" if answer.conflict else f"{text} What is kept rules it out."
        )
    if answer.verdict == "unknown":
        early = "Interrupted before" if answer.interrupted else "Not known: the time ended before"
        return f"{early} a plan was found. Maybe give more with --time-limit."
    early = " Interrupted; this is the best plan found until then." if answer.interrupted else ""
    if answer.verdict == "yes":
        return f"Yes: it can be done without a new shortfall.{early}"
    no = "No" if answer.points.surely_lost else "Not known: in the best plan found"
    return f"{no}{':' if answer.points.surely_lost else ','} {say_losses(answer)}.{early}"


def say_losses(answer: Answer) -> str:
    """Return how much is lost, and by how many: ``3 shortfalls are new, 50 points, of 2 trainees``."""
    number = len(answer.lost)
    points = sum(shortfall.cost for shortfall in answer.lost)
    trainees = {shortfall.trainee for shortfall in answer.lost if shortfall.trainee}
    whose = f", of {count(len(trainees), 'trainee')}" if trainees else ""
    verb = "is" if number == 1 else "are"
    return f"{counted(number, 'shortfall')} {verb} new, {count(points, 'point')}{whose}"


def say_losers(answer: Answer) -> str:
    """Return who loses how much, whoever loses most first: ``Li Wei 40 points, Amara Diallo 10 points``."""
    points: dict[str, int] = {}
    for shortfall in answer.lost:
        who = str(shortfall.trainee) if shortfall.trainee else "sessions and rounds without a lead"
        points[who] = points.get(who, 0) + shortfall.cost
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    return listed(f"{who} {count(number, 'point')}" for who, number in ranked)


def say_coverage_proof(answer: Answer) -> str:
    """Return what is proven about what lacks; nothing where nothing is lost and no less was asked for."""
    points, published = answer.points, answer.term.published
    if answer.verdict == "yes" and published is not None and published.improve:
        return _say_improved(points)
    if answer.verdict != "no":
        return ""
    if points.proven and points.surely_lost:
        return "Proven: no plan lacks less."
    now = f"{count(points.now, 'point')} are lacking in all, {points.before:,} before"
    if points.surely_lost:
        return (
            f"Proven: something is lost in any plan; perhaps less. {now}, at least {points.least:,} in any."
        )
    if points.now <= points.before:
        same = f"no more is lacking in all than before ({count(points.now, 'point')})"
        return f"Not proven: {same}, but not of the same people. Maybe give more time with --time-limit."
    return (
        f"Perhaps it can be done without. {now}, at least {points.least:,} in any plan. "
        "Maybe give more time with --time-limit."
    )


def _say_improved(points: Points) -> str:
    now = f"{count(points.now, 'point')} are lacking in all, {points.before:,} before"
    if points.proven:
        return f"Proven: no plan lacks less. {now}."
    least = f"at least {points.least:,} in any plan"
    return f"Perhaps less can lack. {now}, {least}. Maybe give more time with --time-limit."


def say_touched(answer: Answer) -> str:
    """Return how many people are touched, and by how much."""
    people, changes = answer.touched.people, answer.touched.changes
    if not people:
        stays = (
            "all that was published stays" if answer.is_of_published else "the plan made now stays as it is"
        )
        return f"Nobody is touched: {stays}."
    verb = "is" if people == 1 else "are"
    what = f"by {counted(changes, 'change')}" if changes else "only by what comes in addition"
    if changes and answer.touched.more:
        which = "what was published" if answer.is_of_published else "the plan made now"
        what += f" of {which}, and by what comes in addition"
    return f"{capital(counted(people, 'person', 'people'))} {verb} touched, {what}."


def say_counting(answer: Answer) -> str:
    """Return why the lists of people tell more changes than were counted; nothing where they do not."""
    if not answer.touched.changes or answer.touched.more:
        return ""
    if sum(len(person.changes) for person in answer.moved) <= answer.touched.changes:
        return ""
    return "What changes for several people counts once; it stands with each of them."


def say_touched_proof(answer: Answer) -> str:
    """Return what is proven about that; nothing where nobody is touched."""
    touched = answer.touched
    if not touched.people:
        return ""
    if touched.proven:
        return "Proven: it cannot be done with fewer."
    if touched.least >= touched.people:
        return "Proven: not with fewer people; perhaps with fewer changes."
    least = f", but at least {touched.least}" if touched.least else ""
    return f"Not proven: perhaps it can be done with fewer people{least}."


def say_lost(shortfall: Shortfall, term: Term) -> str:
    """Return a shortfall as a line: who lacks what and when, without the reason."""
    item = say_item(term, shortfall.item)
    if shortfall.kind == "rotation":
        what = KIND_WORDS["rotation"]
    elif shortfall.kind == "curriculum":
        what = f"{KIND_WORDS['curriculum']} on {item}"
    else:
        what = item
    who = f"{shortfall.trainee}, {what}" if shortfall.trainee else f"{item}, the lead"
    return f"{who}, {say_span(shortfall.span)}, {count(shortfall.cost, 'point')}"


class Row(NamedTuple):
    """An answer as a row of a table."""

    name: str
    verdict: str
    lost: str
    mended: str
    people: str
    changes: str
    binds: str


def summary(answer: Answer) -> Row:
    """Return an answer as a row: a number is followed by "or fewer" where that is not ruled out."""
    if answer.verdict in ("impossible", "unknown"):
        short = "no plan" if answer.verdict == "impossible" else "not known"
        return Row(answer.name, short, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
    touched = answer.touched
    fewer_people = "" if touched.least >= touched.people else " or fewer"
    fewer_changes = "" if touched.proven or not touched.changes else " or fewer"
    return Row(
        answer.name,
        {"no": "no, proven", "unknown": "not known"}.get(answer.known, "yes"),
        f"{len(answer.lost):,}" if answer.lost else NOTHING,
        f"{len(answer.mended):,}" if answer.mended else NOTHING,
        f"{touched.people:,}{fewer_people}",
        f"{touched.changes:,}{fewer_changes}",
        str(answer.limits[0]) if answer.limits else NOTHING,
    )
