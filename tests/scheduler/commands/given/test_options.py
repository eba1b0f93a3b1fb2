"""Times and cores."""

from __future__ import annotations

import os
from datetime import datetime

import click
import pytest

from scheduler.commands.given.options import Address, Day, Number, Seconds, count_cores


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("300", 300),
        ("90s", 90),
        ("5m", 300),
        ("1h30m", 5400),
        ("1m30", 90),
        (" 2M ", 120),
        ("0.5", 0.5),
        (60.0, 60),
    ],
)
def test_a_time_is_read_as_seconds(text: object, seconds: float) -> None:
    assert Seconds().convert(text, None, None) == seconds


@pytest.mark.parametrize("text", ["", "5 parsecs", "m5", "-3", "1.5m", "5ms", "٣"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        Seconds().convert(text, None, None)
    assert refused.value.message == f'"{text}" is no time; write 90s, 5m, 1h30m or 300 (seconds).'


@pytest.mark.parametrize("text", ["0", "0s", "200h", "9" * 400])
def test_a_time_is_more_than_nothing_and_at_most_a_week(text: str) -> None:
    with pytest.raises(click.BadParameter, match="give more than nothing, and at most a week"):
        Seconds().convert(text, None, None)


@pytest.mark.parametrize(
    ("number", "text", "said"),
    [
        (Number(1, 520), "0", '"0" is not allowed; write a whole number from 1 to 520.'),
        (Number(1, 520), "two", '"two" is not allowed; write a whole number from 1 to 520.'),
        (Number(min=0), "-1", '"-1" is not allowed; write a whole number of at least 0.'),
    ],
)
def test_what_is_no_number_within_the_limits_is_refused(number: Number, text: str, said: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        number.convert(text, None, None)
    assert refused.value.message == said
    assert number.convert("12", None, None) == 12


def test_the_cores_are_those_that_the_program_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "process_cpu_count", lambda: 5, raising=False)
    assert count_cores() == 5
    monkeypatch.delattr(os, "process_cpu_count")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 3}, raising=False)
    assert count_cores() == 2
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert count_cores() == 1


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://10.0.0.5:8786", "tcp://10.0.0.5:8786"),
        ("tls://head:8786", "tls://head:8786"),
        ("head.example:8786", "tcp://head.example:8786"),
    ],
)
def test_an_address_has_its_scheme(text: str, address: str) -> None:
    assert Address().convert(text, None, None) == address


@pytest.mark.parametrize("text", ["head", "http://head:80", "tcp://head", "tcp://:8786/x", ""])
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        Address().convert(text, None, None)
    assert refused.value.message == (
        f'"{text}" is no address; write tcp://10.0.0.5:8786, or tls:// where it is encrypted.'
    )


def test_a_date_is_read_as_the_midnight_with_which_it_begins() -> None:
    assert Day().convert("2027-04-12", None, None) == datetime(2027, 4, 12)


@pytest.mark.parametrize("text", ["", "2027-04-31", "tomorrow"])
def test_another_date_says_how_to_write_it(text: str) -> None:
    with pytest.raises(click.BadParameter, match="2027-04-12") as refused:
        Day().convert(text, None, None)
    assert refused.value.message == f'"{text}" is no date; write it as 2027-04-12.'


def test_a_date_in_another_form_is_told_as_the_tables_tell_it() -> None:
    with pytest.raises(click.BadParameter) as refused:
        Day().convert("28.05.2027", None, None)
    assert refused.value.message == '"28.05.2027" is no date; write it as 2027-05-28.'
    with pytest.raises(click.BadParameter) as refused:
        Day().convert("10.05.2027", None, None)
    assert refused.value.message == (
        'Day and month of "10.05.2027" cannot be told apart; write 2027-05-10 or 2027-10-05.'
    )
