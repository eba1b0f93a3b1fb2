"""Gathers the verbs; each is loaded when it is called, so that help is there at once."""

from __future__ import annotations

import errno
import importlib
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from types import MappingProxyType

import click

from inputs.faults import listed, nearest, quoted
from scheduler.commands.console import close_quietly, say
from scheduler.commands.exits import DONE, INTERRUPTED, OWN_FAULT, TROUBLE, UNHEARD
from scheduler.garbage import collect_rarely
from scheduler.installed import find_versions

VERBS: Mapping[str, str] = MappingProxyType(
    {
        "new": "Write the example term to start from.",
        "check": "Read a term and list everything that is wrong with it.",
        "plan": "Plan a term: the main job.",
        "verify": "Hold any plan against every rule.",
        "explain": "Say why something lacks, and what would mend it.",
        "whatif": "Tell what a change would come to, before anybody makes it.",
        "capacity": "Count how many more trainees each start week can take.",
        "publish": "Store a plan as the next version; tell what changes for whom.",
        "versions": "List what was published, when and why.",
        "diff": "Tell what changes for whom between versions and plans.",
        "rollback": "Publish what an earlier version held, as a new one.",
        "export": "Write a published version as a whole folder of a plan.",
        "links": "Make the secret addresses of calendars; list who fetches.",
        "revoke": "Take addresses back.",
        "serve": "Hand out calendars and pages over HTTP.",
        "rules": "Say what the rules are.",
    }
)
"""What each verb does; the file of the same name does it."""

FIRST_STEPS = """
Plan a clinical training programme: rotations, sessions and mentor meetings.

\b
To start, plan the example that comes with it, then your own:
  rota plan
  rota new spring-2027
  rota check spring-2027
  rota plan spring-2027
"""

EXIT_CODES = """
\b
Exit codes:
  0         done
  1         the answer is no: a rule is broken, pins cannot hold together,
            a change costs something, nobody more fits
  2         wrong use
  3         faults in the input
  4         nothing was found in time
  5         somebody else published first
  6         trouble with a store, a file, or the machines that solve
  130, 143  interrupted, after writing the best plan so far
  141       whoever read the help went away
"""


class Verbs(click.Group):
    """A group that knows its verbs by name and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return the verbs in the order in which they are used."""
        return list(VERBS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that was called and its words; of an unknown one say which was perhaps meant."""
        word = args[0]
        if word not in VERBS and not word.startswith("-"):
            likely = nearest(word, VERBS)
            hint = f'Did you mean "{likely}"?' if likely else f"There are {listed(VERBS)}."
            ctx.fail(f"{quoted(word)} is no verb. {hint}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click calls it
        """Return a verb, or None where there is no such."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"scheduler.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click calls it
        """Write the verbs with what each does, without loading any."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


def _say_versions(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        for name, version in find_versions().items():
            say(f"{name} {version}")
        ctx.exit()


@click.group(
    cls=Verbs,
    name="rota",
    help=FIRST_STEPS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_versions,
    help="Show the versions of whatever has a say in a plan.",
)
def cli() -> None:
    """Plan a clinical training programme: rotations, sessions and mentor meetings."""


def _now() -> datetime:
    return datetime.now(UTC)


def main(args: Sequence[str] | None = None, clock: Callable[[], datetime] = _now) -> int:
    """Do what the words on the command line say, and return the exit code.

    Parameters
    ----------
    args
        The words after ``rota``; by default those that the program was started with.
    clock
        Tells the time to the verbs that publish.
    """
    collect_rarely()
    try:
        for stream in (sys.stdout, sys.stderr):
            # A terminal that knows no Chinese shows numbers instead of nothing.
            with suppress(AttributeError):
                stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # hence `suppress`
        code = cli.main(args, prog_name="rota", standalone_mode=False, obj=clock)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit:  # click's answer to a broken pipe, as to who reads the first lines of a help
        close_quietly(sys.stdout)
        return UNHEARD
    except OSError as error:
        say(_sentence(error), err=True)
        return TROUBLE
    except Exception:  # noqa: BLE001 - here ends what no code above expected
        say(traceback.format_exc(), err=True)
        say(
            "This is a fault of the program, not of your input. Please report it with the lines above.",
            err=True,
        )
        return OWN_FAULT
    return code if isinstance(code, int) else DONE


def _sentence(error: OSError) -> str:
    """Return what went wrong as a sentence; the text of an error without a number is one already."""
    if error.errno is None:
        return str(error)
    where = f" {error.filename}" if error.filename is not None else ""
    if error.errno == errno.ENOSPC:
        return f"The disk is full; could not write{where}."
    return f"Could not use{where or ' a file'}: {error.strerror}."
