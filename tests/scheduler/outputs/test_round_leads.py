"""Who leads rounds, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from scheduler.outputs.round_leads import RoundLeads
from tests.pictures import draw

PICTURE = """
    term 03-01..03-21
    trainee amara fellow
    faculty wang leads=ward
    faculty zhao leads=ward
    service ward 3 round=08:00+30
    service lab 3
    holiday 03-08
    rotation amara ward 03-01..03-21
    round ward 03-01 wang
    round ward 03-08 zhao
"""


def leads(on_days: Mapping[str, str]) -> RoundLeads:
    """Return the leads of the picture, with others on single days: ids, several with a blank between."""
    plan, term = draw(PICTURE)
    ward = term.service_by_id["ward"]
    return RoundLeads(
        plan,
        term,
        {
            (ward, date.fromisoformat(f"2027-{day}")): tuple(term.faculty_by_id[who] for who in ids.split())
            for day, ids in on_days.items()
        },
    )


def spans(on_days: Mapping[str, str]) -> list[str]:
    return [
        f"{led.span.first_day:%d}-{led.span.last_day:%d} "
        f"{' '.join(lead.id for lead in led.leads) or 'nobody'} {led.share:g}"
        for led in leads(on_days).spans
    ]


def test_a_week_has_one_lead() -> None:
    assert spans({}) == ["01-07 wang 1", "08-14 zhao 1"]


def test_a_week_whose_lead_changed_is_told_by_its_days_and_their_share() -> None:
    assert spans({"03-01": "zhao", "03-02": "zhao"}) == ["01-02 zhao 0.4", "03-07 wang 0.6", "08-14 zhao 1"]


def test_a_day_without_rounds_goes_with_those_after_it() -> None:
    assert spans({"03-09": "wang"})[1:] == ["08-09 wang 0.25", "10-14 zhao 0.75"]
    assert spans({"03-08": "wang"})[1:] == ["08-14 zhao 1"]


def test_days_can_be_led_by_nobody_and_weeks_that_nobody_leads_by_somebody() -> None:
    assert spans({"03-01": ""})[0:2] == ["01-01 nobody 0.2", "02-07 wang 0.8"]
    assert spans({"03-15": "wang", "03-16": "wang"})[2:] == ["15-16 wang 0.4", "17-21 nobody 0.6"]


def test_each_round_has_the_lead_of_its_day() -> None:
    found = leads({"03-09": "wang", "03-10": "", "03-15": "zhao"})
    assert [f"{period.date:%d} {lead.id}" for lead, _, period in found.rounds()][5:] == [
        "09 wang",
        "11 zhao",
        "12 zhao",
        "15 zhao",
    ]
    ward = found.term.service_by_id["ward"]
    led = [found.lead_on(ward, date(2027, 3, day)) for day in (8, 9, 10, 11, 15, 16)]
    assert [lead and lead.id for lead in led] == ["zhao", "wang", None, "zhao", "zhao", None]
