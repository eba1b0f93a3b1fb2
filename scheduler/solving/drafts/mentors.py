"""Drafts without the solver who is whose main mentor: one of like interests who has room, if any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from inputs.people import Faculty, Trainee
from inputs.term import Term


def draft_mentors(term: Term) -> Mapping[Trainee, Faculty]:
    """Return a main mentor for each trainee for whom somebody has room.

    Those who were promised one have that one. Then those come first who share interests with the fewest;
    each takes, of those who share some or else of all, whom he or she prefers, and of these the one with the
    fewest mentees.
    """
    mentors = [one for one in term.faculty if one.mentors]
    weeks = {trainee: [week.number for week in term.weeks_of_stay(trainee)] for trainee in term.trainees}
    followed: Counter[tuple[Faculty, int]] = Counter()
    mentees: Counter[Faculty] = Counter()
    found: dict[Trainee, Faculty] = {}

    def give(trainee: Trainee, mentor: Faculty) -> None:
        found[trainee] = mentor
        mentees[mentor] += 1
        followed.update((mentor, week) for week in weeks[trainee])

    def has_room(trainee: Trainee, mentor: Faculty) -> bool:
        most = mentor.max_mentees
        return most is None or all(followed[mentor, week] < most for week in weeks[trainee])

    def kindred(trainee: Trainee) -> list[Faculty]:
        return [one for one in mentors if set(one.interests) & set(trainee.interests)]

    def choice(trainee: Trainee, free: list[Faculty]) -> Faculty:
        wish = {one: term.preference(trainee, one) or 0 for one in free}
        return min(free, key=lambda one: (-wish[one], mentees[one], one.id))

    for trainee in term.trainees:
        promised = term.faculty_by_id.get(trainee.mentor or "")
        if promised is not None and promised.mentors:
            give(trainee, promised)
    waiting = [trainee for trainee in term.trainees if trainee not in found]
    for trainee in sorted(waiting, key=lambda one: (len(kindred(one)), one.id)):
        for some in (kindred(trainee), mentors):
            free = [one for one in some if has_room(trainee, one)]
            if free:
                give(trainee, choice(trainee, free))
                break
    return found
