"""Who is drafted as whose main mentor."""

import pytest

from inputs.plan import Mentorship, Plan
from scheduler.solving.drafts.mentors import draft_mentors
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw_term

TWO_AND_TWO = """
    term 03-01..03-14
    trainee amara fellow interests=cells;genes
    trainee li fellow interests=cells
    faculty wang interests=cells mentees=1
    faculty chen interests=genes
    hours wang Mon 09:00-10:00
    hours chen Tue 09:00-10:00
"""


def drafted(picture: str) -> dict[str, str]:
    return {trainee.id: mentor.id for trainee, mentor in draft_mentors(draw_term(picture)).items()}


def test_who_shares_interests_with_fewest_comes_first() -> None:
    assert drafted(TWO_AND_TWO) == {"amara": "chen", "li": "wang"}


def test_who_was_promised_somebody_has_that_one() -> None:
    picture = TWO_AND_TWO.replace("li fellow", "li fellow mentor=chen").replace(
        "amara fellow", "amara fellow "
    )
    assert drafted(picture) == {"amara": "wang", "li": "chen"}


def test_wishes_decide_between_those_of_like_interests() -> None:
    assert drafted(f"{TWO_AND_TWO}\n prefers amara chen -2\n trainee kofi fellow 03-08..03-14") == {
        "amara": "chen", "li": "wang", "kofi": "chen",
    }  # fmt: skip
    free = TWO_AND_TWO.replace(" mentees=1", "")
    assert drafted(f"{free}\n prefers amara wang 2") == {"amara": "wang", "li": "wang"}


def test_who_finds_no_room_has_none() -> None:
    picture = TWO_AND_TWO.replace("interests=genes\n", "interests=genes mentees=0\n")
    assert drafted(picture) == {"li": "wang"}


@pytest.mark.parametrize("seed", range(30))
def test_no_mentor_has_too_many(seed: int) -> None:
    term = random_term(seed)
    mentorships = tuple(Mentorship(trainee, mentor) for trainee, mentor in draft_mentors(term).items())
    rules = {violation.rule for violation in verify(Plan(mentorships=mentorships), term).violations}
    promised = [term.faculty_by_id[t.mentor] for t in term.trainees if t.mentor is not None]
    assert "one_main_mentor" not in rules or not all(mentor.mentors for mentor in promised)
    assert "mentees_at_one_time" not in rules or promised


def test_nobody_is_drafted_who_mentors_nobody() -> None:
    picture = TWO_AND_TWO.replace("li fellow", "li fellow mentor=zhou")
    assert drafted(f"{picture}\n faculty zhou") == {"amara": "chen", "li": "wang"}
