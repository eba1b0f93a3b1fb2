from tests.constraints.verdicts import complaints

WARD = """
    service ward 2 round=08:00+60
    service clinic 2 round=09:00+60
    service lab 2
    faculty wang leads=ward;clinic;lab
    faculty chen leads=ward
    trainee amara fellow
    rotation amara ward 03-01..03-14
"""


def test_two_leads_in_a_week() -> None:
    text = "The rounds of Ward have 2 leads in the week of 1 March 2027, but need only one."
    assert complaints(f"{WARD}\n round ward 03-01 wang\n round ward 03-01 chen") == {
        "round_leads_allowed": [text]
    }


def test_two_services_in_a_week() -> None:
    text = "Wang leads the rounds of Clinic and Ward in the week of 1 March 2027, but may lead only one service a week."
    assert complaints(f"{WARD}\n round ward 03-01 wang\n round clinic 03-01 wang") == {
        "round_leads_allowed": [text]
    }


def test_turns() -> None:
    assert (
        complaints(f"{WARD}\n round ward 03-01 wang\n round ward 03-08 chen\n round clinic 03-08 wang") == {}
    )


def test_one_who_is_not_named() -> None:
    text = "Chen leads the rounds of Clinic in the week of 1 March 2027, but is not named for it."
    assert complaints(f"{WARD}\n round clinic 03-01 chen") == {"round_leads_allowed": [text]}


def test_one_who_is_absent_from_a_round() -> None:
    picture = f"{WARD}\n round ward 03-01 wang"
    text = "Wang leads the rounds of Ward in the week of 1 March 2027, but is absent from that of Wednesday 3 March 2027."
    assert complaints(f"{picture}\n absent wang 03-03..03-04 08:30-12:00") == {"round_leads_allowed": [text]}
    assert complaints(f"{picture}\n absent wang 03-03..03-04 09:00-12:00") == {}
    text = text.replace("is absent", "is absent (own calendar)")
    assert complaints(f"{picture}\n absent wang 03-03..03-03 own") == {"round_leads_allowed": [text]}
    assert complaints(f"{picture}\n absent wang 03-06..03-07") == {}
    assert complaints(f"{picture}\n absent wang 03-03..03-03\n holiday 03-03") == {}


def test_a_service_without_rounds() -> None:
    text = "Wang leads the rounds of Lab in the week of 1 March 2027, but it has none."
    assert complaints(f"{WARD}\n round lab 03-01 wang") == {"round_leads_allowed": [text]}
