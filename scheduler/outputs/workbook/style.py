"""How the sheets of a workbook look: colours, cell styles, widths and pages."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from inputs.days import Span, say_span
from scheduler.outputs.calendars.texts import clean
from scheduler.outputs.tables import Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TINTS = (
    "#D9E8F6", "#FBE2CD", "#DBEEDC", "#F4DBE9", "#E6E0F6", "#F6EBC0",
    "#D0EDED", "#FADBD6", "#E9E4DC", "#E1EBC5", "#DDE3EC", "#F8D6E1",
)  # fmt: skip
INKS = (
    "#1F5486", "#8A4508", "#255C2E", "#86285F", "#523A94", "#6B5206",
    "#0F5E61", "#93301F", "#54462F", "#465910", "#333F52", "#8E2745",
)  # fmt: skip
"""What a service is shown in: a tint to write on and an ink to write with, those of the board."""

TEXT, SOFT, LINE, WASH = "#17202A", "#53606D", "#D5DAE0", "#F3F5F7"
HEAD, HEAD_TINT = "#1F3A54", "#E4EBF2"
HOLIDAY, SHORT, AWAY, BAD, BAD_TINT, GOOD = "#F3E6C8", "#FDF3DC", "#ECECEC", "#A3261B", "#FBE3E0", "#1D6B3A"
OPEN = "#875600"

FONT, SIZE = "Arial", 10
"""Of the letters, in points. Liberation Sans is as wide: pages break the same in LibreOffice."""
A4, MARGIN = 9, 0.4
A4_WIDTH = 11.69
"""The paper's number to Excel; margin and width, landscape, in inches."""
LETTERS = 1.1
"""How many letters of a text there are, on average, in the width of a digit."""
PIXELS_A_CHARACTER, PIXELS_OF_PADDING, PIXELS_AN_INCH = 7.5, 5, 96
"""Of the width of a column; Excel rounds down to 7, LibreOffice does not."""
NARROWEST, WIDEST = 6, 54
LONGEST_HEADER = 90
LONGEST_CELL, LONGEST_RICH = 32_767, 16_000
"""In characters; Excel counts some of them twice."""

STYLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {"bold": True, "font_size": 18, "font_color": HEAD},
        "heading": {"bold": True, "font_size": 12, "font_color": HEAD, "bottom": 2, "bottom_color": HEAD},
        "soft": {"font_color": SOFT},
        "good": {"font_color": GOOD, "bold": True},
        "open": {"font_color": OPEN, "bold": True},
        "bad": {"font_color": BAD, "bold": True},
        "quiet": {"font_color": SOFT},
        "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "valign": "vcenter"},
        "cell": {"bottom": 1, "bottom_color": LINE, "valign": "top"},
        "box": {"border": 1, "border_color": LINE},
        "wrap": {"text_wrap": True, "valign": "top"},
        "middle": {"align": "center", "valign": "vcenter"},
        "left": {"align": "left", "reading_order": 1},
        "right": {"align": "right"},
        "indent": {"indent": 1},
        "bold": {"bold": True},
        "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        "time": {"num_format": "hh:mm", "align": "left"},
        "number": {"num_format": "#,##0", "align": "right"},
        "tenth": {"num_format": "0.0", "align": "right"},
    }
)


