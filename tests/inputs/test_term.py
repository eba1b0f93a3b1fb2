"""Facts that follow from a term."""

from dataclasses import replace

import pytest

from tests.constraints.random_terms import random_term


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("warm", [False, True], ids=["facts unknown", "facts known"])
def test_a_term_with_one_trainee_has_the_facts_of_that_trainee(seed: int, warm: bool) -> None:
    term = random_term(seed)
    for trainee in term.trainees:
        if warm:
            term.windows_of(trainee)
            term.options_by_activity(trainee)
        alone = term.with_only(trainee)
        assert alone.trainees == (trainee,)
        assert {pin.trainee for pin in alone.pins} <= {trainee}
        assert {row.trainee for row in alone.preferences} <= {trainee.id}
        fresh = replace(alone)
        assert alone.occurrences == fresh.occurrences == term.occurrences
        assert alone.windows_of(trainee) == fresh.windows_of(trainee) == term.windows_of(trainee)
        assert alone.options_of(trainee) == fresh.options_of(trainee)
        assert alone.weeks_of_stay(trainee) == fresh.weeks_of_stay(trainee)
