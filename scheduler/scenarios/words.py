"""Answers in sentences, for the terminal and the page alike."""

from __future__ import annotations

from inputs.days import say_span
from inputs.plan import Shortfall
from inputs.term import Term
from inputs.words import counted
from scheduler.outputs.board_words import capital, count, say_item
from scheduler.scenarios.answer import Answer

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
    return f"No: {say_losses(answer)}.{early}"


def say_losses(answer: Answer) -> str:
    """Return how much is lost, and by how many: ``3 shortfalls are new, 50 points, of 2 trainees``."""
    number = len(answer.lost)
    points = sum(shortfall.cost for shortfall in answer.lost)
    trainees = {shortfall.trainee for shortfall in answer.lost if shortfall.trainee}
    whose = f", of {count(len(trainees), 'trainee')}" if trainees else ""
    verb = "is" if number == 1 else "are"
    return f"{counted(number, 'shortfall')} {verb} new, {count(points, 'point')}{whose}"


def say_coverage_proof(answer: Answer) -> str:
    """Return what is proven about the losses; nothing where nothing is lost."""
    points = answer.points
    if answer.verdict != "no":
        return ""
    if points.proven and points.now > points.before:
        return "Proven: no plan lacks less."
    if points.proven:
        return "Proven: no plan lacks less in all; what some lose, others are given."
    now = f"{count(points.now, 'point')} are lacking in all, {points.before:,} before"
    if points.least > points.before:
        return (
            f"Proven: something is lost in any plan; perhaps less. {now}, at least {points.least:,} in any."
        )
    return f"Not proven: perhaps it can be done without. {now}, at least {points.least:,} in any plan."


def say_touched(answer: Answer) -> str:
    """Return how many people are touched, and by how much."""
    people, changes = answer.touched.people, answer.touched.changes
    if not people:
        return "Nobody is touched: all that was published stays."
    verb = "is" if people == 1 else "are"
    return f"{capital(counted(people, 'person', 'people'))} {verb} touched, by {counted(changes, 'change')}."


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
    """Return a shortfall as a line: who lacks what, when and why."""
    item = say_item(term, shortfall.item)
    if shortfall.kind == "rotation":
        what = KIND_WORDS["rotation"]
    elif shortfall.kind == "curriculum":
        what = f"{KIND_WORDS['curriculum']} on {item}"
    else:
        what = item
    who = f"{shortfall.trainee}, {what}" if shortfall.trainee else f"{item}, the lead"
    return f"{who}, {say_span(shortfall.span)}, {count(shortfall.cost, 'point')}: {shortfall.reason}"


def summary(answer: Answer) -> tuple[str, str, str, str, str, str, str]:
    """Return an answer as a row: name, verdict, lost, given now, people, changes, what binds first."""
    if answer.verdict in ("impossible", "unknown"):
        short = "no plan" if answer.verdict == "impossible" else "not known"
        return answer.name, short, *([NOTHING] * 5)  # type: ignore[return-value]  # five of them
    touched, points = answer.touched, answer.points
    verdict = "yes"
    if answer.verdict == "no":
        sure = points.proven or points.least > points.before
        verdict = "no, proven" if sure else "not found"
    fewest = "" if touched.proven or touched.least >= touched.people else " or fewer"
    fewer = "" if touched.proven or not touched.changes else " or fewer"
    lost = f"{len(answer.lost):,}" if answer.lost else NOTHING
    mended = f"{len(answer.mended):,}" if answer.mended else NOTHING
    binds = str(answer.limits[0]).partition("; named by")[0] if answer.limits else NOTHING
    people, changes = f"{touched.people:,}{fewest}", f"{touched.changes:,}{fewer}"
    return answer.name, verdict, lost, mended, people, changes, binds
