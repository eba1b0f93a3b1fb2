"""What is told to the log: the same thing once a minute."""

from __future__ import annotations

import logging

from scheduler.serving.logs import OnceAMinute


def record(level: int, text: str, *words: object) -> logging.LogRecord:
    return logging.LogRecord("rota.serve", level, "x.py", 1, text, words, None)


def test_the_same_trouble_is_told_once_a_minute_and_another_at_once() -> None:
    seconds = [0.0]
    once = OnceAMinute(lambda: seconds[0])
    gone, locked = record(logging.ERROR, "gone: %s", "a"), record(logging.ERROR, "locked")
    assert [once.filter(gone), once.filter(record(logging.ERROR, "gone: %s", "b")), once.filter(locked)] == [
        True,
        False,
        True,
    ]
    seconds[0] = 59.9
    assert not once.filter(gone)
    seconds[0] = 60.0
    assert once.filter(gone)


def test_what_begins_and_ends_is_always_told() -> None:
    once = OnceAMinute(lambda: 0.0)
    assert [once.filter(record(logging.INFO, "Holding version %d", n)) for n in (1, 2)] == [True, True]
