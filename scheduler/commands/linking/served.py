"""What the verbs about links and serving have in common: the store, and how the world sees the server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands.given.stores import find_address

if TYPE_CHECKING:
    from scheduler.store.address import Address

PublicAddress = str
"""``https://rota.hospital.example``, without a slash at the end."""
_URL = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:/[a-z0-9._~-]+)*", re.IGNORECASE
)
LONGEST_URL = 120
"""With a secret and a name behind it, no address is longer than the 256 characters that Google takes."""


class PublicUrl(click.ParamType[str]):
    """The address that people write to reach the server."""

    name = "url"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address without a slash at the end."""
        text = str(value).strip().rstrip("/")
        if not _URL.fullmatch(text) or len(text) > LONGEST_URL:
            self.fail(
                f'"{value}" is no address of a server; write https://rota.hospital.example, with at most '
                f"{LONGEST_URL} characters.",
                param,
                ctx,
            )
        return text


url_option = click.option(
    "--url",
    type=PublicUrl(),
    metavar="URL",
    envvar="ROTA_URL",
    show_envvar=True,
    help="How people reach the server: https://rota.hospital.example",
)


def store_beside(place: str | None, term: Path | None) -> Address:
    """Return where the versions are: in the store that was named, or beside the term.

    Raises
    ------
    click.UsageError
        When neither is given, or there is neither the term nor a store beside it.
    StoreTrouble
        When there can be no store.
    """
    if term is None and not place:
        raise click.UsageError("Say which TERM, or with --store where the versions are.")
    return find_address(place, term or Path())
