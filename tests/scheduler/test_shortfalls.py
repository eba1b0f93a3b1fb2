"""What a plan lacks, in its order."""

from __future__ import annotations

from dataclasses import replace

from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw


def test_shortfalls_are_sorted_by_trainee_and_date_and_leads_come_last() -> None:
    plan, term = draw("""
    term 03-01..03-14
    trainee li fellow
    trainee amara fellow
    activity mdt weekly 60 weight=7
    slot mdt Mon 09:00 leads=wang
    faculty wang
    session li mdt 03-08 09:00
    """)
    found = list_shortfalls(plan, term, verify(plan, term), proven=True)
    assert [(str(s.trainee), s.kind, s.item, str(s.span), s.cost) for s in found] == [
        ("Amara", "session", "mdt", "1 March 2027 to 7 March 2027", 7),
        ("Amara", "session", "mdt", "8 March 2027 to 14 March 2027", 7),
        ("Li", "session", "mdt", "1 March 2027 to 7 March 2027", 7),
        ("None", "lead", "mdt", "8 March 2027", 30),
    ]


def test_nothing_is_listed_where_coverage_is_no_level() -> None:
    plan, term = draw("""
    term 03-01..03-07
    trainee amara fellow
    activity mdt weekly 60
    slot mdt Mon 09:00
    """)
    bare = replace(term, levels=("comfort",))
    assert list_shortfalls(plan, bare, verify(plan, bare), proven=True) == ()
