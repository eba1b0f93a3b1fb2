"""The settings of a term, from ``term.toml`` or from the sheet ``term``, and the line of each."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inputs.faults import Fault, Notice, Place, quoted
from inputs.files.cells import Cell, clean

MOST_TOML_BYTES = 256 * 1024
MOST_DOTS = 200
"""On one line; `tomllib` takes minutes for a key of very many parts."""


@dataclass(frozen=True)
class Settings:
    """Settings, nested as TOML nests them: ``rules.NAME.off`` is ``values["rules"]["NAME"]["off"]``."""

    file: str
    values: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each setting by its dotted key, where it is known."""
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_toml(content: bytes, file: str) -> Settings:
    """Return the settings in a TOML file; none when it breaks the rules of TOML, with the fault.

    Parameters
    ----------
    content
        All bytes of the file.
    file
        Its name, for the faults.
    """
    if len(content) > MOST_TOML_BYTES:
        fault = Fault(
            Place(file), f"found {len(content):,} bytes", f"at most {MOST_TOML_BYTES:,} are allowed"
        )
        return Settings(file, faults=(fault,))
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        place = Place(file, error.object.count(b"\n", 0, error.start) + 1)
        found = f"found the byte 0x{error.object[error.start]:02X}, which is not UTF-8"
        return Settings(file, faults=(Fault(place, found, "save the file as UTF-8"),))
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            found = f"found {line.count('.')} dots on one line"
            fault = Fault(Place(file, number), found, f"at most {MOST_DOTS} are allowed")
            return Settings(file, faults=(fault,))
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Settings(file, faults=(_syntax_fault(error, text, file),))
    return _cleaned(file, values, _lines_of_keys(text))


def nest(entries: Iterable[tuple[str, Cell, int]], file: str) -> Settings:
    """Return settings from dotted keys with their values and lines, nested as TOML would nest them.

    Parameters
    ----------
    entries
        The key, the value and the line of each setting.
    file
        The name of the workbook and the sheet.
    """
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for key, value, line in entries:
        place = Place(file, line, key)
        if key in lines:
            faults.append(
                Fault(place, f"found {quoted(key)}, as on line {lines[key]}", "give each setting once")
            )
            continue
        *tables, last = key.split(".")
        inner: object = values if all((*tables, last)) else None
        for name in tables:
            inner = inner.setdefault(name, {}) if isinstance(inner, dict) else None
        if not isinstance(inner, dict) or last in inner:
            found = f"found {quoted(key)}, which does not fit the settings before it"
            faults.append(Fault(place, found, "write keys such as name or rules.NAME.off"))
            continue
        inner[last] = value
        lines[key] = line
    return Settings(file, values, lines, tuple(faults))


_POSITION = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)\Z")
_ADVICE = {
    "date": "write a date as YYYY-MM-DD",
    "overwrite": "give each setting once",
    "twice": "give each setting once",
    "": "write name = value, with quotation marks around texts and times, and commas in lists",
}


def _syntax_fault(error: Exception, text: str, file: str) -> Fault:
    """Return the fault that `tomllib` found, with its line, which is in the message only."""
    if (position := _POSITION.search(str(error))) is None:
        return Fault(Place(file), "found brackets too deep or a number too long to be read", _ADVICE[""])
    reason = str(error)[: position.start()].lower()
    number = int(position[1] or len(text.rstrip().split("\n")))
    line = text.split("\n")[number - 1].strip()
    allowed = next(advice for word, advice in _ADVICE.items() if word in reason)
    if re.search("[“”„‘’]", line):
        allowed = 'write plain quotation marks, "'
    elif re.search("= *[0-9]{1,4}[./][0-9]{1,2}[./][0-9]{1,4}", line):
        allowed = _ADVICE["date"]
    elif not line.partition("=")[0].isascii():
        allowed = "put quotation marks around a name with other letters than a to z"
    return Fault(Place(file, number), f"found {quoted(line)}, which TOML cannot read ({reason})", allowed)


_KEY = r"""(?:"[^"]*"|'[^']*'|[\w. -])+?"""
_TABLE_LINE = re.compile(rf"\s*\[\s*({_KEY})\s*\]\s*(#.*)?")
_KEY_LINE = re.compile(rf"\s*({_KEY})\s*=")


def _lines_of_keys(text: str) -> dict[str, int]:
    """Return where each key stands, by its dotted name; what only looks like a key is harmless."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if heading := _TABLE_LINE.fullmatch(line):
            table = _plain(heading[1])
            lines.setdefault(table, number)
        elif key := _KEY_LINE.match(line):
            lines.setdefault(".".join(part for part in (table, _plain(key[1])) if part), number)
    return lines


def _plain(key: str) -> str:
    return ".".join(part.strip(" '\"") for part in key.split("."))


def _cleaned(file: str, values: Mapping[str, object], lines: Mapping[str, int]) -> Settings:
    """Return the settings with each text and number in its plain form, as in a table."""
    remarks: list[Fault | Notice | None] = []

    def plain(value: Any, key: str) -> object:
        if isinstance(value, dict):
            return {name: plain(inner, f"{key}.{name}") for name, inner in value.items()}
        if isinstance(value, list):
            return [plain(item, key) for item in value]
        cleaned = clean(value, Place(file, lines.get(key), key))
        remarks.extend((cleaned.fault, cleaned.notice))
        return cleaned.value

    cleaned = {name: plain(value, name) for name, value in values.items()}
    faults = tuple(remark for remark in remarks if isinstance(remark, Fault))
    notices = tuple(remark for remark in remarks if isinstance(remark, Notice))
    return Settings(file, cleaned, lines, faults, notices)
