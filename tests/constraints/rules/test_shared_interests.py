from tests.constraints.verdicts import prices

TWO = """
    faculty wang interests=cells;tumours
    faculty chen interests=genes
    trainee amara fellow interests=tumours
"""


def test_a_main_mentor_of_other_interests_or_none() -> None:
    text = "Amara shares no interest with Chen, the main mentor."
    assert prices("shared_interests", f"{TWO}\n mentor amara chen") == [(text, 1)]
    assert prices("shared_interests", TWO) == [("Amara has no main mentor.", 1)]


def test_one_interest_is_enough() -> None:
    assert prices("shared_interests", f"{TWO}\n mentor amara wang") == []
