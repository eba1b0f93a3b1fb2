"""A board read back: its tags, its tables, its text."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """A page taken apart: its tags with their attributes' names, its tables' texts, its whole text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.words: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._rows: list[list[str]] | None = None
        self._silent = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.attributes += [(name, value or "") for name, value in attrs]
        self._silent = tag in {"script", "style"}
        if tag == "table":
            name = (dict(attrs)["class"] or "").split()[1]
            while name in self.tables:
                name += "'"
            self._rows = self.tables[name] = []
        if self._rows is not None and tag == "tr":
            self._rows.append([])
        if self._rows and tag in {"th", "td"}:
            self._rows[-1].append("")
        if self._rows and self._rows[-1] and tag == "li":
            self._rows[-1][-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag == "table":
            self._rows = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.words.append(data)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] += data

    def table(self, name: str) -> list[list[str]]:
        return [[" ".join(cell.split()) for cell in row] for row in self.tables[name]]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())
