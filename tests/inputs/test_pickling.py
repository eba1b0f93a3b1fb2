"""A term that goes to another process, where the hashes of texts are others."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from tests.pictures import draw_term
from tests.scheduler.commands.program import environment

PICTURE = """
    trainee amara fellow
    faculty wang
    hours wang Mon 14:00-16:00
    activity mdt weekly 60
    slot mdt Tue 10:00
    activity talk weekly 30 meeting
"""
ELSEWHERE = """\
import pickle, sys
from dataclasses import fields, replace
term, occurrence, time = pickle.load(open(sys.argv[1], "rb"))
assert {occurrence, time} == {replace(occurrence), replace(time)}
assert [option for option in (occurrence, time) if option in set(term.options_of(term.trainees[0]))] == [occurrence, time]
"""


def test_what_was_found_here_is_found_again_elsewhere(tmp_path: Path) -> None:
    term = draw_term(PICTURE)
    term.windows_of(term.trainees[0])
    sent = tmp_path / "sent"
    sent.write_bytes(pickle.dumps((term, term.occurrences[0], term.meeting_times[0])))
    for seed in ("1", "2"):
        command = [sys.executable, "-c", ELSEWHERE, str(sent)]
        done = subprocess.run(
            command, env=environment(PYTHONHASHSEED=seed), stderr=subprocess.PIPE, check=False
        )
        assert done.stderr == b""


def test_a_term_goes_without_the_facts_that_follow_from_it() -> None:
    term = draw_term(PICTURE)
    as_drawn = pickle.dumps(term)
    term.windows_of(term.trainees[0])
    assert pickle.dumps(term) == as_drawn
