"""``rota revoke``: takes addresses back, at once or after a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from inputs.days import say_day
from scheduler.commands.console import say
from scheduler.commands.exits import NO
from scheduler.commands.given.options import Day
from scheduler.commands.given.stores import Clock, store_option
from scheduler.commands.linking.served import store_beside


@click.command(name="revoke", short_help="Take addresses back.")
@click.argument("words", metavar="[TERM] WHO...", nargs=-1, required=True)
@click.option(
    "--on",
    "last_day",
    type=Day(),
    metavar="DATE",
    help="They work until the end of this day.",
)
@store_option
@click.pass_obj
def command(clock: Clock, words: tuple[str, ...], last_day: datetime | None, place: str | None) -> None:
    """Take the addresses of somebody back; from then on they are gone, and calendar programs are told so.

    WHO is an id or a name of those that rota links lists. TERM may be left out where --store or ROTA_STORE
    says where the versions are. The addresses of trainees end by themselves 30 days after the stay. For a new
    address instead: rota links TERM --new WHO
    """
    from scheduler.commands.linking.linked import say_whose, select
    from scheduler.store.calendars import read_calendars
    from scheduler.store.links import Links
    from scheduler.store.store import Store

    term = Path(words[0]) if not place or (len(words) > 1 and Path(words[0]).exists()) else None
    who = words[1:] if term else words
    if not who:
        raise click.UsageError("Say whose addresses to take back.")
    now = clock()
    done = False
    with Store(store_beside(place, term)) as store:
        calendars = read_calendars(store)
        today = now.astimezone(ZoneInfo(calendars.timezone)).date()
        if last_day and last_day.date() < today:
            raise click.UsageError(f"{say_day(last_day.date())} is over; without --on they end at once.")
        links = Links(store)
        live = [link for link in links.all() if link.ended is None]
        for calendar in select(calendars.all, who):
            numbers = [link.number for link in live if link.calendar == calendar.identity]
            if not numbers:
                say(f"{say_whose(calendar)} has no address.", err=True)
            elif last_day:
                links.close(numbers, last_day.date())
                say(
                    f"The address of {say_whose(calendar)} works until the end of {say_day(last_day.date())}."
                )
                done = True
            else:
                links.end(numbers, now)
                say(f"The address of {say_whose(calendar)} is taken back; the server knows within seconds.")
                done = True
    if not done:
        raise click.exceptions.Exit(NO)
