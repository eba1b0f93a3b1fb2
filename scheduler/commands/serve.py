"""``rota serve``: hands out the calendars and pages of the newest version over HTTP."""

from __future__ import annotations

import gc
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands.console import say
from scheduler.commands.given.options import Number
from scheduler.commands.given.stores import Clock, store_option
from scheduler.commands.linking.served import PublicAddress, store_beside, url_option

if TYPE_CHECKING:
    from scheduler.serving.watching import Watcher


class Network(click.ParamType[str]):
    """An address, or a network such as ``10.0.0.0/24``."""

    name = "address"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address as it was written."""
        try:
            ip_network(str(value))
        except ValueError:
            self.fail(f'"{value}" is no address of a proxy; write 127.0.0.1 or 10.0.0.0/24.', param, ctx)
        return str(value)


@click.command(name="serve", short_help="Hand out calendars and pages over HTTP.")
@click.argument("term", type=click.Path(path_type=Path), required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0: everywhere.")
@click.option("--port", type=Number(0, 65535), default=8000, show_default=True, help="0: any.")
@click.option(
    "--proxy",
    "proxies",
    type=Network(),
    multiple=True,
    metavar="ADDRESS",
    help="A proxy in front that is believed who asks (X-Forwarded-For, -Proto); may be repeated.",
)
@url_option
@store_option
@click.pass_obj
def command(
    clock: Clock,
    term: Path | None,
    host: str,
    port: int,
    proxies: tuple[str, ...],
    url: PublicAddress | None,
    place: str | None,
) -> None:
    """Hand out the calendars and pages of the newest published version, until Ctrl-C.

    TERM is the term whose versions are beside it, or say --store. A new version is picked up within
    seconds. Who has no address that `rota links` made gets nothing. Put a web server with https in front
    (--proxy), for addresses are secrets: scheduler/serving/README.md says how.
    """
    address = store_beside(place, term)
    gc.disable()  # until all is loaded and stays: it would look through the same things again and again
    try:
        from scheduler.serving.run import Settings, serve
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        raise OSError(
            f"Serving needs the extra serve, of which {missing} is not installed: "
            "pip install 'fellowship-rota[serve]'."
        ) from error

    def tell(watcher: Watcher, port: int) -> None:
        gc.freeze()
        gc.enable()
        held = watcher.held
        trouble = f" ({watcher.trouble.rstrip('.')})" if watcher.trouble else ""
        what = f"version {held.number}{trouble}" if held else f"nothing yet{trouble}"
        shown = f"[{host}]" if ":" in host else host
        say(f"Serving {what} from {address} at http://{shown}:{port}; Ctrl-C ends it.", err=True)

    serve(Settings(address, host, port, proxies, url or ""), clock, tell)
    say("Ended.", err=True)
