"""A page tells nothing about others, escapes everything, is in order, and asks only for its own files."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from inputs.people import Trainee
from scheduler.store.version import Version
from tests.hostile import HOSTILE
from tests.scheduler.pages.published import HOST, SECRET, drawn, page, renamed
from tests.scheduler.pages.small_pages import TERM, read

EVERYBODY = [("trainee", "T01"), ("trainee", "T02"), ("faculty", "F01"), ("faculty", "F02")]


def test_the_secret_is_in_no_title_and_no_text(versions: list[Version]) -> None:
    reading = read(versions, "T01")
    assert SECRET not in reading.text
    holders = {(tag, name) for tag, name, value in reading.attributes if SECRET in value}
    assert holders == {("a", "href"), ("input", "value")}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_trainees_page_names_no_other_trainee(versions: list[Version], language: str) -> None:
    for who, other in (("T01", "Li Wei"), ("T02", "Amara")):
        assert other not in page(versions, who, language=language)


def test_a_member_of_facultys_page_names_only_those_whom_they_meet(versions: list[Version]) -> None:
    html = page(versions, "F02", kind="faculty")
    assert "Li Wei" in html
    assert "Amara" not in html
    assert "Wang Min" not in html


def test_nobodys_address_of_mail_or_id_or_reason_of_absence_is_on_a_page() -> None:
    trainee = Trainee("T77", "Amara", "fellow", TERM.trainees[0].stay, email="amara@example.org")
    version = drawn("trainee amara fellow\nabsent amara 03-02..03-02")[0]
    absence = replace(version.term.absences[0], who="T77", reason="visa")
    term = replace(version.term, trainees=(trainee,), absences=(absence,))
    html = page([replace(version, term=term)], "T77")
    assert [text for text in ("T77", "amara@", "visa") if text in html] == []


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("kind", "who"), [("trainee", "T02"), ("faculty", "F01")])
def test_no_text_becomes_an_element(versions: list[Version], text: str, kind: str, who: str) -> None:
    harmless = read([renamed(version, "harmless") for version in versions], who, kind=kind)
    hostile = read([renamed(version, text) for version in versions], who, kind=kind)
    assert hostile.tags == harmless.tags
    shown = " ".join(text.split())
    assert hostile.text.count(shown) >= harmless.text.count("harmless") > 15


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("=cmd()|' /C calc'!A0", "=cmd()|' /C calc'!A0"),
        ("Amara\r\nX: y", "Amara X: y"),
        ("𠮷田 花子", "𠮷田 花子"),
        ("王·阿依古丽", "王·阿依古丽"),
        ("Wolfeschlegelsteinhausenbergerd", "Wolfeschlegelsteinhausenbergerd"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("\x00\x07", "T01"),
    ],
)
def test_unusual_names_are_shown_on_one_line(versions: list[Version], name: str, shown: str) -> None:
    version = versions[0]
    trainee, *others = version.term.trainees
    term = replace(version.term, trainees=(replace(trainee, name=name), *others))
    reading = read([replace(version, term=term)], "T01")
    assert reading.headings[0] == ("h1", shown)


@pytest.mark.parametrize(("kind", "who"), EVERYBODY)
def test_a_page_has_nothing_inline_and_asks_only_for_its_own_files(
    versions: list[Version], kind: str, who: str
) -> None:
    reading = read(versions, who, kind=kind)
    names = {name for _, name, _ in reading.attributes}
    assert {name for name in names if name.startswith("on") or name in {"style", "action", "srcset"}} == set()
    assert "style" not in {tag for tag, *_ in reading.tags}
    asked = [
        value.partition("?")[0]
        for tag, name, value in reading.attributes
        if name == "src" or ((tag, name) == ("link", "href") and value != "data:,")
    ]
    assert asked == [f"{HOST}/static/page.css", f"{HOST}/static/copy.js"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("kind", "who"), EVERYBODY)
def test_headings_sections_and_labels_are_in_order(
    versions: list[Version], kind: str, who: str, language: str
) -> None:
    reading = read(versions, who, kind=kind, language=language)
    levels = [int(tag[1]) for tag, _ in reading.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level - before <= 1 for before, level in pairwise(levels))
    ids = [value for _, name, value in reading.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    named = [
        value.removeprefix("#")
        for tag, name, value in reading.attributes
        if name in {"aria-labelledby", "aria-describedby", "for", "data-copy"}
        or ((tag, name) == ("a", "href") and value.startswith("#"))
    ]
    assert set(named) - set(ids) == set()
    assert all(text for _, text in reading.headings)
