from tests.constraints.verdicts import prices

LECTURE = """
    activity lecture weekly 60 topics=genes;imaging
    slot lecture Mon 09:00
    trainee amara fellow
    session amara lecture 03-01 09:00 topic=genes
    session amara lecture 03-08 09:00 topic={}
"""
TALK = """
    faculty wang topics=genes
    faculty chen topics=imaging
    faculty zhou topics=biopsy meetings=0
    hours wang Mon 09:00-11:00
    hours zhou Mon 09:00-11:00
    activity talk weekly 60 meeting
    trainee amara fellow
    session amara talk 03-01 09:00 with=wang topic=genes
    session amara talk 03-08 09:00 with=wang topic=genes
"""


def test_a_topic_heard_twice() -> None:
    text = "Amara sees one topic of Lecture in 2 sessions, but could see 2."
    assert prices("topics_seen", LECTURE.format("genes")) == [(text, 1)]


def test_different_topics_and_more_sessions_than_topics() -> None:
    assert prices("topics_seen", LECTURE.format("imaging")) == []
    third = LECTURE.format("imaging") + "session amara lecture 03-15 09:00 topic=genes"
    assert prices("topics_seen", third) == []


def test_topics_of_meetings_are_those_that_any_mentor_has() -> None:
    assert prices("topics_seen", TALK) == []
    text = "Amara sees one topic of Talk in 2 sessions, but could see 2."
    assert prices("topics_seen", f"{TALK}\n hours chen Mon 09:00-11:00") == [(text, 1)]
