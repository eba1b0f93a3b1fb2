"""What people and programs are told: sentences, remarks and JSON documents."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

import click

from inputs.faults import Remark, code_point

_JOINERS = "\u200c\u200d"
"""Between the parts of some letters and emoji; they cannot be seen and do no harm."""


def say(text: str = "", *, err: bool = False) -> None:
    """Write a line for people; what would move the cursor or hide other text is written as its number."""
    write(f"{visible(text)}\n", err=err)


def write(text: str | bytes, *, err: bool = False) -> None:
    """Write as it is; into nowhere when whoever read it has gone, as the work is to be done all the same."""
    try:
        click.echo(text, err=err, nl=False)
    except BrokenPipeError:
        close_quietly(sys.stderr if err else sys.stdout)


def close_quietly(stream: TextIO) -> None:
    """Let what is written to a stream go nowhere from now on, and what waits to be written, too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def visible(text: str) -> str:
    """Return a text in which no character commands a terminal."""
    return "".join(code_point(char) if _commands(char) else char for char in text)


def _commands(char: str) -> bool:
    if char == "\n" or char in _JOINERS:
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def as_word(path: Path) -> str:
    """Return a path as it is written on a command line."""
    text = str(path)
    return f'"{text}"' if any(char.isspace() for char in text) else text


def write_json(schema: str, values: Mapping[str, object]) -> None:
    """Write one JSON document for programs to the standard output."""
    document = {"schema": schema, **values}
    write(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n")


def write_page(page: Path, text: str) -> None:
    """Write a page to a file; done last, so that an answer is told also where the page cannot be written.

    Raises
    ------
    OSError
        When it cannot be written, with the name of the file.
    """
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(page)) from error


def plain_remarks(remarks: Iterable[Remark]) -> list[dict[str, object]]:
    """Return remarks as programs read them."""
    return [
        {
            "file": remark.place.file,
            "line": remark.place.line,
            "column": remark.place.column,
            "found": remark.found,
            "allowed": remark.allowed,
            "nearest": remark.nearest,
            "message": str(remark),
        }
        for remark in remarks
    ]
