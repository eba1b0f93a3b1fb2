"""A person's page as one HTML document."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scheduler.pages.files import HERE, static_address
from scheduler.pages.request import PageRequest

if TYPE_CHECKING:
    from jinja2 import Environment


def render_page(request: PageRequest) -> str:
    """Return the page of a trainee or member of faculty as a whole HTML document.

    The same request gives the same text. It has no style or script within, and asks for nothing but the files
    of `static_files`.

    Raises
    ------
    UnknownPersonError
        When the published term has nobody of that kind and id.
    ValueError
        When ``now`` does not know its zone.
    """
    page = {
        "request": request,
        "person": request.person,
        "static": lambda name: static_address(request.links.static, name),
    }
    return _environment().get_template("page.html").render(page)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
