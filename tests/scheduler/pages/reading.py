"""Takes a page apart: its headings, lists and tables as texts, its links, its tags."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "rect"}


class Reading(HTMLParser):
    """A page as a reader has it: texts by the id of the section that they stand in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[tuple[str, str]] = []
        self.sections: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self._texts: list[list[str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("id") or ""))
            self._texts.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self._texts:
            self._texts[-1].append(data)

    def handle_endtag(self, tag: str) -> None:
        opened, name = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        text = "".join(self._texts.pop())
        if self._texts:
            self._texts[-1].append(text if tag not in {"li", "p", "h2", "h3", "tr", "div"} else f" {text} ")
        if tag in {"h1", "h2", "h3"}:
            self.headings.append((tag, plain(text)))
        if tag in {"li", "tr", "p", "h3"}:
            section = next((name for tag, name in reversed(self._open) if tag == "section"), "")
            self.sections.setdefault(section or self._open[1][0], []).append(plain(text))
        if name:
            self.sections.setdefault(f"#{name}", []).append(plain(text))

    def links(self) -> list[str]:
        return [value for tag, name, value in self.attributes if (tag, name) == ("a", "href")]

    @property
    def text(self) -> str:
        return plain(" ".join(line for name in ("#main",) for line in self.sections[name]))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
