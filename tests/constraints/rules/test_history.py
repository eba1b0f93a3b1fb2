"""What is past stays."""

from __future__ import annotations

from tests.constraints.published import told
from tests.constraints.verdicts import violations

RULE = "history"


def test_the_past_as_it_was() -> None:
    assert told(RULE, since="03-15") == {}


def test_a_session_that_was_held_and_one_that_was_not() -> None:
    moved = ("session amara mdt 03-01 09:00", "session amara mdt 03-02 09:00")
    assert set(told(RULE, moved, since="03-15")) == {
        "Amara had Mdt on 1 March 2027, 09:00 to 10:00, which is past.",
        "Amara did not have Mdt on 2 March 2027, 09:00 to 10:00, which is past.",
    }
    assert told(RULE, moved, since="03-01") == {}


def test_a_topic_of_the_past() -> None:
    other = ("03-04 14:00 with=wang topic=a", "03-04 14:00 with=wang topic=b")
    assert len(told(RULE, other, since="03-05")) == 2
    assert told(RULE, other, since="03-04") == {}


def test_a_service_in_a_week_that_has_begun() -> None:
    longer = ("rotation li lab 03-01..03-14", "rotation li lab 03-01..03-21")
    assert told(RULE, longer, since="03-10") == {}
    shorter = ("rotation li lab 03-01..03-14", "rotation li lab 03-01..03-07")
    (text,) = told(RULE, shorter, since="03-10")
    assert text.startswith("Li was on Lab")
    assert text.endswith("in the week of 8 March 2027, which is past, but is on none.")


def test_a_lead_of_rounds() -> None:
    other = ("round ward 03-08 wang", "round ward 03-08 chen")
    assert list(told(RULE, other, since="03-10")) == [
        "Wang led the rounds of Ward in the week of 8 March 2027, which is past, but now it is Chen."
    ]
    gone = ("    round ward 03-08 wang\n", "")
    assert "now it is nobody" in next(iter(told(RULE, gone, since="03-10")))
    assert told(RULE, other, since="03-08") == {}


def test_without_a_published_plan_there_is_no_past() -> None:
    assert violations(RULE, "trainee amara fellow") == []
