"""``rota rules``: the rules in plain words, with their parameters."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from constraints.catalogue import find_rules
from constraints.rule import HardRule, Rule, SoftRule
from inputs.faults import nearest
from inputs.term import LEVELS, Term
from scheduler.commands.console import say, write_json
from scheduler.commands.given.terms import read_whole_term, sound_term

MUST = "must"
"""Stands in place of a level for rules that every plan keeps."""
_SENTENCE = re.compile(r".+?\.(?=\s|$)", re.DOTALL)


@click.command(name="rules", short_help="Say what the rules are.")
@click.argument("name", required=False)
@click.option(
    "--term",
    "path",
    type=click.Path(path_type=Path),
    help="Show the rules as this term has them: its parameters, and the rules that it switches off.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(name: str | None, path: Path | None, as_json: bool) -> None:
    """Say what the rules are, or all about the rule NAME.

    Rules of the level "must" hold in every plan. The others have a price, which is paid in points of their
    level; levels are optimised one after another. In term.toml, a table [rules.NAME] sets the parameters of a
    rule, and off = "reason" switches it off; on the sheet term of a workbook, the key rules.NAME.off does.
    """
    rules = _chosen(name)
    term = None if path is None else sound_term(read_whole_term(path), as_json=as_json, quiet=True)
    if as_json:
        write_json("rota-rules/1", {"rules": [_plain(rule, term) for rule in rules]})
    elif name is None:
        _list(rules, term)
    else:
        _tell(rules[0], term)


def _chosen(name: str | None) -> list[Rule]:
    """Return the rules asked for: those that must hold first, then level after level."""
    places = [MUST, *LEVELS]
    rules = sorted(find_rules(), key=lambda rule: (places.index(_level(rule)), rule.name))
    if name is None:
        return rules
    chosen = [rule for rule in rules if rule.name == name.replace("-", "_")]
    if not chosen:
        likely = nearest(name, [rule.name for rule in rules])
        hint = f'Did you mean "{likely}"?' if likely else "rota rules lists them all."
        raise click.BadParameter(f'"{name}" is no rule. {hint}', param_hint="NAME")
    return chosen


def _level(rule: Rule) -> str:
    return rule.level if isinstance(rule, SoftRule) else MUST


def _list(rules: list[Rule], term: Term | None) -> None:
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        say(f"{rule.name:{width}}  {_level(rule):10}  {first_sentence(rule)}")
        for remark in _remarks(rule, term):
            say(f"{'':{width}}  {'':10}  {remark}")


def _remarks(rule: Rule, term: Term | None) -> list[str]:
    """Return each parameter of a rule with its value, or why a term switches the rule off."""
    if term is not None and rule.off_because(term) is not None:
        return _in_term(rule, term)
    values = rule.parameters if term is None else _settings(rule, term)
    return [_value(parameter, value, rule) for parameter, value in values.items()]


def _value(parameter: str, value: object, rule: Rule) -> str:
    default = rule.parameters[parameter]
    other = "" if value == default else f" (else {_written(default)})"
    return f"{parameter} = {_written(value)}{other}"


def _in_term(rule: Rule, term: Term | None) -> list[str]:
    """Return what a term says of a rule."""
    if term is None:
        return []
    off = rule.off_because(term)
    if off is not None:
        return [f"Switched off: {off}"]
    return [
        _value(parameter, value, rule)
        for parameter, value in _settings(rule, term).items()
        if value != rule.parameters[parameter]
    ]


def _tell(rule: Rule, term: Term | None) -> None:
    say(f"{rule.name}, {_level(rule) if isinstance(rule, SoftRule) else 'a rule that every plan keeps'}")
    say()
    say(rule.law.replace("``", ""))
    say()
    if rule.parameters:
        say(
            f"Parameters, in a table [rules.{rule.name}] of term.toml; on the sheet term of a workbook with "
            f"rules.{rule.name}. before each"
        )
        for parameter, default in rule.parameters.items():
            say(f"    {parameter} = {_written(default)}")
    else:
        say("It has no parameters.")
    for remark in _in_term(rule, term):
        say(f"In this term: {remark}")


def first_sentence(rule: Rule) -> str:
    """Return the first sentence of a rule's law, on one line."""
    found = _SENTENCE.match(rule.law)
    return " ".join((found[0] if found else rule.law).replace("``", "").split())


def _settings(rule: Rule, term: Term) -> dict[str, object]:
    """Return the parameters of a rule as a term has them."""
    given = term.rules.get(rule.name, {})
    return {parameter: given.get(parameter, default) for parameter, default in rule.parameters.items()}


def _written(value: object) -> str:
    """Return a value as ``term.toml`` writes it; texts, numbers, true and false look the same in JSON."""
    return json.dumps(value, ensure_ascii=False)


def _plain(rule: Rule, term: Term | None) -> dict[str, object]:
    return {
        "name": rule.name,
        "level": _level(rule),
        "hard": isinstance(rule, HardRule),
        "summary": first_sentence(rule),
        "law": rule.law,
        "parameters": dict(rule.parameters) if term is None else _settings(rule, term),
        "defaults": dict(rule.parameters),
        "off": None if term is None else rule.off_because(term),
    }