class Pen:
    """Writes on the sheets of one workbook; each style is made once.

    No text is ever a formula or a link, whatever it begins with.

    Parameters
    ----------
    name, span
        What the programme is called and its days, for the head of each page.
    """

    def __init__(self, name: str, span: Span) -> None:
        from xlsxwriter import Workbook

        self._file = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE, "font_color": TEXT},
            "default_row_height": 20,
        }
        self.book: Workbook = Workbook(self._file, options)
        # The time of writing would be another one each time.
        created = datetime.combine(span.first_day, time())
        self.book.set_properties({"title": shortened(name), "created": created})
        self._name, self._span = name, span
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._asked: dict[tuple[tuple[str, ...], tuple[tuple[str, Any], ...]], Format] = {}

    def style(self, *names: str, **more: Any) -> Format:
        """Return a format that has the properties of all these styles, the later before the earlier."""
        asked = names, tuple(more.items())
        if asked not in self._asked:
            properties: dict[str, Any] = {}
            for name in names:
                properties |= STYLES[name]
            properties |= more
            key = tuple(sorted(properties.items()))
            if key not in self._formats:
                self._formats[key] = self.book.add_format(properties)
            self._asked[asked] = self._formats[key]
        return self._asked[asked]

    def sheet(self, name: str, *, fit: bool = True) -> Worksheet:
        """Return a new sheet that prints on A4 across, the term's name at the head of each page."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=MARGIN, right=MARGIN, top=0.75, bottom=0.6)
        header = f"&L{_in_header(self._name)}&C{name}&R{say_span(self._span)}"
        sheet.set_header(header)
        sheet.set_footer("&RPage &P of &N")
        if fit:
            sheet.fit_to_pages(1, 0)
        return sheet

    def write(
        self, sheet: Worksheet, row: int, column: int, value: Value | float, *styles: str, **more: Any
    ) -> None:
        """Write a value as what it is: a text as text, dates and times as such, an empty text as nothing."""
        if isinstance(value, str):
            text, look = value[:LONGEST_CELL], self.style("left", *styles, **more)
            if text:
                sheet.write_string(row, column, text, look)
            else:
                sheet.write_blank(row, column, None, look)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.style(*styles, **more))
        elif isinstance(value, date | time):
            moment: Any = value  # the signature names datetime alone
            kind = "date" if isinstance(value, date) else "time"
            sheet.write_datetime(row, column, moment, self.style(*styles, kind, **more))
        else:
            kind = "number" if isinstance(value, int) else "tenth"
            sheet.write_number(row, column, value, self.style(*styles, kind, **more))

    def write_rich(
        self, sheet: Worksheet, row: int, column: int, parts: Sequence[tuple[Format, str]], cell: Format
    ) -> None:
        """Write a text whose parts look different, each in its style; ``cell`` is the style of the cell."""
        shown = [(style, text) for style, text in parts if text]
        whole = "".join(text for _, text in shown)
        if len(shown) > 1 and len(whole) <= LONGEST_RICH:
            sheet.write_rich_string(row, column, *(part for pair in shown for part in pair), cell)
        else:
            sheet.write_string(row, column, whole[:LONGEST_CELL], cell)

    def finished(self) -> bytes:
        """Return the workbook."""
        self.book.close()
        return self._file.getvalue()


def scale_to_fit(widths: Iterable[float]) -> int:
    """Return the percentage at which columns so wide, in characters, fill a page and no more."""
    pixels = sum(width * PIXELS_A_CHARACTER + PIXELS_OF_PADDING for width in widths)
    page = (A4_WIDTH - 2 * MARGIN) * PIXELS_AN_INCH
    return max(10, min(100, math.floor(100 * page / pixels)))


def text_width(text: str) -> int:
    """Return how wide a text is in characters of a spreadsheet: Chinese ones are twice as wide as others."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@lru_cache(maxsize=65_536)
def lines_of(text: str, width: float, size: int = SIZE) -> int:
    """Return about how many lines a text of that size takes in a column of that width."""
    letters = width * LETTERS * SIZE / size
    return sum(max(1, math.ceil(text_width(line) / letters)) for line in text.split("\n"))


def column_width(texts: Iterable[str]) -> float:
    """Return a width, in characters, in which these texts can be read."""
    return min(WIDEST, max([NARROWEST, *(text_width(text) for text in texts)]) * 1.08 + 2)


def shortened(text: str) -> str:
    """Return a text on one line and of at most as many characters as a page's header has room for."""
    text = clean(text)
    return text if len(text) <= LONGEST_HEADER else text[: LONGEST_HEADER - 1] + "…"


def _in_header(text: str) -> str:
    """Return a text in which the header of a page finds no codes of its own."""
    return shortened(text).replace("&", "&&")
