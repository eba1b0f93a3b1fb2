from inputs.people import Trainee
from inputs.term import Term
from scheduler.solving.drafts.rotation_chains import RotationChains
from scheduler.solving.drafts.stay_sequences import Sequence, Stay
from tests.pictures import draw_term

WARDS = """
term 03-01..03-07
trainee amara fellow
trainee li resident
trainee maria student
service ward 1 for=fellow;student
service lab 1 for=resident;student
service donor 1 for=resident
curriculum fellow ward 1
"""
"""Amara needs the ward, where Maria is, who could be in the laboratory, where Li is, who could be with donors."""
WHERE = {"maria": "ward", "li": "lab"}


def chains(term: Term, where: dict[str, str], fixed: tuple[str, ...] = ()) -> RotationChains:
    """Return chains of a week in which some are on services, and the others on none."""
    (week,) = term.weeks
    seats = {(service, week.number): service.seats for service in term.services}
    given: dict[Trainee, Sequence] = {}
    for trainee in term.trainees:
        service = term.service_by_id.get(where.get(trainee.id, ""))
        missing = sum(row.weeks for row in term.requirements_of(trainee))
        given[trainee] = (
            Sequence(0, rotations=((service, (week,)),)) if service else Sequence(20 + 20 * missing)
        )
        if service:
            seats[service, week.number] -= 1
    return RotationChains(term, seats, given, [one for one in term.trainees if one.id in fixed])


def places(found: RotationChains) -> dict[str, str]:
    return {
        trainee.id: sequence.rotations[0][0].id if sequence.rotations else ""
        for trainee, sequence in found.given.items()
    }


def test_others_give_way_one_after_the_other() -> None:
    found = chains(draw_term(WARDS), WHERE)
    found.mend()
    assert places(found) == {"amara": "ward", "maria": "lab", "li": "donor"}


def test_nobody_gives_way_where_as_much_would_lack() -> None:
    term = draw_term(WARDS.replace("donor 1", "donor 0").replace("curriculum fellow ward 1\n", ""))
    found = chains(term, WHERE)
    found.mend()
    assert places(found) == {"amara": "", "maria": "ward", "li": "lab"}


def test_the_curriculum_counts_more_than_a_week_on_no_service() -> None:
    found = chains(draw_term(WARDS.replace("donor 1", "donor 0")), WHERE)
    found.mend()
    assert places(found)["amara"] == "ward"
    assert sorted(places(found).values()) == ["", "lab", "ward"]


def test_who_is_fixed_stays() -> None:
    found = chains(draw_term(WARDS), WHERE, fixed=("maria",))
    found.mend()
    assert places(found) == {"amara": "", "maria": "ward", "li": "lab"}


def test_a_chain_is_followed_so_far_and_no_further() -> None:
    many = [f"t{number}" for number in range(8)]
    lines = ["term 03-01..03-07", "trainee amara kind9", "service s9 1 for=kind9;kind0"]
    for number, who in enumerate(many):
        lines += [f"trainee {who} kind{number}", f"service s{number} 1 for=kind{number};kind{number + 1}"]
    term = draw_term("\n".join(lines))
    where = {who: f"s{number - 1}" if number else "s9" for number, who in enumerate(many)}
    found = chains(term, where)
    found.mend()
    assert places(found) == {"amara": ""} | where


def test_a_sequence_tells_in_how_many_weeks_others_would_give_way() -> None:
    term = draw_term("term 03-01..03-14\ntrainee amara fellow\nservice ward 1\n")
    seats = {(term.services[0], week.number): 0 for week in term.weeks}
    (amara,) = term.trainees
    assert Stay(amara, term, seats).best_sequence().rotations == ()
    first = term.weeks[0].number
    some = Stay(amara, term, seats, lambda seat: seat[1] == first).best_sequence()
    assert ([week.number for _, weeks in some.rotations for week in weeks], some.taken) == ([first], 1)
    assert some.cost == 20
