"""What every rule's file owes its reader."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from constraints.catalogue import find_rules, hard_rules, rules_off, soft_rules
from constraints.rule import HardRule, Rule, SoftRule
from inputs.term import LEVELS
from tests.pictures import draw_term

SECTIONS = ["Why", "Reads", "Violation", "Encoding"]
RULES = find_rules()
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def module_of(rule: Rule) -> ModuleType:
    return sys.modules[type(rule).__module__]


def tree_of(rule: Rule) -> ast.Module:
    return ast.parse(inspect.getsource(module_of(rule)))


def functions_of(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def called_from(name: str, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """Return the functions and methods of a file that one of them calls, by way of others too."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for node in ast.walk(functions[waiting.pop()]):
            word = (
                node.id
                if isinstance(node, ast.Name)
                else node.attr
                if isinstance(node, ast.Attribute)
                else ""
            )
            if word in functions and word not in found:
                found.add(word)
                waiting.append(word)
    return found


@every_rule
def test_the_file_opens_with_the_law_and_its_sections(rule: Rule) -> None:
    source = inspect.getsource(module_of(rule))
    assert source.startswith('"""\n')
    lines = rule.law.splitlines()
    assert lines[0].endswith(".")
    assert lines[1] == ""
    assert [line for line in lines[2:] if line and not line.startswith(" ")] == SECTIONS
    assert all(re.search(rf"^{section}\n    \S", rule.law, re.MULTILINE) for section in SECTIONS)


@every_rule
def test_the_class_is_named_after_the_file(rule: Rule) -> None:
    assert type(rule).__name__ == "".join(word.capitalize() for word in rule.name.split("_"))
    assert Path(module_of(rule).__file__ or "").name == f"{rule.name}.py"


@every_rule
def test_each_rule_has_a_test_of_its_name(rule: Rule) -> None:
    assert (Path(__file__).parent / "rules" / f"test_{rule.name}.py").exists()


def test_each_test_has_a_rule() -> None:
    tests = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "rules").glob("test_*.py")}
    assert tests == {rule.name for rule in RULES}


@every_rule
def test_verification_shares_no_helper_with_the_encoding(rule: Rule) -> None:
    functions = functions_of(tree_of(rule))
    encoding = called_from("post" if isinstance(rule, HardRule) else "penalty", functions)
    assert called_from("verify", functions) & encoding == set()


@every_rule
def test_verification_asks_the_solver_nothing(rule: Rule) -> None:
    functions = functions_of(tree_of(rule))
    names = {"verify"} | called_from("verify", functions)
    words = {node.id for name in names for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
    assert words & {"model", "x", "cp_model", "Decisions"} == set()


@every_rule
def test_rules_know_nothing_of_each_other(rule: Rule) -> None:
    imports = [node.module or "" for node in ast.walk(tree_of(rule)) if isinstance(node, ast.ImportFrom)]
    assert [module for module in imports if module.startswith("constraints.rules")] == []


@every_rule
def test_parameters_are_told_in_the_law(rule: Rule) -> None:
    assert [name for name in rule.parameters if f"``{name}``" not in rule.law] == []


@every_rule
def test_a_rule_is_hard_or_has_a_level(rule: Rule) -> None:
    assert isinstance(rule, HardRule) or (isinstance(rule, SoftRule) and rule.level in LEVELS)


@every_rule
def test_a_rule_that_is_switched_off_is_not_in_force(rule: Rule) -> None:
    term = draw_term(f"off {rule.name} because we say so")
    in_force = [*hard_rules(term), *(other for level in LEVELS for other in soft_rules(term, level))]
    assert {other.name for other in RULES} - {other.name for other in in_force} == {rule.name}
    assert rules_off(term) == {rule.name: "because we say so"}
