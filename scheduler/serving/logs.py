"""
What the server tells its log: no secret, no address of a person, and nothing twice within a minute.

A store that is gone for a night is one line a minute and not one a request, so that the disk does not fill.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from types import MappingProxyType

LOGGER = logging.getLogger("rota.serve")
QUIET_SECONDS = 60.0
LEVELS = MappingProxyType(
    {"rota.serve": logging.INFO, "uvicorn.error": logging.WARNING, "asyncio": logging.WARNING}
)
"""What is written, and from which level on."""


class OnceAMinute(logging.Filter):
    """Lets a message through that was not told within the last minute, with whatever words filled in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing told."""
        super().__init__()
        self._clock = clock
        self._told: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether to write a record; where something begins or ends (INFO), always."""
        if record.levelno <= logging.INFO:
            return True
        key, now = (str(record.msg), record.levelno), self._clock()
        if now - self._told.get(key, -QUIET_SECONDS) < QUIET_SECONDS:
            return False
        self._told = {told: at for told, at in self._told.items() if now - at < QUIET_SECONDS}
        self._told[key] = now
        return True


def start_logging() -> None:
    """Write what the server and what is below it tell to the standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(OnceAMinute())
    for name, level in LEVELS.items():
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False
