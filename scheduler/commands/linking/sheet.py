"""New addresses as a sheet to print and cut: a slip for each, with a QR code."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.linking.linked import Linked, say_whose

if TYPE_CHECKING:
    from scheduler.store.calendars import Calendars

HERE = Path(__file__).parent
ERROR_CORRECTION = "m"
"""15 % of the code may be covered by a fold or a stain."""


def render_sheet(linked: Iterable[Linked], calendars: Calendars) -> str:
    """Return a sheet with the addresses that were made just now; it asks for nothing from outside.

    The codes hold addresses with https and not with webcal, which the scanner of WeChat cannot open: of the
    page where there is one, else of the calendar.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    slips = [
        {"whose": say_whose(one.calendar), "address": address, "code": _code(address)}
        for one in linked
        for address in ([one.page] if one.page else one.feeds)
    ]
    return environment.get_template("sheet.html").render(slips=slips, programme=calendars.term)


def _code(address: str) -> str:
    import segno

    code: str = segno.make(address, error=ERROR_CORRECTION, micro=False).svg_data_uri(scale=4, border=2)
    return code
