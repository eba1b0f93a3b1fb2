"""What is told to the log: the same thing once a minute."""

from __future__ import annotations

import logging
from pathlib import Path

from scheduler.serving.logs import OnceAMinute
from tests.scheduler.commands.program import run_code


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


def test_what_is_below_the_server_tells_nothing_twice_a_minute_either(tmp_path: Path) -> None:
    code = (
        "import logging\n"
        "from scheduler.serving.logs import start_logging\n"
        "start_logging()\n"
        "for _ in range(100):\n"
        "    logging.getLogger('asyncio').error('socket.accept() out of system resource')\n"
    )
    done = run_code(code, tmp_path)
    assert done.stderr.count("out of system resource") == 1


def test_as_many_files_as_connections_may_be_open_where_the_system_has_no_objection(tmp_path: Path) -> None:
    code = (
        "import resource\n"
        "from scheduler.serving.run import OPEN_FILES, allow_open_files\n"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))\n"
        "allow_open_files(300)\n"
        "allow_open_files(200)\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])\n"
    )
    assert run_code(code, tmp_path).stdout == "300\n"
