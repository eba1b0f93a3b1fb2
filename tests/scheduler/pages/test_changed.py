"""What changed for one person, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.comparing.appointments import Side
from scheduler.comparing.changes import find_changes
from scheduler.pages.changed import ChangeLine, Changes, changes_for
from scheduler.pages.request import Language
from scheduler.pages.words import Words
from tests.pictures import draw
from tests.scheduler.pages.published import drawn, version_of

BEFORE = """
    trainee amara fellow
    trainee li fellow
    trainee zoe fellow
    faculty wang leads=ward;talk topics=a;b
    faculty zhao leads=ward;talk topics=a;b
    room hall 20
    room studio 20
    service ward 3 round=08:00+30
    service lab 3
    activity talk weekly 60 topics=c;d
    activity chat weekly 30 meeting
    slot talk Tue 10:00 room=hall
    slot talk Thu 10:00 room=studio
    rotation amara ward 03-01..03-14
    rotation amara lab 03-15..03-28
    round ward 03-01 wang
    session amara talk 03-02 10:00 with=wang topic=c
    session amara talk 03-09 10:00 with=wang topic=c
    session amara chat 03-01 14:00 with=wang topic=a
    session amara chat 03-08 14:00 with=wang topic=a
    session li talk 03-02 10:00 with=wang topic=c
    mentor amara wang
