from tests.constraints.published import told
from tests.constraints.verdicts import complaints

TERM = """
    faculty wang topics=genes;imaging
    faculty chen topics=biopsy
    hours wang Tue 14:00-16:00
    hours chen Tue 14:00-16:00
    activity lecture weekly 60 topics=genes;imaging
    activity mdt weekly 60
    activity talk weekly 60 meeting topics=genes;imaging
    activity chat weekly 60 meeting
    slot lecture Mon 09:00
    slot mdt Mon 10:00
    trainee amara fellow
    trainee li fellow
"""
LECTURE = "Lecture on 1 March 2027, 09:00 to 10:00"
TALK = "Talk on 2 March 2027, 14:00 to 15:00"


def test_two_topics_at_once() -> None:
    amara = f"{TERM}\n session amara lecture 03-01 09:00 topic=genes"
    text = f'{LECTURE} is on "genes" and "imaging", but has one topic for all.'
    assert complaints(f"{amara}\n session li lecture 03-01 09:00 topic=imaging") == {"topics_allowed": [text]}
    assert complaints(f"{amara}\n session li lecture 03-01 09:00 topic=genes") == {}


def test_another_topic_than_those_of_the_activity() -> None:
    text = f'{LECTURE} is on "biopsy", but has the topics genes and imaging.'
    assert complaints(f"{TERM}\n session amara lecture 03-01 09:00 topic=biopsy") == {
        "topics_allowed": [text]
    }
    text = f"{LECTURE} is on no topic, but has the topics genes and imaging."
    assert complaints(f"{TERM}\n session amara lecture 03-01 09:00") == {"topics_allowed": [text]}
    text = 'Mdt on 1 March 2027, 10:00 to 11:00 is on "genes", but has no topic for it.'
    assert complaints(f"{TERM}\n session amara mdt 03-01 10:00 topic=genes") == {"topics_allowed": [text]}


def test_what_the_mentor_has_and_the_activity_lists() -> None:
    assert complaints(f"{TERM}\n session amara talk 03-02 14:00 with=wang topic=genes") == {}
    text = f'Amara has {TALK}, with Wang on "biopsy", but Wang has the topics genes and imaging.'
    assert complaints(f"{TERM}\n session amara talk 03-02 14:00 with=wang topic=biopsy") == {
        "topics_allowed": [text]
    }
    text = f"Amara has {TALK}, with Wang on no topic, but Wang has the topics genes and imaging."
    assert complaints(f"{TERM}\n session amara talk 03-02 14:00 with=wang") == {"topics_allowed": [text]}


def test_a_mentor_who_has_none_of_the_topics() -> None:
    assert complaints(f"{TERM}\n session amara talk 03-02 14:00 with=chen") == {}
    text = f'Amara has {TALK}, with Chen on "biopsy", but Chen has no topic for it.'
    assert complaints(f"{TERM}\n session amara talk 03-02 14:00 with=chen topic=biopsy") == {
        "topics_allowed": [text]
    }


def test_an_activity_that_lists_none_takes_any() -> None:
    assert complaints(f"{TERM}\n session amara chat 03-02 14:00 with=chen topic=biopsy") == {}


def test_what_was_taught_may_be_no_topic_any_more() -> None:
    was = """
    session amara mdt 03-01 09:00 with=wang topic=old
    session amara talk 03-04 14:00 with=wang topic=c
    """
    named = (("mdt weekly 60", "mdt weekly 60 topics=new"),)
    group = 'Mdt on 1 March 2027, 09:00 to 10:00 is on "old", but has the topic new.'
    meeting = (
        'Amara has Talk on 4 March 2027, 14:00 to 15:00, with Wang on "c", but Wang has the topics a and b.'
    )
    assert told("topics_allowed", was=was, in_term=named, since="03-05") == {}
    assert told("topics_allowed", was=was, in_term=named, since="03-04") == {meeting: 1}
    assert told("topics_allowed", was=was, in_term=named, since="03-01") == {group: 1, meeting: 1}
