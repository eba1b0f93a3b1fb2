import pytest

from tests.constraints.verdicts import prices

TALK = """
    service ward 2 round=08:00+60
    faculty wang
    hours wang Mon 09:00-19:00
    activity talk weekly 60 meeting
    activity mdt weekly 60
    slot mdt Mon 13:00
    trainee amara fellow
"""


def test_nothing_near() -> None:
    picture = f"{TALK}\n session amara talk 03-01 09:00 with=wang"
    text = "Amara has Talk on 1 March 2027, 09:00 to 10:00, but nothing within 60 minutes of it."
    assert prices("meeting_gaps", picture) == [(text, 1)]


@pytest.mark.parametrize(
    ("start", "alone"), [("10:00", 1), ("11:00", 0), ("12:00", 0), ("14:00", 0), ("15:00", 0), ("16:00", 1)]
)
def test_a_session_at_thirteen(start: str, alone: int) -> None:
    picture = f"""{TALK}
    session amara mdt 03-01 13:00
    session amara talk 03-01 {start} with=wang
    """
    assert len(prices("meeting_gaps", picture)) == alone


def test_next_to_the_round() -> None:
    picture = f"""{TALK}
    rotation amara ward 03-01..03-07
    session amara talk 03-01 10:00 with=wang
    """
    assert prices("meeting_gaps", picture) == []
    assert len(prices("meeting_gaps", f"{picture}\n absent amara 03-01..03-01 08:30-09:00")) == 1
    assert len(prices("meeting_gaps", f"{picture}\n rule meeting_gaps minutes=59")) == 1
