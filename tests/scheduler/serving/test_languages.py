"""The language that a browser asks for."""

from __future__ import annotations

import pytest

from scheduler.serving.languages import language_of


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("de, zh-Hans;q=0.5, en;q=0.4", "zh"),
        ("fr", "en"),
        ("zh;q=0", "en"),
        ("zh;q=often", "en"),
        ("en;q=0.2,ZH-TW", "zh"),
        ("zh;level=1", "zh"),
        (",;,=", "en"),
    ],
)
def test_the_one_that_comes_first_counts(accepted: str, language: str) -> None:
    assert language_of(accepted) == language
