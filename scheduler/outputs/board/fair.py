"""Whether a plan is fair: what each has beside what the rules of fairness count as fair, also in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from constraints.catalogue import soft_rules_named
from constraints.rules.fair_leads import shared_leads
from constraints.rules.fair_meetings import shared_meetings
from constraints.rules.fair_shortfalls import most_for_nothing
from inputs.programme import Service
from inputs.term import FAIRNESS
from scheduler.outputs.board.words import Tone, count, join, say_number

if TYPE_CHECKING:
    from constraints.fair_share import FairShare
    from inputs.people import Faculty, Trainee
    from inputs.plan import Plan, Shortfall
    from inputs.term import Term

HALF = 0.5
MOST_NAMES = 3
SHORTFALLS, MEETINGS, LEADS = "fair_shortfalls", "fair_meetings", "fair_leads"

Standing = Literal["over", "within", "even", "under"]


@dataclass(frozen=True)
class Fair:
    """What somebody has, beside the part in proportion and the most that is fair.

    ``above`` is by how much it is more than fair, of ``items`` where they are held apart. ``most`` is None
    where no rule says what is fair at most; then what is above its part is called over.
    """

    name: str
    number: float
    part: float
    most: int | None
    above: float
    items: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """Where it stands: over what is fair, within it, even with its part, or under it."""
        if self.above:
            return "over"
        if abs(self.number - self.part) < HALF:
            return "even"
        if self.number < self.part:
            return "under"
        return "within" if self.most is not None else "over"

    @property
    def word(self) -> str:
        """The standing in words, with by how much it is over."""
        of = f" ({', '.join(self.items)})" if self.items else ""
        return f"over by {say_number(self.above)}{of}" if self.above else self.standing

    @property
    def figures(self) -> str:
        """From the part in proportion to the most that is fair: ``fair 28.3 to 36``."""
        if self.most is None:
            return f"{self.part:.1f} in proportion"
        return f"fair {self.part:.1f} to {self.most:,}"


@dataclass(frozen=True)
class Verdict:
    """Whether something is shared fairly: a tone, and a sentence or two."""

    tone: Tone
    what: str
    text: str


def fair_shortfalls(term: Term, shortfalls: Iterable[Shortfall]) -> dict[Trainee, Fair]:
    """Return the points that each trainee lacks, beside what fits the stay."""
    points = dict.fromkeys(term.trainees, 0)
    for shortfall in shortfalls:
        if shortfall.trainee is not None:
            points[shortfall.trainee] += shortfall.cost
    weeks = {trainee: len(term.weeks_of_stay(trainee)) for trainee in term.trainees}
    total, all_weeks = sum(points.values()), sum(weeks.values())
    limits = most_for_nothing(term) if _counts(SHORTFALLS, term) else {}
    return {
        trainee: Fair(
            trainee.name,
            number,
            total * weeks[trainee] / all_weeks,
            limits.get(trainee),
            max(0, number - limits.get(trainee, number)),
        )
        for trainee, number in points.items()
    }


def fair_meetings(plan: Plan, term: Term) -> dict[Faculty, Fair]:
    """Return the meetings of each mentor who offers hours, beside what fits these."""
    counts = _counts(MEETINGS, term)
    return {own.who: _together([own], counts=counts) for own in shared_meetings(plan, term)}


def fair_rounds(plan: Plan, term: Term) -> dict[Faculty, Fair]:
    """Return the weeks of rounds that each leads who may, beside what fits the hours."""
    return _leads(plan, term, lambda own: isinstance(own.item, Service))


def fair_sessions(plan: Plan, term: Term) -> dict[Faculty, Fair]:
    """Return the sessions that each leads who may, beside what fits the hours."""
    return _leads(plan, term, lambda own: not isinstance(own.item, Service))


def _leads(plan: Plan, term: Term, belongs: Callable[[FairShare], bool]) -> dict[Faculty, Fair]:
    by_lead: dict[Faculty, list[FairShare]] = {}
    for own in shared_leads(plan, term):
        if belongs(own):
            by_lead.setdefault(own.who, []).append(own)
    counts = _counts(LEADS, term)
    return {lead: _together(shares, counts=counts) for lead, shares in by_lead.items()}


def _together(shares: Sequence[FairShare], *, counts: bool) -> Fair:
    """Return the shares of one in several things as one; what is over in one is over in all."""
    over = [own for own in shares if own.above] if counts else []
    return Fair(
        shares[0].who.name,
        sum(own.number for own in shares),
        sum(own.part for own in shares),
        sum(own.most for own in shares) if counts else None,
        sum(own.above for own in over),
        tuple(f"{own.item}" for own in over if own.item),
    )


def verdicts(
    term: Term,
    points: Iterable[Fair],
    meetings: Iterable[Fair],
    rounds: Iterable[Fair],
    sessions: Iterable[Fair],
) -> Iterator[Verdict]:
    """Yield whether shortfalls, meetings, rounds and sessions are shared fairly, and who is furthest off."""
    for what, rule, shares in (
        ("Shortfalls by length of stay", SHORTFALLS, points),
        ("Meetings by hours", MEETINGS, meetings),
        ("Weeks of rounds led, by hours", LEADS, rounds),
        ("Sessions led, by hours", LEADS, sessions),
    ):
        found = list(shares)
        if not found:
            continue
        counts = _counts(rule, term)
        over = sorted((one for one in found if one.above), key=lambda one: (-one.above, one.name))
        tone: Tone = "open" if over else "good" if counts else "quiet"
        yield Verdict(
            tone, what, " ".join((_over(over) if counts else _why_not(rule, term), _off(found, rule)))
        )


def _over(over: Sequence[Fair]) -> str:
    if not over:
        return "Nobody is over a fair share."
    named = [f"{one.name} by {say_number(one.above)}" for one in over[:MOST_NAMES]]
    named += [f"{len(over) - MOST_NAMES:,} more"] if len(over) > MOST_NAMES else []
    return f"Over a fair share {'is' if len(over) == 1 else 'are'} {join(named)}."


def _off(shares: Sequence[Fair], rule: str) -> str:
    """Return how many have more than their part, or of the faculty who has the least of it."""
    more = [one for one in shares if one.standing in ("over", "within")]
    if rule == SHORTFALLS:
        part = count(len(more), "trainee")
        return f"{part} of {len(shares):,} {'lacks' if len(more) == 1 else 'lack'} more than in proportion."
    under = sorted((one for one in shares if one.standing == "under"), key=lambda one: one.number - one.part)
    if not under:
        return ""
    named = [f"{one.name} ({say_number(one.number)} of {one.part:.1f})" for one in under[:MOST_NAMES]]
    return f"Furthest under {'is' if len(named) == 1 else 'are'} {join(named)}."


def _counts(rule: str, term: Term) -> bool:
    """Return whether a rule of fairness is in force."""
    return FAIRNESS in term.levels and bool(soft_rules_named(term, rule))


def _why_not(rule: str, term: Term) -> str:
    if FAIRNESS not in term.levels:
        return "Fairness is not among the levels, and nothing says what is fair at most."
    return f"The term switches off the rule {rule} ({term.rules[rule]['off']})."


def say_fair_points(term: Term) -> str:
    """Return what counts as fair of shortfalls, in figures; nothing where no rule says it."""
    (rule,) = soft_rules_named(term, SHORTFALLS) or (None,)
    if rule is None or FAIRNESS not in term.levels:
        return ""
    step = max(1, rule.setting(term, "step"))
    steps = f", rounded up to a multiple of {step:,}" if step > 1 else ""
    return f"fair at most is 1 point for each week of the stay{steps}"


def say_tolerance(term: Term) -> str:
    """Return what counts as fair of meetings and leads: how many percent more than in proportion."""
    parts = [
        f"{rule.setting(term, 'tolerance')} % more {what}"
        for name, what in ((MEETINGS, "meetings"), (LEADS, "rounds and sessions of a sort"))
        for rule in soft_rules_named(term, name)
        if FAIRNESS in term.levels
    ]
    if not parts:
        return ""
    return f"Fair is from there to {' and '.join(parts)}, rounded up."
