from collections.abc import Iterable
from functools import cache

import pytest

from constraints.scope import Scope
from inputs.people import Trainee
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.splitting.components import compare_components, find_components
from scheduler.solving.splitting.sets import Sets
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw_term
from tests.scheduler.solving.splitting.constraint_graph import linked_variables
from tests.scheduler.solving.splitting.separate import separate_groups


def shown(term: Term) -> list[str]:
    """Return the ids of the trainees of each component."""
    return [" ".join(trainee.id for trainee in members) for members in find_components(term)]


def linked(term: Term, levels: Iterable[str]) -> list[list[Trainee]]:
    """Return the trainees whose decisions a chain of constraints of the whole model links, prices included."""
    model = Model(term, Scope.whole(term))
    for level in levels:
        model.price(level)
    groups = linked_variables(model.proto)
    sets = Sets(term.trainees)
    by_group: dict[int, list[Trainee]] = {}
    for literal, tag in model.x.tagged():
        if tag.trainee is not None and literal.index in groups:
            by_group.setdefault(groups[literal.index], []).append(tag.trainee)
    for who in by_group.values():
        sets.join(who)
    return sets.members()


NUMBERS = range(160)


@cache
def numbered(number: int) -> tuple[Term, list[list[Trainee]]]:
    """Return one of many random terms, some of groups that are apart, and who is linked in it."""
    term = random_term(number) if number < 120 else separate_groups(number - 120)[0]
    return term, linked(term, ("coverage", "curriculum", "comfort"))


@pytest.mark.parametrize("number", first_measured(NUMBERS, 20))
def test_whom_a_constraint_links_is_in_one_component(number: int) -> None:
    term, links = numbered(number)
    place = {trainee: number for number, who in enumerate(find_components(term)) for trainee in who}
    for who in links:
        assert len({place[trainee] for trainee in who}) == 1


@pytest.mark.no_cover
def test_most_components_are_no_larger_than_the_links_ask_for() -> None:
    """Not all: a constraint that always holds links nobody, and is left out of a model."""
    exact = [len(find_components(term)) == len(links) for term, links in map(numbered, NUMBERS)]
    assert sum(exact) >= 0.95 * len(NUMBERS)


@pytest.mark.parametrize("seed", first_measured(range(40), 10))
def test_groups_that_have_nothing_to_do_with_each_other_are_apart(seed: int) -> None:
    term, groups = separate_groups(seed)
    components = shown(term)
    assert len(components) >= len(groups)
    assert all(any(set(one.split()) <= set(group) for group in groups) for one in components)


# -- one coupling at a time ----------------------------------------------------------------------------------

APART = """
    term 03-01..03-14
    trainee amara fellow 03-01..03-07
    trainee li fellow 03-08..03-14
    trainee sofia student
"""


def together(lines: str, of: str = APART) -> bool:
    """Tell whether the trainees of a picture are all in one component."""
    return len(find_components(draw_term(f"{of}\n{lines}"))) == 1


def test_trainees_with_nothing_between_them_are_each_a_component() -> None:
    assert shown(draw_term(APART)) == ["amara", "li", "sofia"]


BOTH = """
    term 03-01..03-14
    trainee amara fellow
    trainee tomas student
"""


@pytest.mark.parametrize(
    ("binds", "does_not"),
    [
        ("service ward 1", "service ward 2"),
        ("service ward 1", "service ward 1 for=fellow"),
        ("service ward 2 \n seats ward 03-08..03-08 1", "service ward 2 \n seats ward 03-08..03-08 2"),
        ("service ward 2 round=08:00+60", "service ward 2"),
    ],
)
def test_a_seat_or_a_lead_of_a_service_couples(binds: str, does_not: str) -> None:
    assert together(binds, BOTH)
    assert not together(does_not, BOTH)


SLOT = "activity mdt weekly 60 \n slot mdt Mon 09:00"
TWO = """
    activity mdt weekly 60 for=fellow
    activity club weekly 60 for=student
"""