"""
AFTER = (
    BEFORE.replace("rotation amara ward 03-01..03-14", "rotation amara ward 03-01..03-07")
    .replace("round=08:00+30", "round=08:15+30")
    .replace("round ward 03-01 wang", "round ward 03-01 zhao")
    .replace(
        "session amara talk 03-09 10:00 with=wang topic=c", "session amara talk 03-11 10:00 with=zhao topic=d"
    )
    .replace(
        "session amara chat 03-01 14:00 with=wang topic=a", "session amara chat 03-01 14:00 with=zhao topic=a"
    )
    .replace("    session amara chat 03-08 14:00 with=wang topic=a\n", "")
    .replace(
        "session li talk 03-02 10:00",
        "session amara talk 03-16 10:00 with=wang\n    session li talk 03-02 10:00",
    )
    .replace("mentor amara wang", "mentor amara zhao")
)
VERSIONS = drawn(BEFORE, AFTER)


def changes(who: str, language: Language = "en", today: date = date(2027, 3, 1)) -> Changes:
    before, now = VERSIONS
    person = now.term.trainee_by_id.get(who) or now.term.faculty_by_id[who]
    return changes_for(person, before, now, Words(language), today)


def said(line: ChangeLine) -> str:
    differences = "; ".join(f"{d.label} {d.was} -> {d.now}".strip() for d in line.differences)
    return " | ".join(part for part in (line.kind, line.what, line.when, *line.facts, differences) if part)


def test_a_trainee_reads_what_is_different_now() -> None:
    assert [said(line) for line in changes("amara").lines] == [
        "mentor | Main mentor | mentor Wang -> Zhao",
        "moved | Ward | 1–14 March -> 1–7 March; rounds 08:00–08:30 -> 08:15–08:45",
        "lead | Round: Ward | 1–7 March | lead Wang -> Zhao",
        "mentor | Chat | Mon 1 March, 14:00–14:30 | mentor Wang -> Zhao",
        "gone | Chat | Mon 8 March, 14:00–14:30 | mentor: Wang | topic: a",
        "moved | Talk | Tue 9 March, 10:00–11:00 -> Thu 11 March, 10:00–11:00; room Hall -> Studio; lead Wang -> Zhao; topic c -> d",
        "new | Talk | Tue 16 March, 10:00–11:00 | Hall | lead: Wang",
    ]


def test_a_trainee_reads_who_leads_the_rounds_now() -> None:
    rounds = ("03-01 wang", "03-08 wang", "03-15 wang", "03-22 zhao")
    picture = """
        trainee amara fellow
        trainee li fellow
        faculty wang leads=ward
        faculty zhao leads=ward
        service ward 3 round=08:00+30
        service lab 3
        rotation amara ward 03-01..03-21
        rotation amara lab 03-22..03-28
        rotation li lab 03-01..03-28
    """
    first = picture + "".join(f"round ward {each}\n" for each in rounds)
    second = picture + "".join(f"round ward {each}\n" for each in ("03-01 wang", "03-08 zhao", "03-15 zhao"))
    before, now = drawn(first, second)
    words, amara, li = Words("en"), now.term.trainee_by_id["amara"], now.term.trainee_by_id["li"]
    lines = changes_for(amara, before, now, words, date(2027, 3, 22)).lines
    assert [said(line) for line in lines] == ["lead | Round: Ward | 8–21 March | lead Wang -> Zhao"]
    assert [line.is_past for line in lines] == [True]
    assert changes_for(li, before, now, words, date(2027, 3, 1)).lines == ()


def test_of_a_week_whose_lead_changed_only_the_days_that_have_another_lead_are_told() -> None:
    picture = """
        trainee amara fellow
        faculty wang leads=ward
        faculty zhao leads=ward
        faculty chen leads=ward
        service ward 3 round=08:00+30
        rotation amara ward 03-01..03-28
        round ward 03-01 wang
        round ward 03-15 wang
    """
    first, changed = picture + "round ward 03-08 wang", picture + "round ward 03-08 zhao"
    (before,) = drawn(first)
    plan, term = draw(changed)
    ward, wang = term.service_by_id["ward"], term.faculty_by_id["wang"]
    now = version_of(plan, term, 2, {(ward, date(2027, 3, day)): (wang,) for day in (8, 9)})
    told = {
        who: [said(line) for line in changes_for(person, before, now, Words("en"), date(2027, 3, 10)).lines]
        for who in ("amara", "wang", "zhao", "chen")
        for person in [term.trainee_by_id.get(who) or term.faculty_by_id[who]]
    }
    assert told == {
        "amara": ["lead | Round: Ward | 10–14 March | lead Wang -> Zhao"],
        "wang": ["gone | Rounds of Ward, as lead | 10–14 March | rounds: 08:00–08:30"],
        "zhao": ["new | Rounds of Ward, as lead | 10–14 March | rounds: 08:00–08:30"],
        "chen": [],
    }
    again = version_of(*draw(changed + "\nmentor amara wang"), 3, now.led)
    zhao = term.faculty_by_id["zhao"]
    assert changes_for(zhao, now, again, Words("en"), date(2027, 3, 10)) == Changes()


def test_who_led_a_few_days_only_had_something_before() -> None:
    picture = """
        trainee amara fellow
        faculty wang leads=ward
        faculty zhao leads=ward
        service ward 3 round=08:00+30
        rotation amara ward 03-01..03-28
        round ward 03-08 zhao
    """
    plan, term = draw(picture)
    ward, wang = term.service_by_id["ward"], term.faculty_by_id["wang"]
    led = {(ward, date(2027, 3, 8)): (wang,)}
    before = version_of(plan, term, 1, led)
    now = version_of(*draw(picture + "round ward 03-15 wang"), 2, led)
    found = changes_for(wang, before, now, Words("en"), date(2027, 3, 10))
    assert ([line.kind for line in found.lines], found.arrives) == (["new"], False)


def test_of_rounds_that_are_new_it_is_not_said_that_they_have_another_lead() -> None:
    picture = """
        trainee amara fellow
        faculty wang leads=ward
        faculty zhao leads=ward
        service ward 3 round=08:00+30
        service lab 3
    """
    before, now = drawn(
        picture + "rotation amara lab 03-01..03-28\nround ward 03-01 wang",
        picture + "rotation amara ward 03-01..03-07\nrotation amara lab 03-08..03-28\nround ward 03-01 zhao",
    )
    amara = now.term.trainee_by_id["amara"]
    lines = changes_for(amara, before, now, Words("en"), date(2027, 3, 1)).lines
    assert [said(line) for line in lines if line.kind == "lead"] == []


def test_and_in_chinese() -> None:
    assert [said(line) for line in changes("amara", "zh").lines] == [
        "mentor | 主导师 | 导师 Wang -> Zhao",
        "moved | Ward | 3月1日至14日 -> 3月1日至7日; 查房 08:00–08:30 -> 08:15–08:45",
        "lead | 查房：Ward | 3月1日至7日 | 主持 Wang -> Zhao",
        "mentor | Chat | 3月1日 周一 14:00–14:30 | 导师 Wang -> Zhao",
        "gone | Chat | 3月8日 周一 14:00–14:30 | 导师：Wang | 主题：a",
        "moved | Talk | 3月9日 周二 10:00–11:00 -> 3月11日 周四 10:00–11:00; 地点 Hall -> Studio; 主持 Wang -> Zhao; 主题 c -> d",
        "new | Talk | 3月16日 周二 10:00–11:00 | Hall | 主持：Wang",
    ]


def test_a_member_of_faculty_reads_of_meetings_leads_rounds_and_mentees() -> None:
    assert [said(line) for line in changes("wang").lines] == [
        "gone | Main mentor of Amara",
        "gone | Rounds of Ward, as lead | 1–7 March | rounds: 08:00–08:30",
        "gone | Chat with Amara | Mon 1 March, 14:00–14:30 | topic: a",
        "gone | Chat with Amara | Mon 8 March, 14:00–14:30 | topic: a",
        "gone | Talk, as lead | Tue 9 March, 10:00–11:00 | Hall | topic: c",
        "new | Talk, as lead | Tue 16 March, 10:00–11:00 | Hall",
    ]
    assert [line.what for line in changes("zhao", "zh").lines] == [
        "担任 Amara 的主导师",
        "带 Ward 查房",
        "Chat，Amara",
        "主持 Talk",
    ]


@pytest.mark.parametrize("who", ["amara", "li", "wang", "zhao"])
def test_the_changes_are_those_of_the_comparison_of_the_whole_plans(who: str) -> None:
    before, now = VERSIONS
    whole = find_changes(Side(before.plan, before.term), Side(now.plan, now.term))
    own = [change for person in whole if person.id == who for change in person.changes]
    assert [line.kind for line in changes(who).lines] == [change.kinds[0] for change in own]


def test_whom_nothing_touches_reads_nothing() -> None:
    assert changes("li") == changes("zoe") == Changes()


def test_without_an_earlier_version_nothing_has_changed() -> None:
    now = VERSIONS[1]
    assert changes_for(now.term.trainees[0], None, now, Words("en"), date(2027, 3, 1)) == Changes()


def test_what_there_was_not_or_is_not_any_more_is_called_none() -> None:
    picture = """
        trainee amara fellow
        room hall 20
        activity talk weekly 60
        session amara talk 03-02 10:00
    """
    before, now = drawn(picture, picture.replace("10:00", "10:00 room=hall"))
    amara = now.term.trainees[0]
    there = changes_for(amara, before, now, Words("en"), date(2027, 3, 1))
    back = changes_for(amara, now, before, Words("zh"), date(2027, 3, 1))
    assert [said(line) for line in (*there.lines, *back.lines)] == [
        "room | Talk | Tue 2 March, 10:00–11:00 | room none -> Hall",
        "room | Talk | 3月2日 周二 10:00–11:00 | 地点 Hall -> 无",
    ]


def test_who_had_nothing_before_arrives() -> None:
    assert (changes("zhao").arrives, changes("amara").arrives) == (True, False)


def test_who_had_the_same_before_and_more_now_does_not_arrive() -> None:
    picture = """
        trainee amara fellow
        activity talk weekly 60
        session amara talk 03-02 10:00
    """
    before, now = drawn(picture, f"{picture}\nsession amara talk 03-09 10:00")
    found = changes_for(now.term.trainees[0], before, now, Words("en"), date(2027, 3, 1))
    assert ([line.kind for line in found.lines], found.arrives) == (["new"], False)


def test_changes_of_days_still_to_come_are_first() -> None:
    lines = changes("amara", today=date(2027, 3, 10)).lines
    assert [(line.what, line.is_past) for line in lines] == [
        ("Main mentor", False),
        ("Ward", False),
        ("Talk", False),
        ("Talk", False),
        ("Round: Ward", True),
        ("Chat", True),
        ("Chat", True),
    ]


def test_things_that_changed_are_marked_by_what_the_plan_calls_them_now() -> None:
    marks = changes("amara").marks
    assert sorted(marks.values()) == ["lead", "mentor", "mentor", "moved", "moved", "new"]
