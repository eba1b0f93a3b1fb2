"""Topics seen and to come."""

from __future__ import annotations

from datetime import date, datetime

from scheduler.pages.own import own_part
from scheduler.pages.topics import Subject, Topic, subjects_of
from tests.pictures import draw

PICTURE = """
    trainee amara fellow
    trainee li student
    faculty wang topics=x;y
    hours wang Mon 14:00-16:00
    activity talk weekly 60 topics=a;b;c
    activity skills weekly 60 for=student topics=d
    activity walk weekly 60
    activity chat weekly 30 meeting
    slot talk Tue 10:00
    session amara talk 03-02 10:00 topic=b
    session amara talk 03-09 10:00 topic=b
    session amara talk 03-16 10:00 topic=a
    session amara chat 03-08 14:00 with=wang topic=x
"""
PLAN, TERM = draw(PICTURE)


def subjects(who: str, now: str) -> tuple[Subject, ...]:
    trainee = TERM.trainee_by_id[who]
    return subjects_of(own_part(PLAN, trainee), TERM, trainee, datetime.fromisoformat(now))


def test_topics_are_seen_to_come_or_without_a_day() -> None:
    talk, chat = subjects("amara", "2027-03-02 11:00")
    assert talk == Subject(
        "Talk",
        (
            Topic("b", "seen", date(2027, 3, 2)),
            Topic("a", "ahead", date(2027, 3, 16)),
            Topic("c", "open", None),
        ),
    )
    assert chat.topics == (Topic("x", "ahead", date(2027, 3, 8)), Topic("y", "open", None))
    assert (talk.seen, chat.seen) == (1, 0)


def test_a_topic_is_not_seen_before_its_session_ends() -> None:
    assert subjects("amara", "2027-03-02 10:59")[0].seen == 0


def test_only_what_is_for_the_kind_of_trainee_is_named() -> None:
    assert [each.title for each in subjects("li", "2027-03-02 11:00")] == ["Talk", "Skills", "Chat"]
