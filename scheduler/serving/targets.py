"""
What a request asks for, where it says so with the whole address (RFC 9112, section 3.2.2).

Programs send ``GET http://rota.example/feeds/...`` to a proxy; every server has to take it as well. The host
in it then counts, and not that of the head.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from starlette.types import Scope

_WHOLE = re.compile(rb"https?://([^/]*)(.*)", re.IGNORECASE)
_HOST = re.compile(rb"(?:[A-Za-z0-9._~%!$&'()*+,;=-]+|\[[0-9A-Fa-f:.]+\])(?::\d*)?")


def is_whole_address(scope: Scope) -> bool:
    """Tell whether a request says all of an address that begins with ``http``."""
    return _WHOLE.fullmatch(scope["raw_path"]) is not None


def with_path_alone(scope: Scope) -> Scope:
    """Return a request that says all of an address as one for its path, with its host in the head.

    Raises
    ------
    ValueError
        When it names no host, or somebody's name and password before it (RFC 9110, sections 4.2.1 and 4.2.4).
    """
    found = _WHOLE.fullmatch(scope["raw_path"])
    if found is None or not _HOST.fullmatch(found[1]):
        raise ValueError(scope["raw_path"])
    host, path = found[1], found[2] or b"/"
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "raw_path": path, "path": unquote(path.decode()), "headers": [(b"host", host), *others]}
