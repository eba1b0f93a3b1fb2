"""Why a session lacks that nobody could lead."""

from __future__ import annotations

import pytest

from tests.scheduler.reasons.told import WEEK, reasons


def test_nobody_could_lead_what_would_be_attended() -> None:
    picture = f"""{WEEK}
    activity mdt weekly 60
    slot mdt Mon 09:00
    slot mdt Wed 09:00 leads=chen
    faculty wang leads=mdt
    faculty chen
    absent wang 03-01..03-01
    absent chen 03-03..03-03
    """
    assert reasons(picture) == [
        (
            "It would be without a lead on 1 March 2027: Wang is absent; "
            "it would be without a lead on 3 March 2027: Chen is absent."
        ),
    ]


def test_a_session_that_others_attend_without_a_lead_lacks_no_lead_for_one_more() -> None:
    picture = f"""{WEEK}
    trainee li fellow
    activity mdt weekly 60
    slot mdt Mon 09:00
    faculty wang leads=mdt
    absent wang 03-01..03-01
    session li mdt 03-01 09:00
    """
    assert reasons(picture) == ["Giving it would cost others at least as much.", "Wang is absent."]


@pytest.mark.parametrize(
    ("absent", "reason"),
    [
        ("wang", "Giving it would cost others at least as much."),
        ("chen", "Giving it would cost others at least as much."),
        (
            "wang 03-01..03-01\n absent chen",
            "It would be without a lead on 1 March 2027: Wang is absent and Chen is absent.",
        ),
    ],
)
def test_where_one_of_several_could_lead_it_would_not_be_without_a_lead(absent: str, reason: str) -> None:
    mdt = "activity mdt weekly 60\n slot mdt Mon 09:00"
    led = "faculty wang leads=mdt\n faculty chen leads=mdt"
    assert reasons(f"{WEEK}\n {mdt}\n {led}\n absent {absent} 03-01..03-01") == [reason]