@pytest.mark.parametrize(
    ("binds", "does_not"),
    [
        (f"{SLOT} seats=1", f"{SLOT} seats=2"),
        (f"{SLOT} seats=2 \n seats mdt 03-08..03-08 1", f"{SLOT} seats=2"),
        (f"faculty wang \n {SLOT} leads=wang", f"faculty wang \n {SLOT}"),
        (f"faculty wang leads=mdt \n {SLOT}", f"faculty wang leads=sim \n {SLOT}"),
        (SLOT.replace("60", "60 topics=a;b"), SLOT),
        (f"room hall 1 \n {SLOT} room=hall", f"room hall 2 \n {SLOT} room=hall"),
        (f"room hall \n {SLOT} room=hall \n seats hall 03-08..03-08 1", f"room hall \n {SLOT} room=hall"),
        (
            f"room hall 1 {TWO} slot mdt Mon 09:00 room=hall \n slot club Mon 09:30 room=hall",
            f"room hall 1 {TWO} slot mdt Mon 09:00 room=hall \n slot club Mon 10:00 room=hall",
        ),
        (
            f"faculty wang {TWO} slot mdt Mon 09:00 leads=wang \n slot club Mon 09:30 leads=wang",
            f"faculty wang {TWO} slot mdt Mon 09:00 leads=wang \n slot club Mon 10:00 leads=wang",
        ),
    ],
)
def test_a_seat_a_lead_a_topic_or_a_room_of_sessions_couples(binds: str, does_not: str) -> None:
    assert together(binds, BOTH)
    assert not together(does_not, BOTH)


WARDS = "service ward 1 for=fellow round=08:00+60 \n service lab 1 for=student round=10:00+60"
TALK = "activity talk weekly 60 meeting"


@pytest.mark.parametrize(
    ("binds", "does_not"),
    [
        (f"{WARDS} \n faculty wang leads=ward;lab", f"{WARDS} \n faculty wang leads=ward"),
        (
            f"{WARDS} \n faculty wang leads=ward \n hours wang Mon 08:00-09:00 \n {TALK} for=student",
            f"{WARDS} \n faculty wang leads=ward \n hours wang Mon 09:00-10:00 \n {TALK} for=student",
        ),
        (f"faculty wang \n hours wang Mon 14:00-15:00 \n {TALK}", f"faculty wang \n {TALK}"),
        (
            f"""faculty wang meetings=1 \n hours wang Mon 14:00-15:00 \n hours wang Tue 14:00-15:00
            absent amara 03-01..03-01 \n absent amara 03-08..03-08
            absent tomas 03-02..03-02 \n absent tomas 03-09..03-09 \n {TALK}""",
            f"""faculty wang meetings=2 \n hours wang Mon 14:00-15:00 \n hours wang Tue 14:00-15:00
            absent amara 03-01..03-01 \n absent amara 03-08..03-08
            absent tomas 03-02..03-02 \n absent tomas 03-09..03-09 \n {TALK}""",
        ),
        (
            "faculty wang mentees=1 \n hours wang Mon 14:00-15:00",
            "faculty wang mentees=2 \n hours wang Mon 14:00-15:00",
        ),
    ],
)
def test_a_lead_of_rounds_or_a_mentor_couples(binds: str, does_not: str) -> None:
    assert together(binds, BOTH)
    assert not together(does_not, BOTH)


def test_who_is_there_at_another_time_shares_no_seat_nor_hour() -> None:
    lines = """
    service ward 1 round=08:00+60
    faculty wang leads=ward;mdt mentees=1 meetings=1
    hours wang Mon 14:00-15:00
    room hall 1
    activity mdt weekly 60 topics=a;b
    slot mdt Mon 10:00 room=hall
    activity talk weekly 60 meeting
    """
    assert shown(draw_term(f"{APART.replace('sofia student', 'sofia fellow 03-01..03-07')} {lines}")) == [
        "amara sofia", "li",
    ]  # fmt: skip
    assert together(lines)  # sofia meets both


# -- fairness ------------------------------------------------------------------------------------------------

SHARED = "faculty wang leads=ward \n faculty zhou leads=ward \n service ward 1 for=fellow round=08:00+60"
MEETINGS = """
    faculty wang \n hours wang Mon 14:00-15:00 \n faculty zhou \n hours zhou Tue 14:00-15:00
    activity talk weekly 60 meeting
"""


@pytest.mark.parametrize(
    ("rule", "compares", "does_not"),
    [
        ("fair_leads", SHARED, SHARED.replace("zhou leads=ward", "zhou")),
        ("fair_leads", SHARED, SHARED.replace("for=fellow", "for=student")),
        (
            "fair_leads",
            f"faculty wang \n faculty zhou \n {SLOT} leads=wang;zhou",
            f"faculty wang \n faculty zhou \n {SLOT} leads=wang",
        ),
        ("fair_meetings", MEETINGS, MEETINGS.replace("hours zhou", "hours nobody")),
        ("fair_meetings", MEETINGS, MEETINGS.replace("60 meeting", "60 meeting for=student")),
    ],
)
def test_what_several_may_do_for_several_components_is_compared(
    rule: str, compares: str, does_not: str
) -> None:
    assert compared(compares) == {rule}
    assert compared(does_not) == set()


def compared(lines: str) -> frozenset[str]:
    term = draw_term(f"{APART.replace('student', 'visitor')} {lines}")
    return compare_components(term, [(term.trainee_by_id["amara"],), (term.trainee_by_id["li"],)])
