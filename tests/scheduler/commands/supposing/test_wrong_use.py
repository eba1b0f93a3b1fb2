"""``rota whatif``: faults in what is supposed, and wrong use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheduler.commands.program import Captured, run
from tests.scheduler.commands.store_program import rota
from tests.scheduler.commands.supposing.asking import ask, ask_json
from tests.scheduler.store.small import write_small


@pytest.mark.usefixtures("_published")
def test_all_faults_are_told_at_once(capsys: Captured) -> None:
    Path("ideas.toml").write_text('["A"]\nwithout = "Wang Mon"\nseats = "wart=3"\n', encoding="utf-8")
    code = ask(
        "--without", "Lee Wei", "--rule", "led_round.weight=5", "--rule", "led_rounds.wait=5", "--scenarios", "ideas.toml"
    )  # fmt: skip
    assert code == 2
    assert capsys.readouterr().err == (
        '--rule led_round.weight=5: found "led_round", which is no rule; allowed: the rules that `rota rules` '
        'lists. Did you mean "led_rounds"?\n'
        '--rule led_rounds.wait=5: found "wait", which is no parameter of led_rounds; allowed: off and weight. '
        'Did you mean "weight"?\n'
        '--without "Lee Wei": found "Lee Wei", which is no trainee, member of faculty or room; write a name or an '
        'id that is there. Did you mean "Li Wei"?\n'
        'ideas.toml, line 2, A, without: found "Wang Mon", which is no trainee, member of faculty or room; write a '
        'name or an id that is there. Did you mean "Wang Min"?\n'
        'ideas.toml, line 3, A, seats: found "wart=3", which is no service, activity or room; write a name or '
        'an id that is there. Did you mean "ward"?\n'
        "Found 5 faults in what is supposed, or in what it makes of the tables. Nothing was tried.\n"
    ).replace('"wart=3"', '"wart"')


@pytest.mark.usefixtures("_published")
def test_faults_as_a_document(capsys: Captured) -> None:
    code, document = ask_json(capsys, "--seats", "wart=3")
    assert (code, document["schema"], document["faults"][0]["nearest"]) == (2, "rota-faults/1", "ward")


@pytest.mark.usefixtures("_published")
def test_notices_are_told(capsys: Captured) -> None:
    words = ("whatif", "term", "--intake", "1 fellow 2027-03-08 2 weeks")
    rota(*words)
    assert (
        '--intake "1 fellow 2027-03-08 2 weeks", last_day: found "2027-03-21", outside the term; the stay of New '
        "fellow 1 is cut to 8 March 2027 to 14 March 2027.\n" in capsys.readouterr().err
    )
    rota(*words, "-q")
    assert capsys.readouterr().err == ""


TO = (
    "Error: --to is the last day away of a --without that has no days of its own, and --from the first: give "
    "both, or write --without WHO@FIRST..LAST.\n"
)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            (),
            "Error: Say what is to be otherwise: --intake, --without, --seats, --move, --rule or --scenarios FILE.\n",
        ),
        (("--without", "F01", "--to", "2027-03-09"), TO),
        (("--without", "F01@2027-03-09", "--from", "2027-03-08", "--to", "2027-03-09"), TO),
        (
            ("--without", "F01", "--from", "2027-03-10", "--to", "2027-03-09"),
            "Error: --to 2027-03-09 is before --from 2027-03-10.\n",
        ),
        (
            ("--seats", "lab=3", "--from", "2027-03-15"),
            (
                "Error: Nothing of Tiny term can change from 15 March 2027 on: its days are 1 March 2027 to "
                "14 March 2027. Maybe give an earlier day with --from.\n"
            ),
        ),
        (
            ("--seats", "lab=3", "--page", "nowhere/x.html"),
            "Error: There is no folder nowhere to write x.html to.\n",
        ),
        (
            ("--seats", "lab=3", "--keep", "T01"),
            "Error: Nothing is published that --keep and --touch-at-most could hold to.\n",
        ),
        (
            ("--seats", "lab=3", "--processes", "2", "--cluster", "there:1"),
            "Error: Give --processes, for this machine, or --cluster, for others.\n",
        ),
    ],
)
def test_wrong_use(capsys: Captured, words: tuple[str, ...], message: str) -> None:
    assert ask(*words) == 2
    assert capsys.readouterr().err.endswith(message)


def test_a_file_that_is_no_file_of_scenarios(capsys: Captured) -> None:
    Path("ideas.toml").write_text("", encoding="utf-8")
    assert ask("--scenarios", "ideas.toml") == 2
    assert capsys.readouterr().err.startswith("ideas.toml: found no scenario;")


def test_faults_of_the_term_come_first(capsys: Captured) -> None:
    write_small(Path("term"), trainees="id,name,kind,first_day,last_day\nT01,Li,fellow,2027-03-01,soon\n")
    assert ask("--seats", "lab=3") == 3
    assert capsys.readouterr().err.startswith("trainees.csv, line 2, last_day: ")


def test_help_tells_how_to_write_changes(tmp_path: Path) -> None:
    code, out, _ = run(["whatif", "--help"], tmp_path)
    assert code == 0
    assert 'rota whatif spring --intake "3 fellows 2027-04-05 12 weeks"' in out
    assert "WHO[@DAYS]" in out
