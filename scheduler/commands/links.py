"""``rota links``: makes the secret addresses of calendars, and lists who fetches through which."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

import click

from inputs.words import counted
from scheduler.commands.console import say, write, write_json
from scheduler.commands.given.stores import Clock, store_option
from scheduler.commands.linking.served import PublicAddress, store_beside, url_option

if TYPE_CHECKING:
    from datetime import datetime

    from scheduler.commands.linking.linked import Linked
    from scheduler.store.calendars import Calendars

HERE = "http://localhost:8000"


@click.command(name="links", short_help="Make the secret addresses of calendars; list who fetches.")
@click.argument("term", type=click.Path(path_type=Path), required=False)
@click.option(
    "--new",
    "renewed",
    multiple=True,
    metavar="WHO",
    help="Make a new address; the old one ends. An id, a name, or everybody; may be repeated.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Write a table for a mail merge.")
@click.option(
    "--sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write the new addresses with QR codes, to print and cut.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@url_option
@store_option
@click.pass_obj
def command(
    clock: Clock,
    term: Path | None,
    renewed: tuple[str, ...],
    as_csv: bool,
    sheet: Path | None,
    as_json: bool,
    url: PublicAddress | None,
    place: str | None,
) -> None:
    """Make an address for each calendar that never had one, and list all with who fetched last.

    There is one for each trainee, member of faculty, room and service, and one of the programme without
    names. An address is a secret, and is shown only when it is made: the store cannot tell it again. Give
    each to its person alone. At the end of a calendar's address, ?rounds=no, ?rotations=no or ?sessions=no
    leaves something out. With --new only the calendars with a new address are listed.
    """
    if as_csv and as_json:
        raise click.UsageError("Say --csv or --json, not both.")
    from scheduler.commands.linking.linked import link_up, select
    from scheduler.store.calendars import read_calendars
    from scheduler.store.links import Links
    from scheduler.store.store import Store

    now = clock()
    with Store(store_beside(place, term)) as store, _sheet_file(sheet) as file:
        calendars = read_calendars(store)
        today = now.astimezone(ZoneInfo(calendars.timezone)).date()
        wanted = select(calendars.all, renewed)
        missing = [one for one in calendars.all if one.is_current and not (one.closes and one.closes < today)]
        links = Links(store)
        made = links.make([one.identity for one in wanted], now, instead=True) if wanted else ()
        made += links.make([one.identity for one in missing], now)
        linked = link_up(calendars.all, links.all(), made, url or HERE)
        if file is not None and made:
            from scheduler.commands.linking.sheet import render_sheet

            text = render_sheet(linked, calendars)
            if file.seekable():  # else it is a pipe
                file.truncate()
            file.write(text)
    if as_csv:
        from scheduler.commands.linking.words import render_mail_merge

        write(render_mail_merge(linked))
    elif as_json:
        from scheduler.commands.linking.words import plain_link

        write_json("rota-links/1", {"version": calendars.version, "links": [*map(plain_link, linked)]})
    else:
        _tell([one for one in linked if one.secret] if renewed else linked, calendars, now)
    _tell_new(len(made), url, sheet)


@contextmanager
def _sheet_file(path: Path | None) -> Iterator[TextIO | None]:
    """Open the file of the sheet before any address is made: one that cannot be written would be lost.

    Nobody but its owner may read it. A sheet that was there stays as it is until another is written: nobody
    can tell its addresses again. Where nothing is written, no file is left.
    """
    if path is None:
        yield None
        return
    try:
        import segno  # noqa: F401 - see that it is there
    except ModuleNotFoundError as error:
        raise OSError(
            "The sheet needs the extra serve, of which segno is not installed: "
            "pip install 'fellowship-rota[serve]'."
        ) from error
    was_there = path.exists()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            yield file
    finally:
        if not was_there and path.is_file() and not path.stat().st_size:
            path.unlink()


def _tell(linked: Sequence[Linked], calendars: Calendars, now: datetime) -> None:
    from scheduler.commands.linking.linked import say_whose
    from scheduler.commands.linking.words import say_instant, say_state

    zone = ZoneInfo(calendars.timezone)
    published = say_instant(calendars.published, zone)
    say(f"{calendars.term}, version {calendars.version} of {published}, times of {calendars.timezone}.")
    for one in linked:
        say()
        say(say_whose(one.calendar))
        if one.page:
            say(f"  page      {one.page}")
        for feed in one.feeds:
            say(f"  calendar  {feed}")
        if state := say_state(one, now, zone, calendars.version):
            say(f"  {state}")


def _tell_new(made: int, url: str | None, sheet: Path | None) -> None:
    """Tell what has to be done with what was made."""
    if not made:
        say("No address is new. Who lost one gets another with: rota links TERM --new WHO", err=True)
        if sheet is not None:
            say(f"A sheet holds new addresses only; {sheet} was not written.", err=True)
        return
    say(
        f"{counted(made, 'address is', 'addresses are').capitalize()} new. "
        + (
            "It is a secret, and shown only now: give it"
            if made == 1
            else "They are secrets, and shown only now: give each"
        )
        + " to its person alone.",
        err=True,
    )
    if url is None:
        say(
            f"They begin with {HERE}, because no --url was given, and work on this computer only. "
            "For others, make them again: rota links TERM --url https://... --new everybody",
            err=True,
        )
    if sheet is not None:
        say(f"The sheet is {sheet}; delete it when it is printed.", err=True)
