"""What is written to people and programs."""

from __future__ import annotations

import json

import pytest

from inputs.faults import Fault, Place
from scheduler.commands.console import plain_remarks, say, visible, write_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("李伟 and José\nnext [/red] line", "李伟 and José\nnext [/red] line"),
        ("\x1b[2Jgone", "<U+001B>[2Jgone"),
        ("a\rb\x07", "a<U+000D>b<U+0007>"),
        ("evil\u202etxt", "evil<U+202E>txt"),
        ("\udc80", "<U+DC80>"),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
    ],
)
def test_no_character_commands_the_terminal(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_sentence_goes_to_the_stream_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    say("one")
    say("two\x1b", err=True)
    assert tuple(capsys.readouterr()) == ("one\n", "two<U+001B>\n")


def test_a_document_says_what_it_is(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_json("rota-test/1", {"name": "李伟"})
    out = capsysbinary.readouterr().out
    assert json.loads(out) == {"schema": "rota-test/1", "name": "李伟"}
    assert "李伟".encode() in out


def test_a_remark_is_told_to_programs_in_parts_and_as_a_sentence() -> None:
    fault = Fault(Place("trainees.csv", 7, "last_day"), 'found "x"', "write a date")
    assert plain_remarks([fault]) == [
        {
            "file": "trainees.csv",
            "line": 7,
            "column": "last_day",
            "found": 'found "x"',
            "allowed": "write a date",
            "nearest": None,
            "message": 'trainees.csv, line 7, last_day: found "x"; write a date.',
        }
    ]
