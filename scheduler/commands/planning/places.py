"""Where a plan goes when nobody says, and how a term is called by its place."""

from __future__ import annotations

from pathlib import Path

EXAMPLE_PLAN = Path("plan")
WORKBOOK = "term.xlsx"
"""What the workbook of a new term is called: of several terms each has one."""


def default_folder(term: Path | None) -> Path:
    """Return where a plan goes when nobody says: beside its term."""
    if term is None:
        return EXAMPLE_PLAN
    place = term if term.name not in ("", "..") else term.resolve()
    return place.with_name(f"{name_of(term)}-plan") if place.name else EXAMPLE_PLAN


def name_of(term: Path) -> str:
    """Return the name of a term's folder, or of its workbook without the ending."""
    place = term if term.name not in ("", "..") else term.resolve()
    return place.stem if place.suffix == ".xlsx" else place.name


def name_among_others(term: Path) -> str:
    """Return the same of one of several terms; a workbook called as all new ones are goes by its folder."""
    folder = term.parent.resolve().name
    return folder if term.name == WORKBOOK and folder else name_of(term)
