"""``rota new``: the example term, to be filled with one's own people."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from scheduler.commands.console import as_word, say
from scheduler.commands.planning.places import WORKBOOK


@click.command(name="new", short_help="Write the example term to start from.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--xlsx", is_flag=True, help=f"Write one workbook, FOLDER/{WORKBOOK}, with drop-down lists and notes."
)
def command(folder: Path, xlsx: bool) -> None:
    """Write the example term to start from.

    FOLDER is a new folder, or an empty one; a name that ends with .xlsx is that of a workbook. Two members of
    faculty have calendars of their own, in the folder calendars in the term or beside the workbook. Nothing
    that is there already is changed.
    """
    if folder.suffix.lower() == ".xlsx":
        term = _write_workbook(folder)
    elif xlsx:
        term = _write_workbook(folder / WORKBOOK)
    else:
        term = _write_folder(folder)
    say(f"{term} holds the example term. Put your own people and programme in its place, then:")
    say(f"  rota check {as_word(term)}")
    say(f"  rota plan {as_word(term)}")


def _write_folder(folder: Path) -> Path:
    from scheduler.outputs.folder import write_folder
    from scheduler.outputs.template.term import new_csv_files

    if folder.is_symlink() or folder.exists():
        if not folder.is_dir():
            raise FileExistsError(f"{folder} is there already, and is no folder; name a new one.")
        if any(folder.iterdir()):
            raise FileExistsError(f"{folder} is not empty, and nothing in it is replaced; name a new folder.")
    write_folder(folder, new_csv_files())
    return folder


def _write_workbook(path: Path) -> Path:
    from inputs.availability.reading import FOLDER
    from inputs.files.folder_contents import SETTINGS_FILE
    from scheduler.outputs.template.term import new_calendars, new_workbook

    content = new_workbook()
    beside = path.parent / FOLDER
    if (path.parent / SETTINGS_FILE).exists():
        raise FileExistsError(f"{path.parent} holds a term already, in {SETTINGS_FILE}; name a new folder.")
    if not path.exists() and (beside.is_symlink() or beside.exists()):
        raise FileExistsError(f"{beside} is there already, and belongs to another term; name a new folder.")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = path.open("xb")
    except FileExistsError:
        raise FileExistsError(f"{path} is there already, and is not replaced; name a new file.") from None
    try:
        with file:
            file.write(content)
        beside.mkdir()
        for name, calendar in new_calendars().items():
            (path.parent / name).write_bytes(calendar)
    except BaseException as trouble:
        if isinstance(trouble, OSError) and trouble.filename is None:
            trouble.filename = str(path)  # a full disk is told with it
        path.unlink()
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return path
