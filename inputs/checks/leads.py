"""What somebody is said to lead, though nobody leads it, or every slot of it names others."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from inputs.faults import Notice, at, quoted
from inputs.people import Faculty
from inputs.term import Term


def check_leads(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    """Yield what a member of faculty leads in vain; `whole` are the tables in which every row is sound."""
    for member in term.faculty:
        for item in member.leads:
            if (why := _in_vain(term, member, item, whole)) is not None:
                allowed = f"{member.name} leads nothing there"
                yield Notice(at(member.place, "leads"), f"found {quoted(item)}, {why}", allowed)


def _in_vain(term: Term, member: Faculty, item: str, whole: Collection[str]) -> str | None:
    """Return why nobody leads an item for being named in the table faculty, or None."""
    service, activity = term.service_by_id.get(item), term.activity_by_id.get(item)
    if service is not None and not service.has_rounds:
        return "a service without rounds"
    if activity is not None and activity.format == "meeting":
        return "whose format is meeting: whom trainees meet stands in hours"
    slots = [slot for slot in term.slots if slot.activity == activity]
    if slots and "slots" in whole and all(slot.leads and member not in slot.leads for slot in slots):
        return "each slot of which names other leads"
    return None
