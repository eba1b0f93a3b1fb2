"""Who led the rounds of past days, where a week's lead changed in the middle of the week."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inputs.days import Period, Span
from inputs.people import Absence, Faculty
from inputs.plan import Plan
from inputs.term import Term
from scheduler.comparing.words import say_people
from scheduler.outputs.round_leads import RoundLeads
from scheduler.pages.own import items_of, own_part
from scheduler.store.address import Address, read_address
from scheduler.store.past_leads import leads_before
from scheduler.store.store import Store
from scheduler.store.version import Draft, Version
from tests.scheduler.store.small import DAY, MONDAY, small_plan, small_term

TERM = small_term()
PLAN = small_plan(TERM)
PAST = ["Mon Wang Min 0", "Tue Wang Min 0"]
REST = ["Wed Zhao Hua 0", "Thu Zhao Hua 0", "Fri Zhao Hua 0"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(Address(tmp_path / "versions.sqlite"))


def led_by(*leads: str) -> Plan:
    """Return the plan with others to lead the second week on the ward, or nobody."""
    first, second = PLAN.rounds
    rows = (replace(second, lead=TERM.faculty_by_id[lead]) for lead in leads)
    return replace(PLAN, rounds=(first, *rows))


def publish(
    store: Store,
    plan: Plan,
    days: int,
    since: date | None = None,
    term: Term = TERM,
    version_before: int | None = None,
) -> Version:
    """Publish a plan that was made against the newest version, or another, from a day on, or by hand."""
    before, record = store.latest(), ""
    if before is not None and since is not None:
        number = version_before or before.number
        based_on = {"store": before.store, "version": number, "from": f"{since}"}
        told = {"schema": "rota-result/1", "term": {"digest": ""}, "levels": [], "interrupted": False}
        record = json.dumps({**told, "seed": 0, "workers": 1, "versions": {}, "based_on": based_on})
    assert store.publish(store.prepare(Draft(plan, term, record=record), MONDAY + days * DAY))
    version = store.latest()
    assert version is not None
    return version


def changed_on_wednesday(store: Store, *leads: str) -> Version:
    publish(store, PLAN, 0)
    return publish(store, led_by(*leads), 23, date(2027, 3, 10))


def rounds(version: Version, kind: str, who: str) -> list[str]:
    """Return the rounds of the second week in a calendar: day, lead where it is told, and SEQUENCE."""
    found = []
    for told in version.told.values():
        entry = told.entry
        is_round = entry.identity.kind in ("round", "service round")
        if told.feed.parts == (kind, who) and is_round and isinstance(entry.when, Period):
            lead = entry.description.partition("Lead: ")[2]
            words = f"{entry.when.date:%a}", lead, str(told.sequence), "cancelled" if entry.cancelled else ""
            found.append((entry.when, " ".join(filter(None, words))))
    return [words for when, words in sorted(found) if when.date >= date(2027, 3, 8)]


def test_days_before_a_lead_changed_stay_with_the_one_who_led_them(store: Store) -> None:
    version = changed_on_wednesday(store, "F02")
    gone = [f"{day} 1 cancelled" for day in ("Wed", "Thu", "Fri")]
    assert rounds(version, "faculty", "F01") == ["Mon 0", "Tue 0", *gone]
    assert rounds(version, "faculty", "F02") == ["Wed 1", "Thu 1", "Fri 1"]
    assert rounds(version, "trainee", "T01") == [*PAST, *REST]
    assert rounds(version, "service", "ward") == [*PAST, *REST]


def test_they_stay_where_nobody_leads_the_rest_of_the_week(store: Store) -> None:
    version = changed_on_wednesday(store)
    assert rounds(version, "trainee", "T01") == [*PAST, "Wed 0", "Thu 0", "Fri 0"]
    later = publish(store, replace(led_by(), mentorships=()), 30, date(2027, 3, 17))
    assert rounds(later, "trainee", "T01") == [*PAST, "Wed 0", "Thu 0", "Fri 0"]


def test_they_stay_in_later_versions(store: Store) -> None:
    changed_on_wednesday(store, "F02")
    later = publish(store, replace(led_by("F02"), mentorships=()), 30, date(2027, 3, 17))
    assert rounds(later, "trainee", "T01") == [*PAST, *REST]
    by_hand = publish(store, led_by("F02"), 31)
    assert rounds(by_hand, "trainee", "T01") == [*PAST, *REST]


def test_who_gives_a_past_week_to_another_by_hand_gives_all_of_it(store: Store) -> None:
    changed_on_wednesday(store, "F02")
    by_hand = publish(store, led_by("F01"), 30)
    assert rounds(by_hand, "trainee", "T01") == [
        f"{day} Wang Min 0" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")
    ]


def test_a_plan_from_monday_on_gives_the_whole_week_to_another(store: Store) -> None:
    publish(store, PLAN, 0)
    version = publish(store, led_by("F02"), 20, date(2027, 3, 8))
    assert rounds(version, "trainee", "T01") == [
        f"{day} Zhao Hua 0" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")
    ]


def test_a_plan_of_later_that_gives_a_past_week_to_another_gives_all_of_it(store: Store) -> None:
    publish(store, PLAN, 0)
    version = publish(store, led_by("F02"), 30, date(2027, 3, 17))
    assert rounds(version, "trainee", "T01") == [
        f"{day} Zhao Hua 0" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")
    ]


def test_of_a_plan_that_was_made_against_an_earlier_version_nobody_knows_from_when_it_differs(
    store: Store,
) -> None:
    publish(store, PLAN, 0)
    publish(store, replace(PLAN, mentorships=()), 1)
    version = publish(store, led_by("F02"), 23, date(2027, 3, 10), version_before=1)
    assert rounds(version, "trainee", "T01") == [
        f"{day} Zhao Hua 0" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")
    ]


def test_services_and_weeks_that_are_new_have_no_days_before() -> None:
    (lab,) = (service for service in TERM.services if not service.has_rounds)
    since = date(2027, 3, 10)
    for before in (replace(TERM, services=(lab,)), replace(TERM, span=TERM.weeks[0].span)):
        assert leads_before(PLAN, TERM, RoundLeads(Plan(), before), since) == {}
    ward = TERM.service_by_id["ward"]
    days = {(ward, date(2027, 3, 8)): (), (ward, date(2027, 3, 9)): ()}
    assert leads_before(PLAN, TERM, RoundLeads(Plan(), TERM), since) == days


def test_pages_tell_the_same(store: Store) -> None:
    version = changed_on_wednesday(store, "F02")

    def days(person: Faculty) -> list[str]:
        items = items_of(own_part(version.plan, person), TERM, person, version.led)
        second = [item for item in items if item.sort == "round" and item.period.date >= date(2027, 3, 8)]
        return [f"{item.period.date:%a} {'; '.join(item.names)}" for item in second]

    wang, zhao = TERM.faculty_by_id["F01"], TERM.faculty_by_id["F02"]
    assert days(wang) == ["Mon Amara Diallo", "Tue Amara Diallo"]
    assert days(zhao) == ["Wed Amara Diallo", "Thu Amara Diallo", "Fri Amara Diallo"]
    amara = TERM.trainee_by_id["T01"]
    items = items_of(own_part(version.plan, amara), TERM, amara, version.led)
    leads = [item.names[0] for item in items if item.sort == "round"]
    assert leads == ["Wang Min"] * 7 + ["Zhao Hua"] * 3


def without(who: str, first: int, last: int) -> Term:
    """Return the term with somebody absent on days of the second week."""
    days = Span.through(date(2027, 3, first), date(2027, 3, last))
    return replace(TERM, absences=(Absence(who, days),))


def lines(version: Version) -> list[str]:
    """Return what a version tells that it changes."""
    return [*say_people(version.summary.changelog["people"])]


def test_what_changed_is_told_from_the_day_on_from_which_it_did(store: Store) -> None:
    version = changed_on_wednesday(store, "F02")
    assert lines(version) == [
        "Amara Diallo, trainee",
        "  lead    Rounds on CAR-T ward, 10 March 2027 to 14 March 2027: Wang Min -> Zhao Hua",
        "Wang Min, faculty",
        "  gone    Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00",
        "Zhao Hua, faculty",
        "  new     Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00",
    ]
    assert version.summary.changelog["numbers"] == {"lead": 1}
    later = publish(store, replace(led_by("F02"), mentorships=()), 30, date(2027, 3, 17))
    assert [line for line in lines(later) if "Lead on" in line] == []


def test_a_lead_who_is_found_on_wednesday_did_not_lead_before(store: Store) -> None:
    publish(store, led_by(), 0)
    version = publish(store, PLAN, 23, date(2027, 3, 10))
    days = [f"{day} Wang Min 0" for day in ("Wed", "Thu", "Fri")]
    assert rounds(version, "trainee", "T01") == ["Mon 0", "Tue 0", *days]
    assert rounds(version, "faculty", "F01") == ["Wed 0", "Thu 0", "Fri 0"]
    assert lines(version) == [
        "Amara Diallo, trainee",
        "  lead    Rounds on CAR-T ward, 10 March 2027 to 14 March 2027: none -> Wang Min",
        "Wang Min, faculty",
        "  new     Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00",
    ]
    later = publish(store, replace(PLAN, mentorships=()), 30, date(2027, 3, 17))
    assert rounds(later, "trainee", "T01") == ["Mon 0", "Tue 0", *days]


def test_of_a_past_week_that_nobody_leads_any_more_those_days_stay_on_which_the_lead_was_there(
    store: Store,
) -> None:
    publish(store, PLAN, 0)
    version = publish(store, led_by(), 30, date(2027, 3, 17), without("F01", 10, 14))
    assert rounds(version, "trainee", "T01") == [*PAST, "Wed 0", "Thu 0", "Fri 0"]


def test_nobody_led_on_a_past_day_of_an_absence(store: Store) -> None:
    publish(store, PLAN, 0)
    version = publish(store, led_by("F02"), 23, date(2027, 3, 10), without("F01", 9, 14))
    assert rounds(version, "trainee", "T01") == ["Mon Wang Min 0", "Tue 0", *REST]
    assert rounds(version, "faculty", "F02") == ["Wed 1", "Thu 1", "Fri 1"]


def test_who_has_left_the_term_is_named_no_more(store: Store) -> None:
    changed_on_wednesday(store, "F02")
    term = replace(TERM, faculty=(TERM.faculty_by_id["F02"],))
    version = publish(store, Plan(PLAN.rotations, led_by("F02").rounds[1:]), 30, date(2027, 3, 17), term)
    assert rounds(version, "trainee", "T01") == [f"{day} Zhao Hua 0" for day in ("Mon", "Tue")] + REST


def test_a_version_is_read_with_them_also_without_what_calendars_were_told(place: str) -> None:
    with Store(read_address(place)) as store:
        version = changed_on_wednesday(store, "F02")
        shown, before = store.pages(2)
    ward, wang = TERM.service_by_id["ward"], TERM.faculty_by_id["F01"]
    assert version.led == {(ward, date(2027, 3, 8)): (wang,), (ward, date(2027, 3, 9)): (wang,)}
    assert (shown.told, shown.led, before and before.led) == ({}, version.led, {})
