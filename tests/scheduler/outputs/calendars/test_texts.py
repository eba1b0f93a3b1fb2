"""Whatever people write comes back from a calendar as it is shown."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import replace
from functools import cache

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from inputs.plan import Plan, Session
from tests.scheduler.outputs.calendars.small_calendars import (
    FIRST_MDT,
    HALL,
    LI,
    LI_AT_MDT,
    MDT,
    TERM,
    WANG,
    events_in,
    render,
    summaries,
    unfolded,
    values,
)

nasty = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                "a;b,c\\d",
                "\\n",
                "line\nbreak",
                "\r\nX-EVIL:1",
                "\nEND:VEVENT\nBEGIN:VALARM",
                "\r",
                "\x00\x07\x0b\x7f\x85",
                "\u2028\u2029",
                "\u202eemit\u202c",
                "👩‍🔬",
                "李伟、张三；王芳",
                '"quoted":',
                "&amp;<b>",
                " leading and trailing ",
                "\ud800",
                "very long text of one kind or another " * 6,
            ]
        ),
    ),
    max_size=4,
).map("".join)


@cache
def invisible() -> re.Pattern[str]:
    every = map(chr, range(sys.maxunicode))
    marks = {one for one in every if unicodedata.category(one) in {"Cf", "Cs"}} - {"\u200c", "\u200d"}
    return re.compile(f"[{re.escape(''.join(sorted(marks)))}]")


def shown(text: str) -> str:
    """Return what is left of a text, said in another way than the product says it."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", invisible().sub("", text)).strip(" ")


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


@pytest.mark.no_cover
@settings(max_examples=150, deadline=None)
@given(name=nasty, title=nasty, topic=nasty, place=nasty, term_name=nasty)
def test_any_text_comes_back_as_it_is_shown_and_adds_no_property(
    name: str, title: str, topic: str, place: str, term_name: str
) -> None:
    trainee, room = replace(LI, name=name), replace(HALL, name=place, site="")
    session = Session(trainee, replace(MDT, title=title), FIRST_MDT, room, replace(WANG, name=name), topic)
    term = replace(TERM, name=term_name, trainees=(trainee,), rooms=(room,), absences=())
    (file, data), *_ = render(Plan(sessions=(session,)), term).items()
    plain = render(Plan(sessions=(LI_AT_MDT,)))["trainee-T01-li-wei.ics"]

    def names(lines: list[str]) -> list[str]:
        return [re.split("[;:]", line)[0] for line in lines]

    expected = names(unfolded(plain))
    assert [n for n in names(unfolded(data)) if n != "LOCATION"] == [n for n in expected if n != "LOCATION"]
    assert re.fullmatch(r"[A-Za-z0-9.-]+", file)

    said = {
        "Activity": shown(title) or "mdt",
        "Topic": shown(topic),
        "Lead": shown(name) or "F01",
        "Room": shown(place) or "R1",
    }
    text = "\n".join(f"{label}: {value}" for label, value in said.items() if value)
    (event,) = events_in(data)
    assert event["DESCRIPTION"] == text
    assert unescaped(values(data, "DESCRIPTION")[1]) == text
    assert vobject.readOne(data.decode()).vevent.description.value == text
    assert said["Room"].startswith(unescaped(values(data, "LOCATION")[0]).removesuffix("…"))
    assert unescaped(values(data, "NAME")[0]).startswith(shown(name) or "T01")


def test_a_text_of_nothing_but_control_characters_is_called_by_its_id_or_at_last_by_a_word() -> None:
    blank = replace(MDT, id="\x00", title="\u202e")
    data = render(Plan(sessions=(replace(LI_AT_MDT, activity=blank),)))["trainee-T01-li-wei.ics"]
    assert summaries(data) == ["01 09:00 (no name): Biomarkers"]


def test_a_very_long_text_is_cut_to_what_clients_keep() -> None:
    crowd = tuple(
        replace(LI_AT_MDT, trainee=replace(LI, id=f"T{n}", name=f"Li Wei {n:04}")) for n in range(900)
    )
    term = replace(TERM, trainees=())
    (event,) = events_in(render(Plan(sessions=crowd), term)["faculty-F01-wang-fang.ics"])
    text = str(event["DESCRIPTION"])
    assert len(text) <= 8000
    assert text.startswith("Activity: MDT conference\nTopic: Biomarkers\nTrainees (900): Li Wei 0000,")
    assert text.endswith("…")
