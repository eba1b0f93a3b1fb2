"""The files that a page asks for besides itself, for a server to hand out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).parent
STATIC = ("page.css", "copy.js")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a server says with a page: its own style sheet and script, and nothing else from anywhere."""


@lru_cache(maxsize=1)
def static_files() -> Mapping[str, bytes]:
    """Return the bytes of each file by its name; names end in ``.css`` or ``.js``, and all are UTF-8."""
    return MappingProxyType({name: (HERE / name).read_bytes() for name in STATIC})


def static_address(prefix: str, name: str) -> str:
    """Return the address of a file; it changes with the content, so that the file may be kept for ever."""
    return f"{prefix}{name}?{hashlib.sha256(static_files()[name]).hexdigest()[:12]}"
