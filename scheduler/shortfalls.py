"""What a plan could not give, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from constraints.rule import Violation
from inputs.plan import Plan, Shortfall
from inputs.term import COVERAGE, Term
from scheduler.reasons.costly import COSTLY, GIVEN_ELSEWHERE, NOT_MOVED, UNPROVEN, WEIGHTLESS
from scheduler.reasons.leads import why_no_lead
from scheduler.reasons.rotations import why_no_curriculum, why_no_rotation
from scheduler.reasons.sessions import why_no_session
from scheduler.verify import Verdict


def list_shortfalls(
    plan: Plan, term: Term, verdict: Verdict, *, proven: bool, content: bool = False
) -> tuple[Shortfall, ...]:
    """Return what is owed and not given, each with a reason, sorted by trainee (leads last), date, item.

    ``proven`` tells whether no plan lacks less: only then is it said what giving something would cost.
    ``content`` tells whether nobody was moved only to lack less than a published plan did, which a term that
    something was published to tells by itself.
    """
    published = term.published
    content = content or (published is not None and published.is_content_with(verdict.value(COVERAGE)))
    instead: Mapping[str, str] = {}
    if not proven:
        instead = {**UNPROVEN, COSTLY: NOT_MOVED} if content else UNPROVEN
    found = [_shortfall(violation, plan, term, instead) for violation in verdict.paid.get(COVERAGE, ())]
    found.sort(key=lambda s: (s.trainee is None, s.trainee.id if s.trainee else "", s.span, s.kind, s.item))
    return tuple(found)


def _shortfall(violation: Violation, plan: Plan, term: Term, instead: Mapping[str, str]) -> Shortfall:
    at = violation.at
    span = at.span or (at.trainee.stay if at.trainee else term.span)
    match at.kind:
        case "session" if at.trainee is not None:
            causes = why_no_session(at.trainee, term.activity_by_id[at.item], span, plan, term)
        case "rotation" if at.trainee is not None:
            causes = [why_no_rotation(at.trainee, span, plan, term)]
        case "curriculum" if at.trainee is not None:
            causes = why_no_curriculum(at.trainee, at.item, plan, term)
        case _:
            causes = why_no_lead(at.item, span, plan, term)
    known = tuple(dict.fromkeys(causes)) or (GIVEN_ELSEWHERE,)
    instead = instead if violation.amount else WEIGHTLESS
    known = tuple(replace(cause, text=instead.get(cause.text, cause.text)) for cause in known)
    reason = f"{_capital('; '.join(map(str, known)))}."
    if at.kind == "curriculum":
        reason = f"{violation.text} {reason}"
    return Shortfall(at.trainee, at.kind, at.item, span, violation.amount, reason, known)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
