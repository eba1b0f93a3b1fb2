"""What pages are made with: styles and scripts, templates, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent


def read_part(name: str) -> str:
    """Return the text of a style or script, by its path below this folder."""
    return (HERE / name).read_text(encoding="utf-8")


def policy_for(style: str, script: str = "") -> str:
    """Return a content security policy that allows a page's own style and script and nothing else."""
    allowed = (
        f"style-src {_digest(style)}; {f'script-src {_digest(script)}; ' if script else ''}img-src data:"
    )
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache
def templates(folder: Path = HERE) -> Environment:
    """Return the templates of a folder, which escape everything and stop at what is not there."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
